"""What is learned afterwards: the review by two people, and the counts that everybody may read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.queries import MonthRow, ReviewLine
from bedside.doors.web.access import anyone, signed_in
from bedside.doors.web.care_words import CLASSES, OUTCOMES
from bedside.doors.web.forms.board import LessonsForm
from bedside.doors.web.forms.people import blame
from bedside.doors.web.http import Request
from bedside.doors.web.pages.board import step_line
from bedside.doors.web.pages.rota import moment
from bedside.kit.errors import NotHere, Refused
from bedside.policy.escalation import Klass

COUNTED = tuple(one.value for one in Klass if one is not Klass.ROUTINE)


@anyone
@require_GET
def counts(request: Request) -> HttpResponse:
    """How many posts were answered in private, by month and class; small numbers are left out."""
    months = [_month(one) for one in queries.public_counts()]
    context = {
        "page_title": _("How we look after each other"),
        "heads": [CLASSES[klass] for klass in COUNTED],
        "months": months,
        "any": any(month["total"] is not None for month in months),
    }
    return render(request, "pages/safety_counts.html", context)


def _month(one: MonthRow) -> dict[str, Any]:
    return {
        "month": date_format(one.month, "F Y"),
        "cells": [one.cells[klass] for klass in COUNTED],
        "total": one.total,
    }


@signed_in
@require_GET
def reviews(request: Request) -> HttpResponse:
    """What waits for the safety lead, and what a patient member is asked to read."""
    lead, asked = queries.reviews(request.viewer), queries.reviews_asked(request.viewer)
    if not (lead or asked or queries.on_duty(request.viewer)):
        raise NotHere
    context = {
        "page_title": _("Reviews"),
        "lead": [_row(one) for one in lead],
        "asked": [_row(one) for one in asked],
    }
    return render(request, "pages/board_reviews.html", context)


def _row(one: ReviewLine) -> dict[str, Any]:
    return {
        "url": reverse("board_review", args=[one.escalation_id]),
        "klass": CLASSES[one.klass],
        "outcome": OUTCOMES.get(one.outcome, ""),
        "missed": one.missed,
        "due": moment(one.due_at),
        "overdue": one.overdue,
        "asked": one.asked,
        "words": one.words,
    }


@signed_in
@require_http_methods(["GET", "POST"])
def review(request: Request, escalation_id: int) -> HttpResponse:
    """One review: the safety lead writes what was learned, the patient member agrees."""
    asked = next((one for one in queries.reviews_asked(request.viewer) if one.escalation_id == escalation_id), None)
    if asked is not None:
        return _agreed(request, asked)
    one = next((row for row in queries.reviews(request.viewer) if row.escalation_id == escalation_id), None)
    if one is None:
        raise NotHere
    form = LessonsForm(request.POST if request.method == "POST" else None, initial={"words": one.words})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_review(by=request.viewer, escalation_id=escalation_id, **form.cleaned_data)
        except NotHere:
            blame(form, Refused(_("Nobody has this handle."), code="no_such_handle", field="handle"))
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The member is asked to read it."))
            return redirect("board_reviews")
    return _review_page(request, one, form=form)


def _agreed(request: Request, one: ReviewLine) -> HttpResponse:
    if request.method == "POST":
        actions.agree_review(by=request.viewer, escalation_id=one.escalation_id)
        messages.success(request, _("Thank you. The review is done."))
        return redirect("home")
    return _review_page(request, one)


def _review_page(request: Request, one: ReviewLine, *, form: LessonsForm | None = None) -> HttpResponse:
    context = {
        "page_title": _("Review"),
        "row": _row(one),
        "steps": [step_line(step) for step in one.steps],
        "form": form,
        "button": _("Ask the member to read it"),
    }
    return render(request, "pages/board_review.html", context, status=422 if form is not None and form.errors else 200)


urlpatterns = [
    path("safety/counts/", counts, name="safety_counts"),
    path("board/reviews/", reviews, name="board_reviews"),
    path("board/reviews/<int:escalation_id>/", review, name="board_review"),
]
