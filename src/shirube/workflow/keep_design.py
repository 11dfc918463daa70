"""The verb keep_designs: a city's own form, copied, changed until it is used, removed."""

import re

from django.db import transaction

from shirube.designs import Design
from shirube.designs.adapting import Adaptation, AdaptError, adapt, copied
from shirube.designs.model import Section
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Municipality
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.schema import MunicipalityRef
from shirube.sheets.forms import library, look_again
from shirube.sheets.models import StoredDesign, StoredSheet
from shirube.workflow.models import Case
from shirube.workflow.set_plan import FIRST, LAST


@transaction.atomic
def copy_design(municipality: str, origin: str, first_year: int, *, by: Actor) -> StoredDesign:
    """A copy for the city, used for evaluated years from ``first_year`` on. Raises Refused."""
    require(by, Verb.KEEP_DESIGNS, municipality)
    known = library()
    if origin not in known:
        raise Refused("もとの様式を選んでください。", "Choose a design to copy.")
    if not FIRST <= first_year <= LAST:
        raise Refused(
            "使い始める年度を、西暦4桁の数で書いてください(令和7年度なら2025)。",
            "Give the first fiscal year.",
            "first_year",
        )
    source = known[origin]
    city = Municipality.objects.get(pk=municipality)
    ref = MunicipalityRef(code=city.code, name=city.name)
    new_id = f"c{city.code}_{source.kind}_{first_year}"
    if new_id in known:
        raise Refused(
            f"{first_year}年度からの様式は、もうあります。それを直すか、消してからつくってください。",
            f"There is a form from {first_year} already.",
            "first_year",
        )
    design = copied(source, new_id=new_id, city=ref, first_year=first_year)
    own = StoredDesign.objects.filter(design=origin).first()
    # What an earlier copy hid can come back in this one.
    full = own.full if own else [one.model_dump(mode="json") for one in source.sections]
    row = StoredDesign.objects.create(
        municipality=city, design=new_id, origin=origin, made_by=by.user,
        definition=design.model_dump(mode="json"), full=full,
    )  # fmt: skip
    _log(row, by, None, {"copied": origin, "first_year": first_year})
    return row


@transaction.atomic
def change_design(pk: int, change: Adaptation, *, by: Actor) -> StoredDesign:
    """Other words, scales, columns, fields. Raises Refused, also once a sheet is made with it."""
    row = _open(pk, by)
    before = row.definition
    try:
        made = adapt(row.plain(), sections_of(row), change)
    except AdaptError as error:
        raise Refused(error.ja, error.en) from error
    row.definition = made.model_copy(update={"version": _next(made.version)}).model_dump(
        mode="json"
    )
    row.save(update_fields=["definition", "changed_at"])
    _log(row, by, before, row.definition)
    return row


@transaction.atomic
def remove_design(pk: int, *, by: Actor) -> None:
    """Throw a form away that nothing was made with. Raises Refused."""
    row = _open(pk, by)
    _log(row, by, row.definition, None)
    row.delete()


def in_use(design: str) -> bool:
    """Whether a sheet was made with it: from then on it stays as it is."""
    cases = Case.objects.filter(design=design)
    return cases.exists() or StoredSheet.objects.filter(design=design).exists()


def sections_of(row: StoredDesign) -> tuple[Section, ...]:
    """All sections of the form, with what is hidden, in the words of now."""
    now = {spec.path: spec for one in row.plain().sections for spec in one.fields}
    titles = {one.key: one.title for one in row.plain().sections}
    return tuple(
        section.model_copy(
            update={
                "title": titles.get(section.key, section.title),
                "fields": tuple(now.get(spec.path, spec) for spec in section.fields),
            }
        )
        for section in map(Section.model_validate, row.full)
    )


def designs_of(municipality: str) -> list[Design]:
    """The forms that the city may use, newest first."""
    own = [one for one in library().values() if one.municipality.code == municipality]
    return sorted(own, key=lambda one: (one.kind, -(one.first_year or 0), one.id))


def _open(pk: int, by: Actor) -> StoredDesign:
    row = StoredDesign.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused("様式が見つかりません。", "No such design.")
    require(by, Verb.KEEP_DESIGNS, row.municipality_id)
    if in_use(row.design):
        raise Refused(
            "この様式でつくったシートがあるので、変えられません。次の年度の様式として写してください。",
            "Sheets were made with this form. Copy it for another year.",
        )
    return row


def _next(version: str) -> str:
    found = re.fullmatch(r"(\d+)\.(\d+)", version)
    return f"{found[1]}.{int(found[2]) + 1}" if found else f"{version}.1"


def _log(row: StoredDesign, by: Actor, before: object, after: object) -> None:
    key = f"{row.municipality_id}/design/{row.design}"
    record(by, Verb.KEEP_DESIGNS, row.municipality_id, key, Change(before, after))
    look_again()
