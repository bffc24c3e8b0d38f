"""What a curator sees: words, bands of how many people, what was decided. Never who used a word."""

from dataclasses import dataclass

from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.vocabulary.models import Decision, WaitingWord
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import permissions

RIGHT = "curate words"
PAGE = 50
BANDS = ("more than 50", "11 to 50", "3 to 10")


@dataclass(frozen=True)
class Word:
    """A word that waits. `key` names it in addresses; `band` says about how many people use it."""

    key: str
    text: str
    band: str


@dataclass(frozen=True)
class Decided:
    """What was decided: the decision, the label of its term or "", and the handle of who decided, where still known."""

    decision: Decision
    label: str
    by: str


def may_curate(viewer: Viewer) -> bool:
    """Say whether the queue exists for `viewer`."""
    return viewer.confirmed and permissions.may(RIGHT, roles=viewer.staff)


@as_system("words without their users, for curators")
def queue(viewer: Viewer) -> list[Word]:
    """Return the words that wait, those of most people first; empty for who is no curator."""
    if not may_curate(viewer):
        return []
    rows = sorted(WaitingWord.objects.all(), key=lambda row: (BANDS.index(row.band), row.text))
    return [Word(bytes(row.mark).hex(), row.text, row.band) for row in rows[:PAGE]]


@as_system("words without their users, for curators")
def word(viewer: Viewer, key: str) -> Word:
    """Return one word that waits. Raises `NotHere` for every other key, and for who is no curator."""
    if not may_curate(viewer):
        raise NotHere
    row = WaitingWord.objects.filter(mark=_mark(key)).first()
    if row is None:
        raise NotHere
    return Word(bytes(row.mark).hex(), row.text, row.band)


def _mark(key: str) -> bytes:
    try:
        return bytes.fromhex(key)
    except ValueError as error:
        raise NotHere from error


@as_system("words without their users, for curators")
def decided(viewer: Viewer) -> list[Decided]:
    """Return the latest decisions that stand, the newest first; empty for who is no curator."""
    if not may_curate(viewer):
        return []
    rows = list(Decision.objects.filter(undone_at=None).select_related("term").order_by("-decided_at", "-id")[:PAGE])
    handles = people.staff_handles(viewer, {row.decided_by_id for row in rows if row.decided_by_id})
    return [Decided(row, row.term.label if row.term else "", handles.get(row.decided_by_id or 0, "")) for row in rows]
