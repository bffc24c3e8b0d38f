"""The decision itself: find the row, let its guard answer, apply what the site made stricter. Pure and fast."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from bedside.policy.boundaries.guards import GUARDS
from bedside.policy.boundaries.model import Decision, Facts, Row, Ruling, Words, holds_for, level_words
from bedside.policy.boundaries.table import GUARDED, BrokenTable, actions_of, actors_of, table, targets_of
from bedside.policy.personas import LEVELS

NO_ROW: Final = Row("B00", "any", "anyone", "anything", "anyone", "any", "deny", "no row of the table says yes", ())
_NO_ROW_WORDS: Final = Words(
    asks="Somebody does what no row speaks of.",
    then="It is not done: what nobody thought about is not allowed.",
    what="You can't do that here.",
    do="Go back. If you think this is wrong, ask the people who run this site.",
    fixed="A site can't be stricter than no.",
)
NOTHING_TIGHTENED: Final[Mapping[str, Decision]] = MappingProxyType({})
_NO_FACTS: Final = Facts()

# Answered as if there were nothing: a no would tell that a page, a room or a conversation exists.
SECRET: Final = frozenset({"B03", "B45", "B54", "B66", "H04", "H17", "H36"})
# Where no row names them: a carer stands where a patient stands, and so does a personal page, whose owner is an
# ordinary member (B20). Not in a practice: what a carer may do there is for the patient to say (B33, B60).
_AS: Final = {"carer": "patient", "personal": "patient"}
_SITE_SAYS_NO: Final = ("This site does not allow that.", "See under Why who decided it, and what else you can do.")
_SITE_HOLDS: Final = ("This site has somebody look at it first.", "Wait for the answer. Nothing you wrote is lost.")


def ruling(
    *,
    space: str,
    actor: str,
    action: str,
    target: str,
    facts: Facts = _NO_FACTS,
    tightened: Mapping[str, Decision] = NOTHING_TIGHTENED,
) -> Ruling:
    """Say what becomes of it when `actor` does `action` to `target` in a `space` of this kind.

    `actor` is a kind of persona, with its level where there is one ("clinician V3"), or a role on the staff. No row:
    B00, which denies. Of the facts a row outside `practice` never reads a treating relation. `tightened` holds what
    the site made stricter, by row.
    """
    row = find(space, actor, action, target, facts.relation if space == "practice" else "")
    if row.decision == "deny":
        words = words_of(row.id)
        return Ruling("deny", row, words.what, words.do, secret=row.id in SECRET)
    stricter = tightened.get(row.id)
    if stricter == "deny":
        return Ruling("deny", row, *_SITE_SAYS_NO, secret=row.id in SECRET, tightened=True)
    made = _guarded(row, facts)
    if stricter == "hold" and made.allowed:
        return Ruling("hold", row, *_SITE_HOLDS, tightened=True)
    return made


def _guarded(row: Row, facts: Facts) -> Ruling:
    answer = GUARDS[row.id](facts) if row.decision in GUARDED else None
    if answer is None:
        return Ruling("allow", row)
    decision: Decision = "deny" if row.decision == "allow_if" else row.decision
    return Ruling(decision, row, answer.what, answer.do, answer.options, answer.became, secret=row.id in SECRET)


def words_of(row_id: str) -> Words:
    """Return what people are told of a row; KeyError for a row that is not there."""
    return _NO_ROW_WORDS if row_id == NO_ROW.id else table().words[row_id]


@lru_cache(maxsize=4096)
def find(space: str, actor: str, action: str, target: str, relation: str = "") -> Row:
    """Return the row that speaks of it, B00 where none does. Rows of the space stand before those for any space."""
    for where in (space, "any"):
        for who in _actors(actor, where):
            for whom in (target, *_stands_for(target, where)):
                for told in (relation, "any"):
                    row = _index().get((where, who, action, whom, told))
                    if row is not None:
                        return row
    return NO_ROW


def _actors(actor: str, space: str) -> tuple[str, ...]:
    kind, _, level = actor.rpartition(" ")
    if level not in LEVELS:
        return (actor, *_stands_for(actor, space))
    ranged = [who for who in _ranged() if who.startswith(f"{kind} ") and holds_for(level_words(who), level)]
    return (*ranged, kind, *_stands_for(kind, space))


def _stands_for(kind: str, space: str) -> tuple[str, ...]:
    return (_AS[kind],) if kind in _AS and space != "practice" else ()


@cache
def _ranged() -> tuple[str, ...]:
    """Return the actors that a row names with levels, those of one level first."""
    found = {actor for row in table().rows.values() for actor in actors_of(row) if level_words(actor)}
    return tuple(sorted(found, key=lambda actor: ("-" in actor, actor)))


@cache
def _index() -> dict[tuple[str, str, str, str, str], Row]:
    index: dict[tuple[str, str, str, str, str], Row] = {}
    for row in table().rows.values():
        for key in _keys(row):
            if key in index:
                raise BrokenTable(f"rows {index[key].id} and {row.id} both speak of {', '.join(key)}")
            index[key] = row
    return index


def _keys(row: Row) -> list[tuple[str, str, str, str, str]]:
    return [
        (row.space, actor, action, target, "any" if row.relation == "-" else row.relation)
        for actor in actors_of(row)
        for action in actions_of(row)
        for target in targets_of(row)
    ]


def check() -> None:
    """Read and check all files, and every row's guard; raise BrokenTable. Called when the site starts."""
    _index()
    for row in table().rows.values():
        if (row.decision in GUARDED) != (row.id in GUARDS):
            raise BrokenTable(
                f"row {row.id} says {row.decision}: it {'lacks' if row.decision in GUARDED else 'has'} a guard"
            )
