"""A mail server that is away, slow, or takes nothing: the site goes on, and each mail arrives once in the end."""

import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.ops.drill.disks import ask_for_mail, hurry, waiting_mails
from tests.ops.drill.mail_server import DOWN, FINE, REJECTING, SLOW, mail_server
from tests.ops.drill.stage import LIMIT, Seen, stage
from tests.ops.drill.writers import logged_in
from tests.ops.site import until

MAILS = 4
ASKED_FOR = re.compile(rf"(?mi)^to:.*\bw[1-{MAILS}]@")


def bad_mail_server(mood: str) -> Seen:
    """Ask for mails while the server misbehaves; notices of posts must not wait for it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mail_server(Path(folder)) as server,
        stage(**server.settings()) as here,
    ):
        server.mood = mood
        for number in range(1, MAILS + 1):
            ask_for_mail(here, number)
        until(lambda: server.calls >= 2, limit=LIMIT, what=lambda: "the mail server was not called")
        logged_in(here.site, 0)  # log-in works
        wanted, _there = here.writers.notices()
        until(lambda: here.writers.notices()[1] >= wanted, limit=20, what=lambda: "notices wait for the mail server")
        here.seen.need(waiting_mails(here) == MAILS, f"{waiting_mails(here)} of {MAILS} mails wait")
        server.mood = FINE

        def sent() -> bool:
            hurry(here)
            return waiting_mails(here) == 0

        here.recover(sent, what="the mails do not go out")
        letters = [one for one in server.letters if ASKED_FOR.search(one)]
        here.seen.need(len(letters) == MAILS, f"{len(letters)} letters arrived, not {MAILS}")
        here.seen.told = f"{server.calls} calls, {len(letters)} letters"
    return here.seen


DRILLS: dict[str, Callable[[], Seen]] = {mood: partial(bad_mail_server, mood) for mood in (DOWN, SLOW, REJECTING)}
