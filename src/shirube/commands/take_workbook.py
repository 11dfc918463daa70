"""``shirube take-workbook``: filled workbooks go into the drafts, as on the screen."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shirube.commands.arguments import CityCode, PersonName
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

if TYPE_CHECKING:
    from shirube.workflow.workbook_checking import Checked, SheetCheck

HELP = say(
    "書いたブックを確かめ、変わるところを見せてから取り込みます。重なった欄は変えません。",
    "Check filled workbooks, show what would change, take it in. Fields that others changed stay.",
)


def command(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=say("書いたブック", "Filled workbooks")),
    ],
    municipality: CityCode,
    by: PersonName = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("確かめるだけ", "Only check"))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=say("聞かずに取り込む", "Do not ask"))] = False,
) -> None:
    """Leaves with 1 when anything was not taken in."""
    left = False
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.workflow.finding import require_person
        from shirube.workflow.take_workbook import (
            Choice,
            checked,
            drop_upload,
            keep_upload,
            take_workbook,
        )

        if not dry_run:
            require_person(by)
        actor = system(by)
        for file in files:
            upload = keep_upload(municipality, file.read_bytes(), file.name, by=actor)
            found = checked(upload, by=actor)
            _show(found)
            left |= bool(found.conflicts or any(one.refused for one in found.troubles))
            left |= any(one.refused or one.of("wrong") for one in found.sheets)
            if dry_run or not found.count or not (yes or _agreed(found.count)):
                drop_upload(upload.pk, by=actor)
                left |= bool(found.count) and not dry_run
                continue
            became = take_workbook(upload.pk, Choice(), by=actor)
            tell(say(f"{became.saved} か所を取り込みました。", f"{became.saved} fields taken in."))
    if left:
        raise typer.Exit(1)


def _agreed(count: int) -> bool:
    return typer.confirm(say(f"{count} か所を取り込みますか", f"Take in {count} fields?"), err=True)


def _show(found: "Checked") -> None:
    """The difference on standard output, what is wrong on standard error."""
    for trouble in found.troubles:
        tell(f"{trouble.place} {trouble.text()}".strip())
    for one in found.sheets:
        _show_sheet(one)


def _show_sheet(one: "SheetCheck") -> None:
    if one.refused:
        tell(f"「{one.tab}」: {one.refused}")
        return
    for touched in one.touched:
        place = f"「{one.tab}」の{touched.cell} {touched.label}"
        if touched.state == "change":
            typer.echo(f"{place}: {touched.before!r} → {touched.text!r}")
        elif touched.state == "conflict":
            who = f"{touched.who}さん" if touched.who else "ほかの人"
            tell(
                f"{place}: {who}の {touched.before!r} と重なるため、変えません({touched.text!r})。"
            )
        else:
            tell(f"{place}: {touched.say}")
