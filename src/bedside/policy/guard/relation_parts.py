"""The pieces of the relation rules: groups of words, and how a phrase is built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bedside.policy.guard import relation_words as words
from bedside.policy.guard.openings import first_words

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def any_of(*lists: Iterable[str]) -> str:
    """Give a group that matches one of the words, longest first."""
    every = {word for one in lists for word in one}
    return f"(?:{'|'.join(sorted(every, key=lambda word: (-len(word), word)))})"


def gap(most: int) -> str:
    """Give a group for at most so many words of the same clause."""
    return rf"(?: [^ |,]{{1,40}}){{0,{most}}}?"


KIN = any_of(words.KIN)
VERB = any_of(words.CARE_VERBS)
NOUN = any_of(words.CARE_NOUNS)
RECORD = any_of(words.RECORDS)
TREATED = any_of(word for word in words.CARE_VERBS if word not in words.VERBS_FOR_THINGS)
THING = any_of(words.CARE_NOUNS, words.BODY, words.KIN)
BODY = any_of(words.BODY)
MEND = any_of(words.MENDS)
ROLE = any_of(words.ROLES)
DAY = rf"(?:on |last |next |this )?{any_of(words.DAYS)}"
OWN_PLACE = rf"(?:my|our|this|the) (?:[a-z]{{1,15}} )?{any_of(words.PLACES)}"
OWN_PERSON = rf"(?:my|our) (?:[a-z]{{1,15}} )?{any_of(words.OWN_PEOPLE)}"
OURS = rf"(?:us|me|here|ours|mine|clinic|{OWN_PLACE}|{OWN_PERSON})"
OUR_CARE = rf"(?:with us|with me|here|of ours|of mine|(?:in|at|to|on|of|from) (?:here|us|clinic|{OWN_PLACE}))"
WE = r"(?:i|we|my team|our team|our surgeons?|our doctors?|our nurses?|our staff|my partner|my colleagues?)"
HAVE = r"(?: have| had| has| was| were| am| are)?"
ADVERB = r"(?: (?:also|already|always|actually|both|first|finally|just|last|once|personally|still|then|recently|only))"
YOURS = rf"your(?: (?:[a-z]{{1,15}}|{DAY})){{0,2}}? {THING}"
HANDLE = r"@[a-z0-9_][a-z0-9_.-]{0,40}"
PRONOUN = r"(?:she|he|they|her|him|them)"
THIS_ONE = r"this (?:account|commenter|gentleman|guy|lady|man|member|person|poster|reviewer|user|woman)"
NEGATED = r"(?:never|not|not ever)"
# What may follow "our patients" when it is said of the reader; "our patients' heroes" is something else.
NO_NOUN = (
    r"(?= (?:[|,]|$|(?:a|again|and|as|at|back|because|before|but|by|during|for|from|here|in|last|like|long|now|of"
    r"|on|once"
    r"|since|so|still|that|then|this|to|too|until|up|when|while|who|with|yet) ))"
)
PATIENT = r"(?:patient|client|inpatient|outpatient|case)"
STRANGE_OBJECT = r"(?:post|comment|reply|tweet|review|account|message|question|thread|link|photo|page|point|story)"


_CLASS = re.compile(r"\[[^\]]*\](?:[?*+]|\{[\d,]+\})?\??")
_INNERMOST = re.compile(r"\((?:[^()\\]|\\.)*\)(?:[?*+]|\{[\d,]+\})?\??")
_MAYBE = re.compile(r"\\.|.(?:[?*]|\{[\d,]+\})\??")


def anchor(source: str) -> str:
    """Give plain words that every match of a pattern holds, "" if there are none outside its groups.

    The longest, but rather with "you": fewer texts hold that than "the".
    """
    bare = _CLASS.sub("#", source).removeprefix(" (").removesuffix(")(?= )")
    while (outer := _INNERMOST.sub("#", bare)) != bare:
        bare = outer
    if "|" in bare:
        return ""
    return max(re.findall("[a-z ]+", _MAYBE.sub("#", bare)), key=lambda words: ("you" in words, len(words)), default="")


def opening(pattern: re.Pattern[str]) -> frozenset[str]:
    """Give the words that a phrase of `patterns` can begin with; none if it could be any."""
    return first_words(pattern.pattern.removeprefix(" (").removesuffix(")(?= )"))


def patterns(rule: str, *sources: str) -> Patterns:
    """Compile phrases of one rule; each stands between single spaces of the flat line."""
    return tuple((rule, re.compile(rf" ({source})(?= )")) for source in sources)
