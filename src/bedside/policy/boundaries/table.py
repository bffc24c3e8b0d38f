"""The table as it is read at start: boundaries.csv (71 rows), house.csv beside it, rules.yaml and the words.

boundaries.csv and rules.yaml are the policy of the project as it was agreed. house.csv holds what the product does and
the table has no row for, such as one patient following another: without a row everything is refused. Whatever is wrong
with a file stops the start, with file, line and reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pkgutil import get_data
from typing import Any, cast

import yaml

from bedside.policy.boundaries.model import DECISIONS, STRICTER, Decision, Row, Rule, Words, level_words
from bedside.policy.personas import KINDS

TABLE_FILE, HOUSE_FILE, RULES_FILE, WORDS_FILE = "boundaries.csv", "house.csv", "rules.yaml", "words.yaml"
COLUMNS = ("id", "space", "actor", "action", "target", "relation", "decision", "guard_or_transformation", "rules")
SPACES = frozenset({"square", "community", "practice", "room", "class", "any"})
OUTSIDE, INSIDE = frozenset({"any", "-"}), frozenset({"any", "-", "treating", "former", "unknown"})
_STAFF = frozenset({"practice", "moderator", "steward", "staff", "supervisor", "administrator"})
ACTORS = frozenset(KINDS) | _STAFF | {"minor <13", "minor 13-17", "substance-use programme"}
GUARDED: frozenset[Decision] = frozenset({"allow_if", "hold", "transform"})
_CHECKED = frozenset({"source", "secondary", "unverified"})
_QUOTABLE = frozenset({"true", "false", "with_source"})


class BrokenTable(Exception):
    """A file of the boundaries can't be used: which, where in it and why."""


@dataclass(frozen=True)
class Table:
    """All that was read, with the rows of both files in one order."""

    rows: dict[str, Row]
    rules: dict[str, Rule]
    words: dict[str, Words]


@cache
def table() -> Table:
    """Return the table that the package holds. Raises BrokenTable."""
    return read({name: _text(name) for name in (TABLE_FILE, HOUSE_FILE, RULES_FILE, WORDS_FILE)})


def read(texts: dict[str, str]) -> Table:
    """Return the table that files of these names and contents make. Raises BrokenTable at the first fault."""
    rules = {rule.id: rule for rule in _rules(texts[RULES_FILE])}
    rows: dict[str, Row] = {}
    for name, letter in ((TABLE_FILE, "B"), (HOUSE_FILE, "H")):
        rows |= {row.id: row for row in _rows(name, texts[name], letter=letter, rules=rules)}
    return Table(rows=rows, rules=rules, words=_words(texts[WORDS_FILE], rows))


def _text(name: str) -> str:
    raw = get_data(__package__, f"data/{name}")
    assert raw is not None, name
    return raw.decode("utf-8")


def _rows(name: str, text: str, *, letter: str, rules: dict[str, Rule]) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text))
    if tuple(next(lines, ())) != COLUMNS:
        raise BrokenTable(f"{name}, line 1: the columns are {', '.join(COLUMNS)}")
    for number, cells in enumerate(lines, start=1):
        place = f"{name}, line {lines.line_num}"
        if len(cells) != len(COLUMNS):
            raise BrokenTable(f"{place}: {len(cells)} cells, not {len(COLUMNS)}")
        row = _row(cells)
        if row.id != f"{letter}{number:02}":
            raise BrokenTable(f"{place}: the id is {row.id!r}, and {letter}{number:02} comes next")
        for fault in _faults(row, rules):
            raise BrokenTable(f"{place}: {fault}")
        yield row


def _row(cells: list[str]) -> Row:
    key, space, actor, action, target, relation, decision, guard, rules = cells
    cited = tuple(filter(None, rules.split(";")))
    return Row(key, space, actor, action, target, relation, cast(Decision, decision), guard, cited)


def _faults(row: Row, rules: dict[str, Rule]) -> Iterator[str]:
    if row.decision not in DECISIONS:
        yield f"there is no decision {row.decision!r}"
    if row.space not in SPACES:
        yield f"there is no kind of space {row.space!r}"
    if row.relation not in (INSIDE if row.space == "practice" else OUTSIDE):
        yield f"the relation {row.relation!r} may not stand in a row of {row.space!r}"
    yield from (f"there is no actor {actor!r}" for actor in actors_of(row) if not _known_actor(actor))
    yield from (f"there is no rule {rule!r}" for rule in row.rules if rule not in rules)
    if not row.action or not row.target:
        yield "an action and a target are needed"


def _known_actor(actor: str) -> bool:
    try:
        words = level_words(actor)
    except KeyError:
        return False
    return (actor.removesuffix(words).strip() if words else actor) in ACTORS


def actors_of(row: Row) -> list[str]:
    """Return whom a row names: "organisation (pharma/device)" is an organisation, "patient/carer" are two."""
    return re.sub(r" \([^)]*\)", "", row.actor).split("/")


def targets_of(row: Row) -> list[str]:
    """Return what a row names as its target."""
    return row.target.split("/")


def actions_of(row: Row) -> list[str]:
    """Return what a row names as done, as it stands there and one by one: "follow / message" is either."""
    plain = re.sub(r" \([^)]*\)", "", row.action)
    apart = re.split(r" / | or ", plain) if " / " in plain or plain == "enter or search" else [plain]
    return list(dict.fromkeys([row.action, *(word.strip('"') for word in apart), *SHORT.get(row.action, ())]))


# What doors call an action whose cell is a whole sentence, or that is asked in more than one way.
SHORT: dict[str, tuple[str, ...]] = {
    'reply that tells or implies "you are my patient"': ("tell a care relation",),
    "direct message first": ("direct message",),
    "look up a patient's page": ("look up",),
    "reply to review / complaint": ("reply to review",),
    "follow / message": ("direct message",),
    "join as guest: warning": ("stay as guest",),
    "post a case": ("post case",),
}


def _rules(text: str) -> Iterator[Rule]:
    seen: set[str] = set()
    for entry, line in _entries(RULES_FILE, text):
        rule = _rule(entry, place=f"{RULES_FILE}, line {line}")
        if rule.id in seen:
            raise BrokenTable(f"{RULES_FILE}, line {line}: {rule.id!r} stands there twice")
        seen.add(rule.id)
        yield rule


def _rule(entry: Any, *, place: str) -> Rule:
    if not isinstance(entry, dict) or not {"id", "src", "text", "checked", "quotable"} <= entry.keys():
        raise BrokenTable(f"{place}: a rule needs id, src, text, checked and quotable")
    rule = Rule(*(str(entry[key]).strip() for key in ("id", "src", "text", "checked", "quotable")))
    rule = replace(rule, quotable=rule.quotable.lower())
    if not (rule.id and rule.src and rule.text):
        raise BrokenTable(f"{place}: id, src and text may not be empty")
    if rule.checked not in _CHECKED or rule.quotable not in _QUOTABLE:
        raise BrokenTable(f"{place}: checked {rule.checked!r} or quotable {rule.quotable!r} is not known")
    return rule


def _entries(name: str, text: str) -> Iterable[tuple[Any, int]]:
    """Return the entries of a list or of a mapping (as pairs), each with the line where it begins."""
    loader = (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)(text)
    try:
        nodes = loader.get_single_node()
        whole = loader.construct_document(nodes) if nodes is not None else None
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark is not None else ""
        raise BrokenTable(f"{name}{line}: {getattr(broken, 'problem', None) or 'this is no YAML'}") from broken
    if nodes is None or not isinstance(whole, list | dict):
        raise BrokenTable(f"{name}, line 1: it holds no entries")
    begins = [(node[0] if isinstance(node, tuple) else node).start_mark.line + 1 for node in nodes.value]
    if len(begins) != len(whole):
        raise BrokenTable(f"{name}: an entry stands there twice")
    return list(zip(whole.items() if isinstance(whole, dict) else whole, begins, strict=True))


def _words(text: str, rows: dict[str, Row]) -> dict[str, Words]:
    told: dict[str, Words] = {}
    for (key, entry), line in _entries(WORDS_FILE, text):
        place = f"{WORDS_FILE}, line {line}"
        if key not in rows:
            raise BrokenTable(f"{place}: there is no row {key!r}")
        told[key] = _told(entry, rows[key], place=place)
    for row in rows.values():
        if row.id not in told:
            raise BrokenTable(f"{WORDS_FILE}: nothing is said of row {row.id}")
    return told


def _told(entry: Any, row: Row, *, place: str) -> Words:
    known = {"asks", "then", "what", "do", "may", "fixed"}
    if not isinstance(entry, dict) or not {"asks", "then"} <= entry.keys() <= known:
        raise BrokenTable(f"{place}: asks and then are needed, and {', '.join(sorted(known))} are all that is known")
    may = tuple(entry.get("may", ()))
    words = Words(**{**entry, "may": may})
    stricter = STRICTER[STRICTER.index(row.decision) + 1 :] if row.decision in STRICTER else STRICTER
    if not set(may) <= set(stricter):
        raise BrokenTable(f"{place}: a row that says {row.decision} can't be tightened to {', '.join(may)}")
    if bool(may) == bool(words.fixed):
        raise BrokenTable(f"{place}: either may (what a site may make of it) or fixed (why not) is needed")
    if row.decision == "deny" and not (words.what and words.do):
        raise BrokenTable(f"{place}: a row that says deny needs what and do")
    return words
