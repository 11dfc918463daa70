"""N sheets over cities and years, multiplied from 見本市: the same for the same numbers, always.

Each sheet has other texts, 5 indicators and 8 projects; one project of eight also stands in the
next sheet. ``corpus`` makes them without a database; ``fresh`` is an installation to put them in,
``editions`` stores them there as editions, ``keep_bytes`` with the bytes that are served.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from asking import Writer, varied

if TYPE_CHECKING:
    from shirube.publishing.models import Edition
    from shirube.schema import Sheet

CITY = "999997"
FILES = Path(__file__).resolve().parents[1] / "src" / "shirube" / "sample" / "files"
FIRST_YEAR = 2015
DIVISIONS = 40


class Year(NamedTuple):
    """What one city evaluated in one year."""

    city: str
    name: str
    year: int
    sheets: "list[Sheet]"


def corpus(sheets: int, *, years: int = 1, cities: int = 1) -> Iterator[Year]:
    """``sheets`` in all, evenly over cities and years; city by city, the oldest year first."""
    from shirube.importers import read_path

    own = read_path(FILES / "r6_shisaku.txt").sheets
    writer, each = Writer(), sheets // (years * cities)
    for number in range(cities):
        city, name = _city(number)
        for year in range(FIRST_YEAR, FIRST_YEAR + years):
            made = (varied(own[n % len(own)], n, year, writer) for n in range(each))
            yield Year(city, name, year, [_of(one, n, city, name) for n, one in enumerate(made)])


def _city(number: int) -> tuple[str, str]:
    """見本市 itself, then fictional neighbours; no prefecture has the number 99."""
    from shirube.basics.municipality_code import check_digit

    if not number:
        return CITY, "見本市"
    five = str(99999 - number)
    return five + check_digit(five), f"見本{number + 1}市"


def _of(sheet: "Sheet", number: int, city: str, name: str) -> "Sheet":
    """The sheet in its city and division, with projects of its own but for a shared one."""
    codes = [f"{number:05d}{place}" for place in range(7)] + [f"shared{number // 2}"]
    division = f"第{number % DIVISIONS}課"
    projects = zip(sheet.projects, codes, strict=True)
    return sheet.model_copy(
        update={
            "municipality": sheet.municipality.model_copy(update={"code": city, "name": name}),
            "units": (sheet.units[0].model_copy(update={"name": division}), *sheet.units[1:]),
            "projects": tuple(
                one.model_copy(update={"code": code, "unit": division}) for one, code in projects
            ),
        }
    )


@contextmanager
def fresh(**settings: str) -> Iterator[Path]:
    """An empty installation in a folder that goes away. DATABASE_URL is respected."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {
            "SHIRUBE_HOME": name,
            "DJANGO_SETTINGS_MODULE": "shirube.config.settings",
            "SHIRUBE_HOSTS": "testserver,127.0.0.1",
            "SHIRUBE_SECRET_KEY": "only for this measurement",
        } | settings
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield Path(name)


def editions(years: Iterable[Year]) -> "Iterator[tuple[Edition, list[Sheet]]]":
    """A row for the first edition of each year, without files yet."""
    from django.utils import timezone

    from shirube.people.actors import system
    from shirube.people.models import Municipality
    from shirube.publishing.models import Edition

    for city, name, year, sheets in years:
        Municipality.objects.get_or_create(code=city, defaults={"name": name})
        row: dict[str, Any] = {"year_key": str(year), "fiscal_year": year, "number": 1}
        row |= {"kind": "first", "published_at": timezone.now()}
        row |= {"published_by": system("見本").user, "municipality_id": city}
        yield Edition.objects.create(**row), sheets


def keep_bytes(edition: "Edition", sheets: "list[Sheet]") -> None:
    """Every sheet and the design as publishing keeps them, without pages."""
    from shirube.publishing.addresses import sheet_folder
    from shirube.publishing.data_files import SHEETS
    from shirube.publishing.models import Blob, EditionFile
    from shirube.schema import public, to_json
    from shirube.sheets.forms import library

    design = library()[sheets[0].design]
    sheets = [public(one, design.privacy) for one in sheets]
    files = {f"{sheet_folder(one)}sheet.json": to_json([one]) for one in sheets}
    files[SHEETS] = to_json(sheets)
    files[f"designs/{design.id}.json"] = design.model_dump_json().encode()
    blobs = {path: Blob.of(content) for path, content in files.items()}
    Blob.objects.bulk_create(blobs.values(), batch_size=500, ignore_conflicts=True)
    EditionFile.objects.bulk_create(
        [EditionFile(edition=edition, path=path, blob_id=blob.sha256, media_type="")
         for path, blob in blobs.items()],
        batch_size=500,
    )  # fmt: skip
