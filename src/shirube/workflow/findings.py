"""What the rules find in a draft, as long as nobody closed it with a reason."""

from collections.abc import Iterable

from shirube.lint import Finding, check
from shirube.schema import Sheet
from shirube.schema.ledger import Ledger
from shirube.sheets.forms import library
from shirube.workflow.models import Case


def findings_of(case: Case, sheet: Sheet | None = None) -> tuple[Finding, ...]:
    """The open findings of a case's draft (or of ``sheet`` in its place)."""
    closed = set(case.dismissals.values_list("token", flat=True))
    found = judge(sheet or case.plain(), case.last_year())
    return tuple(finding for finding in found if finding.token not in closed)


def judge(sheet: Sheet, last_year: Sheet | None) -> Iterable[Finding]:
    """The rules over a sheet, beside its own sheet of the year before."""
    both = [sheet] if last_year is None else [last_year, sheet]
    found = check(both, library(), ledger={sheet.municipality.code: Ledger()})
    return [finding for finding in found if finding.sheet == str(sheet.key)]
