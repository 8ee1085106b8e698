"""What stands around the text of a page: told from sentences that look like it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tmkit import ingest
from tmkit.ingest.furniture import Page, furnished
from tmkit.model import Block, BlockKind, Document

BODY = [Block("paragraph", f"Laboratory {number} compared its weights.") for number in range(12)]


def page_with(text: str, *, at: int = 1, kind: BlockKind = "paragraph") -> Page:
    blocks = [Block("title", "New scales"), *BODY]
    blocks.insert(at, Block(kind, text))
    return furnished(Page(blocks))


def kinds(texts: list[str]) -> list[str]:
    page = Page([Block("title", "New scales"), *(Block("paragraph", text) for text in texts)])
    return [block.kind for block in furnished(page).blocks[1:]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Post by: Lan Anh - Post date: Wednesday, Jun 26, 2024 | 17:11 - View count: 1,442",
            {"author": "Lan Anh", "date": "2024-06-26", "views": "1442"},
        ),
        (
            "Người viết: Lan Anh - Ngày viết: Tháng Mười Một 4, 2024 | 9:03 - Lượt xem: 36",
            {"author": "Lan Anh", "date": "2024-11-04", "views": "36"},
        ),
        ("Tác giả: Trần Bình | Nguồn: VietNamCal", {"author": "Trần Bình", "source": "VietNamCal"}),
        ("Người viết: Lan Anh\nNgày viết: 5/3/2024", {"author": "Lan Anh", "date": "2024-03-05"}),
        (
            "NGUỒN: Viện Đo lường – NGÀY ĐĂNG: 5/3/2024",
            {"source": "Viện Đo lường", "date": "2024-03-05"},
        ),
        ("By Lan Anh | March 5, 2024", {"author": "Lan Anh", "date": "2024-03-05"}),
        ("By Lan Anh, 5 March 2024", {"author": "Lan Anh", "date": "2024-03-05"}),
        ("Posted by Lan Anh on March 5, 2024", {"author": "Lan Anh", "date": "2024-03-05"}),
        ("Posted on March 5, 2024 by Lan Anh", {"author": "Lan Anh", "date": "2024-03-05"}),
        ("Written by Jean-Luc O’Hara", {"author": "Jean-Luc O’Hara"}),
        ("By Lan Anh", {"author": "Lan Anh"}),
        ("Người viết: PV", {"author": "PV"}),
        ("Bài và ảnh: Lan Anh, Trần Bình", {"author": "Lan Anh, Trần Bình"}),
        ("Tin, ảnh: Lan Anh", {"author": "Lan Anh"}),
        ("Published on March 3, 2024", {"date": "2024-03-03"}),
        ("Last updated: 3 March 2024", {"date": "2024-03-03"}),
        ("Cập nhật lúc 10:30, 12/03/2024", {"date": "2024-03-12"}),
        ("Đăng ngày: Thứ Ba, 5/3/2024", {"date": "2024-03-05"}),
        ("Ngày đăng: Thứ Ba | 5/3/2024 | 9:05", {"date": "2024-03-05"}),
        ("Lượt xem: 3.610", {"views": "3610"}),
        ("Nguồn: Viện Đo lường và Thử nghiệm", {"source": "Viện Đo lường và Thử nghiệm"}),
        ("Nguồn: can-do.example", {"source": "can-do.example"}),
        ("Theo: VietNamCal", {"source": "VietNamCal"}),
    ],
)
def test_a_byline_says_who_when_and_whence(text: str, said: dict[str, str]) -> None:
    page = page_with(text)
    assert (page.blocks[1].kind, page.metadata) == ("byline", said)
    decomposed = page_with(unicodedata.normalize("NFD", text))
    assert (decomposed.blocks[1].kind, decomposed.metadata) == ("byline", said)


@pytest.mark.parametrize("at", [1, 7, 12])
@pytest.mark.parametrize(
    "text",
    [
        "By Decision No. 12, the Ministry changed the fees.",
        "By the end of March 2024 all meters are checked.",
        "By then the weights are worn.",
        "Source: the maker shall keep records.",
        "Date: 12 March 2024",
        "Updated 12/03/2024 rules apply to all meters.",
        "Published on March 3, 2024 by the agency, the circular takes effect in May.",
        "Published on paper",
        "Theo Quyết định số 12/QĐ-BKHCN ngày 5/3/2024, Bộ ban hành quy chuẩn.",
        "Theo: ông Minh, kết quả rất tốt.",
        "Nguồn gốc hàng hóa phải rõ ràng.",
        "Nguồn: Nhà nhập khẩu phải lưu hồ sơ, chứng từ.",
        "Cập nhật 2024 các quy định về cân ô tô.",
        "Bài học từ Đà Nẵng",
        "Views: mixed",
    ],
)
def test_a_sentence_that_begins_like_a_byline_is_none(text: str, at: int) -> None:
    page = page_with(text, at=at)
    assert (page.blocks[at].kind, page.metadata) == ("paragraph", {})


@pytest.mark.parametrize("text", ["By Lan Anh", "By: Lan Anh", "Tác giả: Trần Bình"])
def test_a_name_alone_is_a_byline_under_the_headline_and_not_amid_the_text(text: str) -> None:
    assert page_with(text, at=1).blocks[1].kind == "byline"
    assert page_with(text, at=8).blocks[8].kind == "paragraph"


def test_the_page_itself_is_believed_before_its_byline() -> None:
    page = Page([Block("title", "T"), Block("paragraph", "By Lan Anh")], {"author": "Trần Bình"})
    assert furnished(page).metadata == {"author": "Trần Bình"}


def test_the_first_byline_is_believed_before_the_next() -> None:
    page = Page([Block("paragraph", f"Tác giả: {name}") for name in ("Lan Anh", "Trần Bình")])
    assert furnished(page).metadata == {"author": "Lan Anh"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('[gallery ids="4,5" size=full]', "boilerplate"),
        ("[fb_comment_box]", "boilerplate"),
        ("[/vc_row]", "boilerplate"),
        ("[CLS]", "paragraph"),
        ("[see annex]", "paragraph"),
        ("[1] OIML R 76", "paragraph"),
        ("Share on Facebook | Twitter", "boilerplate"),
        ("Chia sẻ: Zalo, Facebook", "boilerplate"),
        ("In bài viết · Gửi email", "boilerplate"),
        ("Share your results with the laboratory.", "paragraph"),
        ("Chia sẻ kinh nghiệm hiệu chuẩn", "paragraph"),
        ("Ảnh: Lan Anh", "caption"),
        ("Đoàn tham quan phòng cân. Ảnh: Lan Anh", "caption"),
        ("Toàn cảnh hội thảo (Ảnh Lan Anh – Trần Bình)", "caption"),
        ("The new balance (Photo: Lan Anh)", "caption"),
        ("Mô hình của chúng tôi cho sai số nhỏ.", "paragraph"),
        ("The Photo Lab opened in May.", "paragraph"),
        ("Chọn mô hình: Mẫu A hoặc mẫu B.", "paragraph"),
        ("Image quality is measured with a chart.", "paragraph"),
    ],
)
def test_furniture_is_typed_and_text_is_not(text: str, kind: str) -> None:
    assert page_with(text, at=6).blocks[6].kind == kind


@pytest.mark.parametrize(
    "heading", ["Related news", "RELATED ARTICLES:", "TIN LIÊN QUAN", "Các tin khác", "Xem thêm"]
)
def test_related_news_and_what_follows_are_furniture(heading: str) -> None:
    texts = ["One scale.", "Two scales.", heading, "Another page", "By Lan Anh"]
    assert kinds(texts) == ["paragraph", "paragraph", *["boilerplate"] * 3]


def test_the_same_words_in_the_first_half_are_text() -> None:
    assert set(kinds(["Related news", *["One scale."] * 5])) == {"paragraph"}


def test_the_name_under_a_page_with_furniture_is_a_signature() -> None:
    texts = ["Post by: Lan Anh - View count: 4", "One scale.", "Trần Bình – Vụ Hợp tác"]
    assert kinds(texts) == ["byline", "paragraph", "byline"]


def test_a_signature_names_the_author_where_nothing_else_does() -> None:
    page = Page([Block("title", "T"), Block("paragraph", "One."), Block("heading", "Trần Bình")])
    assert furnished(page).metadata == {}
    page.blocks.append(Block("paragraph", "Tin liên quan"))
    assert furnished(page).metadata == {"author": "Trần Bình"}


@pytest.mark.parametrize(
    "lines",
    [
        [
            *("Date: 12 March 2024", "Dear Mr Minh,", "We thank you for the calibration report."),
            *(
                "We shall send the weights in April.",
                "Please sign both copies.",
                "Yours sincerely,",
            ),
            "Lan Anh",
        ],
        [
            *("SUPPLY CONTRACT", "Parties agree as follows:", "The maker delivers two balances."),
            *("The fee is 50 USD.", "Source: State budget, chapter 3", "Signed in two copies."),
            *("For the buyer", "By: Lan Anh", "Title: Director", "Date: 12 March 2024"),
        ],
        [
            *(
                "Hà Nội, ngày 5 tháng 3 năm 2024",
                "Kính gửi: Viện Đo lường",
                "Theo đề nghị của Viện,",
            ),
            *("chúng tôi gửi hai quả cân.", "Trân trọng.", "Trần Bình"),
        ],
    ],
)
def test_a_plain_letter_or_contract_keeps_all_its_lines(lines: list[str]) -> None:
    assert set(kinds(lines)) == {"paragraph"}


def test_code_is_left_alone() -> None:
    assert page_with("By Lan Anh", kind="code").blocks[1].kind == "code"


def test_no_block_is_lost_and_no_text_is_changed() -> None:
    texts = ["By Lan Anh", "One.", "[fb_comment_box]", "Related news", "Other"]
    page = Page([Block("paragraph", text, number) for number, text in enumerate(texts)])
    assert [(each.text, each.place) for each in furnished(page).blocks] == [
        (each.text, each.place) for each in page.blocks
    ]


@pytest.mark.parametrize(
    ("name", "lang", "author", "date", "furniture"),
    [
        (
            "000_4c2ad5e4040fe9cc",
            "en",
            "Trương Vân",
            "2019-06-26",
            {3: "byline", 26: "boilerplate"},
        ),
        ("001_34110cffca3373b7", "en", "Yến Hoa Ngô Kiều", "2022-03-18", {3: "byline"}),
        ("002_c28f73befcb6d6d7", "vi", "Trương Vân", "2020-01-06", {2: "byline", 32: "byline"}),
        ("003_dc542b6018cd9b36", "vi", "Nguyen Nam", "2023-05-08", {3: "byline", 19: "byline"}),
        ("004_dc18469022b72383", "vi", "", "", {19: "boilerplate"}),
    ],
)
def test_real_news_pages_keep_their_text_and_tell_their_byline(
    shared: Path, name: str, lang: str, author: str, date: str, furniture: dict[int, str]
) -> None:
    path = shared / "seeds" / f"{name}.txt"
    if not path.is_file():
        pytest.skip("no seeds")
    document: Document = ingest.read(path, id=name, lang=lang)
    assert (document.author, document.date) == (author, date)
    assert {
        block.place: block.kind
        for block in document.blocks
        if block.kind in ("byline", "boilerplate")
    } == furniture
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    assert [block.text for block in document.blocks] == [line for line in lines if line]


@pytest.mark.parametrize(
    "text",
    [
        *("Share this article on Facebook", "Chia sẻ bài viết lên Facebook", "Print this article"),
        *("In bài viết này", "Keywords: scales, markets", "Từ khóa: cân, chợ"),
    ],
)
def test_what_stands_under_an_article_is_no_text(text: str) -> None:
    page = furnished(Page([Block("title", "Cân"), Block("paragraph", text)]))
    assert page.blocks[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trần Thị Ví Dụ • 18/05/2023 17:11", {"author": "Trần Thị Ví Dụ", "date": "2023-05-18"}),
        ("18 May 2023", {"date": "2023-05-18"}),
    ],
)
def test_a_byline_without_labels_stands_under_the_headline(text: str, said: dict[str, str]) -> None:
    page = furnished(Page([Block("title", "Cân"), Block("paragraph", text)]))
    assert page.blocks[-1].kind == "byline"
    assert page.metadata == said
