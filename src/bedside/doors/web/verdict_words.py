"""What the composer says of a verdict: names of kinds and parts, titles, what to do, the card of an urgent text."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.policy.emergency import emergency
from bedside.policy.guard import Report
from bedside.policy.guard.model import SELF_ROLES

ICONS = {"advise": "info", "confirm": "eye", "hold": "lock", "refuse": "x"}


def name_of(kind: str) -> str:
    """Return what a kind of finding is called."""
    return {
        "name": _("A name"),
        "place": _("A place smaller than a state"),
        "date": _("A date that belongs to a person"),
        "age_over_89": _("An age over 89"),
        "phone": _("A phone number"),
        "fax": _("A fax number"),
        "email": _("A mail address"),
        "ssn": _("A national number"),
        "record_no": _("A record number"),
        "plan_no": _("A health plan number"),
        "account_no": _("An account or card number"),
        "licence_no": _("A licence number"),
        "vehicle": _("The number of a car"),
        "device": _("The number of a device"),
        "url": _("A link to a person's page"),
        "ip": _("The address of a computer"),
        "biometric": _("A fingerprint or voice print"),
        "image": _("A picture of a person"),
        "handle": _("Somebody's handle"),
        "other_id": _("A mark that one person has"),
        "relation": _("Words that tell who is whose patient"),
        "combination": _("Several things that point to one person together"),
        "recency": _("Something that happened a short time ago"),
        "unchecked": _("A text that could not be checked"),
    }.get(kind, _("Something that could show who a person is"))


def part_named(what: str) -> str:
    """Return what an ingredient of a combination is called."""
    return {
        "place": _("The place"),
        "age": _("The age"),
        "sex": _("Man or woman"),
        "condition": _("The illness"),
        "role": _("The office or work"),
        "job": _("The work"),
        "tie": _("The family"),
        "time": _("The time"),
        "event": _("What happened"),
        "trait": _("What marks the person"),
        "origin": _("Where the person is from"),
        "unique": _("That there is only one"),
    }.get(what, _("A detail"))


def title_of(report: Report, *, places: int) -> str:
    """Return what happened, in one sentence."""
    one = places == 1
    return {
        "advise": _("You can publish this.") if not places else _("Look at this before you publish."),
        "confirm": _("1 place needs a second look.") if one else _("%(n)d places need a second look.") % {"n": places},
        "hold": _("1 place could show who this person is.")
        if one
        else _("%(n)d places could show who this person is.") % {"n": places},
        "refuse": _("This can't be published in this form."),
    }.get(report.verdict, "")


def what_to_do(report: Report, *, may_agree: bool, asked: bool) -> str:
    """Return what can be done, and what was kept. `may_agree`: the author may say that the person agreed."""
    kept = _("Your text is kept as a draft; nobody else has seen it.")
    if report.verdict == "advise":
        return _("It is your choice. Anyone who can read it could use this to find out more.")
    if report.verdict == "confirm" and not asked:
        return _("Change it, or publish it as it is. We will ask you once more.") + " " + kept
    if report.verdict == "confirm":
        return _("Change it, or tick the box below and publish it as it is.") + " " + kept
    if report.verdict == "hold" and may_agree:
        return _("Change the places, or say that the person agreed.") + " " + kept
    return _("Change the places, or use the safer wording.") + " " + kept


def card_of(report: Report, text: str, *, role: str, country: str, shown: str = "") -> dict[str, Any] | None:
    """Return the card of an urgent text, or None where none is needed.

    Somebody who writes of others in care is shown none but for her own despair: a lesson on stroke is no emergency.
    `shown` names the card that stands on the page already: it is not announced again. No crisis line is named here,
    because one is shown only after somebody has called it.
    """
    about_herself = any(hint.about == "self" for hint in report.urgency.hints)
    card = report.urgency.card
    if card == "none" or (role not in SELF_ROLES and not (card == "crisis" and about_herself)):
        return None
    words = _card_words(emergency(country).number)[card]
    points = list(dict.fromkeys(f"“{text[hint.start : hint.end]}”: {hint.why}" for hint in report.urgency.hints))
    told = "alert" if card == "emergency" else "status"
    return words | {"card": card, "points": points, "role": "" if card == shown else told}


def _card_words(number: str) -> dict[str, dict[str, Any]]:
    """Return what each card says; `number` is the emergency number where the author is."""
    urgent = {"url": reverse("urgent"), "action": _("Get urgent help")}
    return {
        "emergency": {
            "kind": "emergency",
            "title": _("Emergency: call %(number)s now") % {"number": number},
            "text": _("Nobody who reads this site can send help. What you wrote stays here while you call."),
            "action": _("Call %(number)s") % {"number": number},
            "phone": number,
        },
        "crisis": {
            "kind": "emergency",
            "title": _("You don't have to be alone with this now"),
            "text": _(
                "Tell somebody near you, or call them. If you could act on it, call %(number)s. You can still publish."
            )
            % {"number": number},
            **urgent,
        },
        "call_today": {
            "kind": "today",
            "title": _("Today: call your practice or doctor"),
            "text": _("This may need a look today. Answers here can take days. You can still publish."),
            **urgent,
        },
        "private": {
            "kind": "",
            "title": _("Not urgent: this may be private to you"),
            "text": _("You can publish it. You can also ask under another persona, or ask fewer people."),
        },
    }
