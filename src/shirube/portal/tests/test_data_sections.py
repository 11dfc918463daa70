"""The data files of an edition as its page tells them: by format, each once, in words."""

from shirube.portal.pages.data_sections import SECTIONS, sections

FILES = [
    ("csv/sheets.csv", 2048), ("csv/codes.csv", 10), ("csv/datapackage.json", 3000),
    ("sheets.json", 5_000_000), ("xlsx/tables.xlsx", 4096), ("program/511/sheet.json", 9),
    ("look.css", 9),
]  # fmt: skip


def test_every_file_stands_in_one_section_with_its_size() -> None:
    told = sections(FILES, "../", "ja")
    assert [(one["key"], one["size"], len(one["files"])) for one in told] == [
        ("xlsx", "4 KB", 1),
        ("csv", "2 KB", 2),
        ("datapackage", "3 KB", 1),
        ("json", "4,883 KB", 1),
    ]
    assert told[1]["files"][0] == {
        "href": "../csv/sheets.csv", "name": "csv/sheets.csv", "about": "シート(CSV)",
        "size": "2 KB",
    }  # fmt: skip


def test_every_format_says_what_it_is_and_who_it_is_for_in_both_languages() -> None:
    for section in SECTIONS:
        assert all((*section.title, *section.what, *section.whom))
    assert sections(FILES, "", "en")[1]["files"][0]["about"] == "Sheets (CSV)"
