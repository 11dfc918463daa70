"""The two kinds of ways in, and what they are called."""

from dataclasses import dataclass
from typing import Any

from shirube.people.city.model import CitySettings, Group


@dataclass(frozen=True, slots=True)
class Kind:
    """Topics or committees: their folder, their name, for whom they are."""

    folder: str
    called: str
    english: str
    about: str
    none: str


TOPICS = Kind(
    "topics",
    "くらしの話題",
    "Topics",
    "くらしの話題ごとに、かかわる施策と事業を集めています。",
    "話題はまだ決められていません。計画の分野から探してください。",
)
COMMITTEES = Kind(
    "committees",
    "所管委員会",
    "Council committees",
    "議会の委員会ごとに、所管する施策と事業、お金、約束を集めています。",
    "所管委員会はまだ決められていません。計画の分野や担当課から探してください。",
)
KINDS = {one.folder: one for one in (TOPICS, COMMITTEES)}


def groups(settings: CitySettings, kind: Kind) -> tuple[Group, ...]:
    """The topics or the committees of a city, in its order."""
    return settings.topics if kind is TOPICS else settings.committees


def ways_in(settings: CitySettings) -> list[dict[str, Any]]:
    """For the municipality's page: each kind that the city has, with its groups."""
    return [
        {
            "kind": kind,
            "href": f"{kind.folder}/index.html",
            "groups": [
                {"of": one, "href": f"{kind.folder}/{one.key}/index.html"}
                for one in groups(settings, kind)
            ],
        }
        for kind in KINDS.values()
        if groups(settings, kind)
    ]
