"""``shirube invite``: the first account of an installation, and who lost every other way in."""

from typing import Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

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
                "団体コード。初めての団体は 999997=見本市 のように名前も",
                "Code of the municipality; with its name where it is new: 999997=見本市",
            ),
        ),
    ],
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
        from shirube.people.models import Municipality, Role, User
        from shirube.people.permissions import Refused
        from shirube.people.registry import Person, add_person, give_role
        from shirube.people.sign_on.inviting import invite

        code, _, called = municipality.partition("=")
        if called:
            Municipality.objects.get_or_create(pk=code, defaults={"name": called})
        if not Municipality.objects.filter(pk=code).exists():
            raise Refused(
                f"団体 {code} は未登録です。--municipality {code}=名前 と指定してください。",
                f"{code} is not known. Give --municipality {code}=NAME.",
            )
        if role not in set(Role) - {Role.SYSTEM}:
            names = ", ".join(one for one in Role if one != Role.SYSTEM)
            raise Refused(f"役割は次のどれかです: {names}", f"The role is one of: {names}")
        by = system()
        user = User.objects.filter(username=username, municipality=code).first()
        if user is None:
            user = add_person(code, Person(username, name or username), by=by)
            give_role(user, Role(role), None, by=by)
        path = invite(user, by=by)
        tell(say("本人に渡してください(14日、1回だけ使えます):", "Hand this over (14 days, once):"))
        typer.echo(f"{url.rstrip('/')}{path}")
