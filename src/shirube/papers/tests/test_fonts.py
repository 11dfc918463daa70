from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typst

from shirube.papers import NoFontError
from shirube.papers.fonts import _letters, typeface


class OnlyLatin:
    """A machine without Japanese fonts."""

    def __init__(self, **options: Any) -> None:
        self.options = options

    def fonts(self) -> list[Any]:
        return [SimpleNamespace(family="Arial", path="a.ttf", index=0, weight=400)]


def test_without_a_font_the_message_says_how_to_install_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(typst, "Fonts", OnlyLatin)
    with pytest.raises(NoFontError) as raised:
        typeface(tmp_path)
    assert "BIZ UDゴシックを入れてください" in raised.value.text("ja")
    assert "fonts-morisawa-bizud-gothic" in raised.value.text("en")


def test_the_font_has_the_letters_of_a_sheet() -> None:
    assert {ord(letter) for letter in "市①㎡髙﨑ー～－々A9。"} <= typeface().letters


def test_a_font_lacks_what_no_font_has() -> None:
    assert 0x1F600 not in typeface().letters
    assert 0xE000 not in typeface().letters


def test_a_file_that_is_no_font_has_no_letters(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(b"not a font at all")
    assert _letters(file, 0) == frozenset()
