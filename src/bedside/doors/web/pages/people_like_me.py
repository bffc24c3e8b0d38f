"""People like me: what is compared, who is offered this week, and introductions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.likeme import actions, queries
from bedside.areas.likeme.queries import Own, Standing
from bedside.areas.records.errors import Unclear
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.people_like_me import MatchForm, filled
from bedside.doors.web.http import Request
from bedside.doors.web.people_rows import rows
from bedside.kit.errors import NotHere, Refused
from bedside.policy.likeme import field_of
from bedside.policy.sharing import MATCHING_TEXT
from bedside.policy.similarity import Band


@confirmed
@require_GET
def people_like_me(request: Request) -> HttpResponse:
    """Who is offered this week, and one's introductions; without a grant, what this is."""
    own = queries.own(request.viewer)
    found = queries.people(request.viewer).offers if own else ()
    context = {
        "page_title": _("People like me"),
        "own": _own_words(own) if own else None,
        "offers": [
            {"token": one.token, "band": _band(one.band), "reasons": one.reasons, "asked": one.asked} for one in found
        ],
        **_introductions(queries.introductions(request.viewer)),
    }
    _say_reasons(request, context)
    return render(request, "pages/people_like_me.html", context)


def _own_words(own: Own) -> dict[str, Any]:
    until = date_format(own.waits_until, "l j F") if own.waits_until else ""
    names = sorted(own.marked.profile.facts | own.marked.profile.traits)
    return {"until": until, "rests": own.rests, "reasons": names}


def _introductions(found: Iterable[Standing]) -> dict[str, Any]:
    standing = list(found)
    met = [one for one in standing if one.persona is not None]
    people = rows([one.persona for one in met if one.persona is not None])
    return {
        "met": [{"id": one.id, "person": person} for one, person in zip(met, people, strict=True)],
        "asking": [_line(one) for one in standing if not one.mine and one.persona is None],
        "waiting": [_line(one) for one in standing if one.mine and one.persona is None],
    }


def _line(one: Standing) -> dict[str, Any]:
    return {"id": one.id, "reasons": one.reasons, "until": date_format(one.until, "j F")}


def _band(band: Band) -> str:
    return _("Much in common with you") if band is Band.MUCH else _("Something in common with you")


def _say_reasons(request: Request, context: dict[str, Any]) -> None:
    """Put the reasons on the page into words, each thing by its proper name."""
    own = [context["own"]] if context["own"] else []
    places = [*own, *context["offers"], *context["asking"], *context["waiting"]]
    named = queries.proper_names(request.viewer, [reason for place in places for reason in place["reasons"]])
    for place in places:
        place["reasons"] = _reasons(place["reasons"], named)


def _reasons(names: Iterable[str], named: Mapping[str, str]) -> list[str]:
    words = {
        "conditions": _("has %(what)s"),
        "courses": _("takes or took %(what)s"),
        "symptoms": _("feels %(what)s"),
        "onset": _("ill since %(what)s"),
        "age_band": _("aged %(what)s"),
    }
    return [words[field] % {"what": named.get(what, what)} for field, what in map(field_of, names)]


@confirmed
@require_http_methods(["GET", "POST"])
def people_like_me_marks(request: Request) -> HttpResponse:
    """Choose what is compared; the press is the grant. Or stop at once."""
    own = queries.own(request.viewer)
    if request.POST.get("do") == "stop":
        actions.stop(by=request.viewer)
        messages.success(request, _("Stopped. Nobody is offered you any more, and all that was compared is deleted."))
        return redirect("people_like_me")
    form = MatchForm(request.POST if request.method == "POST" else None, initial=filled(own) if own else {})
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin(by=request.viewer, wish=form.wish())
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Kept. What you took out counts no more. What is new counts by Monday."))
            return redirect("people_like_me")
    context = {
        "page_title": _("What is compared"),
        "form": form,
        "statements": MATCHING_TEXT,
        "begun": own is not None,
    }
    return render(request, "pages/people_like_me_marks.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def people_like_me_ask(request: Request) -> HttpResponse:
    """Ask to be introduced to somebody who is offered."""
    actions.ask(by=request.viewer, token=request.POST.get("token", "")[:64])
    messages.success(request, _("Asked. If they say yes too, you see each other's names here."))
    return redirect("people_like_me")


@confirmed
@require_POST
def people_like_me_answer(request: Request, introduction_id: int) -> HttpResponse:
    """Say yes or no to who asked, take an invitation back, or end an introduction."""
    do = request.POST.get("do", "")
    if do == "let_go":
        actions.let_go(by=request.viewer, introduction_id=introduction_id)
        messages.success(request, _("It is over, for both."))
    elif do in ("yes", "no"):
        actions.answer(by=request.viewer, introduction_id=introduction_id, yes=do == "yes")
        yes = _("You see each other's names now.")
        messages.success(request, yes if do == "yes" else _("You said no. They are not told."))
    else:
        _unclear(request, introduction_id)
    return redirect("people_like_me")


def _unclear(request: Request, introduction_id: int) -> None:
    if introduction_id not in {one.id for one in queries.introductions(request.viewer)}:
        raise NotHere
    raise Unclear("That press could not be read.", do="Press again.", field="do")


urlpatterns = [
    path("record/people-like-me/", people_like_me, name="people_like_me"),
    path("record/people-like-me/marks/", people_like_me_marks, name="people_like_me_marks"),
    path("record/people-like-me/ask/", people_like_me_ask, name="people_like_me_ask"),
    path("record/people-like-me/<int:introduction_id>/", people_like_me_answer, name="people_like_me_answer"),
]
