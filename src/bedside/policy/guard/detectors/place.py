"""Places below a state by name (letter B): towns, counties, hospitals, clinics, schools, churches.

Not found: states and countries, and places that stand for a paper or a method ("Mayo Clinic guideline", "Ann Arbor
stage"). Street addresses and postcodes are found by `postal.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from bedside.policy.guard import gazetteers
from bedside.policy.guard.gazetteers import Place
from bedside.policy.guard.layer import ENDING, MARK, NUMBER, WORD, Token
from bedside.policy.guard.model import Hit
from bedside.policy.guard.naming import (
    groups,
    is_capital,
    is_eponym,
    is_headline,
    is_stopped,
    is_told_town,
    not_names,
    of_group,
    region_codes,
    word_set,
)
from bedside.policy.guard.sequence import joined
from bedside.policy.guard.setting import Setting
from bedside.policy.guard.tagged import grown, spans
from bedside.policy.guard.text import Doc

KIND: Final = "place"
RULES: Final = ("place.town", "place.county", "place.facility", "place.tagged")

SURE: dict[Setting, float] = {"person": 0.13, "own": 0.3, "talk": 0.35, "chatter": 0.3}
_SURE_IN_NO_LIST: dict[Setting, float] = {"person": 0.15, "own": 0.5, "talk": 0.5, "chatter": 0.4}
_SURE_IN_HEADLINE = 0.6  # where every word has a capital, a capital says nothing
_SURE_OF_FACILITY = 0.3
_SURE_BEHIND_CUE = 0.02
_SURE_OF_SAINT = 0.05
_BIG = 100_000
_HEADS = word_set("head of place")
_ANY_HEADS = word_set("head of place of any kind")
_BEGINNINGS = word_set("begins place")
_CARE = word_set("behind place of care")
_BASES = word_set("prison or base before place")
_NEED_MORE = word_set("head that needs more")
_GENERIC = word_set("general part of place")
_METHOD = word_set("method behind place")
_INSIDE_NAMES = word_set("inside place")
_SAINTS = word_set("saint")
_CALLED = _BEGINNINGS | _SAINTS | {"our"}
_LONGEST = 5
_SHORTEST = 4  # letters of a place that no list holds
_MOST = 500  # of a kind: a text of so many places is held for the first of them


def find(doc: Doc) -> Iterator[Hit]:
    """Find the places below a state in one text."""
    for found in (_facilities(doc), _tagged(doc), _told(doc), _houses(doc), _called(doc), _shortened(doc)):
        yield from islice(found, _MOST)


def _tagged(doc: Doc) -> Iterator[Hit]:
    tokens = doc.tokens
    sure = SURE[doc.setting]
    inside = [begins_place + in_place for _, _, begins_place, in_place in doc.chances]
    least = _SURE_IN_HEADLINE if doc.is_headline else 0.0
    for span in spans(tokens, inside, [c.begins_place for c in doc.chances], sure=sure):
        first, end, chance = grown(tokens, inside, span)
        last = _without_wide(tokens, first, end)
        if last < first or _stands_for_more(tokens, first, last):
            continue
        rule = _rule(tokens, first, last)
        if chance >= max(least, _SURE_IN_NO_LIST[doc.setting] if rule == "place.tagged" else sure):
            yield _hit(rule, tokens[_from_preposition(tokens, first)], tokens[_to_the_end(tokens, first, last)], chance)


def _hit(rule: str, first: Token, last: Token, confidence: float) -> Hit:
    return Hit(KIND, rule, first.start, last.end, round(confidence, 2))


def _rule(tokens: Sequence[Token], first: int, last: int) -> str:
    words = [token.folded for token in tokens[first : last + 1] if token.kind == WORD]
    if any(word in _HEADS for word in words):
        return "place.facility"
    if words and words[-1] in ("county", "parish", "shire", "borough"):
        return "place.county"
    return "place.town" if gazetteers.place(" ".join(words)) else "place.tagged"


def _from_preposition(tokens: Sequence[Token], first: int) -> int:
    """Give where the place begins: at the first capital behind "in" or "at", if capitals alone stand between."""
    for at in range(first - 1, max(-1, first - _LONGEST), -1):
        if not is_capital(tokens[at]):
            return at + 1 if "prep" in groups(tokens[at]) else first
    return first


def _to_the_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Give where the place ends: "St Mary's", "University of Wexham", "Stow on the Wold"."""
    if last + 1 < len(tokens) and tokens[last + 1].kind == ENDING and tokens[first].folded in _SAINTS:
        return last + 1
    if last + 1 == len(tokens) or tokens[last + 1].folded not in _INSIDE_NAMES:
        return last
    if tokens[last + 1].folded == "of" and tokens[last].folded not in _HEADS:
        return last
    at = last + 2
    if at < len(tokens) and tokens[at].folded == "the":
        at += 1
    end = at
    while end < min(at + _LONGEST, len(tokens)) and is_capital(tokens[end]) and tokens[end].folded not in not_names():
        last, end = end, end + 1
    return last


def _without_wide(tokens: Sequence[Token], first: int, last: int) -> int:
    """Give where the span ends without a state or country behind it; before `first` if it is nothing else."""
    while last >= first:
        if tokens[last].kind in (MARK, ENDING, NUMBER):  # a postcode is found by `postal.py`
            last -= 1
            continue
        wide = next((n for n in range(4, 0, -1) if last - n + 1 >= first and _is_wide(tokens, last - n + 1, last)), 0)
        if not wide:
            return last
        last -= wide
    return last


def _is_wide(tokens: Sequence[Token], first: int, last: int) -> bool:
    words = " ".join(t.folded for t in tokens[first : last + 1] if t.kind in (WORD, "t")).removeprefix("#")
    found = gazetteers.place(words)
    if words in _WIDE or (first == last and tokens[first].text in region_codes()):
        return True
    return found is not None and found.kind in ("state", "country")


_WIDE = word_set("wide place")


def _stands_for_more(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether the place stands for a paper, a method, a disease, or is a word of another kind."""
    behind = [t.folded for t in takewhile(lambda t: t.kind in (WORD, ENDING), tokens[last + 1 : last + 3])]
    words = [t for t in tokens[first : last + 1] if t.kind == WORD]
    if first == last and len(tokens[first].text) < _SHORTEST and not gazetteers.place(tokens[first].folded):
        return True
    if any(word in _METHOD for word in behind):
        return True
    if all(_is_plain(t) for t in words) and not is_told_town(tokens, first, last):
        return True
    return is_eponym(tokens, first, last) or is_stopped(tokens, first, last)


def _is_plain(token: Token) -> bool:
    return token.folded in _GENERIC or token.folded in _HEADS or token.folded in not_names()


def _told(doc: Doc) -> Iterator[Hit]:
    """Find towns and counties of the gazetteer behind "in", "from", "near" and the like."""
    if doc.setting == "talk":
        return
    tokens = doc.tokens
    before_places = of_group("prep")
    for at in range(1, len(tokens)):
        if tokens[at - 1].folded in before_places and tokens[at].kind == WORD:
            length, place = _place_at(tokens, at)
            last = at + length - 1
            if place and place.kind in ("city", "county") and _is_told(doc, at, last, place):
                rule = "place.county" if place.kind == "county" else "place.town"
                yield _hit(rule, tokens[at], tokens[last], 0.8)


def _place_at(tokens: Sequence[Token], at: int) -> tuple[int, Place | None]:
    for length in range(gazetteers.LONGEST_PLACE if gazetteers.begins_place(tokens[at].folded) else 1, 0, -1):
        name, used = joined(tokens, at, length)
        found = gazetteers.place(name) if name else None
        if found:
            return used, found
    return 0, None


def _is_told(doc: Doc, first: int, last: int, place: Place) -> bool:
    token = doc.tokens[first]
    known = gazetteers.unpacked(token.code)
    if _stands_for_more(doc.tokens, first, last):
        return False
    if is_told_town(doc.tokens, first, last):
        return True
    if doc.chances[first].place < _SURE_BEHIND_CUE:
        return False
    if is_capital(token):
        return last > first or not place.common or doc.chances[first].place > 0.1
    return last > first or (not place.common and place.population >= _BIG and known.first < 3 and known.proper != 1)


def _facilities(doc: Doc) -> Iterator[Hit]:
    tokens = doc.tokens
    for at, token in enumerate(tokens):
        if token.kind != WORD or token.folded not in _HEADS or not is_capital(token):
            continue
        if at + 1 < len(tokens) and tokens[at + 1].folded in _HEADS and is_capital(tokens[at + 1]):
            continue  # the last of several heads tells the end
        first = _begins_at(tokens, at)
        if _is_particular(tokens, first, at) and not _stands_for_more(tokens, first, at):
            chance = max(c.place for c in doc.chances[first : at + 1])
            if doc.setting != "talk" or chance > _SURE_OF_FACILITY:
                yield _hit("place.facility", tokens[first], tokens[_to_the_end(tokens, first, at)], 0.85)


def _houses(doc: Doc) -> Iterator[Hit]:
    """Find houses, homes, parks and wards behind "at", "in", "outside": "in Sunnyside Ward", "at Elm Heights"."""
    if doc.setting == "talk" or _ANY_HEADS.isdisjoint(doc.words):
        return
    tokens = doc.tokens
    for at in range(2, len(tokens)):
        if tokens[at].folded not in _ANY_HEADS or not is_capital(tokens[at]):
            continue
        first = _begins_at(tokens, at)
        before = tokens[first - 1] if first else None
        is_placed = before is not None and ("prep" in groups(before) or before.text == "(" or before.folded == "the")
        if first < at and is_placed and _is_particular(tokens, first, at) and not _stands_for_more(tokens, first, at):
            yield _hit("place.facility", tokens[first], tokens[at], 0.7)


def _called(doc: Doc) -> Iterator[Hit]:
    """Find "at Queen Charlotte's", "at Our Lady of Lourdes", "St. Jerome"."""
    if _CALLED.isdisjoint(doc.words):
        return
    tokens = doc.tokens
    for at, token in enumerate(tokens):
        last = _end_of_called(tokens, at) if token.folded in _CALLED and is_capital(token) else None
        if last is None or _stands_for_more(tokens, at, last):
            continue
        is_saint = token.folded in _SAINTS and max(c.place for c in doc.chances[at : last + 1]) > _SURE_OF_SAINT
        is_placed = is_saint or (at > 0 and "prep" in groups(tokens[at - 1]))
        if is_placed and (last + 1 == len(tokens) or "sickness" not in groups(tokens[last + 1])):
            yield _hit("place.facility", token, tokens[last], 0.7)


def _shortened(doc: Doc) -> Iterator[Hit]:
    """Find the prison of "HMP Wexley" and the town of "Nambour ED"."""
    tokens = doc.tokens
    for at in range(len(tokens) - 1):
        token, behind = tokens[at], tokens[at + 1]
        if token.folded in _BASES and token.text.isupper() and is_capital(behind):
            yield _hit("place.facility", token, behind, 0.8)
        elif behind.folded in _CARE and behind.text.isupper() and is_capital(token):
            found = gazetteers.place(token.folded)
            if found is not None and found.kind == "city" and not found.common:
                yield _hit("place.town", token, token, 0.7)


def _end_of_called(tokens: Sequence[Token], at: int) -> int | None:
    """Give the last token of what a royal or a holy name begins here; a royal one ends in a possessive."""
    if at + 2 < len(tokens) and tokens[at].folded in _SAINTS and tokens[at + 1].text == ".":
        is_owned = at + 3 < len(tokens) and tokens[at + 3].kind == ENDING
        return (_over_capitals(tokens, at + 3) if is_owned else at + 2) if is_capital(tokens[at + 2]) else None
    if at + 2 >= len(tokens) or not is_capital(tokens[at + 1]):
        return None
    if tokens[at].folded in _BEGINNINGS and tokens[at + 2].kind == ENDING:
        return at + 2
    if tokens[at].folded in _SAINTS:
        return _over_capitals(tokens, at + 2) if tokens[at + 2].kind == ENDING else at + 1
    if tokens[at].folded == "our" and tokens[at + 1].folded == "lady":
        is_of = tokens[at + 2].folded == "of" and at + 3 < len(tokens) and is_capital(tokens[at + 3])
        return at + 3 if is_of else at + 2 if tokens[at + 2].kind == ENDING else at + 1
    return None


def _over_capitals(tokens: Sequence[Token], last: int) -> int:
    """Give the end of a place behind its possessive: "St Mary's Gardens"."""
    while last + 1 < len(tokens) and is_capital(tokens[last + 1]) and tokens[last + 1].folded not in not_names():
        last += 1
    return last


def _begins_at(tokens: Sequence[Token], head: int) -> int:
    first = head
    for at in range(head - 1, max(-1, head - _LONGEST - 1), -1):
        token = tokens[at]
        joins = (token.text in (".", "'") and at > 0 and len(tokens[at - 1].text) <= 2) or token.kind == ENDING
        if not (is_capital(token) or joins) or token.folded in ("the", "at", "in", "from", "dr", "mr", "mrs"):
            break
        if is_capital(token):
            first = at
    return first


def _is_particular(tokens: Sequence[Token], first: int, head: int) -> bool:
    words = [t.folded for t in tokens[first:head] if t.kind == WORD]
    own = [word for word in words if word not in _GENERIC and word not in not_names()]
    if "st" in words[:-1] or "saint" in words[:-1]:
        return True
    if not own or ((first == 0 or tokens[first - 1].text in ".!?:") and is_headline(tokens)):
        return False
    return tokens[head].folded not in _NEED_MORE or len(words) > 1 or gazetteers.place(own[0]) is not None
