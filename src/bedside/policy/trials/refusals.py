"""What nobody may try on oneself alone, and what takes a clinician's word (`records.md` section 5).

`data/refused.csv` lists names, generic and brand, of medicines that are dangerous to begin or to leave without
somebody who watches (columns name, class). The list is general knowledge and **awaits a clinician's review**. Opioids
and benzodiazepines stand in `policy/evidence/flags.csv`. A name that is listed is refused wherever it stands in an
arm: better one trial too few.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from bedside.policy.evidence.flags import classes_of, spans
from bedside.policy.vocabulary import normalise

NEVER_FROM_FLAGS: Final = frozenset({"opioid", "benzodiazepine"})

WORDS: Final = {
    "minor": "Trials of one's own are for adults. Somebody who treats you can plan one with you.",
    "pregnancy": "In pregnancy nothing is tried alone. Please ask the people who look after you.",
    "never": "This medicine can do harm when it is begun, changed or left out alone. No trial here may use it.",
    "clinician": "To begin, stop or change a prescribed medicine, first ask a clinician, and write down who agreed.",
}
"""What the person is told, by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to try.

    `prescribed` is the member's own answer for either arm; `agreed_by` names a clinician.
    """

    arm_a: str
    arm_b: str
    prescribed: bool
    agreed_by: str
    pregnant: bool
    adult: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not. `classes` names the kinds of medicine, for "never"."""

    code: str
    classes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What the person is told."""
        return WORDS[self.code]

    @property
    def field(self) -> str:
        """What has to change for it: who agreed, or what is tried."""
        return "agreed_by" if self.code == "clinician" else "arm_a"


def refusal(asked: Asked) -> Refusal | None:
    """Return why this may not be tried, the reason that no answer changes first; None where it may."""
    if not asked.adult:
        return Refusal("minor")
    if asked.pregnant:
        return Refusal("pregnancy")
    classes = never_alone(asked.arm_a) | never_alone(asked.arm_b)
    if classes:
        return Refusal("never", tuple(sorted(classes)))
    if asked.prescribed and not asked.agreed_by.strip():
        return Refusal("clinician")
    return None


def never_alone(arm: str) -> frozenset[str]:
    """The kinds of medicine named in an arm that are always refused."""
    listed = _listed()
    longest = max(len(name) for name in listed)
    named = {listed[span] for span in spans(arm, longest=longest) if span in listed}
    return frozenset(named) | (classes_of(arm) & NEVER_FROM_FLAGS)


@cache
def _listed() -> dict[tuple[str, ...], str]:
    text = resources.files("bedside.policy.trials").joinpath("data/refused.csv").read_text(encoding="utf-8")
    return {tuple(normalise(row["name"]).split()): row["class"] for row in csv.DictReader(text.splitlines())}
