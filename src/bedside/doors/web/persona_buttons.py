"""The buttons on the page of a persona: what one can do towards it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.contacts.queries import Relation
from bedside.areas.people.models import Persona
from bedside.policy.following import waits


def follow_button(whose: Persona, relation: Relation) -> dict[str, Any] | None:
    """Return the first button below the name; `link` where a page comes before."""
    if relation.is_self or relation.blocked:
        return None
    if relation.following or relation.asked:
        label = _("Stop following") if relation.following else _("Take back your request")
        return {"url": reverse("unfollow", args=[whose.handle]), "followed": True, "label": label}
    if not relation.may_follow:
        return None
    if relation.asked_first:
        return {"link": reverse("follow_question", args=[whose.handle]), "followed": False, "label": _("Follow")}
    asks = waits(target=whose.kind, asks_first=whose.asks_first)
    label = _("Ask to follow") if asks else _("Follow")
    return {"url": reverse("follow", args=[whose.handle]), "followed": False, "label": label}


def connect_button(whose: Persona, relation: Relation) -> dict[str, str] | None:
    """Return the button that asks for a follow both ways, or takes that back."""
    if relation.is_self or relation.blocked or not relation.may_connect:
        return None
    if relation.wants_to_connect:
        return {"url": reverse("accept_connection", args=[whose.handle]), "label": _("Connect: they asked you")}
    if relation.connecting:
        return {"url": reverse("end_connection", args=[whose.handle]), "label": _("Take back asking to connect")}
    if relation.following and (relation.followed_by or whose.kind == "clinician"):
        return None
    return {"url": reverse("connect", args=[whose.handle]), "label": _("Connect")}


def distance(whose: Persona, relation: Relation) -> list[dict[str, str]]:
    """Return the buttons below: who asked, who follows, mute, not my doctor, block."""

    def button(name: str, label: str, note: str = "") -> dict[str, str]:
        return {"url": reverse(name, args=[whose.handle]), "label": label, "note": note}

    if relation.blocked:
        return [button("unblock", _("Unblock"))]
    buttons = []
    if relation.waiting:
        buttons.append(button("accept_follower", _("Let them follow you")))
        buttons.append(button("remove_follower", _("Don't let them follow you"), _("They are not told.")))
    if relation.wants_to_connect:
        buttons.append(button("end_connection", _("Don't connect"), _("They are not told.")))
    if relation.followed_by:
        buttons.append(button("remove_follower", _("Remove as follower"), _("They are not told.")))
    if relation.muted:
        buttons.append(button("unmute", _("Show their posts again")))
    else:
        buttons.append(button("mute", _("Mute"), _("You don't see their posts in your lists. They are not told.")))
    if relation.not_my_doctor:
        buttons.append(button("let_see", _("Let them see me again"), _("They are not told.")))
    elif whose.kind == "clinician":
        note = _("They and the people they work with no longer see you here. You still see them. They are not told.")
        buttons.append(button("not_my_doctor", _("Not my doctor"), note))
    buttons.append(button("block", _("Block"), _("You don't see each other any more. They are not told.")))
    return buttons
