"""The plain sheet: each field's name, type, label and meaning, stated once. No database, no web."""

from shirube.schema.money import Cost, Project
from shirube.schema.numbers import Indicator, Survey, Value
from shirube.schema.privacy import public
from shirube.schema.rounds import FollowUp, Review
from shirube.schema.sheet import Sheet, SheetKey, from_json, to_json
from shirube.schema.words import (
    Attribute,
    Contact,
    Direction,
    EnvironmentFactor,
    Issue,
    MunicipalityRef,
    Narrative,
    NextAction,
    Note,
    PlanLevel,
    Progress,
    Rating,
    Source,
    Unit,
    Unplaced,
)

__all__ = [
    "Attribute",
    "Contact",
    "Cost",
    "Direction",
    "EnvironmentFactor",
    "FollowUp",
    "Indicator",
    "Issue",
    "MunicipalityRef",
    "Narrative",
    "NextAction",
    "Note",
    "PlanLevel",
    "Progress",
    "Project",
    "Rating",
    "Review",
    "Sheet",
    "SheetKey",
    "Source",
    "Survey",
    "Unit",
    "Unplaced",
    "Value",
    "from_json",
    "public",
    "to_json",
]
