"""Markdown and MDX: what is text, what is not, and on which line it stands."""

from __future__ import annotations

import contextlib
import time

import pytest

from tmkit.errors import FormatError
from tmkit.ingest import markdown


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in markdown.read(text.encode(), "scale.md").blocks]


def places(text: str) -> list[tuple[int, str]]:
    return [(block.place, block.text) for block in markdown.read(text.encode(), "scale.md").blocks]


def prose(text: str) -> list[str]:
    return [content for kind, content in blocks(text) if kind != "code"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Cân ô tô", ("title", "Cân ô tô")),
        ("Cân ô tô\n========", ("title", "Cân ô tô")),
        ("## Scope ##", ("heading", "Scope")),
        ("Scope\n-----", ("heading", "Scope")),
        ("###### Note", ("heading", "Note")),
        ("# Scales[[scales]]", ("title", "Scales")),
        ("## Phạm vi [[pham-vi]]", ("heading", "Phạm vi")),
        ("## Scope {#scope_1}", ("heading", "Scope")),
        ("## Scope {#scope .wide} ##", ("heading", "Scope")),
        ("Scope {#scope}\n---", ("heading", "Scope")),
        ("## Scope {/*scope*/}", ("heading", "Scope")),
        ('## <a name="scope"></a>Scope', ("heading", "Scope")),
        ("- one scale", ("list_item", "one scale")),
        ("2) hai cân", ("list_item", "hai cân")),
        ("- [a scale](x.md)", ("list_item", "a scale")),
        ("> A note.", ("paragraph", "A note.")),
        ("```py\nimport scale\n```", ("code", "import scale")),
        ("~~~\n# no title\n~~~", ("code", "# no title")),
        ("    weight = 5", ("code", "weight = 5")),
        ("$$\nm = \\rho V\n$$", ("code", "m = \\rho V")),
        ("$$m = \\rho V$$", ("code", "m = \\rho V")),
        ("$$m\n= \\rho_a V_a$$", ("code", "m\n= \\rho_a V_a")),
        ("![Cân *điện* tử](can.png)", ("caption", "Cân điện tử")),
    ],
)
def test_each_kind_of_block_is_known(text: str, expected: tuple[str, str]) -> None:
    assert blocks(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The **new** _balance_ is ~~not~~ ***here***.", "The new balance is not here."),
        ("Run `weigh --all` *now*.", "Run weigh --all now."),
        (
            "Put `<Scale />` and `<br>` in `{/* braces */}`.",
            "Put <Scale /> and <br> in {/* braces */}.",
        ),
        ("Use ``a ` <Tick>`` here.", "Use a ` <Tick> here."),
        (
            'See [the *list*](list.md "A title") and <https://vmi.example>.',
            "See the list and https://vmi.example.",
        ),
        ("See [the list][1] and [annex].\n\n[1]: a.md\n[annex]: b.md", "See the list and annex."),
        ("See [1] and [the annex].", "See [1] and [the annex]."),
        ("Write to <Info@vmi.example>.", "Write to Info@vmi.example."),
        ("5 \\* 3 \\(net\\) &lt; 20&nbsp;kg &amp; 2 < 3", "5 * 3 (net) < 20\xa0kg & 2 < 3"),
        ("one_two_three and 2 * 3 * 4", "one_two_three and 2 * 3 * 4"),
        ("first\nsecond", "first second"),
        ("first  \nsecond\\\nthird<br/>fourth", "first\nsecond\nthird\nfourth"),
        ("H<sub>2</sub>O at 20 <kbd>°C</kbd>", "H2O at 20 °C"),
        ("The loss $$x_1 + y_1$$ is small.", "The loss $$x_1 + y_1$$ is small."),
        ("As tested[^1] twice.", "As tested[^1] twice."),
    ],
)
def test_mark_up_goes_and_its_text_stays(text: str, expected: str) -> None:
    assert blocks(text) == [("paragraph", expected)]


def test_lists_in_lists_are_items_however_deep() -> None:
    text = "".join("  " * level + f"- level {level}\n" for level in range(20))
    assert blocks(text) == [("list_item", f"level {level}") for level in range(20)]


def test_an_item_may_hold_paragraphs_code_and_components() -> None:
    text = "1. First.\n\n   Second.\n\n   ```sh\n   weigh <Scale>\n   ```\n\n   <Tip>Third.</Tip>\n"
    assert blocks(text) == [
        ("list_item", "First."),
        ("list_item", "Second."),
        ("code", "weigh <Scale>"),
        ("list_item", "Third."),
    ]


def test_a_table_is_read_cell_by_cell() -> None:
    text = "| Size | Cỡ |\n|:---|--:|\n| `15` mm | **15** mm |\n| a \\| b | |\n"
    cells = ["Size", "Cỡ", "15 mm", "15 mm", "a | b"]
    assert blocks(text) == [("cell", cell) for cell in cells]
    assert [place for place, _ in places(text)] == [1, 1, 3, 3, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!NOTE]\n> Wear gloves.", ["Wear gloves."]),
        ("> [!Quan trọng] Đeo găng.", ["Đeo găng."]),
        ("[!INCLUDE [banner](../banner.md)]\n\nText.", ["Text."]),
        (":::note\nWear gloves.\n:::", ["Wear gloves."]),
        (":::warning Hot parts\nWear gloves.\n:::", ["Hot parts", "Wear gloves."]),
        ("::: tip[Hot parts]\nWear gloves.\n:::", ["Hot parts", "Wear gloves."]),
        ('::: {.callout title="x"}\nWear gloves.\n:::', ["Wear gloves."]),
        (
            ':::image type="content" source="a.png" alt-text="A [new] scale*.":::',
            ["A [new] scale*."],
        ),
        (':::row:::\n:::column span="2":::\nText.\n:::column-end:::', ["Text."]),
        ("{% note %}\nWear gloves.\n{% endnote %}", ["Wear gloves."]),
        ('{{< figure src="a.png" >}}\nText.', ["Text."]),
        ("{#if fw === 'pt'}\n\nOne.\n\n{:else}\n\nTwo.\n\n{/if}", ["One.", "Two."]),
        ("Text {with braces} stays.", ["Text {with braces} stays."]),
    ],
)
def test_directives_go_and_what_they_hold_stays(text: str, expected: list[str]) -> None:
    assert prose(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<Tip>\n\nWear gloves.\n\n</Tip>",
        "<Tip warning={true}>Wear gloves.</Tip>",
        '<Banner chapter={3}\n  items={[\n    {label: "A > B", value: "x"},\n]} />\n\nWear gloves.',
        '<Frame title="5 > 3" {...props}>\nWear gloves.\n</Frame>',
        "<Menu.Item icon={<Icon name='x' />}>Wear gloves.</Menu.Item>",
        "<div style={{color: 'red'}}>\nWear gloves.\n</div>",
        '<img src={scale} alt="x" />\n\nWear gloves.',
        "{/* Wear\n\nhats. */}\n\nWear gloves.",
        "<!-- Wear\n\nhats. -->\n\nWear gloves.",
        "import Tip from './tip.js'\nimport { A,\n  B } from \"x\";\nimport 'y'\n\nWear gloves.",
        'export const meta = {\n  title: "x",\n}\n\nWear gloves.',
    ],
)
def test_components_and_module_lines_vanish_and_their_text_stays(text: str) -> None:
    assert blocks(text) == [("paragraph", "Wear gloves.")]


@pytest.mark.parametrize(
    "text",
    [
        "Those who\nimport scales from abroad verify them.",
        "export values as they stand (CSV = text).",
        "import “gold” weights from the store",
        "if p <Pmax, then wait",
        "a {/* b",
        "5 <!-- 6",
        "the set {a, b} and {{ name }}",
        "$$ is a sign of money",
        "a ratio of 1:::2",
    ],
)
def test_sentences_that_look_like_code_stay(text: str) -> None:
    assert prose(text) == [text.replace("\n", " ")]


def test_code_keeps_its_components_and_comments() -> None:
    text = "```jsx\n<Tip>{/* a */}</Tip>\nimport x from 'y'\n```\n\n<Tip>Text.</Tip>"
    code = "<Tip>{/* a */}</Tip>\nimport x from 'y'"
    assert blocks(text) == [("code", code), ("paragraph", "Text.")]


def test_three_backticks_in_a_line_of_text_open_no_code() -> None:
    assert prose("```weigh``` it\n\n<Tip>Text.</Tip>") == ["weigh it", "Text."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\n<p>One <b>scale</b>.</p>\n<ul><li>two</li></ul>\n</div>", ["One scale.", "two"]),
        (
            "<details>\n<summary>More</summary>\n\nHidden *text*.\n\n</details>",
            ["More", "Hidden text."],
        ),
        ("<table><tr><td>15 mm</td></tr></table>", ["15 mm"]),
        ("<script>\nvar x = '<p>no</p>';\n</script>\n\nText.", ["Text."]),
        ("<h1 align=center>Scales</h1>", ["Scales"]),
    ],
)
def test_html_inside_is_read_as_html(text: str, expected: list[str]) -> None:
    assert prose(text) == expected


@pytest.mark.parametrize("note", ["[^1]: A balance.", "[^1]: R76"])
def test_footnotes_stay_as_they_are(note: str) -> None:
    assert prose(f"As tested[^1].\n\n{note}") == ["As tested[^1].", note]


def test_images_give_captions_behind_their_paragraph() -> None:
    text = "Before ![a scale](a.png) after [![a `badge`](b.svg)](c)."
    assert blocks(text) == [
        ("paragraph", "Before  after ."),
        ("caption", "a scale"),
        ("caption", "a badge"),
    ]


def test_front_matter_is_metadata_as_text() -> None:
    page = markdown.read(
        b"---\ntitle: Scales\ndate: 5 March 2024\nv: 1.0\nno: no\nl: [a]\n---\nText.", "a"
    )
    assert page.metadata == {"title": "Scales", "date": "2024-03-05", "v": "1.0", "no": "no"}
    assert [(each.kind, each.text, each.place) for each in page.blocks] == [
        ("title", "Scales", 1),
        ("paragraph", "Text.", 8),
    ]


def test_its_title_yields_to_a_headline() -> None:
    assert blocks("---\ntitle: Menu title\n---\n# Scales\n") == [("title", "Scales")]


@pytest.mark.parametrize("date", ["soon", "2024-13-45", "''"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert markdown.read(f"---\ndate: {date}\n---\nText.".encode(), "a").metadata == {}


@pytest.mark.parametrize(
    "front",
    [
        "title: Notice: two colons",
        "title: [unclosed",
        'title: "\\U99999999"',
        "title: \x07",
        "a: " + "[" * 3000,
        "# a comment\ntitle: a: b",
        "",
    ],
)
def test_broken_front_matter_is_ignored_and_lines_stay_right(front: str) -> None:
    text = f"---\n{front}\n---\nText.\n"
    assert places(text) == [(text.count("\n"), "Text.")]


@pytest.mark.parametrize(
    "lines", ["Just a sentence.", "- one\n- two", "Note this\nSecond: line", "[a, b]"]
)
def test_text_between_rules_is_text(lines: str) -> None:
    found = " ".join(prose(f"---\n{lines}\n\n---\nText.\n"))
    assert all(word in found for word in lines.replace("- ", "").split())


def test_a_rule_alone_opens_no_front_matter() -> None:
    assert prose("---\ntitle: x\n\nText.") == ["title: x", "Text."]


def test_blocks_stand_on_their_lines_whatever_was_taken_out() -> None:
    text = (
        "---\ntitle: x\n---\n\nimport A from 'a'\n\n{/* a\nb */}\n\n<Tip\n  a={1}\n>\n\nOne.\n\n"
        "$$x$$\n\n$$\ny\n$$\n\n```\ncode\n```\n\n:::note\nTwo.\n:::\n\n<p>\nThree.</p>\n\n- Four.\n"
    )
    lines = text.split("\n")
    marks = {"Three.": "<p>", "Four.": "- Four.", "x": "---", "y": "$$", "code": "```"}
    found = places(text)
    assert [content for _, content in found] == [
        *("x", "One.", "x", "y", "code", "Two.", "Three.", "Four.")
    ]
    for place, content in found[1:2] + found[3:]:
        assert lines[place - 1] == marks.get(content, content)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    text = "---\nauthor: Lan Anh\n---\n# Scales\n\nOne.\n".replace("\n", end)
    assert places(text) == [(4, "Scales"), (6, "One.")]


def test_a_byte_order_mark_hides_no_front_matter() -> None:
    page = markdown.read("\ufeff---\ntitle: Cân\n---\nText.".encode(), "a.md")
    assert page.metadata == {"title": "Cân"}


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_what_is_nested_too_deep_is_refused_not_lost(mark: str) -> None:
    with pytest.raises(FormatError) as caught:
        blocks(mark * 120 + "text")
    assert (caught.value.key, caught.value.path, caught.value.line) == ("TD109", "scale.md", 1)


def test_deep_html_inside_is_refused_with_its_path() -> None:
    with pytest.raises(FormatError) as caught:
        blocks("Text.\n\n" + "<div>" * 400)
    assert (caught.value.key, caught.value.path) == ("TD109", "scale.md")


@pytest.mark.parametrize("raw", [b"# a\xff", b"# a\0b"])
def test_bytes_that_are_no_text_are_refused(raw: bytes) -> None:
    with pytest.raises(FormatError):
        markdown.read(raw, "scale.md")


@pytest.mark.parametrize(
    "piece",
    [
        *("{/*", "<!--", "<A b={", '<A b="', "<A ", "`", "``a` ", "$$", ":::", "{%", "[[", "> "),
        *(
            "*a ",
            "[a](",
            "![",
            "<a ",
            "&",
            "import {",
            "export const a={\n",
            "---\n",
            "{{<",
            "|",
            "\t",
        ),
    ],
)
def test_marks_that_never_close_cost_no_more_than_their_length(piece: str) -> None:
    start = time.process_time()
    with contextlib.suppress(FormatError):
        blocks((piece * 10_000)[:20_000])
    assert time.process_time() - start < 40  # quadratic work takes minutes
