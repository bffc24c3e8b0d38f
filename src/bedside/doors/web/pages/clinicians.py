"""A clinician's own side of her page: what it says, and the interests that it declares."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bedside.areas.credentials import actions, queries
from bedside.areas.credentials.models import Interest
from bedside.areas.directory import queries as directory
from bedside.doors.web.access import confirmed
from bedside.doors.web.cards import interest_line
from bedside.doors.web.forms.clinicians import EndForm, InterestForm, ProfileForm
from bedside.doors.web.forms.people import tried
from bedside.doors.web.http import Request
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.directory.topics import compared
from bedside.policy.verification.interests import SLIP


def _only_clinicians(request: Request) -> None:
    if request.viewer.kind != "clinician":
        raise NotHere


@confirmed
@require_http_methods(["GET", "POST"])
def clinician_profile(request: Request) -> HttpResponse:
    """Change what the page of the clinician who speaks says; for others there is no such page."""
    _only_clinicians(request)
    me = request.viewer.persona_id
    if "leave_out" in request.POST or "show_topic" in request.POST:
        return _change_topic(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, profile=queries.profile(me))
    if tried(form, lambda: actions.save_profile(by=request.viewer, persona_id=me, wish=form.wish())):
        messages.success(request, _("Your page is saved."))
        assert request.me is not None
        return redirect(reverse("persona", args=[request.me.handle]) + "?show=about")
    context = {
        "page_title": _("Your page as a clinician"),
        "lead": _("Everybody can read this. Leave out what you don't want to say."),
        "form": form,
        "button": _("Save my page"),
        "back_url": reverse("personas"),
        "topics": _topics(me),
    }
    return render(request, "pages/clinician_profile.html", context, status=422 if form.errors else 200)


def _change_topic(request: Request) -> HttpResponse:
    dropped = "leave_out" in request.POST
    topic = request.POST["leave_out" if dropped else "show_topic"]
    actions.drop_topic(by=request.viewer, persona_id=request.viewer.persona_id, topic=topic, dropped=dropped)
    messages.success(request, _("The list leaves this topic out now.") if dropped else _("The list shows it again."))
    return redirect(reverse("clinician_profile") + "#topics")


def _topics(persona_id: int) -> list[dict[str, Any]]:
    """Return one's topics, the most used first, and those left out that are none at the moment."""
    out = set(queries.profile(persona_id).topics_dropped)
    used = directory.topics_of(persona_id)
    shown = [
        {
            "tag": tag,
            "is_out": compared(tag) in out,
            "told": _("left out") if compared(tag) in out else _("%(n)d posts") % {"n": uses},
        }
        for tag, uses in sorted(used.items(), key=lambda one: (-one[1], one[0]))
    ]
    rest = sorted(out - {compared(tag) for tag in used})
    return [*shown, *({"tag": tag, "is_out": True, "told": _("left out")} for tag in rest)]


@confirmed
@require_http_methods(["GET", "POST"])
def interests(request: Request) -> HttpResponse:
    """One's interests: what is declared, and one more."""
    _only_clinicians(request)
    me = request.viewer.persona_id
    form = InterestForm(request.POST if request.method == "POST" else None)
    if tried(form, lambda: actions.declare(by=request.viewer, persona_id=me, **form.cleaned_data)):
        messages.success(request, _("Declared. It stands with each of your posts that names it."))
        return redirect("interests")
    profile, mine = queries.profile(me), queries.own_interests(request.viewer, me)
    context = {
        "page_title": _("Your interests"),
        "interests": [_shown(one) for one in mine],
        "stands": any(one.ended is None or one.ended >= now().date() for one in mine),
        "none_at": profile.none_to_declare_at,
        "form": form,
    }
    return render(request, "pages/interests.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def interests_none(request: Request) -> HttpResponse:
    """Say that there is none to declare, as of today."""
    _only_clinicians(request)
    actions.declare_none(by=request.viewer, persona_id=request.viewer.persona_id)
    messages.success(request, _("Saved: as of today you have none to declare."))
    return redirect("interests")


def _shown(one: Interest) -> dict[str, Any]:
    declared = _("Declared on %(day)s.") % {"day": date_format(one.declared_at, "j F Y")}
    about = _("About: %(words)s.") % {"words": ", ".join(one.concerns)} if one.concerns else ""
    fresh = now() - one.declared_at <= SLIP
    return {
        "id": one.id,
        "line": interest_line(queries.as_rule(one)),
        "about": " ".join(part for part in (about, declared) if part),
        "end_url": reverse("interest_end", args=[one.id]) if one.ended is None else "",
        "back_url": reverse("interest_take_back", args=[one.id]) if fresh else "",
    }


@confirmed
@require_http_methods(["GET", "POST"])
def interest_end(request: Request, interest_id: int) -> HttpResponse:
    """Say until when an interest stood."""
    _only_clinicians(request)
    mine = queries.own_interests(request.viewer, request.viewer.persona_id)
    found = next((one for one in mine if one.id == interest_id), None)
    if found is None:
        raise NotHere
    form = EndForm(request.POST if request.method == "POST" else None)
    if tried(form, lambda: actions.end_interest(by=request.viewer, interest_id=interest_id, **form.cleaned_data)):
        messages.success(request, _("Saved. Posts of its days still show it."))
        return redirect("interests")
    context = {
        "page_title": _("When did it end?"),
        "lead": interest_line(queries.as_rule(found)),
        "form": form,
        "button": _("Save the last day"),
        "back_url": reverse("interests"),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def interest_take_back(request: Request, interest_id: int) -> HttpResponse:
    """Take back a declaration made by mistake within the last day."""
    _only_clinicians(request)
    actions.take_back_interest(by=request.viewer, interest_id=interest_id)
    messages.success(request, _("It is taken back."))
    return redirect("interests")


urlpatterns = [
    path("settings/clinician/", clinician_profile, name="clinician_profile"),
    path("settings/interests/", interests, name="interests"),
    path("settings/interests/none/", interests_none, name="interests_none"),
    path("settings/interests/<int:interest_id>/end/", interest_end, name="interest_end"),
    path("settings/interests/<int:interest_id>/take-back/", interest_take_back, name="interest_take_back"),
]
