"""Questionnaires: choose one, answer it a question at a time or on one page, see what came of it and how it went on.

An answer that says somebody may be in danger shows the card with the numbers first, before any score and whatever else
is done. What follows is the member's own press; nobody is told.
"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.records import actions, queries
from bedside.areas.records.queries import OwnSitting, Questionnaire
from bedside.areas.records.queries.answers import DUE, NONE
from bedside.areas.records.queries.instruments import Leave
from bedside.doors.web import questionnaire_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.questionnaires import DECLINED, QuestionnaireForm, item_text, option_text, value_of
from bedside.doors.web.help_parts import countries_to_ask, country_for, country_name, help_of
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy.instruments.model import BadAnswer, Item
from bedside.policy.instruments.rules.answering import next_item, shown

SHOWN_AT_FIRST = timedelta(days=366)


@confirmed
@require_GET
def questionnaires(request: Request) -> HttpResponse:
    """All that can be answered, with one's own last answers. Help that is due comes first."""
    choice = queries.questionnaires(request.viewer)
    due = queries.help_due(request.viewer)
    context = {
        "page_title": _("Questionnaires"),
        "lead": _("Each asks how you are in the same words every time, so that you can see what changes."),
        "due_url": reverse("questionnaire_help", args=[due.id]) if due else "",
        **(help_of(country_for(request)) if due else {}),
        "rows": [_row(one) for one in choice.usable],
        "closed": [{"name": slot.title, "about": slot.about, "note": slot.licence.note} for slot in choice.closed],
    }
    return render(request, "pages/questionnaires.html", context)


def _row(one: Questionnaire) -> dict[str, Any]:
    count = len(one.instrument.items)
    last, key = one.last, one.instrument.key
    return {
        "title": one.instrument.title,
        "about": one.instrument.about,
        "size": ngettext("%(n)d question", "%(n)d questions", count) % {"n": count},
        "url": reverse("questionnaire", args=[key]),
        "action": _("Go on") if one.draft else _("Answer it"),
        "last": _("Last on %(day)s.") % {"day": parts.day_text(last.day)} if last else "",
        "trend_url": reverse("questionnaire_answers", args=[key]) if last else "",
    }


@confirmed
@require_http_methods(["GET", "POST"])
def questionnaire(request: Request, key: str) -> HttpResponse:
    """Answer one: a question a page, each kept at once; `?all=1` puts all on one page."""
    leave = queries.instrument(request.viewer, key)
    if "all" in request.GET:
        return _all_on_one(request, leave)
    draft = _draft_of(request, leave)
    if request.method == "POST":
        return _pressed(request, leave, draft)
    if draft and draft.help == DUE:
        return redirect("questionnaire_help", draft.id)
    return _question(request, leave, draft)


def _draft_of(request: Request, leave: Leave) -> OwnSitting | None:
    """What was begun, unless it was begun in another version: its questions may be others."""
    draft = queries.own_draft(request.viewer, leave.instrument.key)
    return draft if draft and draft.version == leave.instrument.version else None


def _question(request: Request, leave: Leave, draft: OwnSitting | None, *, error: str = "") -> HttpResponse:
    """The page of one question: the one asked for, else the first without an answer, else the last."""
    answers = draft.answers if draft else {}
    items = shown(leave.instrument, answers)
    asked = next((item for item in items if item.link_id == request.GET.get("item")), None)
    item = asked or next_item(leave.instrument, answers) or items[-1]
    place = items.index(item)
    context = {
        "page_title": leave.instrument.title,
        "lead": leave.instrument.lead,
        "question": item_text(item),
        "step_text": _("Question %(n)d of %(all)d") % {"n": place + 1, "all": len(items)},
        "back_url": f"{request.path}?item={items[place - 1].link_id}" if place else "",
        "link_id": item.link_id,
        "options": _options(item, answers),
        "declined": {"value": DECLINED, "chosen": item.link_id in answers and answers[item.link_id] is None},
        "finished": next_item(leave.instrument, answers) is None and bool(answers),
        "begun": draft is not None,
        "all_url": f"{request.path}?all=1" if len(leave.instrument.items) > 1 else "",
        "errors": [{"href": "", "text": error}] if error else [],
        "credit": leave.instrument.credit,
    }
    return render(request, "pages/questionnaire_step.html", context, status=422 if error else 200)


def _options(item: Item, answers: dict[str, int | None]) -> list[dict[str, Any]]:
    return [
        {"value": o.value, "text": option_text(item, o), "chosen": answers.get(item.link_id) == o.value}
        for o in item.options
    ]


def _pressed(request: Request, leave: Leave, draft: OwnSitting | None) -> HttpResponse:
    """Keep the one answer that was pressed, and go on."""
    key, do = leave.instrument.key, request.POST.get("do", "")
    if do == "drop":
        actions.drop_draft(by=request.viewer, key=key)
        messages.success(request, _("What you began is deleted."))
        return redirect("questionnaires")
    answers = dict(draft.answers) if draft else {}
    if do != "keep":
        try:
            answers[request.POST.get("item", "")] = value_of(request.POST.get("answer", ""))
            actions.begin(by=request.viewer, key=key, given=tuple(answers.items()), day=queries.today(request.viewer))
        except (BadAnswer, ValueError):
            return _question(request, leave, draft, error=_("Choose one of the answers."))
    return _go_on(request, key)


def _go_on(request: Request, key: str) -> HttpResponse:
    """Go where one's own draft stands: to the help that is due, to the next question, or to what came of it."""
    draft = queries.own_draft(request.viewer, key)
    if draft is None:
        return redirect("questionnaire", key)
    if draft.help == DUE:
        return redirect("questionnaire_help", draft.id)
    if draft.instrument is None or next_item(draft.instrument, draft.answers) is not None:
        return redirect("questionnaire", key)
    given = tuple(draft.answers.items())
    kept = actions.keep(by=request.viewer, key=key, given=given, day=queries.today(request.viewer))
    return redirect("sitting", kept)


def _all_on_one(request: Request, leave: Leave) -> HttpResponse:
    draft = _draft_of(request, leave)
    today = queries.today(request.viewer)
    form = QuestionnaireForm(
        leave.instrument,
        request.POST if request.method == "POST" else None,
        answers=draft.answers if draft else {},
        day=today,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        if request.htmx:
            return _kept_meanwhile(request, leave, form)
        sitting_id = _tried(
            form,
            lambda: actions.keep(
                by=request.viewer, key=leave.instrument.key, given=form.given(), day=form.cleaned_data["day"]
            ),
        )
        if sitting_id:
            return redirect("sitting", sitting_id)
    return _form_page(request, leave, form, step_url=request.path)


def _tried(form: QuestionnaireForm, act: Any) -> int:
    """Return the id of what was kept; 0 when it was refused, which then stands beside its field."""
    try:
        return int(act())
    except NotHere:
        raise
    except Refused as refused:
        blame(form, refused)
        return 0


def _kept_meanwhile(request: Request, leave: Leave, form: QuestionnaireForm) -> HttpResponse:
    """While the page is filled in: keep it as begun, so that help can be offered before it is ever sent."""
    key = leave.instrument.key
    actions.begin(by=request.viewer, key=key, given=form.given(), day=queries.today(request.viewer))
    draft = queries.own_draft(request.viewer, key)
    offered = bool(draft and draft.help != NONE)
    context = {"offered": offered, **(help_of(country_for(request)) if offered else {})}
    return render(request, "parts/questionnaire_offer.html", context)


def _form_page(
    request: Request, leave: Leave, form: QuestionnaireForm, *, step_url: str = "", sitting: OwnSitting | None = None
) -> HttpResponse:
    context = {
        "page_title": _("Change your answers") if sitting else leave.instrument.title,
        "lead": leave.instrument.lead,
        "form": form,
        "button": _("Keep my answers"),
        "keep_url": "" if sitting else f"{request.path}?all=1",
        "step_url": step_url,
        "cancel_url": reverse("sitting", args=[sitting.id]) if sitting else reverse("questionnaires"),
        "credit": leave.instrument.credit,
    }
    return render(request, "pages/questionnaire_all.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def questionnaire_help(request: Request, sitting_id: int) -> HttpResponse:
    """The card with the numbers, after an answer that says somebody may be in danger. Going on is one's own press."""
    found = queries.after_help(request.viewer, sitting_id)
    if request.method == "POST":
        actions.went_past_help(by=request.viewer, sitting_id=sitting_id)
        return _go_on(request, found.key) if found.is_draft else redirect("sitting", sitting_id)
    country = country_for(request)
    context = {
        **help_of(country),
        "page_title": _("You wrote that things are very hard right now"),
        "country": country_name(country),
        "countries": countries_to_ask(country),
    }
    return render(request, "pages/questionnaire_help.html", context)


@confirmed
@require_GET
def sitting(request: Request, sitting_id: int) -> HttpResponse:
    """What came of one's answers, once the help that is due was shown."""
    own = queries.own_sitting(request.viewer, sitting_id)
    if own.help == DUE:
        return redirect("questionnaire_help", sitting_id)
    all_own = queries.own_sittings(request.viewer, own.key)
    score = own.score
    context = {
        "page_title": own.title,
        "day": parts.day_text(own.day),
        "score": parts.score_text(own),
        "has_score": bool(score and score.value is not None),
        "parts": [{"name": one.title, "value": one.value} for one in score.parts] if score else [],
        "missing": parts.missing_text(own),
        "change": parts.change_of(own, all_own),
        "answers": parts.answer_rows(own),
        "offered": own.help != NONE,
        "versions": [
            {"at": one.kept_at, "score": parts.score_text(one), "answers": parts.answer_rows(one)}
            for one in queries.own_versions(request.viewer, sitting_id)
        ],
        "trend_url": reverse("questionnaire_answers", args=[own.key]),
        "share_url": reverse("record_item", args=["questionnaires", own.id]),
        "change_url": reverse("sitting_change", args=[own.id]) if own.instrument else "",
        "delete_url": reverse("sitting_delete", args=[own.id]),
        "credit": own.instrument.credit if own.instrument else "",
    }
    return render(request, "pages/sitting.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def sitting_change(request: Request, sitting_id: int) -> HttpResponse:
    """Put one's answers right. What stood there before stays for oneself."""
    own = queries.own_sitting(request.viewer, sitting_id)
    leave = queries.instrument_of(request.viewer, own)
    data = request.POST if request.method == "POST" else None
    form = QuestionnaireForm(leave.instrument, data, answers=own.answers, day=None, today=own.day)
    if request.method == "POST" and form.is_valid():
        new = _tried(form, lambda: actions.correct(by=request.viewer, sitting_id=own.id, given=form.given()))
        if new:
            messages.success(request, _("Your answers are changed."))
            return redirect("sitting", new)
    return _form_page(request, leave, form, sitting=own)


@confirmed
@require_http_methods(["GET", "POST"])
def sitting_delete(request: Request, sitting_id: int) -> HttpResponse:
    """Delete one's answers of one day, with what stood there before."""
    own = queries.own_sitting(request.viewer, sitting_id)
    if request.method == "POST":
        actions.remove(by=request.viewer, sitting_id=sitting_id)
        messages.success(request, _("Your answers are deleted."))
        return redirect("questionnaires")
    context = {
        "page_title": _("Delete your answers of %(day)s?") % {"day": parts.day_text(own.day)},
        "lead": _("They are gone at once and cannot be brought back. Your other answers stay."),
        "button": _("Delete my answers"),
        "danger": True,
        "cancel_url": reverse("sitting", args=[own.id]),
        "cancel": _("Keep them"),
    }
    return render(request, "pages/question.html", context)


@confirmed
@require_GET
def questionnaire_answers(request: Request, key: str) -> HttpResponse:
    """How it went on: a drawing, and the same as a table. `?all=1` goes back to the beginning."""
    all_own = queries.own_sittings(request.viewer, key)
    since = queries.today(request.viewer) - SHOWN_AT_FIRST
    recent = tuple(own for own in all_own if own.day >= since)
    chosen = all_own if "all" in request.GET or not recent else recent
    known = next((own.instrument for own in reversed(chosen) if own.instrument), None)
    if not all_own:
        known = queries.instrument(request.viewer, key).instrument
    context = {
        "page_title": known.title if known else all_own[-1].title,
        "about": known.about if known else "",
        "drawing": parts.drawing(known, chosen) if known else {},
        "first": parts.day_text(chosen[0].day) if chosen else "",
        "last": parts.day_text(chosen[-1].day) if chosen else "",
        "better": "" if known is None else _up_is(worse=known.higher_is_worse),
        "rows": [parts.table_row(own) for own in reversed(chosen)],
        "all_url": f"{request.path}?all=1" if len(chosen) < len(all_own) else "",
        "answer_url": reverse("questionnaire", args=[key]) if known else "",
    }
    return render(request, "pages/questionnaire_answers.html", context)


def _up_is(*, worse: bool) -> str:
    return _("A higher line is worse.") if worse else _("A higher line is better.")


urlpatterns = [
    path("record/questionnaires/", questionnaires, name="questionnaires"),
    path("record/questionnaires/help/<int:sitting_id>/", questionnaire_help, name="questionnaire_help"),
    path("record/questionnaires/answers/<int:sitting_id>/", sitting, name="sitting"),
    path("record/questionnaires/answers/<int:sitting_id>/change/", sitting_change, name="sitting_change"),
    path("record/questionnaires/answers/<int:sitting_id>/delete/", sitting_delete, name="sitting_delete"),
    path("record/questionnaires/<slug:key>/", questionnaire, name="questionnaire"),
    path("record/questionnaires/<slug:key>/answers/", questionnaire_answers, name="questionnaire_answers"),
]
