"""Kept bytes: back to the same sheet, or an error, never something else."""

import pytest

from shirube.sheets.content import ContentError, content_of, digest, plain
from shirube.sheets.tests.build import sheet


def test_back_to_the_same_sheet() -> None:
    kept = content_of(sheet())
    assert plain(kept, digest(kept), "machine_read") == sheet()


def test_standing_is_not_in_the_bytes() -> None:
    confirmed = sheet(standing="confirmed")
    assert content_of(confirmed) == content_of(sheet())
    assert plain(content_of(sheet()), digest(content_of(sheet())), "confirmed") == confirmed


def test_damaged_bytes() -> None:
    kept = content_of(sheet())
    with pytest.raises(ContentError):
        plain(kept.replace("120", "121"), digest(kept), "machine_read")


def test_bytes_that_are_no_sheet() -> None:
    with pytest.raises(ContentError):
        plain("{}", digest("{}"), "machine_read")
