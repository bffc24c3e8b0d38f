"""Words beside a word that tell of a name: "Mrs ...", "his wife ...", "RIP ...", "... 38F", "... in 3 pulled"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bedside.policy.guard import gazetteers
from bedside.policy.guard.layer import ENDING, MARK, MIXED, NUMBER, WORD, Token
from bedside.policy.guard.naming import groups, is_capital, is_common_word, not_names, of_group, word_set

CLINICIANS = word_set("clinician")
_HONORIFICS = word_set("honorific")
_SHORTENED = word_set("shortened title")
_FAMILY = word_set("title of family")
_POSSESSIVES = word_set("possessive")
_SAYING = word_set("word of naming")
_NAMING = word_set("two words of naming")
_PATIENTS = word_set("patient")
_GREETINGS = word_set("greeting")
_DEEDS = word_set("deed of a patient")
_TITLES = _HONORIFICS | CLINICIANS | _FAMILY | word_set("title before a name")
_AGE_AND_SEX = re.compile(r"\d{1,3}[mfMF]")
_LONGEST_BED = 2


def cue(tokens: Sequence[Token], at: int) -> str | None:
    """Give the rule of the cue right before or behind the word at `at`, if there is one."""
    return _cue_before(tokens, at) or _cue_behind(tokens, at)


def maybe_cued(tokens: Sequence[Token]) -> list[int]:
    """Give the words with anything before or behind them that can be a cue: few of a text have that."""
    cues = _cue_words()
    behind = (*(token.kind in (MIXED, ENDING) or token.folded == "in" for token in tokens[1:]), False)
    return [
        at
        for at, (token, may_tell) in enumerate(zip(tokens, behind, strict=False))
        if token.kind == WORD and (may_tell or (at and tokens[at - 1].folded in cues))
    ]


@cache
def _cue_words() -> frozenset[str]:
    naming = frozenset(words.partition(" ")[2] for words in _NAMING)
    known = _HONORIFICS | CLINICIANS | _FAMILY | _SAYING | _PATIENTS | _GREETINGS
    return naming | known | of_group("kin") | {"."}


def word_before(tokens: Sequence[Token], at: int) -> int | None:
    """Give the word before, over the full stop of a title."""
    back = at - 1
    if back > 0 and tokens[back].text == "." and tokens[back - 1].folded in _SHORTENED:
        back -= 1
    return back if back >= 0 else None


def is_written_title(tokens: Sequence[Token], at: int) -> bool:
    """Say whether "Mr", "Mrs", "Ms" or "Mx" stands before, which are never written but before a name."""
    back = word_before(tokens, at)
    return back is not None and tokens[back].folded in _HONORIFICS & _SHORTENED


def without_titles(tokens: Sequence[Token], first: int, last: int) -> int:
    """Give where a name begins behind its titles ("Mrs Ada Byron" at "Ada"); a title alone stays."""
    at = first
    while at < last and (tokens[at].folded in _TITLES or (at > first and tokens[at].text == ".")):
        at += 1
    return at if tokens[at].kind == WORD else first


def with_initials(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Widen a name over initials with full stops on both sides: "J. Lindqvist", "Rosa M.", "Lindqvist, J." """
    if first > 1 and tokens[first - 1].text == "." and _is_initial(tokens, first - 2):
        first -= 2
    for step in (2, 3):
        is_apart = step == 2 or (last + 1 < len(tokens) and tokens[last + 1].text == ",")
        end = last + step
        if is_apart and end < len(tokens) and tokens[end].text == "." and _is_initial(tokens, end - 1):
            return first, end
    return first, last


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a single capital letter stands here with a full stop close behind; "I" is none."""
    token = tokens[at]
    return len(token.text) == 1 and is_capital(token) and token.text != "I" and tokens[at + 1].start == token.end


def _cue_before(tokens: Sequence[Token], at: int) -> str | None:
    back = word_before(tokens, at)
    if back is None:
        return None
    word = tokens[back].folded
    if word in _HONORIFICS:
        return "name.title"
    if word in CLINICIANS:
        return "name.clinician"
    if word in _FAMILY or _is_kin(tokens, back):
        return "name.kin"
    is_said = word in _SAYING or word in _PATIENTS or (back > 0 and f"{tokens[back - 1].folded} {word}" in _NAMING)
    is_said = is_said or (word in _GREETINGS and _is_first_name(tokens[at])) or _is_colon_of_name(tokens, at)
    return "name.said" if is_said else None


def _is_first_name(token: Token) -> bool:
    known = gazetteers.unpacked(token.code)
    return known.first > 2 and not is_common_word(token) and token.folded not in not_names()


def _cue_behind(tokens: Sequence[Token], at: int) -> str | None:
    """Give the rule of an age and sex ("Okafor 38F") or a bed and a deed ("Okafor in 3 pulled") behind a capital."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None:
        return None
    if behind.kind == ENDING and at + 2 < len(tokens) and "kin" in groups(tokens[at + 2]):
        return "name.kin" if _is_first_name(tokens[at]) else None
    is_aged = behind.kind == MIXED and _AGE_AND_SEX.fullmatch(behind.text)
    if not is_capital(tokens[at]) or not (is_aged or _does_something_in_bed(tokens, at)):
        return None
    known = gazetteers.unpacked(tokens[at].code)
    is_name = known.first or known.surname or not tokens[at].code
    return "name.said" if is_name and not is_common_word(tokens[at]) else None


def _does_something_in_bed(tokens: Sequence[Token], at: int) -> bool:
    if at + 3 >= len(tokens) or tokens[at + 1].folded != "in":
        return False
    bed, deed = tokens[at + 2], tokens[at + 3]
    return bed.kind == NUMBER and len(bed.text) <= _LONGEST_BED and deed.folded in _DEEDS


def _is_colon_of_name(tokens: Sequence[Token], at: int) -> bool:
    return at > 1 and tokens[at - 1].kind == MARK and f"{tokens[at - 2].folded} {tokens[at - 1].text}" in _NAMING


def _is_kin(tokens: Sequence[Token], at: int) -> bool:
    """Say whether "my little sister" ends at `at`."""
    if "kin" not in groups(tokens[at]):
        return False
    return any(token.folded in _POSSESSIVES for token in tokens[max(0, at - 3) : at])
