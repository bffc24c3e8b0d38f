"""Which cells of members' figures change tonight: two builds must not give one person away (`evidence.md` 6.6).

For each cell the build remembers whose answers were in it when it was last published or hidden, as keyed fingerprints.
A withdrawal takes such a row away at once; that it is missing is how the next build learns of it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from bedside.areas.records.actions.counting import Unit
from bedside.areas.records.cells import Key, ShownCell, from_columns
from bedside.areas.records.models import MEMBERS, Build, Cell, CellPerson, CellState
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.disclosure import Step, step

Answers = dict[int, bytes]
"""The fingerprint of each account's answer."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """What is remembered of a cell."""

    state: CellState | None
    answers: Answers
    published: ShownCell | None


def decided(units: dict[Key, list[Unit]], fresh: dict[Key, ShownCell], *, today: date) -> dict[Key, ShownCell]:
    """The cells to publish tonight, of `fresh` ones and of those that stand; writes down what must be remembered."""
    memory = _memory()
    is_first = not Build.objects.filter(source=MEMBERS).exists()
    result: dict[Key, ShownCell] = {}
    for key in sorted(units.keys() | memory.keys()):
        before = memory.get(key) or Before(state=None, answers={}, published=None)
        answers = _answers(key, units.get(key, []), today=today)
        tonight = _decide(key, before, answers, fresh.get(key), is_first=is_first)
        if tonight:
            result[key] = tonight
    return result


def _decide(key: Key, before: Before, answers: Answers, fresh: ShownCell | None, *, is_first: bool) -> ShownCell | None:
    gone = before.state.people - len(before.answers) if before.state else 0
    seen_at = _withdrawal_seen_at(before.state, is_waiting=gone > 0)
    choice = step(
        people=len(answers),
        changed=None if is_first else gone + _differing(before.answers, answers),
        oldest_withdrawal_days=(now() - seen_at).days if seen_at else 0,
        may_show=fresh is not None,
    )
    if choice is Step.KEEP:
        _remember_waiting(key, before, answers, seen_at)
        return before.published
    if choice is Step.PUBLISH or before.published or before.state is None or not answers:
        _remember(key, before.state, answers)
    return fresh if choice is Step.PUBLISH else None


def _differing(before: Answers, after: Answers) -> int:
    return sum(before.get(account) != after.get(account) for account in before.keys() | after.keys())


def _withdrawal_seen_at(state: CellState | None, *, is_waiting: bool) -> datetime | None:
    if not is_waiting or state is None:
        return None
    return state.withdrawal_seen_at or now()


def _remember_waiting(key: Key, before: Before, answers: Answers, seen_at: datetime | None) -> None:
    if before.state is None:
        _remember(key, None, answers)
    elif before.state.withdrawal_seen_at != seen_at:
        before.state.withdrawal_seen_at = seen_at
        before.state.save(update_fields=["withdrawal_seen_at"])


def _remember(key: Key, state: CellState | None, answers: Answers) -> None:
    """Forget the old answers of a cell and keep these. A cell without people is forgotten altogether."""
    if state is not None:
        state.delete()
    if answers:
        state = CellState.objects.create(purpose_slug=key[0], treatment_slug=key[1], people=len(answers))
        rows = [CellPerson(state_id=state.id, account_id=account, answer=said) for account, said in answers.items()]
        CellPerson.objects.bulk_create(rows, batch_size=1000)


def _memory() -> dict[Key, Before]:
    answers: dict[int, Answers] = defaultdict(dict)
    for state_id, account_id, answer in CellPerson.objects.values_list("state_id", "account_id", "answer"):
        answers[state_id][account_id] = bytes(answer)
    published = {(row.purpose_slug, row.treatment_slug): row for row in Cell.objects.filter(source=MEMBERS)}
    states = {(state.purpose_slug, state.treatment_slug): state for state in CellState.objects.all()}
    return {
        key: Before(
            state=states.get(key),
            answers=answers[states[key].id] if key in states else {},
            published=_cell(published[key]) if key in published else None,
        )
        for key in states.keys() | published.keys()
    }


def _cell(row: Cell) -> ShownCell:
    return from_columns(purpose=row.purpose, treatment=row.treatment, tier=row.tier, people=row.people, shown=row.shown)


def _answers(key: Key, units: list[Unit], *, today: date) -> Answers:
    """Fingerprints are keyed, and differ from cell to cell: who reads the table learns nothing of an answer."""
    place = "/".join(key)
    return {
        unit.person: vault().index("records.answer", f"{place} {unit.person} {unit.fingerprint(today=today)}")
        for unit in units
    }
