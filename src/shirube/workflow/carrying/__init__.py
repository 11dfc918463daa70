"""Last year carried forward: pure functions over plain sheets, no database."""

from shirube.workflow.carrying.asking import Asked, asked, in_this_years_columns, unchanged
from shirube.workflow.carrying.counting import recompute
from shirube.workflow.carrying.forward import Carried, carry, fresh
from shirube.workflow.carrying.promises import HOMELESS, all_promises_due

__all__ = [
    "HOMELESS",
    "Asked",
    "Carried",
    "all_promises_due",
    "asked",
    "carry",
    "fresh",
    "in_this_years_columns",
    "recompute",
    "unchanged",
]
