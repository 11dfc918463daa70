from shirube.lint.rules import foreign_letters
from shirube.lint.tests.bind import bind, indicator, narrative, project, sheet

quiet, reports = bind(foreign_letters.rule)


def test_japanese_latin_and_greek() -> None:
    quiet(sheet(narrative("デバイド対策とα版のWebサイト、5μmの粒子。")))


def test_a_foreign_name_by_itself() -> None:
    quiet(sheet(narrative("姉妹都市 Москва との交流。")))


def test_cyrillic_inside_katakana() -> None:
    reports(sheet(narrative("デジタルデバйд対策")), letters=["йд"])


def test_names_are_read_too() -> None:
    reports(sheet(indicator("利用者ч数", actual="5")))
    reports(sheet(project("図書館д事業", "5")))
