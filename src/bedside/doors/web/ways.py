"""What can be done instead of what the table does not let through: keys of options as links with words."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts import queries as contacts
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import door_of_clinician
from bedside.kit import html
from bedside.kit.errors import NotHere, Refused

# What a key of `policy.boundaries` leads to: the name of a route without arguments.
ROUTES: Final = {"ask_in_general": "compose", "emergency_card": "urgent", "practice_to_practice": "shared_care"}


def ways(refused: Refused, *, viewer: Viewer, text: str = "") -> list[dict[str, str]]:
    """Return the options of a refusal as {label, note, url}; `text` is what named whom it was for.

    Nothing that was typed is lost on the way: it is kept as a draft before.
    """
    found = []
    door_url = _door_url(viewer, text) if "practice_door" in refused.options else ""
    for key in refused.options:
        if key in ROUTES:
            found.append(_way(key, reverse(ROUTES[key])))
        elif key == "practice_door" and door_url:
            found.append(_way(key, door_url))
    return found


def between_practices(viewer: Viewer, *, space_kind: str, verdict: str) -> dict[str, Any] | None:
    """Return what row B50 offers for words in a room that could tell who a patient is; None for others.

    Nobody asks here whether somebody else treats the same patient: the offer is the same either way.
    """
    if space_kind != "room" or verdict not in ("hold", "refuse"):
        return None
    ruling = boundaries.ask(viewer, space="room", action="discuss identifiable shared patient", target="clinician")
    if ruling.row.id != "B50":
        return None
    refused = boundaries.refusal(ruling)
    told = {
        "text": _("If one of you treats this patient, too: talk in private. Your patient has to sign for it first.")
    }
    return told | {"ways": ways(refused, viewer=viewer), "why_url": why_url(refused)}


def _door_url(viewer: Viewer, text: str) -> str:
    """Return the door of the first practice whose clinician is named in `text`, "" without one."""
    for handle in html.mentions_in(text):
        try:
            named = contacts.reachable_by_handle(viewer, handle)
        except NotHere:
            continue
        door = door_of_clinician(named.id)
        if door is not None and door.takes_messages:
            return reverse("door", args=[door.space.slug])
    return ""


def _way(key: str, url: str) -> dict[str, str]:
    label, note = {
        "ask_in_general": (
            _("Ask in public, in general words"),
            _("Your text is here as a draft. Take out what tells who you are, and choose who may read it."),
        ),
        "practice_door": (_("Open the practice's door"), _("It says who reads, and when they answer.")),
        "practice_to_practice": (
            _("Do two of you treat this patient? Talk in private"),
            _("Where your patient has signed for it, two practices can talk about them. Your text is kept as a draft."),
        ),
        "emergency_card": (_("Get urgent help"), _("Numbers to call now.")),
    }[key]
    return {"label": label, "note": note, "url": url}


def why_url(refused: Refused) -> str:
    """Return the page that says why, where a row of the table said no."""
    return reverse("why", args=[refused.row]) if refused.row else ""
