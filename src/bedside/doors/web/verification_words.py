"""What the page of one's own verification says in each state: what is so, and what comes next, in plain words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from bedside.areas.credentials.models import Claim
from bedside.policy.verification.claims import OUTCOMES

Words = tuple[object, object]

# state: what is so, what comes next
STATES: Final[dict[str, Words]] = {
    "matched": (_("The register has your number and name."), _("Now show that it is you. One proof is enough.")),
    "proving": (_("One proof is still missing."), _("Choose how you show that it is you.")),
    "in_review": (_("People look at your claim now."), _("You hear from us. You need do nothing until then.")),
    "granted": (_("You are verified."), _("We write to you 60, 30 and 7 days before it ends.")),
    "due": (_("Your verification ends soon."), _("Have it checked anew. It takes a few minutes.")),
    "suspended": (
        _("Your verification is suspended."),
        _("Your badge is not shown, and rooms are closed to you, until staff have looked. You can answer below."),
    ),
    "refused": (_("Your claim was refused."), _("You can appeal once, or begin a new claim.")),
    "withdrawn": (_("Your last claim was closed."), _("You can begin a new one.")),
    "expired": (_("Your verification has ended."), _("Your posts stay. To write in rooms again, begin a new claim.")),
    "revoked": (_("Your verification was taken back."), _("You can appeal once, within 14 days.")),
}
LEVELS: Final[dict[str, object]] = {
    "V1": _("V1: your work address was checked"),
    "V2": _("V2: found in the register, not yet proven to be you. You can read rooms"),
    "V3": _("V3: found in the register, and proven to be you"),
    "V4": _("V4: on your employer's roster"),
    "S": _("S: you study"),
    "P": _("P: colleagues vouched for you"),
}
# Why people look, where that helps to know.
REVIEWS: Final[dict[str, object]] = {
    "name_is_close": _("The register's entry differs a little from what you typed. A person compares the two."),
    "second_claim": _(
        "Somebody else claims this number too. We call the number in the register to settle it. Until then neither"
        " claim goes on."
    ),
    "appealed": _("Somebody who was not involved before looks at it again."),
    "handed_in": _("Reviewers look at what you sent."),
}
# Why a claim was closed without people.
ENDS: Final[dict[str, object]] = {
    "nothing_came": _("No proof came within 30 days."),
    "register_inactive": OUTCOMES["register_inactive"],
}


@dataclass(frozen=True)
class Said:
    """The sentences for one claim."""

    title: object
    text: object
    more: object


def said_of(claim: Claim, *, suspended: str = "", over: bool = False) -> Said:
    """Return what is said of a claim; `suspended` is the sentence of a suspension's reason.

    `over`: what it gave has run out, though the worker has not written that down yet.
    """
    title, text = STATES["expired" if over else claim.state]
    more = {
        "in_review": REVIEWS.get(claim.reason, ""),
        "refused": OUTCOMES.get(claim.outcome, ""),
        "withdrawn": ENDS.get(claim.reason, ""),
        "suspended": suspended,
    }.get(claim.state, "")
    if claim.state == "proving" and claim.reason == "asked_again":
        more = OUTCOMES["unreadable"]
    return Said(title, text, more)
