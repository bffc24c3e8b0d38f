"""What releases a text or a picture that the guard holds: a patient's permission, or the author's declaration.

Sources: boundary rows B11 and B47 (a case: guard, checklist of the 18, and a permission or the word that the person is
invented; in a room also a case that was de-identified), B12 (a picture of a patient: a permission, and nothing else),
B24 (a testimonial: a permission). 45 CFR 164.508 for the permission, 164.514(b)(2) for the checklist.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from bedside.policy.consents import safe_harbor
from bedside.policy.guard.model import OWN_SIDE_ROLES, Audience, Declared, Role, Verdict

Way = Literal["", "authorised", "invented", "deidentified"]
Answer = Literal["publish", "confirm", "hold", "refuse", "checklist", "no_way"]

WAYS: Final[frozenset[Way]] = frozenset({"authorised", "invented", "deidentified"})

# Who may declare a case, and where: clinicians in the square (and to their followers), in a community and in a room.
# A student's placement waits (B21), and a practice speaks of its patients with their permission only (B24).
_DECLARES: Final[dict[Way, frozenset[Audience]]] = {
    "invented": frozenset({"public", "followers", "community", "room"}),
    "deidentified": frozenset({"room"}),
}
_SPEAK_OF_PATIENTS: Final[frozenset[Role]] = OWN_SIDE_ROLES - {"student"}


@dataclass(frozen=True)
class Release:
    """What an author hands in with a text. `ticked` are the letters of the checklist.

    `no_patient`: the author says that no picture shows a patient, asked for where the site does not look at pictures.
    """

    way: Way = ""
    authorisation_id: int = 0
    ticked: frozenset[str] = frozenset()
    no_patient: bool = False

    @property
    def declared(self) -> Declared:
        """What the guard is told of it."""
        return "authorised" if self.way == "authorised" else "invented" if self.way else "none"


NONE: Final = Release()


def ways(*, role: Role, audience: Audience) -> tuple[Way, ...]:
    """Return the ways open to an author where the text goes, the surest first."""
    if role not in _SPEAK_OF_PATIENTS or audience in ("practice", "class"):
        return ()
    declared = tuple(way for way, where in _DECLARES.items() if role == "clinician" and audience in where)
    return ("authorised", *declared)


def answer(release: Release, *, role: Role, audience: Audience, verdict: Verdict) -> Answer:
    """Return what becomes of a text, from the guard's verdict on it *as declared*.

    A permission releases what is held. A declaration does not: an identifier has to go, whoever the person is; it
    lowers what only narrows down who it could be (`guard.verdicts`), and stands for the second press. Nothing releases
    what is refused.
    """
    if release.way and release.way not in ways(role=role, audience=audience):
        return "no_way"
    if release.way in ("invented", "deidentified") and safe_harbor.unticked(release.ticked):
        return "checklist"
    if verdict == "refuse":
        return "refuse"
    if verdict == "hold":
        return "publish" if release.way == "authorised" else "hold"
    if verdict == "confirm":
        return "publish" if release.way else "confirm"
    return "publish"


# A practice that lets patients speak for it (B24). Read of the practice's own voice only; a testimonial without these
# words is not found, and the page of the composer asks for the permission all the same.
_TESTIMONIAL: Final = re.compile(
    r"""\b(?:testimonials?|success\ stor(?:y|ies)|patient(?:'s|s'|s)?\ stor(?:y|ies))\b
      | \b(?:one\ of\ |a\ )?(?:our|my|of\ our|happy|satisfied|grateful|former)\ patients?\b[^.!?\n]{0,40}
        \b(?:says?|said|wrote|writes|told|tells|shares?|shared|thanks?|thanked|describes?|reports?)\b
      | \b(?:a|one)\ patient\b[^.!?\n]{0,40}\b(?:wrote|writes|told\ us|shares?|shared|thanked|says?|said)\b
      | \b(?:what|hear\ what)\ (?:our|my)\ patients\ (?:say|think|tell)\b
      | \b(?:5|five)[\ -]stars?\b[^.!?\n]{0,30}\b(?:review|from)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def is_testimonial(text: str, *, role: Role) -> bool:
    """Say whether a practice lets a patient speak for it in this text."""
    return role in ("practice", "organisation") and _TESTIMONIAL.search(text) is not None
