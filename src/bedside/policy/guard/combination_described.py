"""Signs that describe one person by more than a word of the tables: where she is from, what she did, whose she is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.combination_reading import BREAKS, DEFINITE, PRONOUNS, Reading, Sign
from bedside.policy.guard.combination_signs import EVENT_CAP, OFFICE_CAP, PUBLIC_TALK, until
from bedside.policy.guard.combination_words import is_named

TOLD_WORK: Final = 0.0005
_OWNERS: Final = frozenset(
    "town village island county school church team city state country parish valley district club band tribe college".split()
)
_PERSON_ENDS: Final = ("man", "woman", "er", "or", "ist", "ian", "lady", "boy", "girl")
_NO_PERSON: Final = frozenset(
    "center water number order matter river paper letter computer power weather winter summer dinner color doctor never"
    " ever over under after other another mayor supper monitor error corner offer either whether rather human german".split()
)
_WORKPLACES: Final = frozenset(
    "radiology pharmacy lab housekeeping billing it security reception accounting hr admin switchboard catering icu er ed"
    " ward clinic hospital ambulance insurance agency ministry council department team company".split()
)
_PATIENTS: Final = frozenset({"patient", "client", "someone", "somebody", "resident", "inpatient", "person", "member"})
_FAME: Final = frozenset(
    "won wins runs ran owns owned hosts hosted founded invented starred stars sings sang coached coaches preaches preached"
    " robbed climbed swam rowed reads sailed discovered built painted wrote plays played directs conducts drives carves"
    " carved dresses delivers sells teaches taught sued crashed went fell jumped rescued was lives lived caught shot"
    " married keeps makes made survived appeared broke set holds held rings rang bakes cuts fixes trains raises breeds"
    " grows tends rides rode flew flies landed led leads walked does drove plays dj djs".split()
)
_STRONG_FAME: Final = frozenset(
    "won wins runs owns owned hosts hosted founded invented starred stars sings sang coaches coached preaches robbed climbed"
    " swam rowed sailed reads directs conducts carves rings sued discovered breeds does plays".split()
)
_SOMEBODY: Final = frozenset(
    "guy man woman lady kid person bloke couple chap dude fella boy girl teen family one gentleman".split()
)
_WORKS: Final = frozenset(
    "teaches runs owns drives hosts coaches conducts preaches manages sings delivers sells paints farms fishes bakes referees"
    " edits mows plays tends guards cooks flies pilots announces".split()
)
_WORKS_FOR: Final = frozenset("the our at in for a on violin cello bass drums guitar piano trumpet organ".split())
_FAMOUS: Final = frozenset(
    "famous notorious legendary beloved infamous celebrity prominent eminent renowned iconic".split()
)
_TOGETHER: Final = (
    ("generations", "of"), ("whole", "family"), ("entire", "family"), ("mother", "and", "daughter"), ("father", "and", "son"),
    ("mother", "and", "son"), ("father", "and", "daughter"), ("husband", "and", "wife"), ("family", "of", "four"),
    ("family", "of", "five"), ("family", "of", "six"), ("family", "of", "three"), ("brother", "and", "sister"),
)  # fmt: skip


def told_by_deed(reading: Reading) -> Iterator[Sign]:
    """Find somebody told by what she did or does: "the guy who runs the kiosk"."""
    for at, word in enumerate(reading.words):
        if word == "who" and reading.word(at - 1) in _SOMEBODY and reading.word(at + 1) in _FAME:
            article = reading.determiner(at - 1)
            if article is not None and reading.words[article] in DEFINITE | {"a"}:
                strong = reading.word(at + 1) in _STRONG_FAME and reading.words[article] != "a"
                yield reading.sign(
                    "role", article, until(reading, at + 2), strength=2.0 if strong else 1.0,
                    cap=EVENT_CAP if strong else 0, safer="someone", other=True,
                )  # fmt: skip


def told_by_work(reading: Reading) -> Iterator[Sign]:
    """Find work told by a verb: "she teaches at the local primary", "my wife drives the school bus"."""
    persons = {found.last for found in reading.of("person")}
    for at, word in enumerate(reading.words):
        if word in _WORKS and reading.word(at + 1) in _WORKS_FOR:
            if reading.word(at - 1) in PRONOUNS | BREAKS | {"and", "who"} or at in persons:
                strength = 1.5 if {"the", "our"} & set(reading.near(at + 1, at + 4)) else 1.0
                yield reading.sign(
                    "job", at, until(reading, at + 2), share=TOLD_WORK, strength=strength, safer="works", other=True
                )


def told_by_origin(reading: Reading) -> Iterator[Sign]:
    """Find "the boy from the well", "that guy from the cooking show": a person and the one thing she is known from."""
    persons = {found.last: found for found in reading.of("person", "job")}
    for at, word in enumerate(reading.words):
        if word != "from" or at not in persons or reading.word(at + 1) not in ("the", "that", "our", "channel"):
            continue
        found = persons[at]
        article = reading.determiner(found.first)
        last = until(reading, at + 2)
        known = article is not None and reading.words[article] in ("the", "that", "our", "those")
        if known and reading.word(found.last - 1) not in _PATIENTS and not _WORKPLACES & set(reading.near(at, last)):
            if reading.word(last) not in PUBLIC_TALK:
                yield reading.sign("role", article or 0, last, strength=2.0, cap=EVENT_CAP, safer="someone", other=True)


def owned_by_a_place(reading: Reading) -> Iterator[Sign]:
    """Find "the town's ice cream man", "our village's midwife": a place has one of them."""
    for at, word in enumerate(reading.words):
        if word != "'s" or reading.word(at - 1) not in _OWNERS:
            continue
        head = next((n for n in range(at + 1, at + 5) if _is_person(reading, n)), None)
        if head is not None and not BREAKS & set(reading.near(at, head)) and reading.word(head + 1) not in PUBLIC_TALK:
            first = at - 2 if reading.word(at - 2) in DEFINITE else at - 1
            yield reading.sign("role", first, head + 1, strength=2.0, cap=OFFICE_CAP, safer="someone", other=True)


def _is_person(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    if is_named(word, "job") or is_named(word, "role") or is_named(word, "person"):
        return True
    return len(word) > 4 and word.endswith(_PERSON_ENDS) and word not in _NO_PERSON


def of_fame(reading: Reading) -> Iterator[Sign]:
    """Find "the famous ...", said of a person, and somebody on a numbered channel."""
    for at, word in enumerate(reading.words):
        if word in _FAMOUS and reading.word(at - 1) in ("the", "a", "our", "that", "this", "her", "his"):
            if any(_is_person(reading, n) or reading.word(n) == "face" for n in range(at + 1, at + 4)):
                yield reading.sign(
                    "event", at, at + 1, strength=2.0, cap=EVENT_CAP, course="known", safer="", other=True
                )
        elif word == "channel" and reading.word(at + 1)[0].isdigit():
            yield reading.sign("event", at, at + 2, strength=2.0, cap=EVENT_CAP, course="known", safer="tv", other=True)


def families(reading: Reading) -> Iterator[Sign]:
    """Find several of one family spoken of together, and one of a small group: "one of the miners"."""
    for at, word in enumerate(reading.words):
        for phrase in _TOGETHER:
            if word == phrase[0] and tuple(reading.near(at, at + len(phrase))) == phrase:
                yield reading.sign("tie", at, at + len(phrase), strength=1.0, safer=_SOFT_FAMILY[phrase[0]], other=True)
        if word == "one" and reading.word(at + 1) == "of" and reading.word(at + 2) in ("the", "our", "those"):
            last = next((n for n in range(at + 3, at + 6) if is_named(reading.word(n).removesuffix("s"), "job")), None)
            if last is not None and reading.word(last).endswith("s"):
                yield reading.sign("job", at, last + 1, share=0.001, strength=1.0, safer="someone", other=True)


_SOFT_FAMILY: Final = {"generations": "members of", "whole": "some relatives", "entire": "some relatives", **dict.fromkeys(
    ("mother", "father", "husband", "family", "brother"), "some relatives"
)}  # fmt: skip
