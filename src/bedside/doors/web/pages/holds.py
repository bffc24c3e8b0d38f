"""Legal holds: opened by one administrator, confirmed by another. For others the page does not exist."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import actions, queries
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.leaving import HoldForm, PickHoldForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import Panel, page_of


@for_staff("hold an account")
@require_http_methods(["GET", "POST"])
def staff_holds(request: Request) -> HttpResponse:
    """Open a hold, confirm one that another administrator opened, or end one before its day."""
    panels = [
        Panel(
            do="open",
            title=_("Open a hold"),
            text=_(
                "Only for a legal order. It counts when another administrator has confirmed it. The member is told."
            ),
            form_class=HoldForm,
            act=lambda form: actions.open_hold(by=request.viewer, **form.order),
            button=_("Open the hold"),
            done=_("The hold is open. Another administrator has to confirm it."),
        ),
        Panel(
            do="confirm",
            title=_("Confirm a hold"),
            form_class=PickHoldForm,
            act=lambda form: actions.confirm_hold(by=request.viewer, hold_id=form.cleaned_data["hold"]),
            button=_("Confirm the hold"),
            done=_("The hold counts from now on, and the member is told."),
        ),
        Panel(
            do="end",
            title=_("End a hold"),
            text=_("An erasure that waits for it then runs by itself."),
            form_class=PickHoldForm,
            act=lambda form: actions.end_hold(by=request.viewer, hold_id=form.cleaned_data["hold"]),
            button=_("End the hold"),
            done=_("The hold has ended."),
        ),
    ]
    rows = [_row(one) for one in queries.live_holds(request.viewer)]
    text = "" if rows else _("No account is held.")
    before = [{"title": _("Holds now"), "text": text, "rows": rows}]
    lead = _("A held account can't be erased. Nobody reads more of it than before.")
    return page_of(request, "staff_holds", title=_("Legal holds"), panels=panels, before=before, lead=lead)


def _row(hold: queries.HoldRow) -> dict[str, Any]:
    state = _("waits to be confirmed")
    if hold.confirmed_at is not None:
        state = _("since %s") % date_format(hold.confirmed_at, "j F Y")
    until = _("until %s") % date_format(hold.expires_at, "j F Y")
    value = f"@{hold.handle}: {hold.reference}; {hold.scope}; {state}, {until}"
    return {"name": str(hold.id), "value": value, "url": "", "action": ""}


urlpatterns = [path("staff/holds/", staff_holds, name="staff_holds")]
