"""The record of whom one cares for: opening it, and entering days, symptoms, treatments and answers for its owner."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.people import queries as people
from bedside.areas.records.actions import carers as actions
from bedside.areas.records.errors import MaybeTwo, MaybeWrong
from bedside.areas.records.queries import attachments
from bedside.areas.records.queries import carers as queries
from bedside.areas.records.queries.carers import CaredFor
from bedside.doors.web.access import confirmed
from bedside.doors.web.entry_parts import WORDS
from bedside.doors.web.forms.carer_record import CarerCourseForm, CarerDayForm, CarerSymptomForm
from bedside.doors.web.forms.entries import FORMS
from bedside.doors.web.forms.evaluations import EvaluationForm, filled
from bedside.doors.web.forms.people import blame_with_way, tried
from bedside.doors.web.http import Request
from bedside.doors.web.pages.record import FACES
from bedside.doors.web.pages.waves import WAVES
from bedside.doors.web.record_file_parts import for_carer
from bedside.doors.web.sharing_parts import shared_lists
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.policy.consents.grants import ENTERED_WITH

ASKED_LAST = ("another", "sure")


@confirmed
@require_GET
def carer_record(request: Request, number: int) -> HttpResponse:
    """What a carer may see and enter. Opening it is written down, and the owner sees that."""
    actions.open_record(by=request.viewer, grant_id=number)
    return _page(request, number, queries.record_of(request.viewer, number))


def _page(
    request: Request,
    number: int,
    found: CaredFor,
    *,
    day: CarerDayForm | None = None,
    symptom: CarerSymptomForm | None = None,
) -> HttpResponse:
    name = _name(request, found)
    logs, first = "enter logs" in found.scopes, {"day": found.today}
    context = {
        "page_title": _("The record of %(name)s") % {"name": name},
        "name": name,
        "number": number,
        "faces": [{"value": face, "icon": icon, "word": word} for face, icon, word in FACES],
        "day_form": (day or CarerDayForm(initial=first)) if logs else None,
        "symptom_form": (symptom or _symptom_form(initial=first | {"key": new_id()})) if logs else None,
        "may_add": "enter courses" in found.scopes,
        "may_view": "view record" in found.scopes,
        "kinds": [
            {"url": reverse("carer_entry", args=[number, kind]), "words": WORDS[kind].add}
            for kind, scope in ENTERED_WITH.items()
            if scope in found.scopes
        ],
        "questions": [_question(number, one) for one in found.questions],
        "files": [for_carer(one, number) for one in attachments.files_for_carer(request.viewer, number, found)],
        "form": day or symptom,
        **shared_lists(found, viewer=request.viewer),
    }
    return render(request, "pages/carer_record.html", context, status=422 if day or symptom else 200)


def _symptom_form(*args: Any, **kwargs: Any) -> CarerSymptomForm:
    return CarerSymptomForm(*args, auto_id="id_felt_%s", **kwargs)


def _question(number: int, one: Any) -> dict[str, Any]:
    url = reverse("carer_question", args=[number, one.id])
    return {"url": url, "name": one.course.text, "when": WAVES[one.wave], "done": one.answer is not None}


def _name(request: Request, found: CaredFor) -> str:
    persona = next(iter(people.personas(request.viewer, [found.owner_id])), None)
    if persona is None:
        raise NotHere
    return persona.name


@confirmed
@require_POST
def carer_day(request: Request, number: int) -> HttpResponse:
    """Say how a day of theirs was, with one press."""
    found, form = queries.record_of(request.viewer, number), CarerDayForm(request.POST)
    if form.is_valid() and tried(form, lambda: actions.say_day_for(**_by(request, number), **form.cleaned_data)):
        return _kept(request, number, found)
    return _page(request, number, found, day=form)


@confirmed
@require_POST
def carer_crash(request: Request, number: int) -> HttpResponse:
    """Begin a crash for them, with one press. Only they end it."""
    found = queries.record_of(request.viewer, number)
    actions.begin_crash_for(**_by(request, number))
    messages.success(request, _("%(name)s is in a crash now, and left in peace.") % {"name": _name(request, found)})
    return redirect("carer_record", number)


@confirmed
@require_POST
def carer_symptom(request: Request, number: int) -> HttpResponse:
    """Say what they felt."""
    found, form = queries.record_of(request.viewer, number), _symptom_form(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        more = {"day": said["day"], "felt": form.felt(), "client_key": said["key"]}
        if tried(form, lambda: actions.log_symptom_for(**_by(request, number), **more)):
            return _kept(request, number, found)
    return _page(request, number, found, symptom=form)


def _by(request: Request, number: int) -> dict[str, Any]:
    return {"by": request.viewer, "grant_id": number}


def _kept(request: Request, number: int, found: CaredFor) -> HttpResponse:
    words = _("Kept for %(name)s. What %(name)s says of it stands first.")
    messages.success(request, words % {"name": _name(request, found)})
    return redirect("carer_record", number)


def _pressed(form: Any, press: Callable[[], None]) -> tuple[bool, str]:
    """Press; return whether it is kept, and the box with which is asked whether it is meant, "" for none."""
    try:
        press()
    except MaybeTwo as two:
        form.ask_another()
        form.add_error("another", two.what)
        return False, "another"
    except MaybeWrong as unlikely:
        form.ask_sure()
        form.add_error("sure", unlikely.what)
        return False, "sure"
    except NotHere:
        raise
    except Refused as refused:
        blame_with_way(form, refused)
        return False, ""
    return True, ""


@confirmed
@require_http_methods(["GET", "POST"])
def carer_treatment(request: Request, number: int) -> HttpResponse:
    """Add a treatment of theirs; ask whether both are meant where they are known to take it already."""
    found = queries.record_of(request.viewer, number)
    if "enter courses" not in found.scopes:
        raise NotHere
    mine = [(one.id, one.illness.text) for one in found.conditions]
    form, asked = CarerCourseForm(request.POST if request.method == "POST" else None, conditions=mine), ""
    if request.method == "POST" and form.is_valid():
        press = {"course": form.course(), "another": form.cleaned_data["another"]}
        kept, asked = _pressed(form, lambda: actions.add_treatment_for(**_by(request, number), **press))
        if kept:
            return _kept(request, number, found)
    title = _("Add a treatment for %(name)s") % {"name": _name(request, found)}
    return _form(request, number, found, form, title=title, last=asked)


@confirmed
@require_http_methods(["GET", "POST"])
def carer_entry(request: Request, number: int, kind: str) -> HttpResponse:
    """Add something else of theirs: a measurement, an appointment, an allergy. What is unlikely is asked about once."""
    found = queries.record_of(request.viewer, number)
    if ENTERED_WITH.get(kind) not in found.scopes:
        raise NotHere
    form, asked = FORMS[kind](request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        press = {"thing": form.thing(), "sure": form.cleaned_data["sure"]}
        kept, asked = _pressed(form, lambda: actions.add_entry_for(**_by(request, number), **press))
        if kept:
            return _kept(request, number, found)
    words = {"what": WORDS[kind].add, "name": _name(request, found)}
    title = _("%(what)s for %(name)s") % words
    return _form(request, number, found, form, title=title, last=asked)


@confirmed
@require_http_methods(["GET", "POST"])
def carer_question(request: Request, number: int, question_id: int) -> HttpResponse:
    """Say how a treatment of theirs goes, as the carer sees it."""
    found, one = queries.record_of(request.viewer, number), queries.question_of(request.viewer, number, question_id)
    form = EvaluationForm(request.POST or None, initial=filled(one.answer))
    if request.method == "POST" and form.is_valid():
        press = {"question_id": question_id, "said": form.said()}
        if tried(form, lambda: actions.answer_for(**_by(request, number), **press)):
            return _kept(request, number, found)
    words = {"treatment": one.course.text, "name": _name(request, found)}
    title = _("%(treatment)s: how does it go for %(name)s?") % words
    return _form(request, number, found, form, title=title)


def _form(request: Request, number: int, found: CaredFor, form: Any, *, title: str, last: str = "") -> HttpResponse:
    name = _name(request, found)
    more = [field for field in form.visible_fields() if field.name not in (*form.main, *ASKED_LAST)]
    context = {
        "page_title": title,
        "seen_by": _("%(name)s sees it, and that you entered it.") % {"name": name},
        "form": form,
        "first": [form[one] for one in form.main if one in form.fields],
        "more": more,
        "more_title": _("More, as far as you know"),
        "more_open": any(field.errors for field in more),
        "last": [form[last]] if last else [],
        "button": _("Keep it for %(name)s") % {"name": name},
        "cancel_url": reverse("carer_record", args=[number]),
    }
    return render(request, "pages/record_form.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("carers/<int:number>/record/", carer_record, name="carer_record"),
    path("carers/<int:number>/record/day/", carer_day, name="carer_day"),
    path("carers/<int:number>/record/crash/", carer_crash, name="carer_crash"),
    path("carers/<int:number>/record/symptom/", carer_symptom, name="carer_symptom"),
    path("carers/<int:number>/record/treatment/", carer_treatment, name="carer_treatment"),
    path("carers/<int:number>/record/add/<slug:kind>/", carer_entry, name="carer_entry"),
    path("carers/<int:number>/record/questions/<int:question_id>/", carer_question, name="carer_question"),
]
