"""Signs that describe one person by more than a word of the tables: where she is from, what she did, whose she is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.combination_reading import BREAKS, DEFINITE, NOBODY, PRONOUNS, Reading, Sign
from bedside.policy.guard.combination_signs import EVENT_CAP, OFFICE_CAP, PUBLIC_TALK, until
from bedside.policy.guard.combination_words import is_named, not_persons, word_set
from bedside.policy.guard.kept import Kept

TOLD_WORK: Final = 0.0005
_DID: Final = word_set("did to author")
_COUNTED: Final = frozenset({"two", "three", "four", "both"})
_SHORTEST: Final = 2
_BEFORE_FAME: Final = frozenset({"the", "a", "an", "our", "that", "this", "her", "his", "former"})
_WAS_TOLD: Final = word_set("was told")
_TEAMS: Final = word_set("teams")
_INSTITUTION: Final = word_set("institution words")
_NO_INSTITUTION: Final = word_set("no institution")
_TELLING: Final = 3
_WHO: Final = frozenset({"who", "they"})
_STAFF_ENDS: Final = ("logist", "iatrist", "rician", "therapist", "surgeon", "technician", "ometer", "ization")
_ING: Final = frozenset({"another", "together", "however", "remember", "consider", "deliver", "december"})
_AFTER_PERSON: Final = BREAKS | word_set("after person")
_NO_DEED: Final = word_set("no deed")
_OWNERS: Final = word_set("owners")
_PERSON_ENDS: Final = ("man", "woman", "er", "or", "ist", "ian", "lady", "boy", "girl")
_WORKPLACES: Final = word_set("workplaces")
_PATIENTS: Final = frozenset({"patient", "client", "someone", "somebody", "resident", "inpatient", "person", "member"})
_FAME: Final = word_set("fame")
_STRONG_FAME: Final = word_set("strong fame")
_SOMEBODY: Final = word_set("somebody")
_WORKS: Final = word_set("works")
_WORKS_FOR: Final = word_set("works for")
_FAMOUS: Final = word_set("famous")
_TOGETHER: Final = {
    "generations": (("of",),),
    "whole": (("family",),),
    "entire": (("family",),),
    "mother": (("and", "daughter"), ("and", "son")),
    "father": (("and", "son"), ("and", "daughter")),
    "husband": (("and", "wife"),),
    "brother": (("and", "sister"),),
    "family": (("of", "three"), ("of", "four"), ("of", "five"), ("of", "six")),
}


def told_by_deed(reading: Reading) -> Iterator[Sign]:
    """Find somebody told by what she did or does: "the guy who runs the kiosk", "the lady who feeds the pigeons".

    What is told may not be the illness itself: "the man who broke his leg" is found by other signs.
    """
    if not _WHO & reading.bag:
        return
    for at, word in enumerate(reading.words):
        if word in _WHO and _is_somebody(reading, at - 1) and _is_deed(reading, at + 1):
            article = reading.determiner(at - 1)
            if article is not None and reading.words[article] in DEFINITE | {"a"}:
                last = until(reading, at + 2)
                strength, cap = _weight(reading, article, at=at, last=last)
                yield reading.sign("role", article, last, strength=strength, cap=cap, safer="someone", other=True)


def _is_deed(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    return word not in _NO_DEED or (word == "was" and reading.word(at + 1) in _WAS_TOLD)


def _weight(reading: Reading, article: int, *, at: int, last: int) -> tuple[float, int]:
    """Give how much a deed tells: most where the article says that all know her, little where it is the illness."""
    if reading.words[article] == "a" or reading.medical(at, last) or not reading.claims:
        return (1.0, 0) if reading.word(at + 1) in _FAME else (0.0, 0)
    return (2.0, EVENT_CAP) if last - at >= _TELLING or reading.word(at + 1) in _STRONG_FAME else (1.0, 0)


def _is_somebody(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    return word in _SOMEBODY or (word not in _PATIENTS and word.endswith(_PERSON_ENDS) and is_person(reading, at))


def known_to_all(reading: Reading) -> Iterator[Sign]:
    """Find "that hiker ...?": somebody spoken of as known, and "the one with"."""
    if not {"that", "one"} & reading.bag:
        return
    for at, word in enumerate(reading.words):
        if word == "that" and reading.begins(at) and reading.clinical:
            head = next((n for n in (at + 1, at + 2) if is_person(reading, n)), None)
            if head is not None and reading.word(head) not in _PATIENTS and reading.word(head + 1) not in ("is", "'s"):
                yield reading.sign("role", at, head + 1, strength=1.5, cap=EVENT_CAP, safer="someone", other=True)
        elif word == "the" and reading.word(at + 1) == "one" and reading.word(at + 2) in ("with", "who"):
            yield reading.sign("referent", at, at + 2)


def unnamed(reading: Reading) -> Iterator[Sign]:
    """Find a word for a person that no table holds: "the snowmobiler they found", "a kite flier"."""
    named = {
        n
        for found in reading.of("job", "role", "person", "event", "care", "condition")
        for n in range(found.first, found.last)
    }
    for at in [at for at, word in enumerate(reading.words) if _LIKE_PERSON[word] and at not in named]:
        article = reading.determiner(at)
        behind = reading.word(at + 1)
        if article is None or reading.words[article] in NOBODY or behind not in _AFTER_PERSON:
            continue
        definite = reading.words[article] in ("the", "our", "that", "which")
        first = article if article == at - 1 else at
        strength = 2.0 if definite and behind in ("they", "of", "from") else 1.0
        yield reading.sign(
            "job",
            first,
            at + 1,
            share=TOLD_WORK,
            strength=strength / 2 if reading.member else strength,
            safer="someone",
        )


def _is_like_person(word: str) -> bool:
    if len(word) < 6 or not word.endswith(_PERSON_ENDS) or word in not_persons() or word in _ING:
        return False
    return not (word.endswith(_STAFF_ENDS) or is_named(word, "care"))


_LIKE_PERSON = Kept(_is_like_person)


def told_by_work(reading: Reading) -> Iterator[Sign]:
    """Find work told by a verb: "she teaches at the local primary", "my wife drives the school bus"."""
    if not _WORKS & reading.bag:
        return
    persons = {found.last for found in reading.of("person")}
    for at, word in enumerate(reading.words):
        if word not in _WORKS or (reading.word(at + 1) not in _WORKS_FOR and reading.word(at - 1) != "who"):
            continue
        if reading.word(at - 1) in PRONOUNS | BREAKS | {"and", "who"} or at in persons:
            strength = 1.5 if {"the", "our"} & set(reading.near(at + 1, at + 4)) else 1.0
            yield reading.sign(
                "job", at, until(reading, at + 2), share=TOLD_WORK, strength=strength, safer="works", other=True
            )


def told_by_origin(reading: Reading) -> Iterator[Sign]:
    """Find "the boy from the well", "that guy from the cooking show": a person and the one thing she is known from."""
    if "from" not in reading.bag:
        return
    persons = {found.last: found for found in reading.of("person", "job")}
    for at, word in enumerate(reading.words):
        if word != "from" or at not in persons or reading.word(at + 1) not in ("the", "that", "our", "channel"):
            continue
        found = persons[at]
        article = reading.determiner(found.first)
        last = until(reading, at + 2)
        known = article is not None and reading.words[article] in ("the", "that", "our", "those")
        staff = _WORKPLACES & set(reading.near(at, last)) or reading.word(last) in PUBLIC_TALK
        if known and not staff and reading.word(found.last - 1) not in _PATIENTS:
            yield reading.sign("role", article or 0, last, strength=2.0, cap=EVENT_CAP, safer="someone", other=True)


def owned_by_a_place(reading: Reading) -> Iterator[Sign]:
    """Find "the town's ice cream man", "our village's midwife": a place has one of them."""
    if "'s" not in reading.bag:
        return
    for at, word in enumerate(reading.words):
        if word != "'s" or reading.word(at - 1) not in _OWNERS:
            continue
        head = next((n for n in range(at + 1, at + 5) if is_person(reading, n)), None)
        if head is not None and not BREAKS & set(reading.near(at, head)) and reading.word(head + 1) not in PUBLIC_TALK:
            first = at - 2 if reading.word(at - 2) in DEFINITE else at - 1
            yield reading.sign("role", first, head + 1, strength=2.0, cap=OFFICE_CAP, safer="someone", other=True)


def is_person(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    if is_named(word, "job") or is_named(word, "role") or is_named(word, "person"):
        return True
    return len(word) > 4 and word.endswith(_PERSON_ENDS) and word not in not_persons()


def of_fame(reading: Reading) -> Iterator[Sign]:
    """Find "the famous ...", said of a person, and somebody on a numbered channel."""
    if not (_FAMOUS & reading.bag or "channel" in reading.bag):
        return
    for at, word in enumerate(reading.words):
        if word in _FAMOUS and reading.word(at - 1) in _BEFORE_FAME:
            if any(is_person(reading, n) or reading.word(n) == "face" for n in range(at + 1, at + 4)):
                yield reading.sign("referent", at, at + 1, other=True)
                yield reading.sign(
                    "event", at, at + 1, strength=2.0, cap=EVENT_CAP, course="known", safer="", other=True
                )
        elif word == "channel" and reading.word(at + 1)[0].isdigit():
            yield reading.sign("event", at, at + 2, strength=2.0, cap=EVENT_CAP, course="known", safer="tv", other=True)


def families(reading: Reading) -> Iterator[Sign]:
    """Find several of one family spoken of together, and one of a small group: "one of the miners"."""
    for first in _TOGETHER.keys() & reading.bag:
        for at in (n for n, word in enumerate(reading.words) if word == first):
            behind = next((p for p in _TOGETHER[first] if tuple(reading.near(at + 1, at + 1 + len(p))) == p), None)
            if behind:
                softer = "members" if first == "generations" else "some relatives"
                yield reading.sign("tie", at, at + 1 + len(behind), strength=1.0, safer=softer, other=True)


def several(reading: Reading) -> Iterator[Sign]:
    """Find a counted few who do the same work: "two nuns", "both pilots"."""
    for at, word in enumerate(reading.words):
        if word in _COUNTED:
            found = next((f for f in reading.of("job") if f.first == at + 1), None)
            plural = reading.word(at + 1).removesuffix("s")
            if found is None and plural != reading.word(at + 1) and is_named(plural, "job") and len(plural) > _SHORTEST:
                yield reading.sign("job", at, at + 2, share=TOLD_WORK, strength=1.5, safer="some people", other=True)


def teams(reading: Reading) -> Iterator[Sign]:
    """Find a whole team spoken of, an institution of the state or town, and a beauty queen by her title."""
    for at, word in enumerate(reading.words):
        if word in _TEAMS and {"whole", "entire", "half"} & set(reading.near(at - 4, at)):
            yield reading.sign("tie", at, at + 1, strength=2.0, cap=EVENT_CAP, safer="people", other=True)
        elif (
            word in _INSTITUTION
            and reading.word(at - 1) == "the"
            and reading.word(at - 2) in ("at", "of", "in", "from")
        ):
            behind = reading.word(at + 1)
            if behind.isalpha() and behind not in _NO_INSTITUTION:
                yield reading.sign("place", at - 1, at + 2, share=5_000, strength=1.0, safer="a place")
    for found in reading.of("region"):
        if reading.word(found.first - 1) in ("miss", "mister"):
            yield reading.sign("role", found.first - 1, found.last, strength=2.0, cap=OFFICE_CAP, safer="someone")


def known_by_deed(reading: Reading) -> Iterator[Sign]:
    """Find somebody who once did something for the author of care: "he coached my son's team"."""
    if not reading.clinical or not _DID & reading.bag:
        return
    for at, word in enumerate(reading.words):
        if word in _DID and reading.word(at - 1) in ("he", "she") and reading.word(at + 1) in ("my", "our"):
            last = until(reading, at + 2)
            yield reading.sign("role", at, last, strength=2.0, cap=EVENT_CAP, safer="works", other=True)


def of_a_group(reading: Reading) -> Iterator[Sign]:
    """Find one of several who do the same work: "one of the miners"."""
    if "one" not in reading.bag:
        return
    for at, word in enumerate(reading.words):
        if word == "one" and reading.word(at + 1) == "of" and reading.word(at + 2) in ("the", "our", "those"):
            last = next((n for n in range(at + 3, at + 6) if is_named(reading.word(n).removesuffix("s"), "job")), None)
            if last is not None and reading.word(last).endswith("s"):
                yield reading.sign("job", at, last + 1, share=0.001, strength=1.0, safer="someone", other=True)
