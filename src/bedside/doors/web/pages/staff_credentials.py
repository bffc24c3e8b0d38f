"""Staff pages about credentials: record, suspend, lift, revoke; and the list of employers' mail domains."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.credentials import actions as credentials
from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import deciding, employers, holding
from bedside.areas.credentials.models import Employer
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.people_staff import CheckForm, HandleForm, RevokeForm
from bedside.doors.web.forms.verification import EmployerForm, NoEmployerForm, SuspendForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import Panel, page_of
from bedside.kit.errors import NotHere
from bedside.policy import permissions
from bedside.policy.verification.badges import day
from bedside.policy.verification.claims import SUSPENSIONS

ADMINISTRATORS_ONLY = frozenset({"seen", "grant", "lift", "revoke"})


@for_staff("suspend a credential")
@require_http_methods(["GET", "POST"])
def staff_credentials(request: Request) -> HttpResponse:
    """Suspend what somebody was given; administrators also record, lift and revoke."""
    panels = [_suspend(request)]
    if permissions.may("record a credential", roles=request.viewer.staff):
        panels = [_seen(request), _grant(request), *panels, _lift(request), _revoke(request)]
    elif request.method == "POST" and request.GET.get("do") in ADMINISTRATORS_ONLY:
        raise NotHere
    return page_of(request, "staff_credentials", title=_("Credentials"), panels=panels, before=_suspended(request))


def _suspended(request: Request) -> list[dict[str, Any]]:
    sections = []
    for one in queries.suspended(request.viewer):
        rows = [
            {"name": _("Reason"), "value": SUSPENSIONS[one.reason]},
            {"name": _("Note"), "value": one.note or _("None")},
            {"name": _("Answer"), "value": one.answer or _("None yet")},
        ]
        sections.append({"title": _("Suspended: @%s") % one.handle, "rows": rows})
    return sections


def _seen(request: Request) -> Panel:
    return Panel(
        do="seen",
        title=_("Say that you saw somebody"),
        text=_("For a claim whose number and name stand in the register. You saw the person, with papers."),
        form_class=HandleForm,
        act=lambda form: deciding.seen_in_person(by=request.viewer, handle=form.cleaned_data["handle"]),
        button=_("I saw this person"),
        done=_("The claim is granted."),
    )


def _grant(request: Request) -> Panel:
    return Panel(
        do="grant",
        title=_("Record a credential"),
        text=_("Record only what you saw yourself. Your name stands in the log."),
        form_class=CheckForm,
        act=lambda form: credentials.grant(by=request.viewer, handle=form.cleaned_data["handle"], check=form.check),
        button=_("Record it"),
        done=_("The credential is recorded."),
    )


def _suspend(request: Request) -> Panel:
    return Panel(
        do="suspend",
        title=_("Suspend a credential"),
        text=_("At once the badge is gone and rooms are closed. Its owner is told the reason, and can answer."),
        form_class=SuspendForm,
        act=lambda form: holding.suspend(by=request.viewer, **form.cleaned_data),
        button=_("Suspend it"),
        done=_("The credential is suspended."),
    )


def _lift(request: Request) -> Panel:
    return Panel(
        do="lift",
        title=_("Lift a suspension"),
        form_class=HandleForm,
        act=lambda form: holding.lift(by=request.viewer, handle=form.cleaned_data["handle"]),
        button=_("Lift it"),
        done=_("The credential counts again."),
    )


def _revoke(request: Request) -> Panel:
    return Panel(
        do="revoke",
        title=_("Revoke a credential"),
        text=_("For good. Its owner is told, and can appeal within 14 days."),
        form_class=RevokeForm,
        act=lambda form: credentials.revoke(by=request.viewer, **form.cleaned_data),
        button=_("Revoke it"),
        done=_("The credential is revoked."),
    )


@for_staff("keep the employers' list")
@require_http_methods(["GET", "POST"])
def staff_employers(request: Request) -> HttpResponse:
    """The mail domains of employers: a code to a mailbox there shows that somebody works there."""
    listed = queries.employers()
    panels = [
        Panel(
            do="add",
            title=_("Add an employer"),
            text=_("Only where the employer gives mailboxes to its own staff."),
            form_class=EmployerForm,
            act=lambda form: employers.add(by=request.viewer, **form.cleaned_data),
            button=_("Add it"),
            done=_("The employer is on the list."),
        )
    ]
    if listed:
        choices = [(one.id, f"{one.name} ({one.domain})") for one in listed]
        panels.append(
            Panel(
                do="remove",
                title=_("Remove an employer"),
                text=_("A work address shown before stays until it ends. Its list of staff counts no more at once."),
                form_class=lambda *args, **more: NoEmployerForm(*args, listed=choices, **more),  # type: ignore[arg-type]  # makes a form, as a class does
                act=lambda form: employers.remove(by=request.viewer, employer_id=form.cleaned_data["employer"]),
                button=_("Remove it"),
                done=_("The employer is off the list."),
            )
        )
    rows = [{"name": one.name, "value": _known_of(one)} for one in listed]
    before = [{"title": _("On the list"), "rows": rows}] if rows else []
    lead = "" if rows else _("The list is empty, so nobody can prove a work address yet.")
    return page_of(request, "staff_employers", title=_("Employers"), panels=panels, before=before, lead=lead)


def _known_of(employer: Employer) -> str:
    """Return the mail domain, and of which day the list of staff is where there is one."""
    if employer.roster_on is None:
        return employer.domain
    return _("%(domain)s · its list of staff is of %(day)s") % {
        "domain": employer.domain,
        "day": day(employer.roster_on),
    }


urlpatterns = [
    path("staff/credentials/", staff_credentials, name="staff_credentials"),
    path("staff/employers/", staff_employers, name="staff_employers"),
]
