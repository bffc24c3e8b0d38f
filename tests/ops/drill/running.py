"""Escalations that are open while something fails: the clocks of all of them run out meanwhile, each is told once."""

import time
from typing import Final

from tests.ops.drill.writers import rows
from tests.ops.site import Site

OPEN: Final = 24  # escalations beside every fault; one runs out each second, some before it and some after
RUNGS: Final = 2  # each began a day ago, so both rungs are due
FIRST: Final = -900_000  # no id of the site is below 0
PAUSE: Final = 0.5

ADD: Final = """
INSERT INTO escalations_escalation (id, post_id, post_hash, post_gone, author_id, klass, state, trigger, rule, queued,
    begun_at, entered_at, due_at, fired, asked_id, handed_to, outcome, stays, round, missed)
SELECT %s + n, %s + n, '', false, -2, (ARRAY['C1', 'C2', 'C3', 'C4'])[1 + n %% 4], 'E2', 'T2', 'urgent', true,
    now() - interval '1 day', now() - interval '1 day', now() + n * %s * interval '1 second', 0, 0, '', '', '', 1, false
FROM generate_series(1, %s) n
"""
# The last account: nobody writes or logs in with it, and what is mailed to it is counted nowhere.
STAFF: Final = """
INSERT INTO people_staff_role (account_id, role, given_to, granted_at)
SELECT account_id, 'safety_lead', id, now() FROM people_persona ORDER BY id DESC LIMIT 1
"""
MINE: Final = f"BETWEEN {FIRST} AND {FIRST + 1000}"
TOLD: Final = f"SELECT count(*) FROM escalations_step WHERE kind = 'clock' AND escalation_id {MINE}"
DOUBLED: Final = f"""SELECT count(*) FROM (SELECT FROM escalations_step WHERE rung > 0 AND escalation_id {MINE}
    GROUP BY escalation_id, rung HAVING count(*) > 1) twice"""
NOTICES: Final = "SELECT count(*) FROM notify_notice WHERE kind IN ('duty', 'duty_late')"


def begin(site: Site, *, number: int) -> None:
    """Open so many escalations whose clocks run out one after the other, a second apart, and somebody to be told."""
    if number:
        rows(site, STAFF)
        rows(site, ADD, FIRST, FIRST, 1, number)


def account(site: Site, *, number: int, settled: float) -> list[str]:
    """Wait until every clock was told, and return in sentences what is not as promised."""
    if not number:
        return []
    wanted, end = number * RUNGS, time.monotonic() + settled
    while (_count(site, TOLD) < wanted or _count(site, NOTICES) < wanted) and time.monotonic() < end:
        time.sleep(PAUSE)
    told, notices, doubled = _count(site, TOLD), _count(site, NOTICES), _count(site, DOUBLED)
    found = [
        (told != wanted, f"{told} clocks of escalations were told, not {wanted}"),
        (doubled > 0, f"{doubled} clocks of escalations were told twice"),
        (notices != wanted, f"{wanted} clocks made {notices} notices"),
    ]
    return [words for wrong, words in found if wrong]


def _count(site: Site, statement: str) -> int:
    return int(str(rows(site, statement)[0][0]))
