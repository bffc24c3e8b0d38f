"""The table of faults: what is expected of each, within how many seconds all is well again, and what plays it.

docs/operators/faults.md is made of it (`make docs`).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.ops.drill import clocks, crowds, disks, escalations, events, kills, mails, starts
from tests.ops.drill.stage import Seen
from tests.shape.source import ROOT

DOCUMENT = ROOT / "docs" / "operators" / "faults.md"
ROUNDS = 200


@dataclass(frozen=True)
class Fault:
    """One line of the table. `within` counts from the fault, or from its end where somebody has to end it."""

    name: str
    expected: str
    within: float
    drill: Callable[[], Seen]
    as_root: bool = False  # it needs to mount a small disk

    @property
    def possible(self) -> bool:
        """Whether it can be played here."""
        return not self.as_root or os.geteuid() == 0


def _killed(rounds: int) -> Seen:
    return kills.kill_rounds(rounds)[0]


def faults(*, rounds: int = ROUNDS) -> tuple[Fault, ...]:
    """Return the whole table; `rounds` is how often something is killed in the first line."""
    return (
        Fault(
            "a process is killed (`kill -9`): web process, web server, worker, the database or one of its connections",
            "The others serve on. What was killed is started again: a web process within 5 s, worker and web server "
            "within 10 s, the database within 15 s. One that dies again within a minute is waited for longer, up to "
            "30 s; a worker that ends since its database is away comes back within 4 s. "
            "Meanwhile a page that needs the database is answered with 503, Retry-After, and where the words are. "
            "Jobs that "
            "a dead worker had begun are taken up again after 25 s.",
            15,
            partial(_killed, rounds),
        ),
        Fault(
            "who sweeps the clocks of escalations is killed (`kill -9`) in the middle, and the worker too",
            "What was told stands in the book, what was not is told by the next sweep, within a minute: no rung "
            "twice, and none left out.",
            60,
            partial(escalations.sweeper_killed, rounds // 4 or 1),
        ),
        Fault(
            "`bedside up` is asked to stop (SIGTERM) while members write",
            "It ends within 30 s with code 0 and leaves no process; the next start has everything.",
            60,
            starts.ended_in_order,
        ),
        Fault(
            "the disk of the database is full",
            "Writing is answered with 503; `/healthz` answers. It goes on by itself when there is room again.",
            60,
            disks.full_database,
            as_root=True,
        ),
        Fault(
            "the disk of the database becomes read-only and the server dies of it",
            "503, `/readyz` says 503, `/healthz` answers, the log names the cause. It goes on by itself when the "
            "disk can be "
            "written to; jobs within a minute.",
            60,
            disks.read_only_database,
            as_root=True,
        ),
        Fault(
            "the disk of the pictures is full",
            "A picture is refused with the reason, and the words stay in the form and in Drafts; no half file is "
            "left. "
            "Everything else works.",
            15,
            disks.full_media,
            as_root=True,
        ),
        Fault("the disk of the pictures is read-only", "The same.", 15, disks.read_only_media, as_root=True),
        Fault(
            "the disk on which mails are written is full (a site without a mail server)",
            "Mails wait in their queue and are tried again; each is written once.",
            30,
            disks.full_spool,
            as_root=True,
        ),
        Fault(
            "the mail server hangs up at once",
            "Logging in, posting and notices go on. Mails wait, and each goes out once.",
            60,
            mails.DRILLS["down"],
        ),
        Fault("the mail server takes 30 s to say a word", "The same.", 90, mails.DRILLS["slow"]),
        Fault("the mail server takes no mail for now (451)", "The same.", 60, mails.DRILLS["rejecting"]),
        Fault(
            "the clock of the site's processes jumps an hour ahead, and back",
            "Sessions hold, people can log in and write.",
            10,
            clocks.ONE_HOUR[1],
        ),
        Fault("the clock jumps an hour back, and ahead again", "The same.", 10, clocks.ONE_HOUR[-1]),
        Fault(
            "500 clients send one byte of a request's head a second",
            "Visits of others take less than twice as long (95 of 100, and 30 ms for the machine). Such a client is "
            "hung up "
            "on within 30 s.",
            30,
            crowds.slow_clients,
        ),
        Fault(
            "the database has no connection left",
            "Who needs a new one is answered with 503 and Retry-After; `/healthz` answers. It goes on by itself.",
            15,
            crowds.no_connection_left,
        ),
        Fault(
            "a job fails each time",
            "It is tried five times with growing pauses, then it stays as `failed`; the jobs behind it do not wait.",
            60,
            events.poison_job,
        ),
        Fault(
            "an event is delivered three times; another after the news that its post is gone",
            "One notice; none of the post that is gone.",
            15,
            events.twice_and_too_late,
        ),
        Fault(
            "two workers run: two hand on events, two seal the audit log",
            "Each event has one effect, and `bedside audit verify` finds the log whole.",
            15,
            events.two_workers,
        ),
        Fault(
            "everything is killed in the middle of the first start, while tables are made",
            "The second start goes on where the first one ended, and opens.",
            90,
            starts.half_migrated,
        ),
        Fault(
            "a change of the tables cannot be made",
            "The start ends with code 1, names the cause and says what to do. When the cause is gone, the next "
            "start opens.",
            60,
            starts.impossible_migration,
        ),
        Fault(
            "the tables are newer than the code that runs: a column, a table and an index more",
            "The running code goes on reading and writing.",
            15,
            starts.newer_tables,
        ),
    )
