"""Carers: who may act for me, for whom I act, and acting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.consents import actions, queries
from bedside.areas.consents.queries.acting import Acting
from bedside.areas.consents.queries.acting import one as grant
from bedside.areas.contacts import queries as contacts
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.posts import acting
from bedside.areas.posts import actions as posts
from bedside.areas.posts.gate import HeldBack
from bedside.doors.web.access import confirmed
from bedside.doors.web.cards import stored_html
from bedside.doors.web.forms.carers import REASONS, SCOPES, OfferForm, WriteForm
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.doors.web.paging import before, pager
from bedside.doors.web.people_rows import rows as people_rows
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.policy.consents import grants as rules

RECORD = frozenset(rules.RECORD)


@confirmed
@require_GET
def carers(request: Request) -> HttpResponse:
    """Who may act for me, and for whom I act."""
    context = {
        "page_title": _("Carers"),
        "for_me": _lines(request, queries.acted_by(request.viewer)),
        "by_me": _lines(request, queries.acting_for(request.viewer)),
        "may_begin": request.viewer.kind in ("patient", "carer"),
        "is_carer": request.viewer.kind == "carer",
    }
    return render(request, "pages/carers.html", context)


def _lines(request: Request, found: list[Acting]) -> list[dict[str, Any]]:
    others = [one.proxy_id if one.mine else one.owner_id for one in found]
    known = {one.id: one for one in people.personas(request.viewer, others)}
    return [_line(one, known[other]) for one, other in zip(found, others, strict=True) if other in known]


def _line(one: Acting, other: Persona) -> dict[str, Any]:
    live = one.state == "live"
    return {
        "id": one.id,
        "person": people_rows([other])[0],
        "name": other.name,
        "does": [str(dict(SCOPES)[scope]) for scope in sorted(one.scopes)],
        "reason": str(dict(REASONS)[one.reason]),
        "note": one.note,
        "until": _("Until %(day)s") % {"day": date_format(one.until, "j F Y")},
        "live": live,
        "accept": not live and not one.begun_by_me,
        "waits": not live and one.begun_by_me,
        "review": date_format(one.review_by, "j F Y") if one.mine and one.review_due else "",
        "read_url": reverse("carer_read", args=[one.id]) if live and not one.mine and "read" in one.scopes else "",
        "record_url": reverse("carer_record", args=[one.id]) if live and not one.mine and one.scopes & RECORD else "",
        "write_url": reverse("carer_write", args=[one.id]) if live and not one.mine and "post" in one.scopes else "",
        "practice_url": reverse("carer_practices", args=[one.id])
        if live and not one.mine and "message practice" in one.scopes
        else "",
    }


@confirmed
@require_http_methods(["GET", "POST"])
def carer_offer(request: Request) -> HttpResponse:
    """Offer a carer to act for me; or ask, as a carer, to act for a patient."""
    if request.viewer.kind not in ("patient", "carer"):
        raise NotHere
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer(by=request.viewer, other_id=_named(request, form), wish=form.wish())
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("They are asked now. It counts when they have said yes."))
            return redirect("carers")
    cares = request.viewer.kind == "carer"
    lead = _("They read what you ask for, and say yes or no.")
    mine = _(
        "They see in which communities you are, if they may post. You can end it at any time, and they are not told."
    )
    context = {
        "page_title": _("Ask to act for somebody") if cares else _("Let a carer act for you"),
        "lead": lead if cares else mine,
        "form": form,
        "button": _("Ask"),
        "back_url": reverse("carers"),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


def _named(request: Request, form: OfferForm) -> int:
    """Return who has the handle; 0 for nobody, and for who is not there for the asker: both get one answer."""
    try:
        return contacts.reachable_by_handle(request.viewer, form.cleaned_data["handle"]).id
    except NotHere:
        return 0


@confirmed
@require_POST
def carer_answer(request: Request, number: int) -> HttpResponse:
    """Accept what is offered, go on for another year, or end it."""
    do = request.POST.get("do", "")
    if do == "accept":
        actions.accept(by=request.viewer, grant_id=number)
        messages.success(request, _("It counts from now on."))
    elif do == "on":
        actions.go_on(by=request.viewer, grant_id=number)
        messages.success(request, _("It goes on for another year, or until its last day."))
    elif do == "end":
        actions.stop(by=request.viewer, grant_id=number)
        messages.success(request, _("It has ended. They are not told."))
    else:
        raise NotHere
    return redirect("carers")


def _for_whom(request: Request, number: int) -> tuple[Acting, Persona]:
    """Return the grant by which the viewer acts, and the patient; raise NotHere for who does not act by it."""
    one = grant(request.viewer, number)
    found = people.personas(request.viewer, [one.owner_id])
    if one.mine or not found:
        raise NotHere
    return one, found[0]


@confirmed
@require_GET
def carer_read(request: Request, number: int) -> HttpResponse:
    """What the patient wrote, for a carer who may read along."""
    one, owner = _for_whom(request, number)
    page = acting.posts_of(request.viewer, one.owner_id, before=before(request))
    shown = [
        {"where": post.space_name, "at": post.created_at, "html": stored_html(post.html), "title": post.title}
        for post in page.posts
    ]
    context = {
        "page_title": _("What %(name)s wrote") % {"name": owner.name},
        "posts": shown,
        "pager": pager(request, page.next_before, next_text=_("Next 20 posts"), ends=bool(shown)),
    }
    return render(request, "pages/carer_read.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def carer_write(request: Request, number: int) -> HttpResponse:
    """Write a post for the patient, in one of her communities."""
    one, owner = _for_whom(request, number)
    places = acting.communities_of(request.viewer, one.owner_id)
    sent = request.POST if request.method == "POST" else None
    form = WriteForm(sent, spaces=places, initial={"key": new_id()})
    if sent is not None and form.is_valid() and _published(request, form, one):
        messages.success(request, _("It is published, in the name of %(name)s.") % {"name": owner.name})
        return redirect("carers")
    assert request.me is not None
    names = {"carer": request.me.name, "name": owner.name}
    context = {
        "page_title": _("Write for %(name)s") % names,
        "lead": _("It says: posted by %(carer)s for %(name)s. %(name)s can delete it.") % names,
        "form": form,
        "button": _("Publish for %(name)s") % names,
        "back_url": reverse("carers"),
        "nowhere": not places,
    }
    return render(request, "pages/carer_write.html", context, status=422 if form.errors else 200)


def _published(request: Request, form: WriteForm, one: Acting) -> bool:
    try:
        posts.publish_for(
            by=request.viewer,
            owner_id=one.owner_id,
            words=form.words(),
            space_id=int(form.cleaned_data["space"]),
            form_key=form.cleaned_data["key"],
            agreed=form.cleaned_data["agreed"],
        )
    except NotHere:
        raise
    except HeldBack as held:
        form.add_error("text", f"{held.what} {_('Change what is named below.')}")
        for finding in held.report.findings:
            form.add_error("text", finding.why)
        return False
    except Refused as refused:
        blame_with_way(form, refused)
        return False
    return True


urlpatterns = [
    path("carers/", carers, name="carers"),
    path("carers/offer/", carer_offer, name="carer_offer"),
    path("carers/<int:number>/answer/", carer_answer, name="carer_answer"),
    path("carers/<int:number>/read/", carer_read, name="carer_read"),
    path("carers/<int:number>/write/", carer_write, name="carer_write"),
]
