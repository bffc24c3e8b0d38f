"""The inbox of a practice: threads in the order in which they are to be answered, page for page, without a word.

Looking through it opens nothing: no message is read, no receipt is sent. A sensitive thread shows neither its heading
nor whose it is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

from bedside.areas.practice.queries.seat import Seat
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.vault import Place, vault
from bedside.policy.practice.reasons import REASONS, Reason
from bedside.policy.practice.roles import Right
from bedside.policy.practice.triage import Shelf

PAGE: Final = 30
MOST_COUNTED: Final = 99
FOREVER: Final = "infinity"
COLUMNS: Final = """t.id, t.reason, t.urgent, t.subject_sealed, t.state, t.owner_id, t.sensitive, t.part2, t.asked_at,
    t.due_at, t.wakes_at, t.closed_at, t.last_message_id, p.name AS patient, o.name AS owner"""
JOINED: Final = """LEFT JOIN people_persona p ON p.id = t.patient_id LEFT JOIN people_persona o ON o.id = t.owner_id"""
TURN: Final = "t.practice_id = %(practice)s AND t.state IN ('open', 'assigned')"
AWAKE: Final = "(t.wakes_at IS NULL OR t.wakes_at <= %(now)s)"
# The order of `policy.practice.triage.place`, as the index has it.
ORDER: Final = """(NOT t.urgent), (coalesce(t.due_at, 'infinity'::timestamptz)),
    (coalesce(t.asked_at, 'infinity'::timestamptz)), t.id"""
AFTER: Final = f"AND ({ORDER}) > (%(calm)s, %(due)s::timestamptz, %(asked)s::timestamptz, %(id)s)"
LAST_FIRST: Final = "t.last_message_id DESC"
OLDER: Final = "AND t.last_message_id < %(id)s"

SHELVES: Final[dict[Shelf, str]] = {
    Shelf.ALL: f"{TURN} AND {AWAKE}",
    Shelf.MINE: f"{TURN} AND {AWAKE} AND (t.owner_id = %(me)s OR t.second_id = %(me)s)",
    Shelf.UNASSIGNED: f"{TURN} AND {AWAKE} AND t.state = 'open'",
    # "(NOT urgent) = false" would be made into "urgent" by the planner, which no index knows: every row would be read.
    Shelf.URGENT: f"{TURN} AND {AWAKE} AND (NOT t.urgent) < true",
    Shelf.WAITING: "t.practice_id = %(practice)s AND t.state = 'waiting_patient'",
    Shelf.SNOOZED: "t.practice_id = %(practice)s AND t.wakes_at > %(now)s AND t.state <> 'closed'",
    Shelf.CLOSED: "t.practice_id = %(practice)s AND t.state = 'closed'",
}
BY_TIME: Final = frozenset({Shelf.WAITING, Shelf.SNOOZED, Shelf.CLOSED})


@dataclass(frozen=True)
class Line:
    """One thread in the list. `patient` and `subject` are empty for a sensitive one that is not hers."""

    id: int
    reason: Reason
    urgent: bool
    sensitive: bool
    part2: bool
    state: str
    patient: str
    subject: str
    owner: str
    mine: bool
    asked_at: datetime | None
    due_at: datetime | None
    wakes_at: datetime | None
    last_message_id: int
    key: str


@dataclass(frozen=True)
class Inbox:
    """A page of the list. `after` opens the next page, "" at the end."""

    lines: list[Line]
    after: str


def inbox(here: Seat, shelf: Shelf, *, after: str = "") -> Inbox:
    """Return a page of one shelf; raise NotHere for who sees no inbox, and for a page that there can't be."""
    if not here.may(Right.SEE_LIST):
        raise NotHere
    by_time = shelf in BY_TIME
    more = (OLDER if by_time else AFTER) if after else ""
    order = LAST_FIRST if by_time else ORDER
    # Only texts of ours are put together here; everything that somebody typed is a parameter.
    statement = f"""SELECT {COLUMNS} FROM (SELECT * FROM messaging_thread t
        WHERE {SHELVES[shelf]} {_reads(here)} {more} ORDER BY {order} LIMIT {PAGE + 1}) t {JOINED} ORDER BY {order}"""  # noqa: S608  # our own texts
    with connection.cursor() as cursor:
        cursor.execute(statement, _facts(here) | _start(after, by_time=by_time))
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    lines = [_line(row, here, by_time=by_time) for row in rows[:PAGE]]
    return Inbox(lines, lines[-1].key if len(rows) > PAGE else "")


def counts(here: Seat) -> dict[Shelf, str]:
    """Return how many threads are on each shelf that is worked through, as words: "99+" where there are more."""
    counted = (Shelf.ALL, Shelf.MINE, Shelf.UNASSIGNED, Shelf.URGENT)
    parts = [
        f"(SELECT count(*) FROM (SELECT 1 FROM messaging_thread t WHERE {SHELVES[one]} {_reads(here)}"  # noqa: S608  # texts of ours
        f" LIMIT {MOST_COUNTED + 1}) x)"
        for one in counted
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", _facts(here))
        [row] = cursor.fetchall()
    return {one: f"{MOST_COUNTED}+" if n > MOST_COUNTED else str(n) for one, n in zip(counted, row, strict=True)}


def _reads(here: Seat) -> str:
    """Return the condition of what her roles read: what was handed to her stands on "mine" in any case."""
    if here.may(Right.READ_HEALTH):
        return ""
    mine = "t.owner_id = %(me)s OR t.second_id = %(me)s"
    if here.may(Right.READ_ADMIN) and here.may(Right.READ_URGENT):
        return f"AND (t.administrative OR t.urgent OR {mine})"
    if here.may(Right.READ_ADMIN):
        return f"AND (t.administrative OR {mine})"
    return f"AND ((NOT t.urgent) < true OR {mine})"


def _facts(here: Seat) -> dict[str, Any]:
    return {"practice": here.practice.space_id, "me": here.persona_id, "now": now()}


def _start(after: str, *, by_time: bool) -> dict[str, Any]:
    """Return where a page begins, from what `_key` made; raise NotHere for what is no such thing."""
    if not after:
        return {}
    parts = after.split("_")
    if by_time:
        return {"id": _number(parts[0])} if len(parts) == 1 else _nowhere()
    if len(parts) != 4 or parts[0] not in ("0", "1"):
        return _nowhere()
    return {"calm": parts[0] == "1", "due": _moment(parts[1]), "asked": _moment(parts[2]), "id": _number(parts[3])}


def _nowhere() -> dict[str, Any]:
    raise NotHere


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63):
        raise NotHere
    return int(text)


def _moment(text: str) -> str:
    """Return a moment as PostgreSQL reads it, from microseconds since 1970; "x" is the end of time."""
    if text == "x":
        return FOREVER
    micros = _number(text)
    if micros > 253_402_300_799_000_000:  # the year 9999
        raise NotHere
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest).isoformat()


def _key(row: dict[str, Any], *, by_time: bool) -> str:
    if by_time:
        return str(row["last_message_id"] or row["id"])
    return f"{int(not row['urgent'])}_{_micros(row['due_at'])}_{_micros(row['asked_at'])}_{row['id']}"


def _micros(moment: datetime | None) -> str:
    if moment is None:
        return "x"
    return str(int(moment.timestamp()) * 1_000_000 + moment.microsecond)


def _line(row: dict[str, Any], here: Seat, *, by_time: bool) -> Line:
    mine = row["owner_id"] == here.persona_id
    closed = row["sensitive"] and not mine
    return Line(
        id=row["id"],
        reason=REASONS[row["reason"]],
        urgent=row["urgent"],
        sensitive=row["sensitive"],
        part2=row["part2"],
        state=row["state"],
        patient="" if closed else row["patient"] or "",
        subject="" if row["sensitive"] else _subject(row),
        owner=row["owner"] or "",
        mine=mine,
        asked_at=row["asked_at"],
        due_at=row["due_at"],
        wakes_at=row["wakes_at"],
        last_message_id=row["last_message_id"] or row["id"],
        key=_key(row, by_time=by_time),
    )


def _subject(row: dict[str, Any]) -> str:
    sealed = row["subject_sealed"]
    return vault().open(bytes(sealed), Place("messaging_thread", "subject_sealed", row["id"])) if sealed else ""
