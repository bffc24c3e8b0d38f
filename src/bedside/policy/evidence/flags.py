"""Class flags: one fixed sentence that stands above the figures of a medicine (`evidence.md` section 7).

`flags.csv` lists names whose class alone tells the flag (columns name, class, flag). The list is general knowledge and
**awaits a clinician's review**; it holds `habit_forming` only. The other flags depend on facts about the site
(whether a purpose is approved, which line of therapy, whether a term was found) or on an official list that the
operator brings, and are set by the caller.

Why: people rate habit-forming medicines higher than the literature does, and those with a boxed warning lower
(103,411 WebMD reviews, J Med Internet Res 2015).
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from bedside.policy.vocabulary import normalise


class Flag(StrEnum):
    """What a reader has to know about a kind of medicine before its figures."""

    HABIT_FORMING = "habit_forming"
    BOXED_WARNING = "boxed_warning"
    OFF_LABEL_HERE = "off_label_here"
    USUALLY_SECOND_LINE = "usually_second_line"
    SYMPTOM_MASKING = "symptom_masking"
    FREE_TEXT_ONLY = "free_text_only"


SENTENCES: dict[Flag, str] = {
    Flag.HABIT_FORMING: "People tend to rate this kind of medicine higher than trials do. It can be hard to stop.",
    Flag.BOXED_WARNING: "This medicine carries its maker's strongest safety warning. Ask about it before you start.",
    Flag.OFF_LABEL_HERE: "This medicine is not approved for this purpose. That does not say whether it works.",
    Flag.USUALLY_SECOND_LINE: "Most people try this after something else did not help. That changes what they say.",
    Flag.SYMPTOM_MASKING: "This works at once on what you feel. It says nothing about the illness itself.",
    Flag.FREE_TEXT_ONLY: "This is what people typed. It may stand for more than one treatment.",
}


def flags_of(treatment: str) -> tuple[Flag, ...]:
    """The flags that the name of a treatment alone tells, generic or brand, in the order of `Flag`.

    A mixture has the flags of all its parts: a listed name counts wherever its words stand together in the name.
    """
    found = {flag for _class, flag in _rows_named_in(treatment)}
    return tuple(flag for flag in Flag if flag in found)


def classes_of(treatment: str) -> frozenset[str]:
    """The classes that the name of a treatment alone tells ("opioid"), found as `flags_of` finds its flags."""
    return frozenset(kind for kind, _flag in _rows_named_in(treatment))


def _rows_named_in(treatment: str) -> set[tuple[str, Flag]]:
    listed = _listed()
    return {listed[span] for span in spans(treatment, longest=max(len(name) for name in listed)) if span in listed}


def spans(text: str, *, longest: int) -> set[tuple[str, ...]]:
    """All runs of up to `longest` words of a normalised text."""
    words = normalise(text).split()
    return {tuple(words[start : start + length]) for start in range(len(words)) for length in range(1, longest + 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the site knows of a treatment for one purpose, beside its name. None: it does not know."""

    is_approved_here: bool | None = None
    """Whether a licence covers this very purpose."""
    is_second_line: bool | None = None
    """Whether most people take it after something else (`lines.is_second_line`)."""
    has_boxed_warning: bool = False
    masks_symptoms: bool = False
    has_term: bool = True
    """Whether the name was found in a vocabulary."""


def all_flags(treatment: str, known: Known) -> tuple[Flag, ...]:
    """The flags of a treatment for one purpose, in the order of `Flag`. What is not known raises no flag."""
    raised = {
        Flag.BOXED_WARNING: known.has_boxed_warning,
        Flag.OFF_LABEL_HERE: known.is_approved_here is False,
        Flag.USUALLY_SECOND_LINE: known.is_second_line is True,
        Flag.SYMPTOM_MASKING: known.masks_symptoms,
        Flag.FREE_TEXT_ONLY: not known.has_term,
    }
    by_name = flags_of(treatment)
    return tuple(flag for flag in Flag if flag in by_name or raised.get(flag))


@cache
def _listed() -> dict[tuple[str, ...], tuple[str, Flag]]:
    text = resources.files("bedside.policy.evidence").joinpath("flags.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {tuple(normalise(row["name"]).split()): (row["class"], Flag(row["flag"])) for row in rows}
