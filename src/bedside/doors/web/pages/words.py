"""Words that are offered for free text; for staff, the words of members that no list knows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.vocabulary import actions, queries
from bedside.areas.vocabulary.queries import curating
from bedside.areas.vocabulary.queries.curating import RIGHT, Decided
from bedside.doors.web.access import confirmed
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.words import WordForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import tabs
from bedside.kit.errors import NotHere
from bedside.policy.terms.curating import Choice
from bedside.policy.terms.model import SOURCES, System
from bedside.policy.terms.offering import LONGEST_ASKED


@confirmed
@require_http_methods(["GET", "POST"])
def words(request: Request) -> HttpResponse:
    """Offer words for what was typed: below the box that asked, or as a page. What was typed is kept nowhere."""
    if request.htmx and request.method == "POST":
        place = request.POST.get("of", "")[:60]
        found = queries.suggest(request.viewer, request.POST.get(place, ""))
        return render(request, "parts/offers.html", {"offers": found, "target": request.POST.get("box", "")[:80]})
    form = WordForm(request.POST if request.method == "POST" else None)
    typed = form.cleaned_data["text"] if form.is_bound and form.is_valid() else ""
    context = {
        "page_title": _("Words we know"),
        "lead": _("You can always write in your own words. If we know a word like yours, we offer it."),
        "form": form,
        "button": _("Look"),
        "typed": typed,
        "offers": queries.suggest(request.viewer, typed) if typed else None,
        "sources": _sources(),
    }
    return render(request, "pages/words.html", context, status=422 if form.errors else 200)


def _sources() -> list[dict[str, Any]]:
    return [
        {
            "title": SOURCES[System(one.system)].title,
            "credit": SOURCES[System(one.system)].credit,
            "version": one.version,
            "terms": one.terms,
        }
        for one in queries.vocabularies()
    ]


@for_staff(RIGHT)
@require_GET
def staff_words(request: Request) -> HttpResponse:
    """The words that wait for a curator, and the latest decisions."""
    context = {
        "page_title": _("Words"),
        "lead": _("What three or more people wrote and no list knows. Who wrote it is shown to nobody."),
        "tabs": tabs(request, "staff_words"),
        "words": [
            {"url": reverse("staff_word", args=[one.key]), "text": one.text, "band": one.band}
            for one in curating.queue(request.viewer)
        ],
        "decided": [_decided_row(one) for one in curating.decided(request.viewer)],
        "sources": _sources(),
    }
    return render(request, "pages/staff_words.html", context)


def _decided_row(one: Decided) -> dict[str, Any]:
    return {
        "text": one.decision.text,
        "said": _SAID[Choice(one.decision.choice)] % {"term": one.label},
        "by": one.by,
        "when": date_format(one.decision.decided_at, "j F Y"),
        "url": reverse("staff_word_undo", args=[one.decision.id]),
    }


_SAID = {
    Choice.MAP: "means %(term)s",
    Choice.ALIAS: "means %(term)s, and is offered",
    Choice.PURPOSE: "is a purpose",
    Choice.LEAVE: "left as it is",
}


@for_staff(RIGHT)
@require_http_methods(["GET", "POST"])
def staff_word(request: Request, key: str) -> HttpResponse:
    """One word: which term it means, if any."""
    one = curating.word(request.viewer, key)
    error = _decide(request, key) if request.method == "POST" else None
    if request.method == "POST" and error is None:
        messages.success(request, _("Decided. It applies within minutes."))
        return redirect("staff_words")
    q = request.GET.get("q", one.text)[:LONGEST_ASKED]
    context = {
        "page_title": one.text,
        "band": one.band,
        "q": q,
        "offers": queries.suggest(request.viewer, q),
        "errors": [{"text": error, "href": "#id_term"}] if error else [],
    }
    return render(request, "pages/staff_word.html", context, status=422 if error else 200)


def _decide(request: Request, key: str) -> str | None:
    """Do what was pressed; return what is wrong with it, or None."""
    choice, term = request.POST.get("do", ""), request.POST.get("term", "")
    if choice not in {one.value for one in Choice}:
        raise NotHere
    try:
        actions.decide(
            by=request.viewer,
            mark=bytes.fromhex(key),
            choice=Choice(choice),
            term_id=int(term) if term.isascii() and term.isdigit() and len(term) < 20 else None,
        )
    except actions.NoTerm as refused:
        return f"{refused.what} {refused.do}"
    return None


@for_staff(RIGHT)
@require_POST
def staff_word_undo(request: Request, decision_id: int) -> HttpResponse:
    """Take a decision back."""
    actions.undo(by=request.viewer, decision_id=decision_id)
    messages.success(request, _("Undone. The word waits again from tonight, if three people still use it."))
    return redirect("staff_words")


urlpatterns = [
    path("words/", words, name="words"),
    path("staff/words/", staff_words, name="staff_words"),
    path("staff/words/decided/<int:decision_id>/undo/", staff_word_undo, name="staff_word_undo"),
    path("staff/words/<str:key>/", staff_word, name="staff_word"),
]
