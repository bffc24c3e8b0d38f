"""One post and its thread, and what can be done with a post."""

from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.people.paths import own_path
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import Mark
from bedside.areas.posts.seen import SeenPost
from bedside.doors.web.access import anyone, confirmed, signed_in
from bedside.doors.web.cards import card, facts, moderated, stored_html, where_url
from bedside.doors.web.care_parts import own_card
from bedside.doors.web.drawing import draw
from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.errors import NotHere, Refused

DEEPEST = 3


@anyone
@require_GET
def post(request: Request, post_id: int) -> HttpResponse:
    """A thread, opened at one of its posts."""
    thread = queries.thread(request.viewer, post_id)
    everyone = ([thread.first] if thread.first else []) + list(thread.replies)
    opened = next((one for one in everyone if one.id == post_id), None)
    if opened is None and post_id != thread.id:
        raise NotHere
    head = opened or everyone[0]
    drawn = card(request, opened) if opened else None
    context = {
        **(own_card(request, opened.id) if opened is not None and opened.mine else {}),
        "page_title": _title(opened),
        "above": [card(request, one) for one in _above(head, everyone)] if opened else [],
        "card": drawn,
        "replies": [
            {"card": card(request, one), "depth": depth}
            for one, depth in _branch(opened.id if opened else thread.id, everyone, top=thread.id)
        ],
        "reply_url": reverse("post_reply", args=[head.id]) if drawn and "reply" in drawn.can else "",
        "removed": thread.removed,
        "back_url": where_url(head),
        "back_text": _("Public square") if head.space_kind == "square" else head.space_name,
    }
    return render(request, "pages/thread.html", context)


def _title(opened: SeenPost | None) -> str:
    if opened is None:
        return _("Replies to a removed post")
    return opened.title or _("A post by %(name)s") % {"name": opened.author_name}


def _above(head: SeenPost, everyone: list[SeenPost]) -> list[SeenPost]:
    """Return what `head` answers, from the first post down, as far as the viewer may read it."""
    by_id = {one.id: one for one in everyone}
    above: list[SeenPost] = []
    at = by_id.get(head.reply_to_id or 0)
    while at is not None and at not in above:
        above.insert(0, at)
        at = by_id.get(at.reply_to_id or 0)
    return above


def _branch(head_id: int, everyone: list[SeenPost], *, top: int) -> list[tuple[SeenPost, int]]:
    """Return all answers under a post in reading order, each with how deep it stands (at most 3, as drawn).

    An answer to a post that is gone stands under the first post, `top`.
    """
    there = {one.id for one in everyone}
    answers: dict[int, list[SeenPost]] = defaultdict(list)
    for one in everyone:
        if one.id != top:
            answers[one.reply_to_id if one.reply_to_id in there and one.reply_to_id else top].append(one)
    found: list[tuple[SeenPost, int]] = []
    waiting = [(one, 0) for one in reversed(answers[head_id])]
    while waiting:
        one, depth = waiting.pop()
        found.append((one, min(depth, DEEPEST)))
        waiting += [(answer, depth + 1) for answer in reversed(answers[one.id])]
    return found


@anyone
@require_GET
def history(request: Request, post_id: int) -> HttpResponse:
    """A post with what it said before it was changed."""
    seen = queries.seen(request.viewer, post_id)
    earlier = queries.history(request.viewer, post_id)
    context = {
        "page_title": _("Earlier versions"),
        "card": card(request, seen),
        "history": [
            {
                "at": version.written_at,
                "title": version.title,
                "html": stored_html(version.html),
                "warning": version.warning,
                "fold": moderated(seen)["fold"],
            }
            for version in earlier
        ],
        "back_url": reverse("post", args=[post_id]),
        "back_text": _("Back to the post"),
    }
    return render(request, "pages/history.html", context)


def _pressed(kind: str) -> object:
    """Make the view of a button that is on or off."""

    @confirmed
    @require_POST
    def press(request: Request, post_id: int) -> HttpResponse:
        before = queries.seen(request.viewer, post_id)
        was = {"helped": before.i_helped, "saved": before.i_saved, "boosted": before.i_boosted}[kind]
        # A form says what it wants; one without says "the other way". Pressing twice by accident is then told apart.
        on = request.POST.get("on", "0" if was else "1") == "1"
        after = actions.mark(by=request.viewer, post_id=post_id, kind=kind, on=on)
        return answer(request, after)

    return press


def answer(request: Request, seen: SeenPost) -> HttpResponse:
    """Answer a press: the one card for htmx, else back to where the button was."""
    if request.htmx:
        here = request.htmx.current_url_abs_path or ""
        drawn = card(request, seen, excerpt=not here.startswith("/posts/"))
        return HttpResponse(draw(request, drawn, here=here))
    return back(request, reverse("post", args=[seen.id]))


def back(request: Request, otherwise: str) -> HttpResponseRedirect:
    """Go back to the page that a form names in `next`, if it is one of ours."""
    return HttpResponseRedirect(own_path(request.POST.get("next", "")) or otherwise)


@confirmed
@require_POST
def vote(request: Request, post_id: int) -> HttpResponse:
    """Answer a poll."""
    option = ids.read(request.POST.get("option", ""))
    if option is None:
        if request.POST.get("option") is None:
            raise Refused(_("Choose one answer first."), do=_("Go back and choose."), code="empty", field="option")
        raise NotHere
    return answer(request, actions.vote(by=request.viewer, post_id=post_id, option_id=option))


@signed_in
@require_http_methods(["GET", "POST"])
def delete(request: Request, post_id: int) -> HttpResponse:
    """Ask, then delete one's own post."""
    mine = queries.own(request.viewer, post_id)
    if request.method == "POST":
        actions.delete(by=request.viewer, post_id=post_id)
        messages.success(request, _("Your post is deleted."))
        first_is_there = mine.reply_to_id and queries.readable_ids(request.viewer, [mine.thread_id])
        return redirect("post", mine.thread_id) if first_is_there else redirect("home")
    context = {
        "page_title": _("Delete this post?"),
        "post_here": True,
        "text": _("Its words, pictures and earlier versions go for good. Replies by others stay."),
        "button": _("Delete my post"),
        "danger": True,
        "cancel_url": reverse("post", args=[post_id]),
    }
    return render(request, "pages/message.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def remove(request: Request, post_id: int) -> HttpResponse:
    """Ask a steward, or in the square a moderator, for a reason, then remove a post."""
    seen = queries.seen(request.viewer, post_id)
    if not queries.removes_as(request.viewer, seen):
        raise NotHere
    if request.method == "POST":
        actions.remove(by=request.viewer, post_id=post_id, reason=request.POST.get("reason", ""))
        messages.success(request, _("The post is removed."))
        return redirect(where_url(seen))
    context = {
        "page_title": _("Remove this post from %(space)s?") % {"space": seen.space_name},
        "card": facts(card(request, seen)),
        "cancel_url": reverse("post", args=[post_id]),
    }
    return render(request, "pages/post_remove.html", context)


@signed_in
@require_POST
def pin(request: Request, post_id: int) -> HttpResponse:
    """Keep a post at the top of its space, or let it go."""
    actions.pin(by=request.viewer, post_id=post_id, on=request.POST.get("on") == "1")
    return back(request, reverse("post", args=[post_id]))


urlpatterns = [
    path("posts/<int:post_id>/", post, name="post"),
    path("posts/<int:post_id>/history/", history, name="post_history"),
    path("posts/<int:post_id>/helped/", _pressed(Mark.Kind.HELPED), name="post_help"),
    path("posts/<int:post_id>/save/", _pressed(Mark.Kind.SAVED), name="post_bookmark"),
    path("posts/<int:post_id>/boost/", _pressed(Mark.Kind.BOOSTED), name="post_boost"),
    path("posts/<int:post_id>/vote/", vote, name="post_vote"),
    path("posts/<int:post_id>/delete/", delete, name="post_delete"),
    path("posts/<int:post_id>/remove/", remove, name="post_remove"),
    path("posts/<int:post_id>/pin/", pin, name="post_pin"),
]
