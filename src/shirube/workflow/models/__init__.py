"""What the office keeps: cycles, routes, cases with their drafts, every move and every word."""

from shirube.workflow.models.case import Case, CaseVersion, FieldChange, Step
from shirube.workflow.models.cycle import Cycle, StoredRoute
from shirube.workflow.models.setup import SetupDraft
from shirube.workflow.models.talk import Dismissal, Message, Remark
from shirube.workflow.models.together import Mark, Opinion, PartRequest
from shirube.workflow.models.upload import Upload

__all__ = [
    "Case",
    "CaseVersion",
    "Cycle",
    "Dismissal",
    "FieldChange",
    "Mark",
    "Message",
    "Opinion",
    "PartRequest",
    "Remark",
    "SetupDraft",
    "Step",
    "StoredRoute",
    "Upload",
]
