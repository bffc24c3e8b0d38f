"""A practice's inbox, for the team. For everybody else, and for who has left, they do not exist."""

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.messaging.queries import inbox as inboxes
from bedside.areas.messaging.queries.inbox import Line
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries import teams_of, times_of
from bedside.areas.practice.queries.seat import Seat, seat
from bedside.areas.practice.queries.working import desk
from bedside.doors.web import team_rows
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.doors.web.team_words import promise_words, shelf_name, soon_from, state_words
from bedside.doors.web.templatetags.look import when
from bedside.kit.errors import NotHere
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.roles import Right
from bedside.policy.practice.threads import State
from bedside.policy.practice.triage import Shelf

Row = dict[str, Any]
COUNTED: Final = (Shelf.ALL, Shelf.MINE, Shelf.UNASSIGNED, Shelf.URGENT)


@confirmed
@require_GET
def teams(request: Request) -> HttpResponse:
    """The inbox of the practice on whose team the viewer is; of the first by name where there are several."""
    found = _by_name(teams_of(request.viewer.persona_id))
    if not found:
        raise NotHere
    return redirect("team", found[0].space.slug)


def _by_name(practice_ids: Iterable[int]) -> list[Practice]:
    found = [practice for one in practice_ids if (practice := desk(practice_id=one))]
    return sorted(found, key=lambda one: (one.space.name.casefold(), one.pk))


def _others(here: Seat) -> list[Row]:
    others = [one.space for one in _by_name(here.elsewhere)]
    return [{"name": one.name, "url": reverse("team", args=[one.slug])} for one in others]


@confirmed
@require_GET
def team(request: Request, slug: str) -> HttpResponse:
    """The inbox: what is to be answered, in order. Looking at it opens nothing."""
    here = seat(request.viewer, slug)
    if not here.may(Right.SEE_LIST):
        return redirect("team_people", slug)
    shelf = _shelf(request)
    page, many = inboxes.inbox(here, shelf, after=request.GET.get("after", "")), inboxes.counts(here)
    context = {
        "page_title": here.practice.space.name,
        "slug": slug,
        "others": _others(here),
        "shelves": [_tab(one, shelf, slug, many) for one in Shelf],
        "rows": _rows(page.lines, here, shelf=shelf),
        "shelf_name": shelf_name(shelf),
        "next_url": f"{request.path}?shelf={shelf.value}&after={page.after}" if page.after else "",
        "first_url": f"{request.path}?shelf={shelf.value}" if "after" in request.GET else "",
        "back": request.get_full_path(),
    }
    return render(request, "pages/team.html", context)


def _shelf(request: Request) -> Shelf:
    asked = request.GET.get("shelf", Shelf.ALL.value)
    if asked not in set(Shelf):
        raise NotHere
    return Shelf(asked)


def _tab(one: Shelf, current: Shelf, slug: str, many: dict[Shelf, str]) -> Row:
    url = f"{reverse('team', args=[slug])}?shelf={one.value}"
    return {"name": shelf_name(one), "url": url, "count": many.get(one, ""), "current": one is current}


def _rows(lines: list[Line], here: Seat, *, shelf: Shelf) -> list[SafeString]:
    """Return the lines of the list, drawn: a practice's first page is opened all day long."""
    times = times_of(here.practice)
    soon = soon_from(times) if any(one.due_at for one in lines) else None
    takes = here.may(Right.ANSWER)
    labels = {key: _(reason.label) for key, reason in REASONS.items()}
    sensitive, part2, you = _("Sensitive"), _("Part 2"), _("You")
    states = {state.value: state_words(state.value) for state in State}

    since, language = _("back") if shelf is Shelf.SNOOZED else _("waits since"), get_language() or ""

    def row(line: Line) -> SafeString:
        reason, owner = labels[line.reason.key], you if line.mine else line.owner
        at = line.wakes_at if shelf is Shelf.SNOOZED else line.asked_at
        due = promise_words(line.due_at, times=times, soon=soon) if line.due_at else {"text": "", "soon": False}
        form = team_rows.Form(
            urgent=line.urgent,
            take=line.state == State.OPEN and takes and not line.sensitive,
            at=at is not None,
            due=bool(due["text"]),
            soon=due["soon"],
            since=since,
            tags=tuple(word for word, on in ((sensitive, line.sensitive), (part2, line.part2)) if on),
            language=language,
        )
        return team_rows.row(
            form,
            url=f"/team/threads/{line.id}/",
            what=line.subject or reason,
            about=" · ".join(filter(None, (line.patient, line.subject and reason, owner or states[line.state]))),
            at=when(at) if at is not None else "",
            due=due["text"],
        )

    return [row(line) for line in lines]


urlpatterns = [
    path("team/", teams, name="teams"),
    path("team/<slug:slug>/", team, name="team"),
]
