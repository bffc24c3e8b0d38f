"""What else is kept in the record, kind by kind: the list, one entry with what was said before, adding, deleting."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.records import actions, queries
from bedside.areas.records.errors import MaybeWrong
from bedside.doors.web import entry_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.entered import entered_words
from bedside.doors.web.forms.entries import FORMS, EntryForm
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.doors.web.record_file_parts import hung_on
from bedside.doors.web.sharing_parts import seen_by
from bedside.kit.errors import NotHere, Refused
from bedside.policy.entries.free_note import KIND as NOTES
from bedside.policy.entries.goal import KIND as GOALS
from bedside.policy.sharing import ALONE, proxy_in

MOST_SOUGHT = 100  # characters
SHOWN = 50
"""How many stand on a page: a year of measurements would be slow to draw and to read."""


@confirmed
@require_http_methods(["GET", "POST"])
def record_entries(request: Request, kind: str) -> HttpResponse:
    """What is kept of a kind, the latest day first: fifty on a page.

    Notes can be searched: by POST, so that what is sought stands in no address and no log.
    """
    words = _words(kind)
    sought = _sought(request, kind) if request.method == "POST" else ""
    number = 1 if sought else _number(request)
    if sought:
        shown = queries.found_notes(request.viewer, sought)
        count = len(shown)
    else:
        found = queries.entries_page(request.viewer, kind, start=(number - 1) * SHOWN, many=SHOWN)
        shown, count = found.shown, found.count
        if number > 1 and not shown:
            raise NotHere
    context = {
        "page_title": str(words.title),
        "kind": kind,
        "add": words.add,
        "empty": _("No note holds all of these words.") if sought else words.empty,
        "rows": [parts.listed(one) for one in shown],
        "count": count,
        "pager": {} if sought else _pager(number, count),
        "sought": sought,
        "searched": kind == NOTES.key and bool(count or sought),
    }
    return render(request, "pages/record_entries.html", context)


def _number(request: Request) -> int:
    """Return which page is asked for: the first where that is no number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 4 and int(asked) else 1


def _pager(number: int, count: int) -> dict[str, str]:
    """Return what leads on (parts/pager.html): nothing where all of them have room."""
    first, last = (number - 1) * SHOWN + 1, min(number * SHOWN, count)
    if count <= SHOWN:
        return {}
    told = _("%(first)d to %(last)d of %(count)d") % {"first": first, "last": last, "count": count}
    return {
        "page_text": told if first <= last else "",
        "next_url": f"?page={number + 1}" if last < count else "",
        "next_text": _("Earlier ones"),
        "first_url": "?page=1" if number > 1 else "",
    }


def _sought(request: Request, kind: str) -> str:
    """Return the words, "" where there are none. Raises NotHere for a kind that is not searched."""
    if kind != NOTES.key:
        raise NotHere
    return " ".join(request.POST.get("sought", "")[:MOST_SOUGHT].split())


def _words(kind: str) -> parts.Words:
    """Raises NotHere for a kind that is none."""
    if kind not in parts.WORDS:
        raise NotHere
    return parts.WORDS[kind]


@confirmed
@require_GET
def record_entry(request: Request, kind: str, entry_id: int) -> HttpResponse:
    """One of them, and what was said of it before."""
    own = queries.own_entry(request.viewer, kind, entry_id)
    earlier = queries.earlier_entries(request.viewer, kind, entry_id)
    ahead = parts.steps_ahead(own.thing)
    context = {
        "page_title": parts.title(own.thing),
        "list_title": _words(kind).title,
        "kind": kind,
        "id": entry_id,
        "hung": hung_on(request.viewer, kind, entry_id),
        "shared": bool(set(own.share) - {ALONE}),
        "entered": entered_words(request.viewer, proxy_in(own.thing.entered_by)),
        "rows": parts.rows(replace(own.thing, ahead=()) if ahead else own.thing),
        "steps": ahead,
        "versions": [
            {"at": one.kept_at, "name": parts.title(one.thing), "rows": parts.rows(one.thing)} for one in earlier
        ],
    }
    return render(request, "pages/record_entry.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_entry_add(request: Request, kind: str) -> HttpResponse:
    """Keep an entry of a kind. What is unlikely is asked about once."""
    words = _words(kind)
    form = FORMS[kind](request.POST) if request.method == "POST" else FORMS[kind](initial=_initial(request, kind))
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.add_entry(by=request.viewer, thing=form.thing(), sure=form.cleaned_data["sure"])
        except Refused as refused:
            _blame(form, refused)
        else:
            return _kept(request, kind, kept)
    cancel = reverse("record_entries", args=[kind])
    return _form(request, form, {"page_title": str(words.add), "cancel_url": cancel, "kind": kind})


def _initial(request: Request, kind: str) -> dict[str, Any]:
    """A measurement is most often another of the last one's sort, of today. Its number is never filled in."""
    if kind != "measurements":
        return {}
    last = queries.newest_entry(request.viewer, kind)
    told = FORMS[kind].filled(last.thing) if last else {}
    ready = {name: told[name] for name in ("loinc", "unit", "text", "own_unit") if name in told}
    return ready | {"on": queries.today(request.viewer).isoformat()}


@confirmed
@require_http_methods(["GET", "POST"])
def record_entry_change(request: Request, kind: str, entry_id: int) -> HttpResponse:
    """Put an entry right. What was said before stays for its owner."""
    own = queries.own_entry(request.viewer, kind, entry_id)
    as_kept = FORMS[kind].filled(own.thing)
    form = FORMS[kind](request.POST) if request.method == "POST" else FORMS[kind](initial=as_kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_entry(
                by=request.viewer, entry_id=entry_id, thing=form.thing(), sure=form.cleaned_data["sure"]
            )
        except Refused as refused:
            _blame(form, refused)
        else:
            return _kept(request, kind, entry_id)
    cancel = reverse("record_entry", args=[kind, entry_id])
    context = {"page_title": _("Change what you said"), "cancel_url": cancel, "all_open": True}
    return _form(request, form, context | {"kind": kind, "share": own.share})


def _blame(form: EntryForm, refused: Refused) -> None:
    """Say what is wrong beside its box; where it is only unlikely, offer the tick that says that it is right."""
    if isinstance(refused, MaybeWrong):
        form.ask_sure()
        form.add_error("sure", refused.what)
        return
    blame_with_way(form, refused)


def _form(request: Request, form: EntryForm, context: dict[str, Any]) -> HttpResponse:
    more = [field for field in form.visible_fields() if field.name not in (*form.main, "sure")]
    context |= {
        "form": form,
        "first": [form[name] for name in form.main],
        "more": more,
        "more_title": _("More, if you like"),
        "more_open": context.get("all_open") or any(_is_told(field) for field in more),
        "last": [] if form["sure"].is_hidden else [form["sure"]],
        "button": _("Keep it"),
        "seen_by": seen_by(request.viewer, context["kind"], context.get("share")),
    }
    return render(request, "pages/record_form.html", context, status=422 if form.errors else 200)


def _is_told(field: BoundField) -> bool:
    """Say whether somebody has filled it in, or it is wrong."""
    return bool(field.errors) or field.value() not in (None, "", False, field.field.initial)


@confirmed
@require_POST
def record_goal_step(request: Request, goal_id: int) -> HttpResponse:
    """Tick off a step of a goal. Pressed twice, it is ticked off once."""
    if not actions.take_step(by=request.viewer, goal_id=goal_id, step=request.POST.get("step", "")):
        messages.info(request, _("That step is ticked off already, or it was changed."))
        return redirect("record_entry", GOALS.key, goal_id)
    return _kept(request, GOALS.key, goal_id)


def _kept(request: Request, kind: str, entry_id: int) -> HttpResponse:
    undo = reverse("record_entry_undo", args=[kind, entry_id])
    messages.success(request, _("Kept. You can undo it for 30 seconds."), extra_tags=f"undo:{undo}")
    return redirect("record_entry", kind, entry_id)


@confirmed
@require_POST
def record_entry_undo(request: Request, kind: str, entry_id: int) -> HttpResponse:
    """Take back a slip of the finger."""
    stands = actions.undo_entry(by=request.viewer, kind=kind, entry_id=entry_id)
    messages.success(request, _("Undone."))
    return redirect("record_entry", kind, entry_id) if stands else redirect("record_entries", kind)


@confirmed
@require_http_methods(["GET", "POST"])
def record_entry_delete(request: Request, kind: str, entry_id: int) -> HttpResponse:
    """Delete an entry with all that was said of it."""
    own = queries.own_entry(request.viewer, kind, entry_id)
    if request.method == "POST":
        actions.delete_entry(by=request.viewer, kind=kind, entry_id=entry_id)
        messages.success(request, _("Deleted, with all that you had said of it."))
        return redirect("record_entries", kind)
    context = {
        "page_title": _("Delete “%(name)s” from your record?") % {"name": parts.title(own.thing)},
        "lead": _("It goes at once, also what you said of it before. It cannot be brought back."),
        "button": _("Delete it"),
        "danger": True,
        "cancel_url": reverse("record_entry", args=[kind, entry_id]),
        "cancel": _("Keep it"),
    }
    return render(request, "pages/question.html", context)


AT = "record/kept/<slug:kind>/"
urlpatterns = [
    path("record/kept/goals/<int:goal_id>/step/", record_goal_step, name="record_goal_step"),
    path(AT, record_entries, name="record_entries"),
    path(f"{AT}add/", record_entry_add, name="record_entry_add"),
    path(f"{AT}<int:entry_id>/", record_entry, name="record_entry"),
    path(f"{AT}<int:entry_id>/change/", record_entry_change, name="record_entry_change"),
    path(f"{AT}<int:entry_id>/undo/", record_entry_undo, name="record_entry_undo"),
    path(f"{AT}<int:entry_id>/delete/", record_entry_delete, name="record_entry_delete"),
]
