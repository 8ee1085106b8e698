"""A made corpus of any size: document pairs in English and Vietnamese, by a seed; run by hand.

usage: python tests/bench/corpus.py FOLDER DOCUMENTS [--seed 1] [--segments 50]

Writes FOLDER/corpus/en/0000/…txt and FOLDER/corpus/vi/…, 100 documents a folder. What is said comes
of templates and is about nothing; no body, person or place is meant. As in real documents,
sentences are split and joined in translation, left out and added, figures are written in each
language's way, bodies come with acronyms that are explained once, names and codes never seen
before keep coming, and furniture stands on every page. The first documents of a larger corpus of
one seed are those of a smaller one.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

# Things, their plural, and what translates them.
THINGS = """
    weighbridge|weighbridges|cân ô tô; pressure gauge|pressure gauges|áp kế;
    water meter|water meters|đồng hồ nước; fuel dispenser|fuel dispensers|cột đo xăng dầu;
    test report|test reports|phiếu kết quả thử nghiệm; reference material|reference materials|mẫu chuẩn;
    safety valve|safety valves|van an toàn; storage tank|storage tanks|bể chứa;
    control chart|control charts|biểu đồ kiểm soát; calibration mark|calibration marks|dấu hiệu chuẩn;
    sampling plan|sampling plans|kế hoạch lấy mẫu; quality manual|quality manuals|sổ tay chất lượng;
    cold room|cold rooms|kho lạnh; solar panel|solar panels|tấm pin mặt trời;
    helmet|helmets|mũ bảo hiểm; electric kettle|electric kettles|ấm đun nước điện;
    steel bar|steel bars|thanh thép; cement bag|cement bags|bao xi măng;
    product label|product labels|nhãn sản phẩm; barcode|barcodes|mã vạch;
    audit team|audit teams|đoàn đánh giá; work instruction|work instructions|hướng dẫn công việc;
    trade barrier|trade barriers|rào cản thương mại; technical regulation|technical regulations|quy chuẩn kỹ thuật;
    conformity mark|conformity marks|dấu hợp quy; rice mill|rice mills|nhà máy xay xát;
    fish farm|fish farms|trại nuôi cá; clinical thermometer|clinical thermometers|nhiệt kế y học;
    gas cylinder|gas cylinders|chai chứa khí; power cable|power cables|cáp điện
"""  # noqa: E501 # a table
QUALITIES = """
    new|mới; approved|đã phê duyệt; damaged|bị hư hỏng; imported|nhập khẩu; portable|xách tay;
    automatic|tự động; sealed|đã niêm phong; domestic|trong nước; expired|hết hạn; certified|được chứng nhận
"""  # noqa: E501 # a table
DEEDS = """
    checked|đã kiểm tra; replaced|đã thay thế; recorded|đã ghi nhận; rejected|đã từ chối;
    measured|đã đo; inspected|đã thanh tra; delivered|đã bàn giao; counted|đã đếm;
    compared|đã so sánh; registered|đã đăng ký
"""
FIELDS = """
    Metrology|Đo lường|MEA|ĐL; Packaging|Bao bì|PAC|BB; Water Quality|Chất lượng nước|WQ|CLN;
    Food Testing|Thử nghiệm thực phẩm|FT|TNTP; Energy Labelling|Dán nhãn năng lượng|EL|DNNL;
    Road Safety|An toàn đường bộ|RS|ATĐB; Seed Inspection|Kiểm định giống|SI|KĐG;
    Product Coding|Mã số sản phẩm|PC|MSSP
"""
KINDS = "Centre for|Trung tâm|C|TT; Institute of|Viện|I|V; Office for|Văn phòng|O|VP"
ONSETS = "b; c; ch; d; đ; g; h; kh; l; m; n; ng; nh; ph; qu; r; s; t; th; tr; v; x"
RIMES = "an; ang; anh; ao; âm; ân; ây; en; inh; iên; ong; ông; ơn; uân; ung; ưng; ương"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
TEMPLATES = """
    The inspectors {deed} {n} {quality} {things} in {place}.|Các thanh tra viên {deed} {n} {things} {quality} ở {place}.
    On {date}, the {body} {deed} {n} {things}.|Ngày {date}, {body} {deed} {n} {things}.
    Each {thing} bears the number {code}.|Mỗi {thing} mang số hiệu {code}.
    No {quality} {thing} may be used without a {other}.|Không được dùng {thing} {quality} nếu không có {other}.
    The error of the {thing} was {decimal} per cent.|Sai số của {thing} là {decimal} phần trăm.
    {place} received {n} {things} and returned {m} of them.|{place} nhận {n} {things} và trả lại {m} chiếc.
    The {body} publishes a list of {things} every year.|{body} công bố danh sách {things} hằng năm.
    A {thing} that is {quality} shall be kept away from any {other}.|{thing} {quality} phải để cách xa {other}.
    See clause {m} of document {code} for the {thing}.|Xem điều {m} của tài liệu {code} về {thing}.
    Who sells a {quality} {thing} pays {n} dong.|Người bán {thing} {quality} nộp {n} đồng.
    The {other} lies beside the {thing}.|{other} nằm cạnh {thing}.
    Staff in {place} asked the {body} for {n} {things}.|Nhân viên ở {place} xin {body} {n} {things}.
    The price of {things} rose by {decimal} per cent.|Giá {things} tăng {decimal} phần trăm.
    Keep the {thing} dry and write to {place} about the {other}.|Giữ {thing} khô ráo và viết thư cho {place} về {other}.
"""  # noqa: E501 # a table
EXTRAS = """
    The hall was full and the tea was hot.|Hội trường chật kín và trà còn nóng.
    Nobody asked about the weather.|Không ai hỏi về thời tiết.
    Photographs hang in the corridor.|Ảnh được treo ngoài hành lang.
"""
FURNITURE = ("Home > News > Notices", "Trang chủ > Tin tức > Thông báo")


def table(text: str) -> list[list[str]]:
    """The rows of a list above, each with its cells."""
    return [row.strip().split("|") for row in text.strip().split(";")]


def lines(text: str) -> list[list[str]]:
    return [row.strip().split("|") for row in text.strip().splitlines()]


class Maker:
    """Makes document pairs; each depends on the seed and its number only."""

    def __init__(self, seed: int, segments: int) -> None:
        self.seed, self.segments = seed, segments
        self.things, self.qualities, self.deeds = map(table, (THINGS, QUALITIES, DEEDS))
        self.bodies = [
            (
                f"{kind[0]} {field[0]}",
                f"{kind[1]} {field[1]}",
                kind[2] + field[2],
                kind[3] + field[3],
            )
            for kind in table(KINDS)
            for field in table(FIELDS)
        ]
        self.onsets, self.rimes = ([cell for (cell,) in table(part)] for part in (ONSETS, RIMES))
        self.templates, self.extras = lines(TEMPLATES), lines(EXTRAS)

    def pair(self, number: int) -> tuple[str, str]:
        """The two texts of a document, a paragraph a line."""
        random = Random(f"{self.seed}/{number}")  # noqa: S311 # nothing is to be kept secret
        body = random.choice(self.bodies)
        paragraphs: list[tuple[str, str]] = [FURNITURE, self.heading(random, body)]
        told = False
        while sum(text.count(". ") + 1 for text, _ in paragraphs) < self.segments:
            sentences = [
                self.sentence(random, body, told=told) for _ in range(random.randint(1, 5))
            ]
            told = told or any(body[0] in sentence[0] for sentence in sentences)
            sides = zip(*(self.noisy(random, *sentence) for sentence in sentences), strict=True)
            one, other = (" ".join(filter(None, side)) for side in sides)
            paragraphs.append((one, other))
        paragraphs.append(FURNITURE)
        return tuple("\n".join(filter(None, side)) + "\n" for side in zip(*paragraphs, strict=True))  # type: ignore[return-value] # two sides

    def heading(self, random: Random, body: tuple[str, ...]) -> tuple[str, str]:
        _, things, translated = random.choice(self.things)
        return f"Notice on {things} of the {body[0]}", f"Thông báo của {body[1]} về {translated}"

    def sentence(self, random: Random, body: tuple[str, ...], *, told: bool) -> tuple[str, str]:
        """A sentence and its translation, of the templates."""
        one, other = random.choice(self.templates)
        thing, another = random.choice(self.things), random.choice(self.things)
        quality, deed = random.choice(self.qualities), random.choice(self.deeds)
        n, m = int(random.lognormvariate(5, 2)) + 2, random.randint(2, 60)
        tenths = random.randint(1, 400)
        day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(1998, 2026)
        code = f"{random.choice('ABCDKMQX')}{random.choice('NPTVY')}-{random.randint(1, 99999)}"
        place = " ".join(self.syllable(random) for _ in range(2))
        bodies = (
            (body[2], body[3]) if told else (f"{body[0]} ({body[2]})", f"{body[1]} ({body[3]})")
        )
        english = {
            "thing": thing[0],
            "things": thing[1],
            "other": another[0],
            "quality": quality[0],
            "deed": deed[0],
            "n": f"{n:,}",
            "m": str(m),
            "decimal": f"{tenths / 10}",
            "date": f"{day} {MONTHS[month - 1]} {year}",
            "code": code,
            "place": place,
            "body": bodies[0],
        }
        vietnamese = {
            "thing": thing[2],
            "things": thing[2],
            "other": another[2],
            "quality": quality[1],
            "deed": deed[1],
            "n": f"{n:,}".replace(",", "."),
            "m": str(m),
            "decimal": f"{tenths / 10}".replace(".", ","),
            "date": f"{day}/{month}/{year}",
            "code": code,
            "place": place,
            "body": bodies[1],
        }
        return capital(one.format_map(english)), capital(other.format_map(vietnamese))

    def noisy(self, random: Random, one: str, other: str) -> tuple[str, str]:
        """A sentence as translators leave it: mostly whole, at times cut, joined or missing."""
        chance = random.random()
        if chance < 0.02:
            return one, ""
        if chance < 0.04:
            return "", other
        if chance < 0.07:
            return one, f"{other} {random.choice(self.extras)[1]}"
        if chance < 0.10:
            extra = random.choice(self.extras)
            return f"{one} {extra[0]}", f"{other[:-1]}, {extra[1][0].lower()}{extra[1][1:]}"
        return one, other

    def syllable(self, random: Random) -> str:
        return (random.choice(self.onsets) + random.choice(self.rimes)).capitalize()


def capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def write(folder: Path, documents: int, *, seed: int = 1, segments: int = 50) -> None:
    """Write a corpus."""
    maker = Maker(seed, segments)
    for number in range(documents):
        for tag, text in zip(("en", "vi"), maker.pair(number), strict=True):
            path = folder / "corpus" / tag / f"{number // 100:04}" / f"notice-{number:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--segments", type=int, default=50)
    options = parser.parse_args()
    write(options.folder, options.documents, seed=options.seed, segments=options.segments)


if __name__ == "__main__":
    main()
