"""One site, its writers, one fault; then the accounts: what was lost, doubled, or said where it must not be."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from tests.ops.drill import running
from tests.ops.drill.writers import CANARY, DOMAIN, Writers, rows
from tests.ops.site import LOST, Browser, Site, data_directory, open_site, until

LIMIT = 90.0  # seconds after which nothing is waited for any more
SETTLED = 60.0  # seconds in which all that was promised has to be done after the fault


@dataclass
class Seen:
    """What was seen of one fault. `wrong` holds a sentence for everything that was not as expected."""

    recovered: float = 0.0  # seconds; the slowest, where there were several rounds
    rounds: int = 1
    acknowledged: int = 0
    notices: int = 0
    clocks: int = 0  # of escalations that ran out meanwhile
    told: str = ""  # in a few words, for the table
    wrong: list[str] = field(default_factory=list)

    def need(self, true: bool, otherwise: str) -> None:
        """Write down what was not as expected."""
        if not true:
            self.wrong.append(otherwise)


Prepare = Callable[[Path], AbstractContextManager[object]]


@dataclass
class Stage:
    """A running site with people who write."""

    site: Site
    writers: Writers
    seen: Seen

    def wait_for_posts(self, more: int) -> None:
        """Return when so many more posts have been acknowledged."""
        wanted = self.writers.count + more
        until(
            lambda: self.writers.count >= wanted or bool(self.writers.refused),
            limit=LIMIT,
            what=lambda: f"only {self.writers.count} of {wanted} posts were taken; answers: {self.writers.said}",
        )

    def recover(self, true: Callable[[], bool], *, what: str) -> float:
        """Wait until `true`, remember how long it took, and return it."""
        began = time.monotonic()
        until(true, limit=LIMIT, what=lambda: f"{what}\n{self.site.log()[-3000:]}")
        took = time.monotonic() - began
        self.seen.recovered = max(self.seen.recovered, took)
        return took


def answers(site: Site, path: str = "/readyz") -> int:
    """Return the status with which the site answers, 0 when it does not."""
    try:
        return Browser(site.address).get(path)[0]
    except LOST:
        return 0


@contextmanager
def stage(
    *,
    writers: int = 3,
    accounts_each: int = 12,
    posts: int = 0,
    slower: float = 1.0,
    clocks: int = running.OPEN,
    prepare: Prepare = nullcontext,
    **settings: str,
) -> Iterator[Stage]:
    """Yield a site under writes; afterwards look at what it kept of its promises.

    The writers go on until there are `posts`; `slower` is how many times longer than promised all may take here. So
    many `clocks` of open escalations run out meanwhile, one each second.
    """
    with data_directory() as data, prepare(data), open_site(data, **settings) as site:
        people = Writers(site, count=writers, accounts_each=accounts_each)
        here = Stage(site, people, Seen())
        people.start()
        try:
            here.wait_for_posts(6)
            running.begin(site, number=clocks)
            yield here
            here.wait_for_posts(max(6, posts - people.count))
        finally:
            people.stop()
        account_for(here, settled=SETTLED * slower)
        # A sweep comes each minute, the last clock runs out after `clocks` seconds, and a notice is a job of its own.
        here.seen.wrong += running.account(site, number=clocks, settled=clocks + 2 * SETTLED * slower)
        here.seen.clocks = clocks * running.RUNGS


def account_for(here: Stage, *, settled: float) -> None:
    """Compare what was acknowledged with what is there, wait for the notices, and read the logs."""
    seen, people = here.seen, here.writers
    seen.acknowledged = people.count
    stored = people.stored()
    lost = sum(stored[text] == 0 for text in people.acknowledged)
    doubled = sum(stored[text] > 1 for text in stored)
    seen.need(lost == 0, f"{lost} acknowledged posts are lost")
    seen.need(doubled == 0, f"{doubled} posts are there twice")
    seen.need(people.refused == [], f"refused: {people.refused[:1]}")
    unhelpful = sum(writer.unhelpful for writer in people.all)
    seen.need(unhelpful == 0, f"{unhelpful} answers of 503 did not say when to come back")
    seen.need(not people.said[500], f"{people.said[500]} answers were an error of ours (500)")
    _account_for_notices(here, settled)
    leaks = words_in_logs(here.site)
    seen.need(leaks == [], f"members' words or addresses in logs: {leaks}")
    if people.said:
        seen.told += "".join(f"; {number} times {status}" for status, number in sorted(people.said.items()))


def _account_for_notices(here: Stage, settled: float) -> None:
    end = time.monotonic() + settled
    wanted, there = here.writers.notices()
    while there < wanted and time.monotonic() < end:
        time.sleep(0.3)
        wanted, there = here.writers.notices()
    here.seen.notices = there
    twice = "SELECT count(*) FROM (SELECT FROM notify_notice GROUP BY owner_id, cause HAVING count(*) > 1) AS doubled"
    jobs = rows(here.site, "SELECT status, attempts, count(*) FROM procrastinate_jobs GROUP BY status, attempts")
    here.seen.need(there == wanted, f"{wanted} answers made {there} notices; jobs that wait: {jobs}")
    here.seen.need(rows(here.site, twice) == [(0,)], "a notice is there twice")


def words_in_logs(site: Site) -> list[str]:
    """Return the logs that hold what members wrote, or their addresses."""
    logs = [Path(site.data.parent / "log"), *site.data.glob("postgres/**/*.log")]
    return [path.name for path in logs if any(word in path.read_text(errors="replace") for word in (CANARY, DOMAIN))]
