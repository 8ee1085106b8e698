"""Sentences that carry a name: at the beginning, before a verb, in a list, in an enumeration."""

from __future__ import annotations

from collections.abc import Iterator

from tmkit.terms import KnownNames, find_names

CARRIERS = {
    "vi": (
        "{} đã công bố kết quả kiểm định đồng hồ nước.",
        "Theo {}, số phương tiện đo đạt yêu cầu tăng lên.",
        "Hôm qua tại Lam Giang, {} tổ chức buổi làm việc về cân đo.",
        "Văn bản được gửi đến {} trước ngày 15/3.",
        "Thành phần tham dự có Cục Đo đạc Lam Giang, {} và Viện Con dấu.",
        "- {};",
        "Hồ sơ nộp về {}.",
        "Ý kiến của {} về dự thảo này còn khác nhau.",
        "Trong buổi lễ, {} trao giấy khen cho ba phòng thử nghiệm.",
        "Công văn số 12/LG-CĐ do {} ký ngày 3 tháng 5 nêu rõ thời hạn.",
        "Đoàn đã đến thăm {} (Lam Giang) và nghe báo cáo.",
        "“Chúng tôi sẽ xem xét”, {} cho biết.",
        "Người dân đề nghị {} sớm trả lời.",
        "{} yêu cầu các cơ sở kiểm tra lại cân.",
    ),
    "en": (
        "The {} has published the results of the seal survey.",
        "{} issued a notice on water meters last week.",
        "According to the {}, more scales passed than before.",
        "On Monday in Lam Giang, the {} held a meeting on weights.",
        "The letter was sent to the {} before 15 March.",
        "Present were the Lam Giang Seal Office, the {} and the Institute of Marks.",
        "- {};",
        "Files are kept by the {}.",
        "The opinion of the {} on this draft was not known.",
        "A notice signed by the {} on 3 May sets the date.",
        "The delegation visited the {} (Lam Giang) and listened to a report.",
        "“We shall see,” said the {}.",
        "The {}, together with two laboratories, checked the scales.",
        "Traders asked the {} to answer soon.",
    ),
}


def rows_of(text: str, langs: tuple[str, str] = ("vi", "en")) -> Iterator[tuple[str, str]]:
    """Language and name of each cell of a table: vi, en, acronym, parted by tabs."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            for lang, name in zip(langs, line.split("\t"), strict=False):
                if name.strip():
                    yield lang, name.strip()


def missed(name: str, lang: str, known: KnownNames | None = None) -> list[str]:
    """What is found in the carrier sentences in which the name is not found whole."""
    failures = []
    for carrier in CARRIERS[lang]:
        text, start = carrier.format(name), carrier.index("{}")
        spans = [mention.span for mention in find_names(text, lang, known=known)]
        if (start, start + len(name)) not in spans:
            failures.append(f"{text} => {[text[slice(*span)] for span in spans]}")
    return failures
