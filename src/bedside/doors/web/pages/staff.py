"""Staff pages: the site, roles, credentials, spaces, suspended accounts. For others they do not exist.

Staff name people by one handle. No page here tells which other personas belong to it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.people import actions, queries
from bedside.areas.spaces import actions as spaces
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.people_staff import HandleForm, RoleForm, SiteForm, SpaceForm
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy import permissions
from bedside.policy.personas import initials

PAGES = (
    ("staff", "see the staff pages", "Overview"),
    ("staff_site", "change the site", "The site"),
    ("staff_roles", "give staff roles", "Staff"),
    ("staff_credentials", "suspend a credential", "Credentials"),
    ("staff_employers", "keep the employers' list", "Employers"),
    ("staff_boundaries", "tighten boundaries", "Boundaries"),
    ("staff_spaces", "open a space", "Spaces"),
    ("staff_accounts", "suspend an account", "Accounts"),
    ("queue", "look at reports", "Reports"),
    ("staff_holds", "hold an account", "Legal holds"),
    ("staff_lines", "keep the help lines", "Help lines"),
    ("staff_words", "curate words", "Words"),
    ("staff_releases", "release figures", "Open figures"),
    ("emergency", "emergency", "Emergencies"),
)


@dataclass
class Panel:
    """One form on a staff page. What is posted with its `do` is tried; what is refused stands beside its field."""

    do: str
    title: str
    form_class: type[forms.Form]
    act: Callable[[Any], object]
    button: str
    done: str
    text: str = ""
    initial: dict[str, Any] | None = None
    form: forms.Form = field(init=False)

    def __post_init__(self) -> None:
        self.form = self.form_class(initial=self.initial, auto_id=f"id_{self.do}_%s")

    def try_it(self, request: Request) -> bool:
        """Do what was posted; say whether it was done."""
        self.form = self.form_class(request.POST, auto_id=f"id_{self.do}_%s")
        if not self.form.is_valid():
            return False
        try:
            self.act(self.form)
        except NotHere:
            raise
        except Refused as refused:
            blame(self.form, refused)
            return False
        return True

    def section(self, request: Request) -> dict[str, Any]:
        """Return what the template draws."""
        return {
            "title": self.title,
            "text": self.text,
            "form": self.form,
            "button": self.button,
            "action": f"{request.path}?do={self.do}",
        }


def tabs(request: Request, current: str) -> list[dict[str, Any]]:
    """Return the staff pages that the viewer's rights open."""
    return [
        {"url": reverse(name), "name": _(word), "current": name == current}
        for name, right, word in PAGES
        if permissions.may(right, roles=request.viewer.staff)
    ]


def page_of(
    request: Request, name: str, *, title: str, panels: list[Panel], before: list[dict[str, Any]], lead: str = ""
) -> HttpResponse:
    """Return a page of forms, one of them open (`?do=`), or do what the one that was sent asks for.

    `name` is the page's route, `before` what stands above the forms (see templates/pages/staff.html).
    """
    wanted = request.GET.get("do", panels[0].do if panels else "")
    status, wrong = 200, None
    for panel in panels:
        if request.method == "POST" and panel.do == wanted:
            if panel.try_it(request):
                messages.success(request, panel.done)
                return redirect(name)
            status, wrong = 422, panel.form
    context = {
        "page_title": title,
        "lead": lead,
        "tabs": tabs(request, name),
        "sections": [*before, *(panel.section(request) for panel in panels)],
        "form": wrong,
    }
    return render(request, "pages/admin.html", context, status=status)


@for_staff("see the staff pages")
@require_GET
def staff(request: Request) -> HttpResponse:
    """What staff can do here."""
    rows = [
        {"name": tab["name"], "value": "", "url": tab["url"], "action": _("Open")}
        for tab in tabs(request, "staff")
        if not tab["current"]
    ]
    section = {"title": _("Your work here"), "rows": rows}
    lead = _("You read what other members read. No page here opens private words.")
    return page_of(request, "staff", title=_("Staff"), panels=[], before=[section], lead=lead)


@for_staff("change the site")
@require_http_methods(["GET", "POST"])
def staff_site(request: Request) -> HttpResponse:
    """Name, runner, country, rules, contact."""
    profile = queries.site_profile()
    initial = {"site_name": profile.name} | {
        name: getattr(profile, name) for name in ("runner", "country", "contact", "rules")
    }
    panel = Panel(
        do="site",
        title=_("About this site"),
        form_class=SiteForm,
        act=lambda form: actions.change_site(by=request.viewer, about=form.about),
        button=_("Save"),
        done=_("The site's page is changed."),
        initial=initial,
    )
    return page_of(request, "staff_site", title=_("The site"), panels=[panel], before=[])


@for_staff("give staff roles")
@require_http_methods(["GET", "POST"])
def staff_roles(request: Request) -> HttpResponse:
    """Who is staff; give and take roles."""
    people = [
        {
            "name": one.name or _("Somebody"),
            "handle": one.handle,
            "mark": initials(one.name),
            "about": _(one.role.replace("_", " ").capitalize()),
        }
        for one in queries.staff_members(request.viewer)
    ]
    panels = [
        Panel(
            do="give",
            title=_("Give a role"),
            form_class=RoleForm,
            act=lambda form: actions.give_role(by=request.viewer, **form.cleaned_data),
            button=_("Give the role"),
            done=_("The role is given."),
        ),
        Panel(
            do="take",
            title=_("Take a role"),
            form_class=RoleForm,
            act=lambda form: actions.take_role(by=request.viewer, **form.cleaned_data),
            button=_("Take the role"),
            done=_("The role is taken."),
        ),
    ]
    before = [{"title": _("Staff of this site"), "people": people}]
    return page_of(request, "staff_roles", title=_("Staff"), panels=panels, before=before)


@for_staff("open a space")
@require_http_methods(["GET", "POST"])
def staff_spaces(request: Request) -> HttpResponse:
    """Open a space and name its steward."""
    panel = Panel(
        do="open",
        title=_("Open a space"),
        form_class=SpaceForm,
        act=lambda form: spaces.open_space(by=request.viewer, **form.cleaned_data),
        button=_("Open the space"),
        done=_("The space is open."),
    )
    return page_of(request, "staff_spaces", title=_("Spaces"), panels=[panel], before=[])


@for_staff("suspend an account")
@require_http_methods(["GET", "POST"])
def staff_accounts(request: Request) -> HttpResponse:
    """Suspend the account behind a handle, or let it back in."""
    people = [
        {"name": f"@{handle}", "handle": "", "mark": "", "about": _("Suspended")}
        for handle in queries.suspended_handles(request.viewer)
    ]
    panels = [
        Panel(
            do="suspend",
            title=_("Suspend an account"),
            text=_("It is signed out at once, and nobody sees it."),
            form_class=HandleForm,
            act=lambda form: actions.suspend(by=request.viewer, handle=form.cleaned_data["handle"]),
            button=_("Suspend"),
            done=_("The account is suspended."),
        ),
        Panel(
            do="restore",
            title=_("Let an account back in"),
            form_class=HandleForm,
            act=lambda form: actions.restore(by=request.viewer, handle=form.cleaned_data["handle"]),
            button=_("Let it back in"),
            done=_("The account is open again."),
        ),
    ]
    before = [{"title": _("Suspended now"), "people": people}] if people else []
    return page_of(request, "staff_accounts", title=_("Accounts"), panels=panels, before=before)


urlpatterns = [
    path("staff/", staff, name="staff"),
    path("staff/site/", staff_site, name="staff_site"),
    path("staff/roles/", staff_roles, name="staff_roles"),
    path("staff/spaces/", staff_spaces, name="staff_spaces"),
    path("staff/accounts/", staff_accounts, name="staff_accounts"),
]
