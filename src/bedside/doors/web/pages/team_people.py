"""How a practice's team works: people and roles, load, hours, rota, who is away, who answers for whom, own texts."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.messaging.queries.on_team import carries
from bedside.areas.practice import actions
from bedside.areas.practice.models import Practice, TeamMember, Template
from bedside.areas.practice.queries import people_of
from bedside.areas.practice.queries.seat import Seat, seat
from bedside.areas.practice.queries.working import Working, desk, on_duty, working
from bedside.areas.spaces import queries as spaces
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms import team as forms_of
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.hours import Opening, moment_of, zone_of
from bedside.policy.practice.roles import NAMES, Right, Role, may_be_handed
from bedside.policy.practice.workload import CAP, Load

Row = dict[str, Any]
People = list[tuple[int, str]]
Act = Callable[[Request, Seat, dict[str, Any]], object]


@confirmed
@require_GET
def team_people(request: Request, slug: str) -> HttpResponse:
    """The team's page; who owns the practice changes it here, the others see it."""
    return _page(request, seat(request.viewer, slug), {})


@confirmed
@require_POST
def team_people_act(request: Request, slug: str, verb: str) -> HttpResponse:
    """One change of the team's page."""
    here = seat(request.viewer, slug)
    if verb in PRESSES:
        return _pressed(request, here, verb)
    if verb not in SENT:
        raise NotHere
    form = _forms(here, request.POST)[verb]
    if form.is_valid():
        try:
            SENT[verb](request, here, form.cleaned_data | {"form": form})
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("It is changed."))
            return redirect("team_people", slug)
    return _page(request, here, {verb: form})


@confirmed
@require_http_methods(["GET", "POST"])
def team_open(request: Request, slug: str) -> HttpResponse:
    """Open the desk of a practice, for the stewards of its page; an open one leads to its inbox."""
    space = spaces.space_by_slug(request.viewer, slug)
    spaces.as_steward(request.viewer, space)
    if space.kind != "practice":
        raise NotHere
    if desk(practice_id=space.id) is not None:
        return redirect("team", slug)
    form = forms_of.FactsForm(
        request.POST if request.method == "POST" else None, initial={"cap": CAP, "accepting": True}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_desk(by=request.viewer, space=space, facts=actions.Facts(**form.cleaned_data))
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("The desk is open. Now say who is on the team, and when you are open."))
            return redirect("team_people", slug)
    context = {
        "page_title": _("Open the desk of %(name)s") % {"name": space.name},
        "text": _("From then on patients can write to the practice. You own the desk, and say who answers."),
        "form": form,
        "button": _("Open the desk"),
        "back_url": reverse("space", args=[slug]),
        "back": space.name,
    }
    return render(request, "pages/team_why.html", context, status=422 if form.errors else 200)


def _pressed(request: Request, here: Seat, verb: str) -> HttpResponse:
    number = ids.read(request.POST.get("id", "0"))
    if number is None:
        raise NotHere
    try:
        PRESSES[verb](request, here, number)
    except NotHere:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.what} {refused.do}")
    else:
        messages.success(request, _("It is changed."))
    return redirect("team_people", here.practice.space.slug)


def _page(request: Request, here: Seat, sent: dict[str, forms.Form]) -> HttpResponse:
    found, duty = working(here.practice.space_id, at=now()), on_duty(here.practice.space_id, at=now())
    failed = next(iter(sent.values()), None)
    zone = zone_of(here.practice.time_zone)
    context = {
        "page_title": _("%(name)s: team and hours") % {"name": here.practice.space.name},
        "slug": here.practice.space.slug,
        "practice": here.practice,
        "zone": zone,
        "people": _people(here.practice, found, duty),
        "load": _load(here),
        "shifts": found.shifts,
        "gaps": found.gaps[:5],
        "absences": found.absences,
        "delegations": found.delegations,
        "templates": [_template(one, here) for one in found.templates],
        "closures": found.closures,
        "days": _days(found),
        "forms": _forms(here) | sent,
        "form": failed,
        "me_id": here.persona_id,
        "owns": here.may(Right.TEAM),
        "answers": may_be_handed(here.roles),
        "writes": here.may(Right.TEMPLATE_WRITE),
        "away": any(one.persona_id == here.persona_id for one in found.absences),
    }
    return render(request, "pages/team_people.html", context, status=422 if failed is not None else 200)


def _people(practice: Practice, found: Working, duty: list[int]) -> list[Row]:
    held: dict[int, list[TeamMember]] = {}
    for one in found.members:
        held.setdefault(one.persona_id, []).append(one)
    many = carries(practice.space_id)
    return [
        {
            "name": rows[0].persona.name,
            "handle": rows[0].persona.handle,
            "roles": [{"id": row.id, "name": _(NAMES[Role(row.role)])} for row in rows],
            "carries": many.get(persona_id, 0),
            "answers": may_be_handed(row.role for row in rows),
            "cap": practice.cap,
            "full": many.get(persona_id, 0) >= practice.cap,
            "duty": duty.index(persona_id) + 1 if persona_id in duty else 0,
        }
        for persona_id, rows in held.items()
    ]


def _load(here: Seat) -> int:
    team = sum(may_be_handed(one.roles) for one in people_of(here.practice.space_id))
    waiting = sum(carries(here.practice.space_id).values())
    return Load(waiting=waiting, answering=team, cap=here.practice.cap).percent


def _template(one: Template, here: Seat) -> Row:
    mine = one.writer_id == here.persona_id
    return {
        "id": one.id,
        "name": one.name,
        "words": one.words,
        "agreed": one.approved_at is not None,
        "changed": one.changed_at.isoformat(),
        "may_agree": one.approved_at is None and not mine and here.may(Right.TEMPLATE_APPROVE),
    }


def _days(found: Working) -> list[Row]:
    spans: dict[int, list[str]] = {day: [] for day in range(7)}
    for one in found.hours:
        all_day = one.opens == one.closes
        spans[one.weekday].append(_("All day") if all_day else f"{one.opens:%H:%M} to {one.closes:%H:%M}")
    return [{"name": name, "spans": spans[day]} for day, name in enumerate(forms_of.WEEKDAYS)]


def _forms(here: Seat, data: Any = None) -> dict[str, forms.Form]:
    """Return the forms of the page. With `data` each is filled with it: the caller takes the one that was sent."""
    people = [
        (one.persona.id, one.persona.name) for one in people_of(here.practice.space_id) if may_be_handed(one.roles)
    ]
    others = [one for one in people if one[0] != here.persona_id]
    facts = {name: getattr(here.practice, name) for name in forms_of.FactsForm.base_fields}
    return {
        "member": forms_of.MemberForm(data, auto_id="member_%s"),
        "facts": forms_of.FactsForm(data, auto_id="facts_%s", initial=facts),
        "hours": forms_of.HoursForm(data, auto_id="hours_%s", initial=_typed_hours(here)),
        "days": forms_of.DaysForm(data, auto_id="days_%s"),
        "shift": forms_of.ShiftForm(data, auto_id="shift_%s", people=people),
        "away": forms_of.AwayForm(data, auto_id="away_%s", people=others),
        "deputy": forms_of.DeputyForm(data, auto_id="deputy_%s", people=others),
        "text": forms_of.TemplateForm(data, auto_id="text_%s"),
    }


def _typed_hours(here: Seat) -> dict[str, time]:
    typed: dict[str, time] = {}
    for one in working(here.practice.space_id, at=now()).hours:
        part = 2 if f"opens_{one.weekday}_1" in typed else 1
        typed |= {f"opens_{one.weekday}_{part}": one.opens, f"closes_{one.weekday}_{part}": one.closes}
    return typed


def _evening(here: Seat, day: Any) -> datetime:
    """Return the end of a day by the practice's clock."""
    return moment_of(zone_of(here.practice.time_zone), datetime.combine(day + timedelta(days=1), time(0)))


def _add_member(request: Request, here: Seat, said: dict[str, Any]) -> None:
    told = {"handle": said["handle"], "role": said["role"]}
    actions.add_member(by=request.viewer, practice_id=here.practice.space_id, **told)


def _change_facts(request: Request, here: Seat, said: dict[str, Any]) -> None:
    facts = actions.Facts(**{name: said[name] for name in forms_of.FactsForm.base_fields})
    actions.change_facts(by=request.viewer, practice_id=here.practice.space_id, facts=facts)


def _set_hours(request: Request, here: Seat, said: dict[str, Any]) -> None:
    openings = [Opening(*one) for one in said["form"].spans]
    actions.set_hours(by=request.viewer, practice_id=here.practice.space_id, openings=openings)


def _close_days(request: Request, here: Seat, said: dict[str, Any]) -> None:
    told = {"first": said["first"], "last": said["last"], "words": said["words"]}
    actions.close_days(by=request.viewer, practice_id=here.practice.space_id, **told)


def _add_shift(request: Request, here: Seat, said: dict[str, Any]) -> None:
    begins = moment_of(zone_of(here.practice.time_zone), said["form"].begins_on_wall)
    span = {"begins": begins, "ends": begins + said["form"].length}
    who, place = said["who"], said["place"]
    actions.add_shift(by=request.viewer, practice_id=here.practice.space_id, persona_id=who, place=place, **span)


def _go_away(request: Request, here: Seat, said: dict[str, Any]) -> None:
    ends, to = _evening(here, said["last"]), said["hands_to"] or None
    actions.go_away(by=request.viewer, practice_id=here.practice.space_id, ends=ends, hands_to=to)


def _delegate(request: Request, here: Seat, said: dict[str, Any]) -> None:
    until, deputy = _evening(here, said["last"]), said["deputy"]
    actions.delegate(by=request.viewer, practice_id=here.practice.space_id, deputy_id=deputy, until=until)


def _write_text(request: Request, here: Seat, said: dict[str, Any]) -> None:
    told = {"name": said["name"], "words": said["words"]}
    actions.write_template(by=request.viewer, practice_id=here.practice.space_id, **told)


def _agree(request: Request, here: Seat, number: int) -> None:
    told = {"template_id": number, "changed": request.POST.get("changed", "")}
    actions.approve_template(by=request.viewer, practice_id=here.practice.space_id, **told)


def _named(action: Callable[..., object], name: str) -> Callable[[Request, Seat, int], object]:
    """Return a press that hands the id on under its name."""
    return lambda request, here, number: action(by=request.viewer, practice_id=here.practice.space_id, **{name: number})


def _come_back(request: Request, here: Seat, _number: int) -> None:
    actions.come_back(by=request.viewer, practice_id=here.practice.space_id)


SENT: Final[dict[str, Act]] = {
    "member": _add_member,
    "facts": _change_facts,
    "hours": _set_hours,
    "days": _close_days,
    "shift": _add_shift,
    "away": _go_away,
    "deputy": _delegate,
    "text": _write_text,
}
PRESSES: Final[dict[str, Callable[[Request, Seat, int], object]]] = {
    "end-role": _named(actions.end_role, "member_id"),
    "drop-days": _named(actions.drop_closure, "closure_id"),
    "drop-shift": _named(actions.drop_shift, "shift_id"),
    "end-deputy": _named(actions.end_delegation, "delegation_id"),
    "retire": _named(actions.retire_template, "template_id"),
    "agree": _agree,
    "return": _come_back,
}

urlpatterns = [
    path("team/<slug:slug>/open/", team_open, name="team_open"),
    path("team/<slug:slug>/people/", team_people, name="team_people"),
    path("team/<slug:slug>/people/do/<slug:verb>/", team_people_act, name="team_people_act"),
]
