"""My boundaries: what others may do towards me, whom I keep away, and what the site does for everybody alike."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.queries import OwnLookUp
from bedside.areas.people.viewer import Viewer
from bedside.doors.web.access import confirmed, signed_in
from bedside.doors.web.forms.contacts import FirstContactForm
from bedside.doors.web.http import Request
from bedside.policy import boundaries
from bedside.policy.following import HIDES_FOLLOWERS

# Rows of the table that nobody can change for herself, by who reads the page.
FIXED_FOR_MEMBERS: Final = ("B01", "B02", "B04", "B13", "B14", "B15", "B27", "B39")
FIXED_FOR_CLINICIANS: Final = ("B01", "B02", "B04", "B10", "B13", "B14", "B15")
LISTS: Final = ("not_my_doctor", "blocked", "muted")


@signed_in
@require_GET
def my_boundaries(request: Request) -> HttpResponse:
    """Everything in one place, each with the button that changes it."""
    return _page(request)


def _page(request: Request, form: FirstContactForm | None = None) -> HttpResponse:
    viewer = request.viewer
    chosen = queries.first_contact(viewer)
    asked = form or FirstContactForm(initial={"connect": chosen.connect, "message": chosen.message})
    clinician = viewer.kind in HIDES_FOLLOWERS
    context = {
        "page_title": _("My boundaries"),
        "form": None if clinician else asked,
        "kind_text": boundaries.ruling(space="square", actor="patient", action="connect", target="clinician").what
        if clinician
        else "",
        "rows": _lists(viewer),
        "look_ups": [_look_up(one) for one in queries.look_ups(viewer)] if clinician else None,
        "facts": [_fact(row) for row in (FIXED_FOR_CLINICIANS if clinician else FIXED_FOR_MEMBERS)],
    }
    return render(request, "pages/my_boundaries.html", context, status=422 if asked.errors else 200)


def _lists(viewer: Viewer) -> list[dict[str, str]]:
    """Return the lines of parts/summary_list.html: whom one keeps away, and who asks."""
    counts = {
        "not_my_doctor": (_("Not my doctor"), queries.not_my_doctors(viewer)),
        "blocked": (_("Blocked"), queries.blocked(viewer)),
        "muted": (_("Muted"), queries.muted(viewer)),
        "connect": (_("Who asks to connect"), queries.asking_to_connect(viewer)),
    }
    here = reverse("contacts")
    rows = [
        {"name": name, "value": _people(found), "url": f"{here}?list={key}", "action": _("Open")}
        for key, (name, found) in counts.items()
        if not (viewer.kind in HIDES_FOLLOWERS and key in ("not_my_doctor",))
    ]
    waiting = {"name": _("First messages"), "value": _("From people you don't follow"), "action": _("Open")}
    return [*rows, waiting | {"url": reverse("first_messages")}]


def _people(found: queries.Contacts) -> str:
    count = len(found.people)
    if found.next_after is not None:
        return _("More than %(n)d people") % {"n": count}
    return (_("1 person") if count == 1 else _("%(n)d people") % {"n": count}) if count else _("Nobody")


def _look_up(one: OwnLookUp) -> dict[str, Any]:
    return {
        "name": one.persona.name if one.persona else _("A page that is no longer here"),
        "url": reverse("persona", args=[one.persona.handle]) if one.persona else "",
        "reason": one.reason,
        "at": one.at,
        "drop_url": reverse("look_up_drop", args=[one.id]),
    }


def _fact(row_id: str) -> dict[str, str]:
    words = boundaries.words_of(row_id)
    return {"asks": words.asks, "then": words.then, "url": reverse("why", args=[row_id])}


@confirmed
@require_POST
def first_contact(request: Request) -> HttpResponse:
    """Choose from whom one takes requests and first messages."""
    form = FirstContactForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    actions.choose_first_contact(by=request.viewer, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("my_boundaries")


@confirmed
@require_POST
def look_up_drop(request: Request, look_up_id: int) -> HttpResponse:
    """Take a line out of one's own log."""
    actions.drop_look_up(by=request.viewer, look_up_id=look_up_id)
    messages.success(request, _("Taken out of your log."))
    return redirect("my_boundaries")


urlpatterns = [
    path("settings/boundaries/", my_boundaries, name="my_boundaries"),
    path("settings/boundaries/first-contact/", first_contact, name="first_contact"),
    path("settings/boundaries/log/<int:look_up_id>/drop/", look_up_drop, name="look_up_drop"),
]
