"""Who may do what here: the list for everybody, "Why?" for each row, and the staff page that makes rows stricter."""

import re
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.boundaries import actions, queries
from bedside.areas.boundaries.queries import Seen
from bedside.doors.web.access import anyone
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.boundaries import BackForm, TightenForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import Panel, page_of
from bedside.policy.boundaries import Rule
from bedside.policy.boundaries.sources import HOW_CHECKED, link_of

PLACES: Final = {
    "square": gettext_noop("In public"),
    "community": gettext_noop("Communities"),
    "room": gettext_noop("Rooms"),
    "practice": gettext_noop("Practices"),
    "class": gettext_noop("Learning"),
    "any": gettext_noop("Everywhere"),
}
ANSWERS: Final = {
    "allow": gettext_noop("Yes"),
    "allow_if": gettext_noop("Yes, if"),
    "transform": gettext_noop("Something else instead"),
    "hold": gettext_noop("It waits first"),
    "deny": gettext_noop("No"),
}
# By whom a row begins, in the order of the page.
WHO: Final = {
    "patient": gettext_noop("Patients and members"),
    "carer": gettext_noop("Carers"),
    "minor": gettext_noop("Children and teens"),
    "clinician": gettext_noop("Clinicians"),
    "student": gettext_noop("Students"),
    "practice": gettext_noop("Practices and their staff"),
    "organisation": gettext_noop("Organisations and researchers"),
    "staff": gettext_noop("People who run the site or a space"),
}
_AS: Final = {
    "personal": "patient",
    "researcher": "organisation",
    "substance-use": "practice",
    "steward": "staff",
    "moderator": "staff",
    "administrator": "staff",
    "supervisor": "student",
}
DECISIONS: Final = {"hold": gettext_noop("It waits first"), "deny": gettext_noop("No")}


@anyone
@require_GET
def boundaries(request: Request) -> HttpResponse:
    """The whole table in words, one kind of place at a time."""
    asked = request.GET.get("where", "")
    where = asked if asked in PLACES else "square"
    here = reverse("boundaries")
    context = {
        "page_title": _("Who may do what here"),
        "tabs": [
            {"url": f"{here}?where={key}", "name": _(name), "current": key == where} for key, name in PLACES.items()
        ],
        "groups": _groups(queries.rows(request.viewer, space=where)),
    }
    return render(request, "pages/boundaries.html", context)


@anyone
@require_GET
def why(request: Request, row: str) -> HttpResponse:
    """One row: what is asked, what happens, on which rules it rests, and whether this site is stricter."""
    seen = queries.row(request.viewer, row)
    change = seen.change
    stricter = {"reason": change.reason, "at": change.changed_at} if change is not None else None
    context = {
        **_line(seen),
        "page_title": _(seen.words.asks).removesuffix("."),
        "place": _(PLACES[seen.row.space]),
        "stricter": stricter,
        "fixed": _(seen.words.fixed) if seen.words.fixed else "",
        "blind": seen.row.space != "practice",
        "rules": [_rule(rule) for rule in seen.rules],
        "back": f"{reverse('boundaries')}?where={seen.row.space}",
    }
    return render(request, "pages/why.html", context)


@for_staff("tighten boundaries")
@require_http_methods(["GET", "POST"])
def staff_boundaries(request: Request) -> HttpResponse:
    """Make a row stricter, or let the table's own answer hold again."""
    every = [one for place in PLACES for one in queries.rows(request.viewer, space=place)]
    open_rows = [(one.row.id, f"{one.row.id} · {_(one.words.asks)}") for one in every if one.words.may]
    stricter = [(one.row.id, f"{one.row.id} · {_(one.words.asks)}") for one in every if one.change]
    panels = [
        Panel(
            do="tighten",
            title=_("Make a row stricter"),
            text=_("It counts at once, for everybody. Everybody can read the reason. You can never make a row looser."),
            form_class=TightenForm.of(open_rows),
            act=lambda form: actions.tighten(by=request.viewer, **form.said),
            button=_("Make it stricter"),
            done=_("This site is stricter from now on."),
            initial={"row": request.GET.get("row", "")},
        )
    ]
    if stricter:
        panels.append(
            Panel(
                do="back",
                title=_("Back to the table"),
                form_class=BackForm.of(stricter),
                act=lambda form: actions.back_to_table(by=request.viewer, **form.said),
                button=_("Back to the table"),
                done=_("The table's own answer holds again."),
            )
        )
    rows = [_changed(one) for one in queries.changes(request.viewer)]
    text = "" if rows else _("Nothing was changed. The table holds as it is.")
    before = [{"title": _("What was changed"), "text": text, "rows": rows}]
    lead = _("The table says who may do what to whom. This site can be stricter, where a row allows that.")
    return page_of(request, "staff_boundaries", title=_("Boundaries"), panels=panels, before=before, lead=lead)


def _groups(rows: list[Seen]) -> list[dict[str, Any]]:
    """Return the rows under whom they speak of; each row stands once, under the first that it names."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for one in rows:
        first = re.split(r"[ /]", one.row.actor)[0]
        who = "practice" if one.row.space == "practice" and first == "staff" else _AS.get(first, first)
        lines.setdefault(who, []).append(_line(one))
    return [{"name": _(name), "rows": lines[who]} for who, name in WHO.items() if who in lines]


def _line(seen: Seen) -> dict[str, Any]:
    return {
        "id": seen.row.id,
        "asks": _(seen.words.asks).removesuffix("."),
        "then": _(seen.words.then),
        "answer": _(ANSWERS[seen.decision]),
        "decision": seen.decision,
        "is_stricter": seen.change is not None,
        "url": reverse("why", args=[seen.row.id]),
    }


def _rule(rule: Rule) -> dict[str, str]:
    return {"src": rule.src, "text": _(rule.text), "url": link_of(rule), "checked": _(HOW_CHECKED[rule.checked])}


def _changed(change: queries.Changed) -> dict[str, str]:
    answer = _(DECISIONS[change.decision]) if change.decision else _("back to the table")
    value = f"{date_format(change.at, 'j F Y')}: {answer}. {change.reason}"
    return {"name": change.row, "value": value, "url": reverse("why", args=[change.row]), "action": _("See the row")}


urlpatterns = [
    path("boundaries/", boundaries, name="boundaries"),
    path("why/<slug:row>/", why, name="why"),
    path("staff/boundaries/", staff_boundaries, name="staff_boundaries"),
]
