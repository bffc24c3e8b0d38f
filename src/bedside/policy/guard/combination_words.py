"""The words that narrow down who is meant, read from the tables in `data/`, and where they stand in a text.

All tables become one dictionary of phrases by their first word, so that a text is read in one pass whatever their size.
Where phrases overlap the longest wins; two tables may hold the same phrase, then both readings are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from bedside.policy.guard.tables import rows

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
    """Give the phrases of the tables in `words` (of a flat line), the longest at each place, in text order.

    Behind an article a phrase may begin within another: "the state record" is a record, whatever "the state" is.
    """
    table = _table()
    found: list[Found] = []
    free = end = 0
    for at, word in enumerate(words):
        if at < free or word not in table:
            continue
        phrases = table[word]
        goes_on = at + 1 < len(words) and words[at + 1] in phrases.seconds
        for length in phrases.lengths if goes_on else _ONE_WORD:
            phrase = tuple(words[at : at + length])  # shorter at the end of the text
            last = at + len(phrase)
            if last > end and phrase in phrases.entries:
                found += [Found(entry, at, last) for entry in phrases.entries[phrase]]
                free, end = (at + 1 if word in _OPENERS else last), last
                break
    return found


def is_named(word: str, group: Group) -> bool:
    """Say whether one word alone is a phrase of a table."""
    phrases = _table().get(word)
    return phrases is not None and any(entry.group == group for entry in phrases.entries.get((word,), ()))


@cache
def word_set(name: str) -> frozenset[str]:
    """Give one of the sets of words in `data/word_sets.tsv`."""
    return frozenset(word for owner, word in _word_sets() if owner == name)


@cache
def _word_sets() -> tuple[tuple[str, ...], ...]:
    return rows("word_sets.tsv")


@cache
def not_persons() -> frozenset[str]:
    """Give the words that end like one for a person and are none."""
    return frozenset(word for (word,) in rows("not_persons.tsv"))


def split(phrase: str) -> Phrase:
    """Give the words of a phrase as the flat line has them: lower case, no hyphens, `'s` apart."""
    apart = phrase.lower().replace("-", " ").replace("'ll", " will").replace("'ve", " have").replace("n't", " not")
    return tuple(apart.replace("'s", " 's").replace("s'", "s").replace("&", " ").split())


class _Phrases(NamedTuple):
    """The phrases that begin with one word: their lengths, longest first, their second words, and what they mean."""

    lengths: tuple[int, ...]
    seconds: frozenset[str]
    entries: dict[Phrase, tuple[Entry, ...]]


@cache
def _table() -> dict[str, _Phrases]:
    meant: dict[Phrase, dict[Group, Entry]] = {}
    for phrase, entry in _entries():
        if phrase:
            meant.setdefault(phrase, {}).setdefault(entry.group, entry)
    by_first: dict[str, dict[Phrase, tuple[Entry, ...]]] = {}
    for phrase, entries in meant.items():
        by_first.setdefault(phrase[0], {})[phrase] = tuple(entries.values())
    return {
        first: _Phrases(
            tuple(sorted({len(phrase) for phrase in some}, reverse=True)),
            frozenset(phrase[1] for phrase in some if len(phrase) > 1),
            some,
        )
        for first, some in by_first.items()
    }


def _entries() -> Iterator[tuple[Phrase, Entry]]:
    for read in (_conditions, _roles, _jobs, _traits, _events, _persons, _settings, _regions, _care, _cues):
        yield from read()


def _spellings(name: str, others: str) -> Iterator[Phrase]:
    yield split(name)
    yield from (split(other) for other in others.split("; ") if other)


def _conditions() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, number, course, rare, _source in rows("conditions.tsv"):
        share = float(number) / _PER
        entry = Entry("condition", name, share, course, 1.0 if rare else 0.0)
        for phrase in _spellings(name, others):
            yield phrase, entry
            if phrase[-1].isalpha() and phrase[-1][-1] not in "sx":
                yield (*phrase[:-1], f"{phrase[-1]}s"), entry


def _roles() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, reach in rows("roles.tsv"):
        for phrase in _spellings(name, others):
            yield phrase, Entry("role", name, 1.0, reach, 2.0)


def _jobs() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, share in rows("jobs.tsv"):
        strength = 2.0 if float(share) <= RARE_JOB else 1.5 if float(share) <= UNCOMMON_JOB else 1.0
        for phrase in _spellings(name, others):
            yield phrase, Entry("job", name, float(share), "", strength)


def _traits() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, share, sort, safer in rows("traits.tsv"):
        strength = 1.0 if float(share) <= UNCOMMON_TRAIT else 0.0
        for phrase in _spellings(name, others):
            yield phrase, Entry("trait", " ".join(phrase), float(share), sort, strength, safer)


def _events() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, sort, share, safer in rows("events.tsv"):
        for phrase in _spellings(name, others):
            yield phrase, Entry("event", name, float(share), sort, _EVENT_STRENGTH[sort], safer)


def _persons() -> Iterator[tuple[Phrase, Entry]]:
    for name, sex, age, sort in rows("person_words.tsv"):
        yield split(name), Entry("person", sex, _AGE_SHARE[age], sort)


def _settings() -> Iterator[tuple[Phrase, Entry]]:
    for name, others, people, strength, safer in rows("settings.tsv"):
        for phrase in _spellings(name, others):
            yield phrase, Entry("place", name, float(people), "setting", float(strength), safer)


def _regions() -> Iterator[tuple[Phrase, Entry]]:
    for name, people in rows("region_people.tsv"):
        yield split(name), Entry("region", name, float(people))


def _care() -> Iterator[tuple[Phrase, Entry]]:
    return ((split(name), Entry("care", name)) for (name,) in rows("care_words.tsv"))


def _cues() -> Iterator[tuple[Phrase, Entry]]:
    return ((split(name), Entry("cue", name, 1.0, sort)) for name, sort in rows("general_cues.tsv"))


_ONE_WORD = (1,)
_OPENERS = frozenset({"the", "our", "this", "my", "in"})
RARE_JOB = 0.00002
UNCOMMON_JOB = 0.0001
UNCOMMON_TRAIT = 0.01
_AGE_SHARE = {"adult": 1.0, "teen": 0.09, "child": 0.12, "infant": 0.012}
_EVENT_STRENGTH = {"accident": 1.0, "disaster": 1.0, "gathering": 1.0, "known": 2.0, "prize": 2.0}
