"""Whether a text describes one person though no "he", "she" or "my patient" says so.

Ward shorthand leaves these words out: "Lady from Bury, off legs", "Transferred from Castlebar last night", "Bed 4 still
spiking temps". Each kind of opening below is met in talk about nobody only where something else follows.
"""

from __future__ import annotations

import re
from functools import cache

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.tables import rows

_OPENING = r"(?:\A|[.!?;:\n]\s{0,3}|\s[-*\u2013\u2022]\s)"
_LOOKS = r"(?:(?:elderly|older|young|old|little|frail|middle-aged|another|poor|lovely|sweet|retired)\s){0,2}"
_DONE = (
    r"(?:re-?)?(?:admitted|discharged|transferred|referred|brought in|operated on|intubated|extubated|delivered"
    r"|reviewed|clerked|triaged|resuscitated|repatriated|sent home|blue-lighted|airlifted|medevaced|flown in)"
)
_STATE = (
    r"\b(?:bed|bay|cubicle|side ?room|cot|isolette|incubator)\s?\d{1,3}\b"
    r"|\b(?:(?:still|finally|now|back|came) (?:off|on)|is (?:off|on)|(?:still|finally|now) is (?:off|on)) (?:the |a )?"
    r"(?:vent|ventilator|bipap|cpap|pressors|dialysis|ecmo|drip)\b"
    r"|\b(?:still|keeps) spiking\b|\b(?:is|was|got|been|finally) (?:extubated|intubated|discharged|trached)\b"
    r"|\b(?:is|is going|went|has gone) home\b|\boff legs\b|\bpost[- ]?op day \d"
)
_MORE_THAN_ONE = (
    r"\b(?:two|three|both|these|the) (?:[\w'-]{1,12} )?(?:brothers|sisters|siblings|twins|triplets|cousins|patients"
    rf"|ladies|lads|girls|boys|residents)\s(?:from|with|in (?:bed|bay))\b"
    rf"|{_OPENING}(?:twins|triplets|couple|family)\sfrom\b"
)
_TREATED = re.compile(
    r"(?:\A|[.!?\n]\s{0,3})(?i:admitted|discharged|operated on|treated|intubated|extubated|delivered)"
    r"\s[A-Z][\w'-]{1,20}\s[A-Z][\w'-]{1,20}"
)
# What follows tells one person from a kind of people: "Teen from Fresno", "Lady, 54, off legs".
_FOLLOWS = r"(?=,\s?\d|\s(?:from|aged|who (?:came|was|is|has|had)|came|c/o|presented|presenting|brought|found)\b)"
# Not "the patient in the literature"; a clinician, a student or a speaker is the one who talks, not who is treated.
_SPEAKERS = frozenset({"speaker", "visitor", "winner", "host", "hero", "heroine", "legend", "performer", "somebody"})
_COMMON = ("pt", "client", "resident", "infant", "case", "outpatient", "admission", "referral")


def is_described(text: str) -> bool:
    """Say whether a normalised text describes one person, or a few together, in the shorthand of wards and posts."""
    return _TREATED.search(text) is not None or any(pattern.search(text) is not None for pattern in _patterns())


@cache
def _patterns() -> tuple[AnyCase, ...]:
    person = "|".join(sorted(_persons(), key=lambda word: (-len(word), word)))
    return (
        AnyCase(_STATE),
        AnyCase(rf"{_OPENING}{_DONE}\s(?:from|to|by|with|overnight|last night|today|this morning|yesterday|at \d)\b"),
        AnyCase(_MORE_THAN_ONE),
        AnyCase(rf"{_OPENING}{_LOOKS}(?:{person}){_FOLLOWS}"),
        AnyCase(rf"\b(?:an?|the|one|another)\s(?:[\w-]{{1,14}}\s){{0,2}}?(?:{person})\s(?:from|near|outside)\b"),
    )


def _persons() -> set[str]:
    """Give the words for one person and the jobs by which people are told of."""
    jobs = {name for job, also, _ in rows("jobs.tsv") for name in (job, *also.split("; ")) if name}
    return {word for word, *_ in rows("person_words.tsv")} - _SPEAKERS | jobs | set(_COMMON)
