"""``shirube invite``: the first account of an installation, and who lost every other way in."""

from typing import TYPE_CHECKING, Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

if TYPE_CHECKING:
    from shirube.people.actors import Actor
    from shirube.people.models import User

HELP = say(
    "職員のアカウントをつくり(あれば招待し直し)、本人に渡す1回だけのアドレスを出します。",
    "Make an account of staff (or invite again) and print the one-time address for that person.",
)


def command(
    context: typer.Context,
    username: Annotated[str, typer.Argument(help=say("利用者名", "User name"))],
    municipality: Annotated[
        str,
        typer.Option(
            metavar="CODE[=NAME]",
            help=say(
                "団体コード。初めての団体は 999997=見本市 のように名前も。"
                "はじめの1人は、付けなければ画面で団体を登録する",
                "Code of the municipality, with its name where it is new: 999997=見本市. Without "
                "it, the first person registers the municipality on the screen",
            ),
        ),
    ] = "",
    name: Annotated[str, typer.Option(help=say("氏名", "Name of the person"))] = "",
    role: Annotated[
        str,
        typer.Option(help=say("役割(初めてのとき)", "Role, for a new account")),
    ] = "administrator",
    url: Annotated[
        str, typer.Option(help=say("サーバーのアドレス", "Address of the server"))
    ] = "http://127.0.0.1:8000",
) -> None:
    """Print the address on standard output."""
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.people.sign_on.inviting import invite

        by = system()
        path = invite(_account(username, municipality, name, role, by), by=by)
        tell(say("本人に渡してください(14日、1回だけ使えます):", "Hand this over (14 days, once):"))
        typer.echo(f"{url.rstrip('/')}{path}")


def _account(username: str, municipality: str, name: str, role: str, by: "Actor") -> "User":
    from shirube.people.founding import first_account, found_city, municipality_said
    from shirube.people.models import Municipality, Role, User
    from shirube.people.permissions import Refused
    from shirube.people.registry import Person, add_person, give_role

    if not municipality:
        return first_account(username, name, by=by)
    code, _, called = municipality.partition("=")
    if called and not Municipality.objects.filter(pk=code).exists():
        found_city(municipality_said(code, called), by=by)
    if not Municipality.objects.filter(pk=code).exists():
        raise Refused(
            f"団体 {code} は未登録です。--municipality {code}=名前 と指定してください。",
            f"{code} is not known. Give --municipality {code}=NAME.",
        )
    if role not in set(Role) - {Role.SYSTEM}:
        names = ", ".join(one for one in Role if one != Role.SYSTEM)
        raise Refused(f"役割は次のどれかです: {names}", f"The role is one of: {names}")
    user = User.objects.filter(username=username, municipality=code).first()
    if user is None:
        user = add_person(code, Person(username, name or username), by=by)
        give_role(user, Role(role), None, by=by)
    return user
