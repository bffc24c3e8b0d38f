"""What speaks for and against a word being somebody's name, apart from the tagger."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bedside.policy.guard import gazetteers
from bedside.policy.guard.layer import ENDING, MARK, NUMBER, WORD, Token
from bedside.policy.guard.tables import rows

_COMMON = 6
_RARE = 4
_AHEAD = 7
_TOWN = 2_000
_MOST_CAPITALS = 0.55
_BEFORE_TOWNS = frozenset({"from", "in", "near", "at", "outside", "around"})
_YEARS = range(1900, 2100)


def is_capital(token: Token) -> bool:
    """Say whether a token is a word that begins with a capital."""
    return token.kind == WORD and token.text[0].isupper()


def is_common_word(token: Token) -> bool:
    """Say whether a word is ordinary English ("will", "hope"), so that it takes more than a capital to be a name."""
    known = gazetteers.unpacked(token.code)
    return (known.proper == 1 and known.frequency >= _COMMON) or token.folded in ordinary_names()


def may_be_named(token: Token) -> bool:
    """Say whether a word right behind a cue ("his wife ...", "Mrs ...") can be a name."""
    if token.kind != WORD or len(token.text) < 2 or token.folded in not_names():
        return False
    known = gazetteers.unpacked(token.code)
    if is_capital(token) and not token.text.isupper():
        return known.frequency < _COMMON or known.first > 1 or known.surname > 3
    if known.frequency >= _COMMON or known.proper == 1:
        return False
    return known.first > 2 or (known.surname > 1 and known.frequency <= _RARE)


def is_eponym(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether the words name a sign, a score, a disease ("Homans sign", "my Crohn's"), not a person."""
    words = [token.folded for token in tokens[first : last + 1] if token.kind == WORD]
    if words and all(word in word_set("condition") for word in words) and not _is_titled(tokens, first):
        return True
    if not any(word in eponyms() or word.removesuffix("s") in eponyms() for word in words):
        return False
    return _thing_behind(tokens, last)


def is_cited(tokens: Sequence[Token], last: int) -> bool:
    """Say whether a name is that of an author: "Smith et al.", "Smith and Jones (2019)", "Smith 2019"."""
    for at in range(last + 1, min(last + _AHEAD, len(tokens))):
        token = tokens[at]
        if token.folded == "et" and at + 1 < len(tokens) and tokens[at + 1].folded == "al":
            return True
        if token.kind == NUMBER:
            return token.text.isdigit() and int(token.text) in _YEARS and (at == last + 1 or tokens[at - 1].text == "(")
        if not (is_capital(token) or token.folded == "and" or token.text in (",", "&", "(", "-", ".")):
            return False
    return False


def is_told_town(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether the words are a town of the gazetteer behind "from", "in", "near" and the like ("from Dayton").

    A town that is a first name as well ("a card from Charlotte") is left to the tagger.
    """
    if not first or tokens[first - 1].folded not in _BEFORE_TOWNS or not is_capital(tokens[first]):
        return False
    if first == last and gazetteers.unpacked(tokens[first].code).first > 1:
        return False
    found = gazetteers.place(" ".join(t.folded for t in tokens[first : last + 1] if t.kind == WORD))
    return found is not None and found.kind in ("city", "county") and not found.common and found.population >= _TOWN


def is_headline(tokens: Sequence[Token]) -> bool:
    """Say whether nearly all words begin with a capital, as in headlines and shouted posts."""
    capitals = [token.text[0].isupper() for token in tokens if token.kind == WORD]
    return len(capitals) > 3 and sum(capitals) > _MOST_CAPITALS * len(capitals)


def is_stopped(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether the words are of the kind that is no name: drugs, brands, months, "Achilles heel", "Jane Doe"."""
    words = [token for token in tokens[first : last + 1] if token.kind == WORD]
    return all(token.folded in not_names() for token in words) or _is_saying(tokens, first, last)


def _is_saying(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether the words belong to a saying of `data/sayings.tsv` that begins at them or just before."""
    for start in range(max(0, first - 2), last + 1):
        if tokens[start].folded not in _first_of_sayings():
            continue
        words = ""
        for token in tokens[start : start + _AHEAD]:
            if token.kind in (WORD, ENDING):
                words += ("" if token.kind == ENDING or not words else " ") + token.folded.replace("'", "")
            if words in sayings() and start + words.count(" ") + 1 > first:
                return True
    return False


def _thing_behind(tokens: Sequence[Token], last: int) -> bool:
    """Say whether a word for a medical thing follows within the next words, over other names and signs."""
    steps = 0
    for token in tokens[last + 1 : last + _AHEAD]:
        if token.kind in (ENDING, MARK) and token.text not in ".!?":
            continue
        if "sickness" in groups(token):
            return True
        steps += 1
        if token.kind != WORD or steps > 2:
            return False
    return False


def _is_titled(tokens: Sequence[Token], first: int) -> bool:
    before = tokens[first - 1] if first else None
    if before is not None and before.text == "." and first > 1:
        before = tokens[first - 2]
    return before is not None and "title" in groups(before)


def groups(token: Token) -> tuple[str, ...]:
    """Give the groups of cue words that a token belongs to (`data/cues.tsv`)."""
    return cues().get(token.folded, ())


@cache
def cues() -> dict[str, tuple[str, ...]]:
    """Give the cue words with their groups."""
    return {row[0]: tuple(row[1].split()) for row in rows("cues.tsv")}


@cache
def of_group(group: str) -> frozenset[str]:
    """Give the cue words of one group."""
    return frozenset(word for word, groups in cues().items() if group in groups)


@cache
def eponyms() -> frozenset[str]:
    """Give the names that signs, scores and diseases are called by."""
    return frozenset(row[0] for row in rows("eponyms.tsv"))


@cache
def ordinary_names() -> frozenset[str]:
    """Give the first names that are ordinary words as well: rose, mark, chance."""
    return frozenset(row[0] for row in rows("ordinary_names.tsv"))


@cache
def not_names() -> frozenset[str]:
    """Give the words that look like names and are none: drugs, brands, months, trials."""
    return frozenset(row[0] for row in rows("not_names.tsv"))


@cache
def word_set(name: str) -> frozenset[str]:
    """Give one of the sets of words in `data/name_words.tsv`."""
    return frozenset(word for owner, word in rows("name_words.tsv") if owner == name)


@cache
def region_codes() -> frozenset[str]:
    """Give the codes of states and provinces that stand behind a town: "Dayton, OH"."""
    return frozenset(row[0] for row in rows("region_codes.tsv"))


@cache
def sayings() -> frozenset[str]:
    """Give the fixed words that hold a name and mean nobody."""
    return frozenset(row[0] for row in rows("sayings.tsv"))


@cache
def _first_of_sayings() -> frozenset[str]:
    """Give the words that a saying begins with, with and without the s of a possessive behind them."""
    first = {saying.partition(" ")[0] for saying in sayings()}
    return frozenset(first | {word.removesuffix("s") for word in first})


@cache
def drugs() -> frozenset[str]:
    """Give the names of drugs."""
    return frozenset(row[0] for row in rows("not_names.tsv") if row[1] == "drug")
