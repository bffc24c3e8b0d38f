"""Signs that are words: offices, work, family ties, conditions, traits, events and kinds of small places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.combination_reading import (
    BREAKS,
    DEFINITE,
    INDEFINITE,
    NOBODY,
    PRONOUNS,
    Reading,
    Sign,
    What,
)
from bedside.policy.guard.combination_words import Found, word_set

OFFICE_CAP: Final = 2
TIE_CAP: Final = 4
EVENT_CAP: Final = 10
INDEFINITE_OFFICE: Final = 0.0001
UNNAMED_JOB: Final = 0.00001

_BARE_OFFICE = word_set("bare office")
_VERB_BEFORE = word_set("verb before")
PUBLIC_TALK = word_set("public talk")
_NOT_THE_OFFICE = word_set("not the office")
_FORMER = word_set("former")
_OF_A_BODY = word_set("of a body")
_OWNED = word_set("owned")
_ADJECTIVES_OF_AUTHORS = frozenset({"first", "lead", "senior", "corresponding", "last", "co"})
_CARE_JOBS = word_set("care jobs")
_AGENTS = word_set("agents")
_NO_AGENT = word_set("no agent")
_OF_ORIGIN_NEXT = word_set("of origin next")
_MANY = word_set("many")
_OF_PEOPLE = PRONOUNS | _MANY | {"i", "my"}
_ROUND_EVENTS = frozenset({"robber", "winner", "suspect", "hostage", "arsonist", "contestant", "baby"})
_DEEDS = frozenset({"won", "went", "fell", "jumped"})
_SUFFERED = frozenset({"mauled", "gored", "hit", "trampled", "attacked", "kicked", "kidnapped", "abducted"})
_KNOWN_TO_AUTHOR = word_set("known to author")
_NO_PRIZE = frozenset({"genetic", "gene", "postcode", "housing", "visa", "birth"})


def offices(reading: Reading) -> Iterator[Sign]:
    """Find offices and positions with one holder in a place, and family of the holder."""
    for found in reading.of("role"):
        if _is_office(reading, found):
            yield from _office(reading, found)


def _is_office(reading: Reading, found: Found) -> bool:
    """Tell the office from the verb ("judge less"), from its holder at a public act, and from "principal cause"."""
    if _acts_in_public(reading, found) or _is_no_office(reading, found):
        return False
    before, behind = reading.word(found.first - 1), reading.word(found.last)
    single = found.last - found.first == 1
    if single and found.entry.sort == "public":
        return before == "the" or behind == "'s"
    if single and reading.determiner(found.first) is None:
        former = before in _FORMER and reading.begins(found.first - 1)
        return before not in _VERB_BEFORE and (
            behind in _BARE_OFFICE or (former and behind in ("in", "with", "on", "as"))
        )
    return True


def _acts_in_public(reading: Reading, found: Found) -> bool:
    last = _with_owner(reading, found.last)
    words = {reading.word(found.last), reading.word(last)}
    if words & PUBLIC_TALK or ("asked" in words and "to" in reading.near(last + 1, last + 4)):
        return True
    return "presented" in words and reading.word(last + 1) not in ("with", "to", "last", "this", "after")


def _is_no_office(reading: Reading, found: Found) -> bool:
    before, behind = reading.word(found.first - 1), reading.word(found.last)
    if behind in _NOT_THE_OFFICE or before in _ADJECTIVES_OF_AUTHORS:
        return True
    if behind == "of" and _OF_A_BODY & set(reading.near(found.last, found.last + 5)):
        return True
    return found.entry.name == "owner" and before in _OWNED


def _office(reading: Reading, found: Found) -> Iterator[Sign]:
    article = reading.determiner(found.first)
    word = "" if article is None else reading.words[article]
    if word in NOBODY:
        return
    first = found.first if article is None else article
    kin = _kin_behind(reading, found.last)
    last = _with_owner(reading, found.last)
    safer = "someone's" if reading.word(found.last) == "'s" else "someone"
    own = _says_of_herself(reading, first)
    if word in INDEFINITE and word != "one" and not kin:
        yield reading.sign(
            "role",
            first,
            last,
            share=INDEFINITE_OFFICE,
            strength=1.5 if reading.clinical else 0.5,
            safer=safer,
            other=not own,
            own=own,
        )
        return
    cap = TIE_CAP if kin or _kin_before(reading, first) else OFFICE_CAP
    yield reading.sign("role", first, last, strength=2.0, cap=cap, safer=safer, other=not own, own=own)
    if kin:
        yield reading.sign("tie", kin.first, kin.last, other=True)


def _says_of_herself(reading: Reading, first: int) -> bool:
    return reading.near(first - 2, first) in (["i", "am"], ["i", "was"]) or reading.word(first - 1) == "as"


def _with_owner(reading: Reading, last: int) -> int:
    """Take in the possessive, or what the office is of: "coach of the girls' champions"."""
    if reading.word(last) == "'s":
        return last + 1
    return until(reading, last + 1) if reading.word(last) in _OPEN or reading.word(last - 1) in _RUN else last


def until(reading: Reading, first: int) -> int:
    """Give where the phrase that goes on at `first` ends: at a verb or a break, six words on at most."""
    stop = next((at for at in range(first, first + 6) if reading.word(at) in _STOPS), first + 6)
    return min(stop, len(reading.words))


_OPEN = frozenset({"of", "from"})
_RUN = frozenset({"run", "runs", "own", "owns"})
_STOPS = BREAKS | word_set("stops")


def _kin_behind(reading: Reading, last: int) -> Found | None:
    """Find family behind the office: "the mayor's youngest daughter"."""
    if reading.word(last) != "'s":
        return None
    return next((f for f in reading.of("person") if last < f.first <= last + 3 and f.entry.sort == "kin"), None)


def _kin_before(reading: Reading, first: int) -> Found | None:
    """Find family before the office: "the wife of our pastor", "my uncle is the sheriff"."""
    if reading.word(first - 1) not in ("of", "to", "is"):
        return None
    return next((f for f in reading.of("person") if f.last == first - 1 and f.entry.sort == "kin"), None)


def jobs(reading: Reading) -> Iterator[Sign]:
    """Find the work of one person; with where it is done ("the bartender from the place next to") few can fit."""
    persons = {found.last for found in reading.of("person")}
    for found in reading.of("job"):
        first = _person_noun_start(reading, found.first)
        if first is None or (found.entry.name in _CARE_JOBS and not _is_aged(reading, found.first)):
            continue
        article = reading.determiner(found.first)
        at = first if article is None else article
        known = reading.words[at] == "the" and at == found.first - 1 and at in persons
        placed = known or (
            reading.word(at) in ("the", "our")
            and reading.word(found.last)
            in (
                "from",
                "at",
                "of",
                "who",
                "next",
            )
        )
        own = _says_of_herself(reading, first)
        strength = 2.0 if placed else found.entry.strength
        yield reading.sign(
            "job", first, found.last, share=found.entry.share, strength=strength / 2 if reading.member else strength,
            cap=OFFICE_CAP if placed else 0, safer=_noun_for(reading, first, found), own=own,
        )  # fmt: skip
    yield from _unnamed_jobs(reading)


def _noun_for(reading: Reading, first: int, found: Found) -> str:
    if first == found.first and not reading.begins(first):
        return "person"
    return "someone's" if reading.word(found.last) == "'s" and reading.word(found.last - 1) == "'s" else "someone"


def _person_noun_start(reading: Reading, first: int) -> int | None:
    """Give where the noun phrase of one person begins, None when it names nobody in particular.

    The article is part of it only when it stands right before the word, so that an age between them stays.
    """
    article = reading.determiner(first)
    if article is not None:
        if reading.words[article] in NOBODY or reading.words[article] == "your":
            return None
        return article if article == first - 1 else first
    return first if _clause_head(reading, first) or _is_aged(reading, first) else None


def _clause_head(reading: Reading, first: int) -> bool:
    """Say whether the noun opens a clause, adjectives before it left out: "Retired rodeo clown, one arm"."""
    return any(reading.begins(at) for at in range(first, first - 3, -1)) or reading.word(first - 1) in ("saw", "as")


def _is_aged(reading: Reading, first: int) -> bool:
    return any(word in ("old", "yo", "o") or word[0].isdigit() for word in reading.near(first - 3, first))


def _unnamed_jobs(reading: Reading) -> Iterator[Sign]:
    """Find work that no table names by its last word: "a lion handler", "the kite maker"."""
    if not _AGENTS & reading.bag:
        return
    named = {found.last - 1 for found in reading.of("job", "role")}
    for at, word in enumerate(reading.words):
        before = reading.word(at - 1)
        if word in _AGENTS and at not in named and before.isalpha() and before not in _NO_AGENT:
            article = reading.determiner(at - 1)
            if article is not None and article == at - 2 and reading.words[article] not in NOBODY:
                yield reading.sign("job", article, at + 1, share=UNNAMED_JOB, strength=2.0, safer="someone")


def acquaintances(reading: Reading) -> Iterator[Sign]:
    """Find somebody whom the author of care knows in private: "my kid's teacher", "my old landlord"."""
    if not reading.clinical:
        return
    for found in reading.of("person", "job", "role"):
        name = " ".join(reading.words[found.first : found.last]) if found.entry.group == "person" else found.entry.name
        article = reading.determiner(found.first)
        near = reading.near(found.first - 4, found.first)
        if article is None or name not in _KNOWN_TO_AUTHOR:
            continue
        if "my" in near and not {"patient", "clinic"} & set(near) and reading.word(found.last) not in PUBLIC_TALK:
            first = found.first - len(near) + near.index("my")
            yield reading.sign("role", first, found.last, strength=2.0, cap=OFFICE_CAP, safer="someone", other=True)


def people(reading: Reading) -> Iterator[Sign]:
    """Find that one person is spoken of: a noun for one, "he" or "she", both brothers, or the author as a patient."""
    for found in reading.of("person"):
        if (start := _person_noun_start(reading, found.first)) is not None and reading.word(found.last) != "and":
            kin = found.entry.sort == "kin" and reading.word(found.first - 1) in ("the", "our") and reading.clinical
            what: What = "tie" if kin else "referent"
            yield reading.sign(
                what, start, found.last, share=found.entry.share, strength=0.5 if kin else 0.0, other=_is_other(found)
            )
            if found.entry.name in ("m", "f"):
                yield reading.sign("sex", found.first, found.last, share=0.5)
    for at in [at for at, word in enumerate(reading.words) if word in _OF_PEOPLE]:
        word = reading.words[at]
        if word in PRONOUNS:
            yield reading.sign("referent", at, at + 1, other=True)
            yield reading.sign("sex", at, at + 1, share=0.5)
        elif word in _MANY and reading.word(at - 1) in ("both", "two", "three"):
            strength = 1.0 if reading.word(at - 1) == "both" or reading.clinical else 0.5
            yield reading.sign("tie", at - 1, at + 1, strength=strength, safer="some relatives", other=True)
        elif reading.member and word in ("i", "my"):
            yield reading.sign("referent", at, at + 1)


def _is_other(found: Found) -> bool:
    return found.entry.sort in ("kin", "near")


def traits(reading: Reading) -> Iterator[Sign]:
    """Find origin, language, body and standing of one person."""
    for found in reading.of("trait"):
        entry = found.entry
        if entry.sort == "origin" and not _of_a_person(reading, found):
            continue
        if reading.word(found.last) in ("patients", "people", "community", "population", "children", "women", "men"):
            continue
        safer = "from abroad" if entry.name.startswith("from ") else entry.safer
        if reading.determiner(found.first) is not None and entry.sort == "status":
            yield reading.sign("referent", found.first, found.last)
        yield reading.sign(
            "trait", found.first, found.last, share=entry.share, strength=entry.strength, safer=safer, course=entry.sort
        )


def _of_a_person(reading: Reading, found: Found) -> bool:
    """Tell "a Somali grandmother" from "German measles"."""
    if found.entry.name.startswith("from "):
        return True
    behind = reading.near(found.last, found.last + 3)
    nouns = {f.first for f in reading.of("person", "job", "role", "trait")}
    return (
        bool(nouns & set(range(found.last, found.last + 3)))
        or behind[:1] in ([w] for w in _OF_ORIGIN_NEXT)
        or reading.word(found.first - 1) in ("only", "speaks", "is", "spoke", "speaking")
    )


def events(reading: Reading) -> Iterator[Sign]:
    """Find events that others may have heard of."""
    for found in reading.of("event"):
        entry = found.entry
        definite = reading.word(found.first - 1) in ("that", "the") or reading.word(found.first - 2) in ("that", "the")
        first = found.first - 1 if reading.word(found.first - 1) in (*DEFINITE, *INDEFINITE, "'s") else found.first
        first = found.first if reading.word(first) == "'s" or (not entry.safer and definite) else first
        if reading.near(found.first - 2, found.first) == ["the", "one"]:
            first = found.first - 2
        if _ROUND_EVENTS & set(reading.near(found.first, found.last)):
            yield reading.sign("referent", first, found.last, other=True)
        strength = min(2.0, entry.strength + 0.5) if definite and entry.strength == 1.0 else entry.strength
        strength = 2.0 if reading.word(found.last) in ("winner", "champion", "queen", "king", "star") else strength
        if entry.sort == "prize" and (reading.word(found.last) == "of" or reading.word(found.first - 1) in _NO_PRIZE):
            continue
        yield reading.sign(
            "event", first, found.last, share=entry.share, strength=strength, cap=EVENT_CAP if strength >= 2.0 else 0,
            course=entry.sort, safer=_event_in_words(reading, found), other=True,
        )  # fmt: skip


def _event_in_words(reading: Reading, found: Found) -> str:
    """Give softer words that fit where a verb stands: "won the powerball", "was mauled by"."""
    verb = reading.words[found.first]
    if verb in _DEEDS:
        return "had some luck" if verb == "won" else "had an accident"
    return "hurt" if verb in _SUFFERED else found.entry.safer


def small_places(reading: Reading) -> Iterator[Sign]:
    """Find kinds of places with few people: "this valley", "our high school", "on the reservation"."""
    for found in reading.of("place"):
        entry = found.entry
        before = reading.word(found.first - 1)
        phrase = reading.words[found.first]
        bare = phrase not in (*DEFINITE, "in", "around", "round", "these", "out") and before not in (
            *DEFINITE, "tiny", "small", "little", "one", "only", "same", "local", "remote", "a", "on", "at", "another"
        )  # fmt: skip
        vague = before == "a" and entry.name in ("small town", "rural", "village", "school", "ward", "congregation")
        if (bare and entry.name not in ("island", "tribe", "tiny maternity unit")) or vague or before in NOBODY:
            continue
        first = found.first - 1 if before in ("our", "the", "this", "a", "my", "that", "his", "her") else found.first
        yield reading.sign(
            "place", first, found.last, share=entry.share, strength=entry.strength, safer=entry.safer or "a place"
        )


def regions(reading: Reading) -> Iterator[Sign]:
    """Find states, provinces and countries: they may be told, but they narrow down who is meant a little."""
    for found in reading.of("region"):
        if reading.doc.norm[reading.start(found.first)].isupper():
            yield reading.sign("place", found.first, found.last, share=found.entry.share, course="region")
