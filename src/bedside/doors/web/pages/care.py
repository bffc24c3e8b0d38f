"""The card for somebody in distress, and what she does with it. Only the author of a post is shown any of this."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.queries import Card, Mine, Thread
from bedside.areas.messaging.queries.mine import my_channels
from bedside.areas.posts import actions as posts
from bedside.areas.posts import drafts
from bedside.areas.posts import queries as post_queries
from bedside.areas.posts.models import Post
from bedside.doors.web.access import signed_in
from bedside.doors.web.care_parts import answer_time, context_of, words_of
from bedside.doors.web.care_words import OWN_OUTCOMES, OWN_STATES
from bedside.doors.web.compose_fields import Filled
from bedside.doors.web.help_parts import country_for, help_of
from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.errors import NotHere, Refused
from bedside.policy.escalation import ENDS, State, Stays

QUICK = {
    "all_right": "I am all right.",
    "talk": "I would like to talk.",
}


@signed_in
@require_http_methods(["GET", "POST"])
def post_care(request: Request, post_id: int) -> HttpResponse:
    """The card under one's own post: call, talk, move it, leave it. It works whatever else does not."""
    mine = post_queries.own(request.viewer, post_id)
    card = queries.card_for(request.viewer, post_id)
    if request.method == "POST":
        return _pressed(request, mine, card)
    return render(request, "pages/post_care.html", context_of(request, post_id, card))


def _pressed(request: Request, mine: Post, card: Card | None) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "talk":
        reason = words_of(card).reason or request.POST.get("reason", "")
        escalation_id = actions.flag(by=request.viewer, post_id=mine.id, reason=reason)
        return redirect("care_one", escalation_id)
    if do == "private":
        return _moved(request, mine, card)
    if do == "leave":
        _close(request, card, words_of(card).outcome)
        return redirect("post", mine.id)
    raise NotHere


def _moved(request: Request, mine: Post, card: Card | None) -> HttpResponse:
    """Take the post down and keep its words as the author's draft; whoever was asked to write still may."""
    _keep_words(request, mine)
    posts.delete(by=request.viewer, post_id=mine.id)
    _close(request, card, "moved_private")
    messages.success(request, _("Your post is gone. Your words are in your drafts: only you can read them."))
    return redirect("drafts")


def _keep_words(request: Request, mine: Post) -> None:
    """Keep the words in a draft. What was begun at the same place stays, and stands after them."""
    place = f"reply:{mine.reply_to_id}" if mine.reply_to_id else f"space:{mine.space_id}"
    before = drafts.at(request.viewer, place)
    begun = Filled.from_draft(before.fields) if before is not None else Filled()
    kind = {"post": "text", "poll": "text"}.get(mine.kind, mine.kind)
    text = "\n\n".join(filter(None, (mine.text, begun.text)))
    kept = Filled(
        text=text,
        title=mine.title or begun.title,
        topic=mine.topic or begun.topic,
        warning=mine.warning or begun.warning,
        lang=mine.language,
        kind=kind,
        audience=begun.audience,
        options=begun.options,
        images=begun.images,
        alts=begun.alts,
    )
    posts.save_draft(by=request.viewer, place=place, fields=kept.to_draft())


def _close(request: Request, card: Card | None, outcome: str) -> None:
    """Close the card as its author; one that somebody closed meanwhile is closed."""
    if card is None or outcome not in card.ways_out:
        return
    try:
        actions.leave_it(by=request.viewer, escalation_id=card.escalation_id, outcome=outcome)
    except actions.MovedOn:
        return


@signed_in
@require_GET
def care(request: Request) -> HttpResponse:
    """One's own posts about which the site wrote, or may."""
    rows = [_row(one) for one in queries.mine(request.viewer)]
    context = {"page_title": _("Help with your posts"), "rows": rows, **help_of(country_for(request))}
    return render(request, "pages/care_list.html", context)


def _row(one: Mine) -> dict[str, Any]:
    if one.unread:
        told = _("A new message waits for you")
    elif one.open:
        told = str(OWN_STATES.get(one.state, _("Open")))
    else:
        told = str(OWN_OUTCOMES.get(one.outcome, _("Over")))
    return {"url": reverse("care_one", args=[one.id]), "at": one.begun_at, "told": told, "unread": bool(one.unread)}


@signed_in
@require_http_methods(["GET", "POST"])
def care_one(request: Request, escalation_id: int) -> HttpResponse:
    """The private thread with the site's duty team, where to go on, and what becomes of the post."""
    card = queries.card(request.viewer, escalation_id)
    if request.method == "POST":
        return _answered(request, card)
    actions.read_thread(by=request.viewer, escalation_id=escalation_id)
    return _own_page(request, card)


def _own_page(request: Request, card: Card, *, error: str = "", typed: str = "") -> HttpResponse:
    thread = queries.thread(request.viewer, card.escalation_id)
    mine = next(one for one in queries.mine(request.viewer) if one.id == card.escalation_id)
    context = {
        **help_of(country_for(request)),
        "page_title": _title(card, thread),
        "card": card,
        "mine": mine,
        "thread": thread,
        "over": card.state in ENDS,
        "outcome": OWN_OUTCOMES.get(mine.outcome, "") if card.state in ENDS else "",
        "answer_time": answer_time(card.klass),
        "check_in": bool(thread.messages) and thread.messages[-1].kind == "check_in",
        "post_url": "" if mine.post_gone else reverse("post", args=[card.post_id]),
        "goes_on": card.to,
        "practices": _practices(request) if "practice" in card.to else [],
        "error": error,
        "typed": typed,
    }
    return render(request, "pages/care.html", context, status=422 if error else 200)


def _title(card: Card, thread: Thread) -> str:
    if thread.messages:
        return _("Only you and our duty team read this")
    return _("We will write to you here") if card.state == State.TRIAGED else _("About your post")


def _answered(request: Request, card: Card) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == Stays.WITHOUT_DETAILS:
        return redirect("post_details", card.post_id)
    words = QUICK.get(do) or request.POST.get("words", "")
    try:
        if do in ("answer", *QUICK):
            actions.answer(by=request.viewer, escalation_id=card.escalation_id, words=words)
        elif do == "hand_off":
            _hand_off(request, card)
        elif do in list(Stays):
            actions.decide(by=request.viewer, escalation_id=card.escalation_id, stays=do)
        elif do in card.ways_out:
            actions.leave_it(by=request.viewer, escalation_id=card.escalation_id, outcome=do)
        else:
            raise NotHere
    except NotHere:
        raise
    except Refused as refused:
        return _own_page(request, card, error=f"{refused.what} {refused.do}", typed=words)
    return redirect("care_one", card.escalation_id)


def _hand_off(request: Request, card: Card) -> None:
    """Hand the author on by her own press; the lines stand on this very page, above the choice."""
    form = request.POST
    actions.hand_off(
        by=request.viewer,
        escalation_id=card.escalation_id,
        to=form.get("to", ""),
        practice_id=ids.read(form.get("practice", "")),
        words=form.get("words", ""),
        contact=form.get("contact", ""),
        lines_shown=True,
    )


def _practices(request: Request) -> list[dict[str, Any]]:
    """Return the practices to which the author has a channel: nobody else's page asks this."""
    channels = [row for row in my_channels(request.viewer) if not row.pre_patient and row.closed_at is None]
    return [{"id": row.practice_id, "name": row.practice.space.name} for row in channels]


urlpatterns = [
    path("posts/<int:post_id>/care/", post_care, name="post_care"),
    path("care/", care, name="care"),
    path("care/<int:escalation_id>/", care_one, name="care_one"),
]
