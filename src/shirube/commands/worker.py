"""``shirube worker``: what is done by the clock: reminders of due dates, mail."""

import time
from typing import Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

HELP = say(
    "期限のお知らせとメールの送信を1分ごとに行います。いつ止めても、次に動かしたときに続きます。",
    "Reminds of due dates and sends mail, every minute. May be stopped at any moment.",
)
EVERY = 60  # seconds


def command(
    context: typer.Context,
    once: Annotated[
        bool,
        typer.Option("--once", help=say("1回だけ行って終わる", "Do it once and end")),
    ] = False,
) -> None:
    """Work until Ctrl+C."""
    with installation(common(context)):
        from django.db import close_old_connections

        from shirube.workflow.mailing import send_digests, tell_of_due_dates

        while True:
            told, mailed = tell_of_due_dates(), send_digests()
            if told or mailed or once:
                tell(
                    say(
                        f"期限のお知らせ {told}件、メール {mailed}通",
                        f"{told} reminders, {mailed} mails",
                    )
                )
            if once:
                return
            close_old_connections()
            time.sleep(EVERY)
