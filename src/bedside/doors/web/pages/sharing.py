"""Who used what: with whom a member shares her record, each with its button to stop; and what others share with her."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.messaging.actions import care_teams
from bedside.areas.messaging.queries import care_teams as teams
from bedside.areas.records import actions as records
from bedside.areas.records import queries as record_queries
from bedside.areas.records.actions import sharing as actions
from bedside.areas.records.errors import Unclear
from bedside.areas.records.queries import OwnDay, OwnEntry
from bedside.areas.records.queries import sharing as queries
from bedside.areas.records.queries.taken import copies_taken
from bedside.areas.spaces import queries as spaces
from bedside.doors.web import sharing_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.consent_page import consent_page
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.sharing import CountForm, ItemForm, ShareForm
from bedside.doors.web.http import Request
from bedside.doors.web.people_rows import rows
from bedside.doors.web.space_parts import head
from bedside.kit.errors import NotHere, Refused
from bedside.policy import sharing as rules
from bedside.policy.fhir import consent
from bedside.policy.fhir.model import Grant


@confirmed
@require_GET
def record_sharing(request: Request) -> HttpResponse:
    """Every grant that runs, with its button to stop, and all that happened so far."""
    ledger = queries.ledger(request.viewer)
    known = parts.names(request.viewer)
    courses = {one.course_id: one.treatment for one in record_queries.own_evaluations(request.viewer)}
    context = {
        "page_title": _("Who used what"),
        "grants": [parts.grant_row(one, known, courses) for one in queries.own_grants(request.viewer)],
        "lines": [parts.ledger_row(one, known) for one in reversed(ledger[-queries.MOST :])],
        "taken": [parts.taken_row(one) for one in copies_taken(request.viewer)],
    }
    return render(request, "pages/record_sharing.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_share(request: Request) -> HttpResponse:
    """Choose with whom, what, and which; the press is the consent."""
    found = parts.audiences(request.viewer)
    if request.method == "POST" and not found:
        raise Unclear("There is nobody to share with yet.", do="Sign for a care team, or join a community, first.")
    form = ShareForm(request.POST if request.method == "POST" else None, audiences=found)
    if request.method == "POST" and form.is_valid():
        try:
            _share(request, form.cleaned_data)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Shared. You can stop it here with one press."))
            return redirect("record_sharing")
    context = {
        "page_title": _("Share some of your record"),
        "form": form if found else None,
        "statements": rules.STATEMENTS,
    }
    return render(request, "pages/record_share.html", context, status=422 if form.errors else 200)


def _share(request: Request, said: dict[str, Any]) -> None:
    audience, chosen = said["audience"], {"kinds": said["kinds"], "covers": said["covers"]}
    team_id = rules.number_in(audience, "team")
    if team_id:
        care_teams.share_record(by=request.viewer, team_id=team_id, **chosen)
        return
    here = spaces.space_by_id(request.viewer, rules.number_in(audience, "space"))
    actions.share_with_space(by=request.viewer, space=here, **chosen)


@confirmed
@require_POST
def record_stop_sharing(request: Request, grant_id: int) -> HttpResponse:
    """Stop at once."""
    grant = queries.own_grant(request.viewer, grant_id)
    if grant.audience == rules.STATISTICS and grant.items:
        records.uncount(by=request.viewer, course_id=grant.items[0])
        messages.success(request, _("Your answers are counted no more. Published figures follow within 30 days."))
    else:
        actions.stop_sharing(by=request.viewer, grant_id=grant_id)
        messages.success(request, _stopped(grant.audience))
    return redirect("record_sharing")


def _stopped(audience: str) -> str:
    if audience == rules.RELEASES:
        return _("Stopped. You are in no open figures that are made from now on. What is out stays out.")
    if audience in rules.RESEARCH:
        return _("Stopped. It is used no more. Published figures follow within 30 days.")
    return _("Stopped. They can't see it any more.")


@confirmed
@require_GET
def record_receipt(request: Request, grant_id: int, form: str) -> HttpResponse:
    """Download one grant: signed by the site, or as FHIR Consent."""
    makers = {"receipt": queries.receipt, "consent": _consent}
    if form not in makers:
        raise NotHere
    response = HttpResponse(makers[form](request.viewer, grant_id), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{form}.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _consent(viewer: Any, grant_id: int) -> str:
    one = queries.own_grant(viewer, grant_id)
    over = queries.ended_at(queries.ledger(viewer), one)
    grant = Grant(
        audience=parts.called(one.audience, parts.names(viewer)),
        kinds=one.kinds,
        granted_at=one.at.isoformat(),
        expires_at=one.until.isoformat() if one.until else "",
        revoked=over is not None,
        text_version=f"sharing {one.text_version}, SHA-256 {one.text_hash}",
    )
    return json.dumps(consent.build(grant, id=str(one.number), subject="Patient/me"), indent=2, ensure_ascii=False)


@confirmed
@require_http_methods(["GET", "POST"])
def record_item(request: Request, kind: str, item_id: int) -> HttpResponse:
    """Who sees one thing of the record: a day, an illness, a note."""
    found = queries.item(request.viewer, kind, item_id)
    known = parts.names(request.viewer)
    choices = [(one.audience, parts.called(one.audience, known)) for one in found.grants]
    initial = {"audiences": list(found.share), "alone": found.alone}
    form = ItemForm(request.POST if request.method == "POST" else None, audiences=choices, initial=initial)
    back = _page_of(found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = {"audiences": said.get("audiences", []), "alone": said["alone"]}
        actions.choose(by=request.viewer, kind=kind, item_id=item_id, **wanted)
        messages.success(request, _("Kept. It counts at once."))
        return redirect(back)
    context = {"page_title": _("Who sees this one"), "item": parts.item_row(found), "form": form, "back_url": back}
    return render(request, "pages/record_item.html", context, status=422 if form.errors else 200)


PAGE_OF = {
    "symptoms": "symptom",
    "conditions": "record_condition",
    "courses": "record_course",
    "questionnaires": "sitting",
}


def _page_of(found: queries.Item) -> str:
    if isinstance(found.said, OwnDay):
        return f"{reverse('record')}?day={found.said.day.isoformat()}"
    if isinstance(found.said, OwnEntry):
        return reverse("record_entry", args=[found.kind, found.id])
    return reverse(PAGE_OF[found.kind], args=[found.id])


@confirmed
@require_http_methods(["GET", "POST"])
def record_count(request: Request) -> HttpResponse:
    """Choose what of one's record is counted in the site's figures; the press is the consent."""
    form = CountForm(request.POST if request.method == "POST" else None)
    return consent_page(request, form, audience=rules.STATISTICS, title=_("Let your record be counted"))


@confirmed
@require_GET
def shared_care_record(request: Request, team_id: int) -> HttpResponse:
    """What a patient shares of her record with a care team. Opening it is written down, and the patient sees it."""
    found = teams.shared_record(request.viewer, team_id)
    care_teams.open_record(by=request.viewer, team_id=team_id)
    team = teams.shared_team(request.viewer, team_id)
    context = {
        "page_title": _("What your patient shares"),
        "lead": _("Written by the patient. Opening this page was written down, and the patient can see that."),
        "back": {"url": reverse("shared_care_team", args=[team_id]), "words": team.row.about},
        "people": [{"name": team.patient, **parts.shared_lists(found)}] if found else [],
    }
    return render(request, "pages/shared_record.html", context)


@confirmed
@require_GET
def space_shared(request: Request, slug: str) -> HttpResponse:
    """What members of a community share with each other of their records."""
    here = spaces.space_by_slug(request.viewer, slug)
    found = queries.shared_in(request.viewer, here)
    lines = rows([persona for persona, _shared in found])
    context = {
        "page_title": here.name,
        "space": head(request, here, spaces.standing(request.viewer, here), current="shared"),
        "lead": _("Members of this community chose to let you read this. It stays here."),
        "people": [line | parts.shared_lists(one) for line, (_who, one) in zip(lines, found, strict=True)],
    }
    return render(request, "pages/shared_record.html", context)


urlpatterns = [
    path("record/sharing/", record_sharing, name="record_sharing"),
    path("record/sharing/new/", record_share, name="record_share"),
    path("record/sharing/figures/", record_count, name="record_count"),
    path("record/sharing/<int:grant_id>/stop/", record_stop_sharing, name="record_stop_sharing"),
    path("record/sharing/<int:grant_id>/<slug:form>.json", record_receipt, name="record_receipt"),
    path("record/sharing/<slug:kind>/<int:item_id>/", record_item, name="record_item"),
    path("shared-care/<int:team_id>/record/", shared_care_record, name="shared_care_record"),
    path("spaces/<slug:slug>/shared/", space_shared, name="space_shared"),
]
