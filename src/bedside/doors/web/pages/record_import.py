"""A file of health data into one's own record: read, shown, taken over after a yes, and taken back as a whole."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bedside.areas.records import actions, queries
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy.fhir.border import MOST_BYTES

NAMES = {
    "Condition": gettext_lazy("Illnesses"),
    "Medicine": gettext_lazy("Medicines"),
    "Observed": gettext_lazy("Measurements"),
    "Procedure": gettext_lazy("What was done"),
    "Allergy": gettext_lazy("Allergies"),
    "Vaccination": gettext_lazy("Vaccines"),
    "SideEffect": gettext_lazy("Side effects"),
    "Answered": gettext_lazy("Answers to questionnaires"),
    "Judged": gettext_lazy("What you said of treatments"),
}
THINGS = {
    "conditions": NAMES["Condition"],
    "courses": NAMES["Medicine"],
    "measurements": NAMES["Observed"],
    "procedures": NAMES["Procedure"],
    "allergies": NAMES["Allergy"],
    "immunisations": NAMES["Vaccination"],
    "questionnaires": NAMES["Answered"],
    "evaluations": NAMES["Judged"],
}
STATES = {
    "new": gettext_lazy("%(n)s new"),
    "known": gettext_lazy("%(n)s there already"),
    "gone": gettext_lazy("%(n)s that you deleted: they stay away"),
    "unfit": gettext_lazy("%(n)s without a place in the record"),
}
REASONS = {
    "entered_in_error": gettext_lazy("marked as a mistake"),
    "not_done": gettext_lazy("not done"),
    "not_ours": gettext_lazy("of a kind that we don't keep"),
    "no_text": gettext_lazy("without a name"),
    "unknown_questionnaire": gettext_lazy("answers to a questionnaire that this site does not use"),
    "not_readable": gettext_lazy("answers that can't be read"),
    "in_answers": gettext_lazy("that say again what answers say"),
}


class FileForm(Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("In the form FHIR R4, of you alone, at most 20 MB."),
        max_length=300,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,.ndjson,.gz,application/fhir+json,application/json"}),
    )


class MineForm(Form):
    """The yes: whose file it is."""

    mine = forms.BooleanField(
        label=gettext_lazy("This file is about me."),
        error_messages={"required": gettext_lazy("Say that the file is about you. Another person's stays out.")},
    )


@confirmed
@require_http_methods(["GET", "POST"])
def record_import(request: Request) -> HttpResponse:
    """Choose a file; see what earlier ones brought."""
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            read = actions.read_file(by=request.viewer, raw=form.cleaned_data["file"].read(MOST_BYTES + 1))
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return redirect("record_import_file", read)
    context = {
        "page_title": _("Bring a file"),
        "form": form,
        "button": _("Read the file"),
        "files": [{"file": one, "told": _told(one)} for one in queries.own_files(request.viewer)],
    }
    return render(request, "pages/record_import.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def record_import_file(request: Request, file_id: int) -> HttpResponse:
    """See what a file would bring, and say yes or no; or what came of it."""
    own = queries.own_file(request.viewer, file_id)
    if own.kept_at is not None:
        return render(request, "pages/record_import_file.html", _kept_page(own))
    form = MineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("do") == "drop":
        actions.drop_file(by=request.viewer, file_id=file_id)
        messages.success(request, _("The file is forgotten. Nothing of it was kept."))
        return redirect("record_import")
    if request.method == "POST" and form.is_valid():
        try:
            return _taken_over(request, file_id)
        except NotHere:
            raise
        except Refused as refused:
            form.add_error(None, f"{refused.what} {refused.do}")
    return render(request, "pages/record_import_file.html", _read_page(own, form), status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def record_import_undo(request: Request, file_id: int) -> HttpResponse:
    """Take back what came of a file."""
    own = queries.own_file(request.viewer, file_id)
    if own.kept_at is None:
        raise NotHere
    if request.method == "POST":
        went, stay = actions.take_back_file(by=request.viewer, file_id=file_id)
        told = ngettext("%(n)s entry is deleted.", "%(n)s entries are deleted.", went) % {"n": went}
        if stay:
            more = ngettext(
                "%(n)s stays: you have changed or shared it since.",
                "%(n)s stay: you have changed or shared them since.",
                stay,
            )
            told = f"{told} {more % {'n': stay}}"
        messages.success(request, told)
        return redirect("record_import")
    context = {
        "page_title": _("Take back what this file brought?"),
        "lead": _("What it brought is deleted at once. What you have changed or shared since stays."),
        "button": _("Take it back"),
        "danger": True,
        "cancel_url": reverse("record_import_file", args=[file_id]),
        "cancel": _("Keep it"),
    }
    return render(request, "pages/question.html", context)


def _taken_over(request: Request, file_id: int) -> HttpResponse:
    brought = actions.keep_file(by=request.viewer, file_id=file_id)
    added = sum(one.added for one in brought.values())
    if not added:
        messages.success(request, _("There was nothing new in the file. Your record is as it was."))
        return redirect("record_import")
    told = ngettext("%(n)s entry is in your record.", "%(n)s entries are in your record.", added) % {"n": added}
    messages.success(request, _("%(told)s Only you see them.") % {"told": told})
    return redirect("record_import_file", file_id)


def _read_page(own: queries.OwnFile, form: MineForm) -> dict[str, Any]:
    whose = [
        {"name": _("Name in the file"), "value": own.called or _("none")},
        {"name": _("Year of birth"), "value": str(own.born) if own.born else _("not said")},
        {"name": _("Sex"), "value": _sex(own.gender)},
    ]
    return {
        "page_title": _("What the file would bring"),
        "own": own,
        "whose": whose,
        "rows": [{"name": NAMES[fact], "value": _counted(states)} for fact, states in own.counts.items()],
        "names": [{"name": NAMES[fact], "texts": texts} for fact, texts in own.names.items()],
        "new": sum(states.get("new", 0) for states in own.counts.values()),
        "left_out": _left_out(own),
        "form": form,
        "button": _("Take it over"),
    }


def _kept_page(own: queries.OwnFile) -> dict[str, Any]:
    return {"page_title": _("What the file brought"), "own": own, "rows": _kinds_of(own), "id": own.id}


def _kinds_of(own: queries.OwnFile) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for kind, _number in own.things:
        counts[kind] = counts.get(kind, 0) + 1
    return [{"name": THINGS[kind], "value": str(count)} for kind, count in counts.items()]


def _told(own: queries.OwnFile) -> str:
    return ", ".join(f"{row['name']}: {row['value']}" for row in _kinds_of(own))


def _counted(states: dict[str, int]) -> str:
    return ", ".join(str(name) % {"n": states[state]} for state, name in STATES.items() if states.get(state))


def _left_out(own: queries.OwnFile) -> list[str]:
    """Return what is left out in lines: mistakes and the like by their reason, other kinds by FHIR's name."""
    skipped = [f"{count} {REASONS.get(reason, REASONS['not_ours'])}" for reason, count in own.skipped.items()]
    others = ", ".join(f"{kind} {count}" for kind, count in sorted(own.left_out.items()))
    kinds = [_("Kinds that we don't keep: %(kinds)s") % {"kinds": others}] if others else []
    twice = [_("%(n)s that stand twice in the file") % {"n": own.repeated}] if own.repeated else []
    bad = [_("Not valid: %(path)s") % {"path": path} for path, _why in own.bad]
    return [*skipped, *twice, *kinds, *bad]


def _sex(gender: str) -> str:
    return {"male": _("male"), "female": _("female"), "other": _("other")}.get(gender, _("not said"))


urlpatterns = [
    path("record/import/", record_import, name="record_import"),
    path("record/import/<int:file_id>/", record_import_file, name="record_import_file"),
    path("record/import/<int:file_id>/undo/", record_import_undo, name="record_import_undo"),
]
