"""Which documents belong together, and what `documents.toml` says of them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from conftest import MakeProject

from tmkit.errors import SettingsError, UsageError
from tmkit.model import Finding
from tmkit.settings import Settings
from tmkit.tasks.project import Declared, Pair, Project, discover, id_of, language_of

ENGLISH = "The agency verifies weighing instruments every year."
VIETNAMESE = "Cơ quan kiểm định phương tiện đo khối lượng hằng năm."
VI_EN = Settings(source="vi", target="en")


def text_of(name: str) -> str:
    """English for a name that says so, Vietnamese for the others; loose files are told by it."""
    return ENGLISH if "en" in name.lower().replace("/", ".").replace("_", ".").split(".") else (
        VIETNAMESE
    )  # fmt: skip


def found(
    make_project: MakeProject, *names: str, settings: Settings | None = None
) -> tuple[list[Pair], list[Finding]]:
    root = make_project({name: text_of(name) for name in names})
    return discover(Project(root, settings or Settings()))


def row(pair: Pair) -> tuple[str, str, str]:
    """A pair as id, file name of the source, file name of the target."""
    one, other = (file.path.name if file else "" for file in (pair.source, pair.target))
    return pair.id, one, other


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["corpus/en/law.txt", "corpus/vi/law.txt"], [("law", "law.txt", "law.txt")]),
        (["corpus/en/law.md", "corpus/vi/law.docx"], [("law", "law.md", "law.docx")]),
        (["en/law.txt", "vi/law.txt"], [("law", "law.txt", "law.txt")]),
        (["corpus/README.md", "en/a.txt", "vi/a.txt"], [("a", "a.txt", "a.txt")]),
        (["corpus/en/2026/a.txt", "corpus/vi/2026/a.txt"], [("2026/a", "a.txt", "a.txt")]),
        (
            ["corpus/en/1/a.txt", "corpus/vi/2/a.txt"],
            [("1/a", "a.txt", ""), ("2/a", "", "a.txt")],
        ),
        (["corpus/en/a.v2.txt", "corpus/vi/a.v2.txt"], [("a.v2", "a.v2.txt", "a.v2.txt")]),
    ],
)
def test_documents_of_one_relative_name_are_a_pair(
    make_project: MakeProject, names: list[str], rows: list[tuple[str, str, str]]
) -> None:
    pairs, findings = found(make_project, *names)
    assert [row(pair) for pair in pairs] == rows
    assert findings == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("law.en.txt", "law.vi.txt"),
        ("law_en.md", "law_vn.md"),
        ("law-EN.docx", "law-VI.docx"),
        ("law.eng.txt", "law.vie.txt"),
    ],
)
@pytest.mark.parametrize("folder", ["", "corpus/"])
def test_loose_files_are_paired_by_the_language_in_their_names(
    make_project: MakeProject, folder: str, one: str, other: str
) -> None:
    pairs, findings = found(make_project, folder + one, folder + other)
    assert [row(pair) for pair in pairs] == [("law", one, other)]
    assert findings == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("law_en.txt", "law_vi.txt"), ("law.txt", "law-VN.txt"), ("law.EN.txt", "law.txt")],
)
def test_a_name_may_repeat_the_language_of_its_folder(
    make_project: MakeProject, one: str, other: str
) -> None:
    pairs, _ = found(make_project, f"corpus/en/{one}", f"corpus/vi/{other}")
    assert [row(pair) for pair in pairs] == [("law", one, other)]


@pytest.mark.parametrize("name", ["law_vi.docx", "law-en.txt", "quy-dinh-pham-vi.md"])
def test_a_file_of_the_very_same_name_in_both_folders_is_mirrored(
    make_project: MakeProject, name: str
) -> None:
    pairs, findings = found(make_project, f"corpus/en/{name}", f"corpus/vi/{name}")
    assert [row(pair)[1:] for pair in pairs] == [(name, name)]
    assert findings == []


@pytest.mark.parametrize(
    "folders", [("en", "VI"), ("EN", "vn"), ("eng", "vie"), ("En", "Vi")], ids="-".join
)
def test_folders_are_named_as_people_write_a_language(
    make_project: MakeProject, folders: tuple[str, str]
) -> None:
    names = [f"corpus/{folder}/law.txt" for folder in folders]
    pairs, _ = found(make_project, *names)
    assert [row(pair) for pair in pairs] == [("law", "law.txt", "law.txt")]


def test_loose_files_of_one_name_are_told_apart_by_their_letters(
    make_project: MakeProject,
) -> None:
    root = make_project({"law.txt": ENGLISH, "law.md": VIETNAMESE})
    pairs, findings = discover(Project.at(root))
    assert [row(pair) for pair in pairs] == [("law", "law.txt", "law.md")]
    assert findings == []


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"law.txt": ENGLISH, "law.en.txt": ENGLISH}, "law.en.txt"),
        ({"law.md": VIETNAMESE, "law.txt": VIETNAMESE}, "law.md"),
        ({"en/law.txt": ENGLISH, "en/law_en.txt": ENGLISH}, "law.txt"),
        ({"en-vi/law.txt": ENGLISH, "vi-en/law.txt": ENGLISH}, "law.txt"),
    ],
)
def test_the_second_of_two_files_that_claim_one_place_is_named_not_lost(
    make_project: MakeProject, files: dict[str, str | bytes], kept: str
) -> None:
    pairs, findings = discover(Project.at(make_project(files)))
    assert [file.path.name for pair in pairs for file in pair.files] == [kept]
    assert [each.code for each in findings] == ["TD108"]
    assert kept in findings[0].message


@pytest.mark.parametrize("folder", ["en-vi", "vi-en", "EN-VI"])
def test_a_folder_of_both_languages_holds_bilingual_documents(
    make_project: MakeProject, folder: str
) -> None:
    pairs, _ = found(make_project, f"corpus/{folder}/law.docx", "corpus/en/a.txt")
    bilingual = [pair for pair in pairs if pair.is_bilingual]
    assert [row(pair) for pair in bilingual] == [("law", "law.docx", "law.docx")]
    assert len(bilingual[0].files) == 1
    assert len(pairs) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("corpus/vi/law.txt", "corpus/en/law.txt"),
        ("law.vi.txt", "law.en.txt"),
        ("vi/law_vn.txt", "en/law_en.txt"),
    ],
)
def test_the_source_is_the_language_that_the_settings_name(
    make_project: MakeProject, names: tuple[str, str]
) -> None:
    pairs, _ = found(make_project, *names, settings=VI_EN)
    assert [row(pair)[1:] for pair in pairs] == [tuple(Path(name).name for name in names)]


def test_loose_files_are_told_by_their_letters_also_where_tags_have_regions(
    make_project: MakeProject,
) -> None:
    root = make_project({"one.txt": ENGLISH, "hai.txt": VIETNAMESE})
    pairs, _ = discover(Project(root, Settings(source="en-GB", target="vi-VN")))
    assert [row(pair) for pair in pairs] == [("hai", "", "hai.txt"), ("one", "one.txt", "")]


def test_loose_files_beside_an_empty_corpus_are_found(make_project: MakeProject) -> None:
    root = make_project({"law.en.txt": ENGLISH, "law.vi.txt": VIETNAMESE})
    (root / "corpus").mkdir()
    assert len(discover(Project.at(root))[0]) == 1


@pytest.mark.parametrize(
    "name",
    [
        *("corpus/en/.hidden.txt", "corpus/en/~$law.docx", "corpus/en/.~lock.law.docx#"),
        *("corpus/en/.git/a.txt", ".law.en.txt", "~$law.en.docx"),
    ],
)
def test_hidden_files_and_locks_are_nobodys_documents(make_project: MakeProject, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        found(make_project, name)
    assert caught.value.key == "no-documents"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("corpus/en/law.doc", "TD110"),
        ("corpus/vi/law.rtf", "TD110"),
        ("law.en.doc", "TD110"),
        ("corpus/en/law.png", "TD107"),
        ("corpus/en/LICENSE", "TD107"),
    ],
)
def test_what_no_reader_knows_is_reported_even_where_there_is_nothing_else(
    make_project: MakeProject, name: str, code: str
) -> None:
    pairs, findings = found(make_project, name)
    assert pairs == []
    assert [(each.code, Path(each.place.path).name) for each in findings] == [
        (code, Path(name).name)
    ]


def test_a_type_that_can_be_converted_says_how(make_project: MakeProject) -> None:
    _, findings = found(make_project, "corpus/en/law.doc")
    assert "soffice --headless --convert-to docx" in findings[0].help


def test_settings_and_licences_beside_loose_documents_are_left_alone(
    make_project: MakeProject,
) -> None:
    pairs, findings = found(make_project, "law.en.txt", "law.vi.txt", "LICENSE", "tmkit.toml")
    assert [pair.id for pair in pairs] == ["law"]
    assert findings == []


def test_a_name_that_another_system_decomposed_is_the_same_name(make_project: MakeProject) -> None:
    names = [unicodedata.normalize(form, "nghị định") for form in ("NFC", "NFD")]
    pairs, _ = found(make_project, f"corpus/en/{names[0]}.txt", f"corpus/vi/{names[1]}.txt")
    assert [(pair.id, len(pair.files)) for pair in pairs] == [("nghị định", 2)]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("2026/law", "2026/law"),
        ("a\tb\nc", "a b c"),
        ("a\x01b", "ab"),
        (b"b\xe0i".decode("utf-8", "surrogateescape"), "b?i"),
    ],
)
def test_an_id_has_only_what_every_result_can_hold(name: str, id_: str) -> None:
    assert id_of(name) == id_


@pytest.mark.parametrize(
    ("text", "languages", "tag"),
    [
        (ENGLISH, ("en", "vi"), "en"),
        (VIETNAMESE, ("en", "vi"), "vi"),
        (VIETNAMESE, ("en-GB", "vi-VN"), "vi-VN"),
        ("12 345", ("vi", "en"), "vi"),
        ("", ("vi", "en"), "vi"),
    ],
)
def test_a_file_tells_its_language_by_its_letters(
    tmp_path: Path, text: str, languages: tuple[str, str], tag: str
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert language_of(tmp_path / "a.txt", languages) == tag


def declared(
    make_project: MakeProject, text: str, folder: str = "corpus/", place: str = "corpus/"
) -> dict[str, Declared]:
    files: dict[str, str | bytes] = {f"{place}documents.toml": text}
    for name in ("en/law.txt", "vi/law.txt", "en/2026/act.txt", "en-vi/pact.txt"):
        files[folder + name] = text_of(name)
    pairs, _ = discover(Project.at(make_project(files)))
    return {pair.id: pair.declared for pair in pairs}


@pytest.mark.parametrize("folder", ["", "corpus/"])
@pytest.mark.parametrize("place", ["", "corpus/"])
def test_declarations_hold_in_the_project_folder_and_in_the_corpus(
    make_project: MakeProject, folder: str, place: str
) -> None:
    said = declared(
        make_project,
        '["2026/act"]\nrights = "CC BY 4.0"\n[law]\nconfidential = true\n[pact]\nauthor = "Hà"',
        folder,
        place,
    )
    assert said == {
        "2026/act": Declared(rights="CC BY 4.0"),
        "law": Declared(confidential=True),
        "pact": Declared(author="Hà"),
    }


@pytest.mark.parametrize("value", ['"2026-03-01"', "2026-03-01"])
def test_a_date_may_stand_with_or_without_quotes(make_project: MakeProject, value: str) -> None:
    assert declared(make_project, f"[law]\ndate = {value}")["law"].date == "2026-03-01"


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ("[law]\nconfidental = true", "settings-key", "Did you mean: confidential?"),
        ("[law]\nowner = 'x'", "settings-key", "rights, source, date, author, confidential"),
        ("[law]\nconfidential = 'yes'", "settings-value", "Wanted: bool."),
        ("[law]\nrights = 4", "settings-value", "law.rights cannot be 4"),
        ("[law]\ndate = '1/3/2026'", "settings-value", "Wanted: YYYY-MM-DD."),
        ("[law]\ndate = 2026-03-01T08:00:00", "settings-value", "Wanted: YYYY-MM-DD."),
        ("law = 'secret'", "settings-value", '["law"]'),
        ("[law\n", "settings-syntax", "is not TOML"),
        # A wrong name would let a confidential document out.
        ("[lwa]\nconfidential = true", "settings-key", "Did you mean: law?"),
        ("['law.txt']\nconfidential = true", "settings-key", "Did you mean: law?"),
    ],
)
def test_an_unsound_declaration_is_an_error(
    make_project: MakeProject, text: str, key: str, message: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        declared(make_project, text)
    assert caught.value.key == key
    assert caught.value.path.endswith("documents.toml")
    assert message in str(caught.value)


def test_a_declared_document_may_be_of_a_type_that_is_not_read(make_project: MakeProject) -> None:
    root = make_project(
        {
            "corpus/documents.toml": "[law]\nconfidential = true",
            "corpus/en/law.rtf": b"{\\rtf1}",
            "corpus/en/act.txt": ENGLISH,
        }
    )
    pairs, findings = discover(Project.at(root))
    assert [pair.id for pair in pairs] == ["act"]
    assert [each.code for each in findings] == ["TD110"]


def test_a_table_beside_loose_documents_is_no_document(make_project: MakeProject) -> None:
    root = make_project({"law.en.txt": "One.", "law.vi.txt": "Một.", "glossary.csv": "a,b\n"})
    pairs, findings = discover(Project.at(root))
    assert [pair.id for pair in pairs] == ["law"]
    assert findings == []
