"""The verb decide_city: a municipality changes its decisions; and asking for them."""

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.city.model import CitySettings
from shirube.people.log import Change, record
from shirube.people.models import CityDecisions, Municipality
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb


def settings_of(municipality: str) -> CitySettings:
    """What is decided now; the empty value where nothing is."""
    row = CityDecisions.objects.filter(municipality_id=municipality).first()
    return CitySettings() if row is None else CitySettings.model_validate(row.settings)


@transaction.atomic
def decide_city(
    municipality: str, settings: CitySettings, *, by: Actor, seen: CitySettings | None = None
) -> bool:
    """Put the decisions in place of the former ones; False where they are the same.

    ``seen`` is what the person had before the eyes: if somebody changed it meanwhile, nothing is
    overwritten. Raises Refused. What is published already stays as it is; contacts change with
    the next edition.
    """
    require(by, Verb.DECIDE_CITY, municipality)
    if not Municipality.objects.select_for_update().filter(pk=municipality).exists():
        raise Refused(
            f"団体 {municipality} は未登録です。先にファイルを取り込んでください。",
            f"{municipality} is not known here. Import its files first.",
        )
    before = settings_of(municipality)
    if seen is not None and seen != before:
        raise Refused(
            "見ているあいだに、ほかの人が決めごとを変えました。開き直して、もう一度書いてください。",
            "Somebody else changed the decisions meanwhile. Reload and write again.",
        )
    if before == settings:
        return False
    after = settings.model_dump(mode="json", exclude_defaults=True)
    CityDecisions.objects.update_or_create(
        municipality_id=municipality, defaults={"settings": after}
    )
    change = Change(before.model_dump(mode="json", exclude_defaults=True), after)
    record(by, Verb.DECIDE_CITY, municipality, f"{municipality}/decisions", change)
    return True
