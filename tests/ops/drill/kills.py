"""Rounds of `kill -9`: each process of the site, in turn, while members write."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.ops.drill.stage import LIMIT, Seen, Stage, answers, stage
from tests.ops.processes import children, one
from tests.ops.site import Site, until

WRITERS = 4
POSTS_A_ROUND = 4
# What `bedside up` starts again by itself waits longer and longer when it dies again within this time. Seconds.
STEADY = 61.0


def postmaster(site: Site) -> int:
    """Return the process id of the database server."""
    return one(site.process.pid, "/postgres -D")


def web_server(site: Site) -> int:
    """Return the process id of the parent of the web processes."""
    return one(site.process.pid, "granian")


def web_process(site: Site) -> int:
    """Return the process id of one web process."""
    return one(web_server(site), "spawn_main") or one(web_server(site), "")


def worker(site: Site) -> int:
    """Return the process id of the worker, which also seals the audit log and hands on events."""
    return one(site.process.pid, "bedside.site.worker")


def backend(site: Site) -> int:
    """Return the process id of the database's side of one connection of ours."""
    found = [number for number, words in children(postmaster(site)).items() if "bedside_app" in words]
    return random.choice(found) if found else 0


@dataclass(frozen=True)
class Victim:
    """What is killed, who starts it again, and by when the site has to be whole. Seconds."""

    name: str
    find: Callable[[Site], int]
    within: float
    supervised: bool  # by `bedside up`, which waits before it starts something again that has just died


VICTIMS = (
    Victim("web process", web_process, 5.0, supervised=False),
    Victim("connection of the database", backend, 15.0, supervised=False),
    Victim("worker", worker, 10.0, supervised=True),
    Victim("web server", web_server, 10.0, supervised=True),
    Victim("database", postmaster, 15.0, supervised=True),
)


@dataclass
class Rounds:
    """How often each was killed, how long the slowest return took, and since when each has lived."""

    killed: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    born: dict[str, float] = field(default_factory=dict)

    def next(self) -> Victim:
        """Choose who was killed least, of those that would be started again at once."""
        due = [one for one in VICTIMS if not one.supervised or time.monotonic() - self.born.get(one.name, 0) > STEADY]
        return min(due, key=lambda one: (not one.supervised, self.killed[one.name]))


def kill_rounds(rounds: int, *, posts: int = 0, slower: float = 1.0) -> tuple[Seen, Rounds]:
    """Kill so many times, under at least so many posts.

    `slower` is how many times longer than promised a return may take on this machine.
    """
    book = Rounds()
    with stage(writers=WRITERS, accounts_each=12 + rounds // 2, posts=posts, slower=slower) as here:
        for _round in range(rounds):
            _kill(here, book, book.next(), slower=slower)
            here.wait_for_posts(POSTS_A_ROUND)
    here.seen.rounds = rounds
    here.seen.told = ", ".join(f"{name} {number}x, {book.slowest[name]:.1f} s" for name, number in book.killed.items())
    return here.seen, book


def _kill(here: Stage, book: Rounds, victim: Victim, *, slower: float) -> None:
    found: list[int] = []

    def find() -> bool:
        found[:] = [victim.find(here.site)]
        return found[0] > 0

    until(find, limit=LIMIT, what=lambda: f"there is no {victim.name} to kill\n{here.site.log()[-3000:]}")
    os.kill(found[0], signal.SIGKILL)
    took = here.recover(lambda: _is_whole(here.site, victim, found[0]), what=f"{victim.name} does not come back")
    here.seen.need(took <= victim.within * slower, f"{victim.name}: back after {took:.1f} s, not {victim.within:g} s")
    book.killed[victim.name] += 1
    book.slowest[victim.name] = max(book.slowest.get(victim.name, 0.0), took)
    book.born[victim.name] = time.monotonic()


def _is_whole(site: Site, victim: Victim, old: int) -> bool:
    """Say whether pages and database answer and another process stands in the place of the one killed."""
    assert site.process.poll() is None, f"the site has ended:\n{site.log()}"
    back = victim.find is backend or victim.find(site) not in (0, old)
    return back and worker(site) > 0 and answers(site, "/") == 200 and answers(site) == 200
