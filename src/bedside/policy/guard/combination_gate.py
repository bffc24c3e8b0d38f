"""Which signs count: those of one particular person whose health is spoken of, told by the author from what she knows.

Left out are advice and teaching, politics and thanks, news that others have told, invented cases, and of a member's own
story the people around her, unless it tells of their health.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bedside.policy.guard.combination_reading import OWN_DEEDS, PRONOUNS, Reading, Sign

ENOUGH: Final = 2.0
ENOUGH_OF_WORK: Final = 1.5
PLAINLY_ONE: Final = 3.5
_CLAIM: Final = frozenset(["we", "our", "us", "my", "i", "me"])
_PARTICULAR: Final = frozenset({"referent", "role", "tie", "unique", "age", "job"})
_MARKS: Final = frozenset({"role", "tie", "event", "unique", "trait", "job", "place"})
_BODILY: Final = frozenset({"acute", "body"})
_SHOWING: Final = PRONOUNS | OWN_DEEDS | {"i", "my", "patient"}
_HARM: Final = frozenset({"accident", "disaster"})


def counted(signs: Iterable[Sign], reading: Reading) -> list[Sign]:
    """Give the signs that count, in text order."""
    if "fiction" in reading.all_cues or ("news" in reading.all_cues and not _claims(reading)):
        return []
    if "teaching" in reading.all_cues and not reading.personal:
        return []
    signs = list(signs)
    general = _general_sentences(reading, signs)
    kept = [sign for sign in signs if sign.sentence not in general or _outweighs(sign, general[sign.sentence])]
    if reading.member:
        kept = [_of_own_days(sign) for sign in _of_a_member(kept)]
    return sorted(kept, key=lambda sign: (sign.start, sign.end, sign.what, sign.share, sign.strength, sign.safer or ""))


def passes(signs: list[Sign]) -> bool:
    """Say whether signs that stand together speak of one person's health and single her out enough to be counted."""
    kinds = {sign.what for sign in signs}
    if not kinds & _PARTICULAR or not any(_of_health(sign) for sign in signs):
        return False
    return len(kinds - {"referent", "sex"}) >= 2 and singled_out(signs) >= (
        ENOUGH_OF_WORK if _marked(signs) else ENOUGH
    )


def _marked(signs: Sequence[Sign]) -> bool:
    """Say whether work, place, trait or deed marks somebody, beside one more kind of sign that narrows.

    Age, day and illness alone are the ordinary form of a case and need more.
    """
    narrowing = {sign.what for sign in signs if sign.strength}
    if len(narrowing) == 1:
        return bool(narrowing & {"role", "job"})
    return any(sign.strength >= 1.0 and sign.what in _MARKS for sign in signs)


def singled_out(signs: Iterable[Sign]) -> float:
    """Give how much the signs single somebody out: the strongest of each kind counts, different traits add up."""
    best: dict[str, float] = {}
    for sign in signs:
        key = f"trait {sign.share}" if sign.what == "trait" else sign.what
        best[key] = max(best.get(key, 0.0), sign.strength)
    return sum(best.values())


def _of_health(sign: Sign) -> bool:
    return (
        sign.what in ("condition", "care") or sign.course in _BODILY or (sign.what == "event" and sign.course in _HARM)
    )


def _general_sentences(reading: Reading, signs: list[Sign]) -> dict[int, set[str]]:
    """Give the sentences of general talk: those with such a cue and with nothing that shows one person.

    Thanks and wishes that single somebody out with many details are no general talk.
    """
    may_show = {at: word for at, word in enumerate(reading.words) if word in _SHOWING}
    specific = {reading.sentence(at) for at, word in may_show.items() if _shows_one(reading, at, word)}
    plain = {number: cues for number, cues in reading.cues.items() if number not in specific or "if" in cues}
    return {
        number: cues
        for number, cues in plain.items()
        if cues - {"general", "plural"} or singled_out(s for s in signs if s.sentence == number) < PLAINLY_ONE
    }


def _shows_one(reading: Reading, at: int, word: str) -> bool:
    if word in PRONOUNS or (word in ("i", "my") and reading.member):
        return True
    if word in OWN_DEEDS:
        before = reading.word(at - 1)
        return before in ("i", "we", "just", "have", "team", "|", "and") and reading.word(at + 1) not in ("to", "up")
    return word == "patient" and reading.word(at - 1) in ("my", "our", "this")


def _outweighs(sign: Sign, cues: set[str]) -> bool:
    """Say whether a sign stays in a sentence of general talk: "most of you know the drummer of"."""
    return cues <= {"plural"} and (sign.strength >= 2.0 or sign.what in ("condition", "care"))


def _claims(reading: Reading) -> bool:
    """Say whether the author tells of it as her own: news of others is no finding."""
    if reading.member:
        return False
    own = any(word in _CLAIM for word in reading.words)
    return own and any(found.entry.group == "care" for found in reading.found)


def _of_a_member(signs: list[Sign]) -> list[Sign]:
    """Of a member's own story keep the people around her only where it is their health that is told."""
    told = {sign.sentence for sign in signs if _of_health(sign) and not sign.own}
    near = {number + step for number in told for step in (-1, 0, 1)}
    return [sign for sign in signs if not (sign.other and sign.strength >= 1.0) or sign.sentence in near]


def _of_own_days(sign: Sign) -> Sign:
    """Weigh the days of a member's own story as nothing: everybody tells when."""
    return replace(sign, strength=0.0) if sign.what == "time" else sign
