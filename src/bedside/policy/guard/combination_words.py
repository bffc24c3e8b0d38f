"""The words that narrow down who is meant, read from the tables in `data/`, and where they stand in a text.

All tables become one dictionary of phrases by their first word, so that a text is read in one pass whatever their size.
Where phrases overlap the longest wins; two tables may hold the same phrase, then both readings are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Group = Literal["condition", "role", "job", "trait", "event", "person", "place", "region", "care", "cue"]
Phrase = tuple[str, ...]
_PER = 100_000


class Entry(NamedTuple):
    """One row of a table.

    `share` is the share of all people who fit: of a condition the prevalence, or the new cases in a year; of a place
    the number of people in it. `sort` is the finer kind (the column of the table says which there are), `strength` how
    much the row narrows by itself (0 to 2), `safer` softer words where the table gives them.
    """

    group: Group
    name: str
    share: float = 1.0
    sort: str = ""
    strength: float = 0.0
    safer: str = ""


class Found(NamedTuple):
    """A phrase of the tables in a text: the words from `first` up to, not including, `last`."""

    entry: Entry
    first: int
    last: int


def find(words: Sequence[str]) -> list[Found]:
    """Give the phrases of the tables in `words` (of a flat line), the longest at each place, in text order."""
    table = _table()
    found: list[Found] = []
    at = 0
    while at < len(words):
        choices = table.get(words[at])
        match = choices and _longest(choices, words=words, at=at)
        if match:
            last = at + len(match[0])
            found += (Found(entry, at, last) for entry in match[1])
            at = at + 1 if words[at] in _OPENERS else last
        else:
            at += 1
    return found


def is_named(word: str, group: Group) -> bool:
    """Say whether one word alone is a phrase of a table."""
    return any(
        phrase == (word,) and any(e.group == group for e in entries) for phrase, entries in _table().get(word, ())
    )


@cache
def not_persons() -> frozenset[str]:
    """Give the words that end like one for a person and are none."""
    return frozenset(word for (word,) in rows("not_persons"))


def rows(name: str) -> list[list[str]]:
    """Give the rows of `data/<name>.tsv`, without its head."""
    text = (files("bedside.policy.guard") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def split(phrase: str) -> Phrase:
    """Give the words of a phrase as the flat line has them: lower case, no hyphens, `'s` apart."""
    apart = phrase.lower().replace("-", " ").replace("'ll", " will").replace("'ve", " have").replace("n't", " not")
    return tuple(apart.replace("'s", " 's").replace("s'", "s").replace("&", " ").split())


def _longest(
    choices: tuple[tuple[Phrase, tuple[Entry, ...]], ...], *, words: Sequence[str], at: int
) -> tuple[Phrase, tuple[Entry, ...]] | None:
    return next((choice for choice in choices if tuple(words[at : at + len(choice[0])]) == choice[0]), None)


@cache
def _table() -> dict[str, tuple[tuple[Phrase, tuple[Entry, ...]], ...]]:
    phrases: dict[Phrase, dict[Group, Entry]] = {}
    for phrase, entry in _entries():
        if phrase:
            phrases.setdefault(phrase, {}).setdefault(entry.group, entry)
    by_first: dict[str, list[tuple[Phrase, tuple[Entry, ...]]]] = {}
    for phrase, entries in phrases.items():
        by_first.setdefault(phrase[0], []).append((phrase, tuple(entries.values())))
    return {first: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for first, some in by_first.items()}


def _entries() -> Iterator[tuple[Phrase, Entry]]:
    for read in (_conditions, _roles, _jobs, _traits, _events, _persons, _settings, _regions, _care, _cues):
        yield from read()


def _spellings(name: str, others: str) -> Iterator[Phrase]:
    yield split(name)
    yield from (split(other) for other in others.split("; ") if other)


def _conditions() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, number, course, rare, _source in rows("conditions"):
        share = float(number) / _PER
        entry = Entry("condition", name, share, course, 1.0 if rare else 0.0)
        for phrase in _spellings(name, others):
            yield phrase, entry
            if phrase[-1].isalpha() and phrase[-1][-1] not in "sx":
                yield (*phrase[:-1], f"{phrase[-1]}s"), entry


def _roles() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, reach in rows("roles"):
        for phrase in _spellings(name, others):
            yield phrase, Entry("role", name, 1.0, reach, 2.0)


def _jobs() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, share in rows("jobs"):
        strength = 2.0 if float(share) <= RARE_JOB else 1.5 if float(share) <= UNCOMMON_JOB else 1.0
        for phrase in _spellings(name, others):
            yield phrase, Entry("job", name, float(share), "", strength)


def _traits() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, share, sort, safer in rows("traits"):
        strength = 1.0 if float(share) <= UNCOMMON_TRAIT else 0.0
        for phrase in _spellings(name, others):
            yield phrase, Entry("trait", " ".join(phrase), float(share), sort, strength, safer)


def _events() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, sort, share, safer in rows("events"):
        for phrase in _spellings(name, others):
            yield phrase, Entry("event", name, float(share), sort, _EVENT_STRENGTH[sort], safer)


def _persons() -> Iterator[tuple[Phrase, Entry]]:
    for name, sex, age, sort in rows("person_words"):
        yield split(name), Entry("person", sex, _AGE_SHARE[age], sort)


def _settings() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, people, strength, safer in rows("settings"):
        for phrase in _spellings(name, others):
            yield phrase, Entry("place", name, float(people), "setting", float(strength), safer)


def _regions() -> Iterator[tuple[Phrase, Entry]]:
    for name, people in rows("region_people"):
        yield split(name), Entry("region", name, float(people))


def _care() -> Iterator[tuple[Phrase, Entry]]:
    return ((split(name), Entry("care", name)) for (name,) in rows("care_words"))


def _cues() -> Iterator[tuple[Phrase, Entry]]:
    return ((split(name), Entry("cue", name, 1.0, sort)) for name, sort in rows("general_cues"))


_OPENERS = frozenset({"the", "our", "this", "my", "in"})
RARE_JOB = 0.00002
UNCOMMON_JOB = 0.0001
UNCOMMON_TRAIT = 0.01
_AGE_SHARE = {"adult": 1.0, "teen": 0.09, "child": 0.12, "infant": 0.012}
_EVENT_STRENGTH = {"accident": 1.0, "disaster": 1.0, "gathering": 1.0, "known": 2.0, "prize": 2.0}
