"""The card for somebody in distress, as it is drawn: on its own page, and as a line above one's own post."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from bedside.areas.escalations import queries
from bedside.areas.escalations.queries import Card
from bedside.areas.escalations.rules import table
from bedside.doors.web.care_words import ASK, CARDS, OWN_REASONS, CardWords, span
from bedside.doors.web.help_parts import countries_to_ask, country_for, country_name, help_of
from bedside.doors.web.http import Request
from bedside.kit.clock import now
from bedside.policy.escalation import Klass, State

AT_ONCE = frozenset({"C1", "C2", "C3"})  # the card is the page that follows on posting
NO_END = timedelta(days=13)  # no shift is planned: a day would be a promise that nobody made
WAITS = frozenset({State.CARDED.value})


def needs_card_now(request: Request, post_id: int, *, edited: bool = False) -> bool:
    """Say whether the card comes before anything else in the answer to a post that was just sent or `edited`.

    What is merely private is told beside the post: it can wait until the author has seen that the post is there. So
    does a change of a post about which the duty team has written to her: she mends her words, often because they told
    her that she may, and wants to see that it worked. Until then each change brings the card again, as it may say more
    than before, and in an emergency always: the number to call helps her more than the sight of her post.
    """
    card = queries.card_for(request.viewer, post_id)
    if card is None or card.klass not in AT_ONCE:
        return False
    return not edited or not card.written or card.klass == Klass.EMERGENCY


def words_of(card: Card | None) -> CardWords:
    """Return the words of a card; those of the author's own question where there is no card."""
    return CARDS.get(Klass(card.klass), ASK) if card is not None else ASK


def own_card(request: Request, post_id: int) -> dict[str, Any]:
    """Return the context of the box above one's own post while its card is open; nothing for everybody else."""
    card = queries.card_for(request.viewer, post_id)
    if card is None:
        return {}
    number = help_of(country_for(request))["emergency"]["number"]
    said = words_of(card)
    waits = card.state in WAITS
    return {
        "care_title": str(said.title) % {"number": number} if waits else _("We read your post"),
        "care_text": _("Only you see this box."),
        "care_url": reverse("post_care", args=[post_id]) if waits else reverse("care_one", args=[card.escalation_id]),
    }


def context_of(request: Request, post_id: int, card: Card | None) -> dict[str, Any]:
    """Return the context of pages/post_care.html."""
    country = country_for(request)
    helps, said = help_of(country), words_of(card)
    number = helps["emergency"]["number"]
    return {
        **helps,
        "page_title": str(said.title) % {"number": number},
        "lead": said.lead,
        "calls": _calls(helps, said),
        "no_lines": said.shows_lines and not helps["crisis"],
        "country": country_name(country),
        "countries": countries_to_ask(country),
        "card": card,
        "asked": card is not None and card.state not in WAITS,
        "care_url": reverse("care_one", args=[card.escalation_id]) if card is not None else "",
        "reason": said.reason,
        "reasons": OWN_REASONS if card is None else {},
        "answer_time": answer_time(card.klass if card is not None else ""),
        "leave": said.leave,
        "post_url": reverse("post", args=[post_id]),
    }


def _calls(helps: dict[str, Any], said: CardWords) -> list[dict[str, Any]]:
    number = helps["emergency"]["number"]
    emergency = {
        "uri": f"tel:{number}",
        "icon": "phone",
        "text": _("Call %(number)s") % {"number": number},
        "about": said.emergency,
    }
    lines = helps["crisis"] if said.shows_lines else []
    return [*lines, emergency] if said.lines_first else [emergency, *lines]


def answer_time(klass: str) -> str:
    """Return when somebody of the site writes: within the clock of the class, or that nobody reads this now."""
    until = queries.nobody_until()
    if until is not None and until >= now() + NO_END:
        return _("Nobody of this site reads this now. Call, or tell somebody near you")
    if until is not None:
        told = _("Nobody of this site reads this before %(when)s. Call if you can't wait")
        return told % {"when": day_and_time(until)}
    within = table().within.get((State.CONTACTED, Klass(klass or Klass.URGENT.value)))
    if within is None:
        return _("A trained person writes to you in private")
    return _("A trained person writes to you in private, within %(span)s") % {"span": span(within)}


def day_and_time(at: datetime) -> str:
    """Return "14:30", with the day where that is another than today."""
    local = timezone.localtime(at)
    clock = time_format(local, "H:i")
    if local.date() == timezone.localtime(now()).date():
        return clock
    return _("%(day)s, %(clock)s") % {"day": date_format(local, "l j F"), "clock": clock}
