"""What ``shirube link`` does, once Django is there."""

import typer

from shirube.commands.common import tell
from shirube.commands.wording import say
from shirube.people.actors import system
from shirube.people.models import Municipality
from shirube.people.permissions import Refused
from shirube.plans.models import Link
from shirube.workflow import link


class Linking:
    """The ledger of one municipality, or of all when none is named."""

    def __init__(self, municipality: str | None, by: str) -> None:
        self.by = system(by)
        known = list(Municipality.objects.order_by("code").values_list("code", flat=True))
        if municipality is not None and municipality not in known:
            raise Refused(
                f"団体コード {municipality} のシートはありません。先に取り込んでください。",
                f"There are no sheets of {municipality}. Import some first.",
            )
        self.codes = known if municipality is None else [municipality]

    def propose(self) -> None:
        """Renew the proposals."""
        new = sum(link.propose(code, by=self.by) for code in self.codes)
        waiting = Link.objects.filter(
            municipality_id__in=self.codes, state=Link.State.PROPOSED
        ).count()
        tell(
            say(
                f"新しい提案 {new} 件、決まっていない提案 {waiting} 件。"
                "--list で見て、--accept か --reject で決めてください。",
                f"{new} new proposals, {waiting} undecided. "
                "See them with --list, decide with --accept or --reject.",
            )
        )

    def decide(self, typed: str, decision: link.Decision) -> None:
        """Accept or reject by numbers, typed as ``3,5,8``."""
        try:
            numbers = [int(number) for number in typed.replace(",", " ").split()]
        except ValueError as error:
            tell(say(f"{typed}: 番号を 3,5,8 の形で", f"{typed}: give numbers as 3,5,8"))
            raise typer.Exit(2) from error
        self._decided(link.decide(numbers, decision, by=self.by), accepted=decision.accept)

    def accept_same(self) -> None:
        """Accept every proposal that agrees in name, number and unit."""
        for code in self.codes:
            self._decided(link.accept_same(code, by=self.by), accepted=True)

    def _decided(self, links: tuple[object, ...], *, accepted: bool) -> None:
        count = len(links)
        if accepted:
            tell(say(f"{count} 件を結びました。", f"{count} joined."))
        else:
            tell(say(f"{count} 件を別のものとしました。", f"{count} set apart."))

    def show(self) -> None:
        """One line a link, tab-separated, undecided ones first."""
        rows = Link.objects.filter(municipality_id__in=self.codes)
        order = {Link.State.PROPOSED: 0, Link.State.CONFIRMED: 1, Link.State.REJECTED: 2}
        for row in sorted(rows, key=lambda row: (order[Link.State(row.state)], row.pk)):
            alike = "" if row.likeness is None else f"{row.likeness:.2f}"
            cells = (
                str(row.pk),
                row.municipality_id,
                say(row.get_state_display(), row.state),
                say(row.get_relation_display(), row.relation),
                alike,
                f"{row.from_year} {row.from_key}",
                f"{row.to_year} {row.to_key}",
                row.decided_name,
            )
            typer.echo("\t".join(cells))
