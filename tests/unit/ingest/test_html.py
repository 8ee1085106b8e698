"""Web pages: the article is found, its furniture is not, and nothing of its text is lost."""

from __future__ import annotations

import contextlib
import time

import pytest

from tmkit.errors import FormatError
from tmkit.ingest import html
from tmkit.ingest.furniture import Page

LONG = "The agency published forty national standards for water meters, in force from July on."
MORE = "Các phòng thử nghiệm đã so sánh chuẩn khối lượng hai lần, kết quả phù hợp với công bố."
TEXT = f"<p>{LONG}</p><p>{MORE}</p>"
BODY = [("paragraph", LONG), ("paragraph", MORE)]
TITLE = ("title", "New meters")


def page_of(text: str) -> Page:
    return html.read(text.encode(), "meters.html")


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in page_of(text).blocks]


def key_of(raw: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        html.read(raw, "meters.html")
    assert caught.value.path == "meters.html"
    return caught.value.key


H1 = "<h1>New meters</h1>"


@pytest.mark.parametrize(
    "text",
    [
        f"<main>{H1}{TEXT}</main>",
        f"<article>{H1}{TEXT}</article><p>© Agency</p>".replace("<p>©", "<p hidden>©"),
        f"<header>{H1}</header><div><div>{TEXT}</div></div>",
        f"<div id=top>{H1}</div><div itemprop=articleBody>{TEXT}</div>",
        f"<div role=main><div>{H1}</div><section>{TEXT}</section></div>",
        f"<table><tr><td><a href=/>Home</a><td><table><tr><td>{H1}{TEXT}</table></table>",
        f"<center><font>{H1}</font>{TEXT}</center>",
        f"<form id=aspnetForm><div>{H1}{TEXT}</div></form>",
        f"<div class='content-sidebar-wrap has-sidebar'>{H1}{TEXT}</div>",
        f"<body class='has-sidebar tags'>{H1}{TEXT}</body>",
        f"<title>New meters</title><header>{H1}</header>{TEXT}",
        f"<title>New meters | Agency</title><div class=banner>{H1}</div>{TEXT}",
        f"{H1}{TEXT}",
        f"<!DOCTYPE html><html><body>{H1}{TEXT}",
    ],
)
def test_the_article_is_found_in_any_layout(text: str) -> None:
    assert blocks(text) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "piece",
    [
        *("<nav>X</nav>", "<aside>X</aside>", "<footer>X</footer>", "<div role=navigation>X</div>"),
        *("<div class='cookie-consent'>X</div>", "<ul class=breadcrumb><li>X</ul>"),
        *("<div class='share-buttons'>X</div>", "<div id=sidebar>X</div>", "<p class=tags>X</p>"),
        *("<div class='related-posts'>X</div>", "<section class=tin-lien-quan>X</section>"),
        *("<div class=main_menu>X</div>", "<form><p>X</p></form>", "<button>X</button>"),
        *("<script>X</script>", "<style>X</style>", "<noscript><p>X</p></noscript>"),
        *("<template>X</template>", "<iframe>X</iframe>", "<svg><text>X</text></svg>"),
        *("<p hidden>X</p>", "<p style='DISPLAY : none'>X</p>", "<!-- <p>X</p> -->"),
        *("<p style='visibility: hidden'>X</p>", "<select><option>X</select>", "<?php X ?>"),
        "<script>document.write('<p>X</p></div><h1>X</h1>');</script>",
        '<script>var a = "<!--"; if (1 < 2) X</script>',
    ],
)
def test_furniture_and_what_nobody_sees_is_dropped(piece: str) -> None:
    text = f"<title>New meters</title><div>{H1}<p>{LONG}</p>{piece}<p>{MORE}</p></div>"
    assert blocks(text) == [TITLE, *BODY]
    assert blocks(f"<div>{piece}</div><main>{H1}{TEXT}</main>") == [TITLE, *BODY]


@pytest.mark.parametrize("name", ["accreditation", "navy", "shareholder", "tagged", "mentions"])
def test_a_class_that_only_sounds_like_furniture_is_kept(name: str) -> None:
    assert blocks(f"<div>{H1}{TEXT}<div class={name}>Also this.</div></div>") == [
        TITLE,
        *BODY,
        ("paragraph", "Also this."),
    ]


def test_a_class_of_furniture_around_the_whole_text_is_kept() -> None:
    assert blocks(f"<div class='widget'><p>{LONG}</p><p>{MORE}</p></div>") == BODY
    assert blocks("<div class=has-sidebar><p>Một dòng.</p></div>") == [("paragraph", "Một dòng.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h1>Thông báo</h1><p>Nghỉ lễ.</p>", [("title", "Thông báo"), ("paragraph", "Nghỉ lễ.")]),
        (f"<p>{LONG}</p><p>Short.</p>", [("paragraph", LONG), ("paragraph", "Short.")]),
        (f"<div>{LONG}</div><div>Short.</div>", [("paragraph", LONG), ("paragraph", "Short.")]),
        (
            f"<p>Two things:</p><ul><li>{LONG}<li>{MORE}</ul><p>That is all.</p>",
            [
                ("paragraph", "Two things:"),
                ("list_item", LONG),
                ("list_item", MORE),
                ("paragraph", "That is all."),
            ],
        ),
        (
            f"<p>One table:</p><table><tr><td>{LONG}<td>{MORE}</table>",
            [("paragraph", "One table:"), ("cell", LONG), ("cell", MORE)],
        ),
        (f"<h1>{LONG}</h1><p>Yes.</p>", [("title", LONG), ("paragraph", "Yes.")]),
        ("Plain <b>words</b> in<br>the body", [("paragraph", "Plain words in\nthe body")]),
        (f"<h2>{LONG}</h2>", [("heading", LONG)]),
    ],
)
def test_short_lines_beside_a_long_one_are_kept(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("New meters – Agency", [("boilerplate", "Agency"), TITLE]),
        ("Agency: News", [("title", "Agency"), ("heading", "New meters")]),
        ("", [("title", "Agency"), ("heading", "New meters")]),
    ],
)
def test_of_two_headlines_the_one_that_begins_the_page_title_counts(
    head: str, expected: list[tuple[str, str]]
) -> None:
    text = f"<title>{head}</title><h1>Agency</h1>{H1}{TEXT}"
    assert blocks(text) == [*expected, *BODY]


def test_what_stands_before_the_headline_is_furniture() -> None:
    text = f"<div><p>Hotline</p>{H1}{TEXT}<h1>Annex</h1></div>"
    assert blocks(text) == [("boilerplate", "Hotline"), TITLE, *BODY, ("heading", "Annex")]


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("<h2>Scope</h2>", [("heading", "Scope")]),
        ("<h2>Scope<br>and <i>use</i></h2>", [("heading", "Scope\nand use")]),
        (
            "<figure><img alt=x><figcaption>A <b>rig</b></figcaption></figure>",
            [("caption", "A rig")],
        ),
        ("<div class=wp-caption><img><p class=wp-caption-text>A rig</div>", [("caption", "A rig")]),
        ("<p class='photo-credit'>Lan Anh</p>", [("caption", "Lan Anh")]),
        (
            "<table><caption>Cỡ</caption><tr><th>Size<tr><td>15<td>40</table>",
            [("caption", "Cỡ"), ("cell", "Size"), ("cell", "15"), ("cell", "40")],
        ),
        ("<dl><dt>meter<dd>a device</dl>", [("list_item", "meter"), ("list_item", "a device")]),
        (
            "<details><summary>More</summary><p>Text.</details>",
            [("heading", "More"), ("paragraph", "Text.")],
        ),
        (
            "<ul><li>one<ul><li>two</ul><li><p>three<p>four</ul>",
            [("list_item", each) for each in ("one", "two", "three", "four")],
        ),
        ("<p>one<br>two  words<br/>\n three</p>", [("paragraph", "one\ntwo words\nthree")]),
        ("<pre>a\n  b <b>c</b>\n</pre>", [("code", "a\n  b c")]),
        ("<p>Run <code>weigh  x</code>.</p>", [("paragraph", "Run weigh x.")]),
        ("<p>&Agrave; &eacute; &lt;5&nbsp;kg &#272;o</p>", [("paragraph", "À é <5\xa0kg Đo")]),
        ("<p>a<!-- x -->b<script>y</script>c<wbr>d</p>", [("paragraph", "abcd")]),
        ("<p>H<sub>2</sub>O<acronym>s</acronym></p>", [("paragraph", "H2Os")]),
        (
            "<p>if <math><mi>x</mi><mo>=</mo><mn>1</mn></math> holds</p>",
            [("paragraph", "if x=1 holds")],
        ),
        ("one<nav>x</nav>two", [("paragraph", "one"), ("paragraph", "two")]),
        ("<blockquote><p>Said.</blockquote>", [("paragraph", "Said.")]),
        ("<a href=x><div>Linked</div></a>", [("paragraph", "Linked")]),
        (
            "<p>one <span>two<div>three</div>four</span> five</p>",
            [("paragraph", "one two"), ("paragraph", "three"), ("paragraph", "four five")],
        ),
        ("<p>a<o:p></o:p></p>", [("paragraph", "a")]),
    ],
)
def test_each_element_gives_its_block(piece: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(f"<article>{H1}{TEXT}{piece}</article>") == [TITLE, *BODY, *expected]


def test_blocks_stand_on_their_lines() -> None:
    page = page_of(f"<html>\n{H1}\n<p>\n{LONG}</p>\n<p>{MORE}</p>")
    assert [block.place for block in page.blocks] == [2, 3, 5]


@pytest.mark.parametrize(
    "raw",
    [
        f"<p>{MORE}".encode(),
        f'<meta charset="utf-8"><p>{MORE}'.encode(),
        f"<meta charset=iso-8859-1><p>{MORE}".encode(),
        f'<meta charset="windows-1258"><p>{MORE}'.encode("utf-8-sig"),
        f'<meta charset="utf-16"><p>{MORE}'.encode(),
        f'<meta charset="no-such-thing"><p>{MORE}'.encode(),
        f'<?xml version="1.0" encoding="iso-8859-1"?><html><p>{MORE}'.encode(),
        f"<p>{MORE}".encode("utf-16"),
    ],
)
def test_utf_8_is_read_whatever_the_page_declares(raw: bytes) -> None:
    assert [block.text for block in html.read(raw, "a.html").blocks] == [MORE]


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("windows-1258", b"\xd0o l\xfd\xf5\xccng", "Đo lươ\u0300ng"),
        ('"WINDOWS-1258"', b"\xf0\xea", "đê"),
        ("iso-8859-1", b"\x93caf\xe9\x94", "“café”"),
        ("shift_jis", "計量".encode("shift_jis"), "計量"),
    ],
)
def test_other_encodings_are_read_as_declared(charset: str, raw: bytes, text: str) -> None:
    page = html.read(b"<meta charset=" + charset.encode() + b"><p>" + raw, "a.html")
    assert [block.text for block in page.blocks] == [text]


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "no-such-thing", "tcvn3", "undefined", "punycode", "hex", "idna", "utf-16", "ascii7"],
)
def test_bytes_that_no_declaration_explains_are_refused_at_their_place(charset: str) -> None:
    assert key_of(f"<meta charset={charset}>\n<p>".encode() + b"\xd2\x80\xff") == "TD103"


def test_bytes_that_are_no_text_are_refused() -> None:
    assert key_of(b"<meta charset=windows-1258><p>a\0b") == "TD102"


@pytest.mark.parametrize("text", ["", " \n", "<!-- a -->", "<p>", "<html></html>", "<?php a ?>"])
def test_a_page_without_text_has_no_blocks(text: str) -> None:
    assert page_of(text).blocks == []


def test_a_file_without_tags_is_plain_text_whatever_its_name() -> None:
    text = "Cân mới\n\nSai số < 5 mg & không đổi.\n\n- một"
    assert blocks(text) == [
        ("title", "Cân mới"),
        ("paragraph", "Sai số < 5 mg & không đổi."),
        ("list_item", "một"),
    ]


def test_a_page_says_who_wrote_it_and_when() -> None:
    meta = (
        "<meta name=author content='  Lan  Anh '><meta name=copyright content='© Agency'>"
        "<meta property='article:published_time' content='2024-03-05T10:00:00+07:00'>"
        "<meta name=pubdate content=soon><meta name=description content=x><meta>"
    )
    assert page_of(f"<head>{meta}</head>{TEXT}").metadata == {
        "author": "Lan Anh",
        "date": "2024-03-05",
        "rights": "© Agency",
    }


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li", "blockquote"])
def test_deep_nesting_is_refused_not_cut(tag: str) -> None:
    assert key_of(f"<{tag}>".encode() * 400 + b"text") == "TD109"


@pytest.mark.parametrize("levels", [100, 200])
def test_nesting_as_deep_as_pages_go_is_read(levels: int) -> None:
    assert blocks("<div>" * levels + LONG) == [("paragraph", LONG)]


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<div>x ", "<b>", "<span>x ", "<ul><li>", "<table><tr><td>", "<", "<a b=", "<!--"],
)
def test_twenty_megabytes_of_unclosed_tags_end_soon(piece: str) -> None:
    raw = piece.encode() * (20_000_000 // len(piece))
    start = time.process_time()
    with contextlib.suppress(FormatError):
        html.read(raw, "a.html")
    assert time.process_time() - start < 20  # quadratic work takes minutes


@pytest.mark.parametrize(
    "piece",
    [
        *("x <script></script>", "x <nav></nav>", "<p>x", "x<br>", "<td>x", "<h1>x</h1>", "<a>x"),
        *("<b>x</b>", "<p hidden>x</p>", "&amp;", "x<!---->"),
    ],
)
def test_ten_thousand_pieces_of_any_kind_are_read_in_a_moment(piece: str) -> None:
    raw = f"<title>{'y' * 100_000}</title><body>".encode() + piece.encode() * 10_000
    start = time.process_time()
    html.read(raw, "a.html")
    assert time.process_time() - start < 20  # quadratic work takes minutes


def test_a_theme_that_calls_the_parts_of_its_articles_widgets_loses_none() -> None:
    parts = "".join(
        f"<div class='elementor-widget'><p>{text}</p></div>" for text in [LONG, MORE] * 2
    )
    assert blocks(H1 + parts) == [TITLE, *BODY, *BODY]


def test_a_lead_beside_the_body_is_kept() -> None:
    lead = "Đây là đoạn mở đầu đứng riêng bên ngoài phần thân của bài viết."
    found = blocks(f"<div class=lead><p>{lead}</p></div><div class=body>{TEXT * 4}</div>")
    assert found == [("paragraph", lead), *BODY * 4]


def test_a_headline_behind_the_text_is_none() -> None:
    assert blocks(f"<div>{TEXT}</div><h1>Related</h1>")[:2] == BODY


def test_elements_of_a_word_processor_tear_no_sentence_apart() -> None:
    text = "<p>The <acronym>BoA</acronym> office in <st1:place>Hanoi</st1:place> opened.</p>"
    assert blocks(text) == [("paragraph", "The BoA office in Hanoi opened.")]


def test_without_h1_the_line_that_the_page_is_named_after_is_the_headline() -> None:
    page = f"<title>New meters - Agency</title><body><p><b>New meters</b></p><div>{TEXT}</div>"
    assert blocks(page)[0] == TITLE


def test_the_time_element_dates_a_page() -> None:
    page = page_of(f"{H1}<p><time datetime=2023-05-18>18 May 2023</time></p>{TEXT}")
    assert page.metadata["date"] == "2023-05-18"


@pytest.mark.parametrize("text", ["x" * 11_000_000, "<p " + "a=1 " * 60_000 + ">x</p>"])
def test_more_than_a_page_can_hold_is_refused(text: str) -> None:
    assert key_of(f"<p>a</p><p>{text}</p>".encode()) == "TD109"
