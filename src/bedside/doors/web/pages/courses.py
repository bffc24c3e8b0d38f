"""One's own treatments: the list, one of them with its history, adding, putting right, dose, stop, deleting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.records import actions, queries
from bedside.areas.records.errors import MaybeTwo
from bedside.doors.web import course_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.entered import entered_words
from bedside.doors.web.forms.courses import CourseForm, DoseForm, StopForm, filled
from bedside.doors.web.forms.people import blame, blame_with_way
from bedside.doors.web.forms.words import answered
from bedside.doors.web.http import Request
from bedside.doors.web.pages.waves import row
from bedside.doors.web.record_file_parts import hung_on
from bedside.doors.web.sharing_parts import seen_by
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.courses import Course, Dose, Reason, Taking
from bedside.policy.sharing import proxy_in


@confirmed
@require_GET
def record_courses(request: Request) -> HttpResponse:
    """All of them, by how they stand; and what was told of treatments for the figures."""
    today = now().date()
    groups: dict[str, list[dict[str, Any]]] = {}
    names = (_("You take now"), _("On and off"), _("Planned"), _("Say whether you still take it"), _("You stopped"))
    for name in names:
        groups[name] = []
    for one in queries.own_treatments(request.viewer):
        groups[names[_place(one.course)]].append(parts.listed(one, today=today))
    context = {
        "page_title": _("What you take and took"),
        "groups": [{"name": name, "rows": rows} for name, rows in groups.items() if rows],
    }
    return render(request, "pages/record_courses.html", context)


def _place(course: Course) -> int:
    if course.is_planned(today=now().date()):
        return 2
    return {Taking.YES: 0, Taking.ON_OFF: 1, Taking.UNSAID: 3, Taking.NO: 4}[course.taking]


@confirmed
@require_GET
def record_course(request: Request, course_id: int) -> HttpResponse:
    """One of them, and what was said of it before."""
    own = queries.own_treatment(request.viewer, course_id)
    earlier = queries.earlier_treatments(request.viewer, course_id)
    context = {
        "page_title": own.course.text,
        "rows": parts.rows(own.course),
        "entered": entered_words(request.viewer, proxy_in(own.course.entered_by)),
        "going_on": own.course.taking in (Taking.YES, Taking.ON_OFF) and not own.course.is_planned(today=now().date()),
        "asks": own.course.asks,
        "questions": [row(one, request.viewer) for one in queries.own_questions(request.viewer, course_id=course_id)],
        "again_of": _earlier_course(request, own.course),
        "id": course_id,
        "hung": hung_on(request.viewer, "courses", course_id),
        "versions": [{"at": one.kept_at, "name": one.course.text, "rows": parts.rows(one.course)} for one in earlier],
    }
    return render(request, "pages/record_course.html", context)


def _earlier_course(request: Request, course: Course) -> dict[str, Any] | None:
    """The course that this one takes up again; None where there is none any more."""
    mine = {one.id: one for one in queries.own_treatments(request.viewer)} if course.restart_of else {}
    found = mine.get(course.restart_of or 0)
    return parts.listed(found, today=now().date()) if found else None


def _form_of(request: Request, data: Any = None, **kwargs: Any) -> CourseForm:
    mine = [(one.id, one.illness.text) for one in queries.own_conditions(request.viewer)]
    return CourseForm(data, conditions=mine, **kwargs)


def _helped(request: Request) -> CourseForm | None:
    """The form with offers below its box of words, or the chosen one in it; None for every other press."""
    mine = [(one.id, one.illness.text) for one in queries.own_conditions(request.viewer)]

    class Mine(CourseForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, conditions=mine, **kwargs)

    return answered(request, Mine)


@confirmed
@require_http_methods(["GET", "POST"])
def record_course_add(request: Request) -> HttpResponse:
    """Keep a course; ask whether both are meant where the same treatment runs already."""
    helped = _helped(request)
    form = helped or _form_of(request, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"page_title": _("Add a treatment"), "cancel_url": reverse("record_courses")}
    if not helped and request.method == "POST" and form.is_valid():
        try:
            kept = actions.add_treatment(by=request.viewer, course=form.course(), another=form.cleaned_data["another"])
        except MaybeTwo as two:
            form.ask_another()
            form.add_error("another", two.what)
            today = now().date()
            context["same"] = [parts.listed(queries.own_treatment(request.viewer, one), today=today) for one in two.ids]
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return _kept(request, kept)
    return _form(request, form, context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_course_change(request: Request, course_id: int) -> HttpResponse:
    """Put a course right. What was said before stays for its owner."""
    own = queries.own_treatment(request.viewer, course_id)
    helped = _helped(request)
    form = helped or (
        _form_of(request, request.POST) if request.method == "POST" else _form_of(request, initial=filled(own.course))
    )
    if not helped and request.method == "POST" and form.is_valid():
        try:
            actions.change_treatment(by=request.viewer, course_id=course_id, course=form.course())
        except Refused as refused:
            blame(form, refused)
        else:
            return _kept(request, course_id)
    cancel = reverse("record_course", args=[course_id])
    context = {"page_title": _("Change what you said"), "cancel_url": cancel, "all_open": True, "share": own.share}
    return _form(request, form, context)


def _form(request: Request, form: CourseForm, context: dict[str, Any]) -> HttpResponse:
    more = [field for field in form.visible_fields() if field.name not in (*form.main, "another")]
    context |= {
        "form": form,
        "first": [form[name] for name in form.main if name in form.fields],
        "more": more,
        "more_title": _("Since when, how much, how"),
        "more_open": context.get("all_open") or any(field.errors or form.data.get(field.name) for field in more),
        "last": [form["another"]] if context.get("same") else [],
        "button": _("Keep it"),
        "seen_by": seen_by(request.viewer, "courses", context.get("share")),
    }
    return render(request, "pages/record_form.html", context, status=422 if form.errors else 200)


def _kept(request: Request, course_id: int) -> HttpResponse:
    undo = reverse("record_course_undo", args=[course_id])
    messages.success(request, _("Kept. You can undo it for 30 seconds."), extra_tags=f"undo:{undo}")
    return redirect("record_course", course_id)


@confirmed
@require_http_methods(["GET", "POST"])
def record_course_stop(request: Request, course_id: int) -> HttpResponse:
    """Say that it has ended, when and why."""
    own = queries.own_treatment(request.viewer, course_id)
    form = StopForm(request.POST or None, initial={"stop": now().date().isoformat()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.stop_treatment(
                by=request.viewer,
                course_id=course_id,
                stop=said["stop"],
                reasons=tuple(Reason(one) for one in said["reasons"]),
                main=Reason(said["main_reason"]) if said["main_reason"] else None,
                other=said["other_reason"],
            )
        except Refused as refused:
            blame(form, refused)
        else:
            return _kept(request, course_id)
    return _short(request, form, own.course, title=_("You stopped: %(name)s"), course_id=course_id)


@confirmed
@require_http_methods(["GET", "POST"])
def record_course_dose(request: Request, course_id: int) -> HttpResponse:
    """Say that the dose is another from a day on."""
    own = queries.own_treatment(request.viewer, course_id)
    form = DoseForm(
        request.POST or None, initial={"unit": own.course.dose_now.unit, "times": own.course.dose_now.times}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        dose = Dose(amount=said["amount"], unit=said["unit"], times=said["times"])
        try:
            actions.change_dose(by=request.viewer, course_id=course_id, on=said["on"], dose=dose)
        except Refused as refused:
            blame(form, refused)
        else:
            return _kept(request, course_id)
    return _short(request, form, own.course, title=_("Another dose: %(name)s"), course_id=course_id)


def _short(request: Request, form: StopForm | DoseForm, course: Course, *, title: str, course_id: int) -> HttpResponse:
    context = {
        "page_title": title % {"name": course.text},
        "form": form,
        "first": list(form),
        "button": _("Keep it"),
        "cancel_url": reverse("record_course", args=[course_id]),
    }
    return render(request, "pages/record_form.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def record_course_undo(request: Request, course_id: int) -> HttpResponse:
    """Take back a slip of the finger."""
    stands = actions.undo_treatment(by=request.viewer, course_id=course_id)
    messages.success(request, _("Undone."))
    return redirect("record_course", course_id) if stands else redirect("record_courses")


@confirmed
@require_http_methods(["GET", "POST"])
def record_course_delete(request: Request, course_id: int) -> HttpResponse:
    """Delete a course with all that was said of it."""
    own = queries.own_treatment(request.viewer, course_id)
    if request.method == "POST":
        actions.delete_treatment(by=request.viewer, course_id=course_id)
        messages.success(request, _("Deleted, with all that you had said of it."))
        return redirect("record_courses")
    context = {
        "page_title": _("Delete “%(name)s” from your record?") % {"name": own.course.text},
        "lead": _("It goes at once, also what you said of it before. It cannot be brought back."),
        "button": _("Delete it"),
        "danger": True,
        "cancel_url": reverse("record_course", args=[course_id]),
        "cancel": _("Keep it"),
    }
    return render(request, "pages/question.html", context)


urlpatterns = [
    path("record/treatments/", record_courses, name="record_courses"),
    path("record/treatments/add/", record_course_add, name="record_course_add"),
    path("record/treatments/<int:course_id>/", record_course, name="record_course"),
    path("record/treatments/<int:course_id>/change/", record_course_change, name="record_course_change"),
    path("record/treatments/<int:course_id>/dose/", record_course_dose, name="record_course_dose"),
    path("record/treatments/<int:course_id>/stop/", record_course_stop, name="record_course_stop"),
    path("record/treatments/<int:course_id>/undo/", record_course_undo, name="record_course_undo"),
    path("record/treatments/<int:course_id>/delete/", record_course_delete, name="record_course_delete"),
]
