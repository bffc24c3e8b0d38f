"""What somebody in distress reads, by how soon she needs help. Short words, no blame, never a way of doing it.

Each class has its own: somebody with chest pain must not be asked whether she feels safe, and somebody who wrote of
dying must not read of ambulances first. `number` is the emergency number of her country.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bedside.policy.escalation import Klass

Words = Any  # lazily translated text


@dataclass(frozen=True)
class CardWords:
    """The words of one card. `lines_first`: crisis lines stand before the emergency number."""

    title: Words
    lead: Words
    emergency: Words  # beside the emergency number
    reason: str  # with which the author asks the team to write
    leave: Words
    outcome: str
    lines_first: bool = False
    shows_lines: bool = False


CARDS: dict[Klass, CardWords] = {
    Klass.EMERGENCY: CardWords(
        title=_("Call %(number)s now"),
        lead=_("What you wrote may be an emergency. Nobody who reads this site can send help. Call first."),
        emergency=_("Free. You can call for somebody else too"),
        reason="urgent",
        leave=_("I have called, or I am safe. Leave my post"),
        outcome="author_safe",
    ),
    Klass.SELF_HARM: CardWords(
        title=_("Are you safe right now?"),
        lead=_("What you wrote sounds very hard. You can talk to a person now. You do not have to explain anything."),
        emergency=_("If you are hurt, or about to be"),
        reason="self_harm",
        leave=_("I am safe. Leave my post"),
        outcome="author_safe",
        lines_first=True,
        shows_lines=True,
    ),
    Klass.URGENT: CardWords(
        title=_("Please call somebody today"),
        lead=_("What you wrote may need a look today. Answers here can take days. Call your practice or doctor."),
        emergency=_("If it gets worse, or you are afraid"),
        reason="urgent",
        leave=_("I have called, or I will. Leave my post"),
        outcome="in_care",
    ),
    Klass.SENSITIVE: CardWords(
        title=_("Do you want this to be private?"),
        lead=_("Others can read what you wrote. It may be more than you want to share. You decide what stays."),
        emergency=_("Only if you are in danger"),
        reason="sensitive",
        leave=_("I am fine with it. Leave my post"),
        outcome="author_safe",
        shows_lines=True,
    ),
}
ASK = CardWords(
    title=_("Do you need help with this?"),
    lead=_("Choose what fits. Only you see this page."),
    emergency=_("If life is in danger"),
    reason="",
    leave=_("No. Back to my post"),
    outcome="",
    shows_lines=True,
)
REASONS: dict[str, Words] = {
    "urgent": _("It is urgent"),
    "self_harm": _("It is about harming oneself, or dying"),
    "sensitive": _("It is too private for everybody to read"),
    "tells_others": _("It tells somebody else's details"),
}
OWN_REASONS: dict[str, Words] = {
    "self_harm": _("I think of harming myself"),
    "urgent": _("I need a doctor soon"),
    "sensitive": _("It is too private"),
}
CLASSES: dict[str, Words] = {
    "C1": _("Emergency"),
    "C2": _("Self-harm"),
    "C3": _("Needs care today"),
    "C4": _("Too private"),
    "C5": _("Ordinary question"),
}
TRIGGERS: dict[str, Words] = {
    "T1": _("The author asked"),
    "T2": _("A reader is worried"),
    "T3": _("The guard saw a sign"),
}
OUTCOMES: dict[str, Words] = {
    "author_safe": _("The author is safe"),
    "in_care": _("Somebody takes care of the author"),
    "lines_given_no_reply": _("The author knows the numbers, and did not answer"),
    "false_alarm": _("It was no cause for worry"),
    "moved_private": _("It went to a private place"),
    "withdrew": _("The author does not want help now"),
}
OWN_OUTCOMES: dict[str, Words] = {
    "author_safe": _("You said that you are safe"),
    "in_care": _("You said that somebody takes care of you"),
    "lines_given_no_reply": _("You were given the numbers. You can still write to us"),
    "false_alarm": _("We looked at it. All is well with your post"),
    "moved_private": _("You took it to a private place"),
    "withdrew": _("You did not want help with it"),
}
OWN_STATES: dict[str, Words] = {  # of what is still open, in a list that others may see over her shoulder
    "E1": _("You were shown where help is. Nobody else was asked"),
    "E2": _("Our duty team is asked. We write to you here"),
    "E3": _("We wrote to you. You can answer at any time"),
    "E4": _("You chose where to go on"),
    "E5": _("Two of our duty team passed words on. See what and why"),
}
STEPS: dict[str, Words] = {
    "E1": _("The author was shown the card"),
    "E2": _("The duty team was asked"),
    "E3": _("The site wrote to the author"),
    "E4": _("The author chose where to go on"),
    "E5": _("Two people passed words on"),
    "E6": _("It is over"),
    "E7": _("It was reviewed"),
    "triage": _("Somebody looked"),
    "write": _("The duty team wrote"),
    "answer": _("The author answered"),
    "graver": _("It became graver"),
    "stays": _("The author said what stays"),
    "second": _("The second on the rota was told"),
    "late": _("The time ran out: those who stand in were told"),
}
CHOICES: dict[str, Words] = {
    "confirm": _("Confirmed"),
    "lower": _("Less grave"),
    "raise": _("Graver"),
    "false_alarm": _("No cause for worry"),
}


def span(within: timedelta) -> str:
    """Return a length of time in words: "30 minutes", "4 hours"."""
    minutes = max(1, int(within.total_seconds() + 59) // 60)
    if minutes <= 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    if hours <= 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = -(-hours // 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
