"""A post that waits for its pictures: what was found in them, and what its author does about it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions, queries, waiting
from bedside.areas.posts.models import Post
from bedside.areas.posts.waiting import Held
from bedside.doors.web.access import confirmed
from bedside.doors.web.compose_fields import Filled
from bedside.doors.web.http import Request
from bedside.doors.web.pages.compose import place_named
from bedside.doors.web.picture_words import picture_of, summary
from bedside.kit.errors import NotHere, Refused
from bedside.policy.waiting import must_look


@confirmed
@require_http_methods(["GET", "POST"])
def waiting_post(request: Request, key: int) -> HttpResponse:
    """Show a post that waits, and do what its author presses; go on to the post when it is out."""
    try:
        held = waiting.one(request.viewer, key)
    except NotHere:
        return _is_out(request, queries.sent(request.viewer, key))
    if request.method != "POST":
        return _page(request, held)
    try:
        return _done(request, held, request.POST.get("do", ""))
    except NotHere:
        raise
    except actions.StillChecked:  # the page says so
        return redirect("waiting", key=key)
    except Refused as refused:
        return _page(request, waiting.one(request.viewer, key), refused=refused)


def _is_out(request: Request, post: Post) -> HttpResponse:
    if request.htmx:
        return _state(request, _("Your post is published."), url=_url_of(post), action=_("Read it"))
    return redirect(_url_of(post))


def _url_of(post: Post) -> str:
    return reverse("post", args=[post.thread_id]) + (f"#post-{post.id}" if post.reply_to_id else "")


def _state(request: Request, text: str, *, url: str, action: str) -> HttpResponse:
    """Return what a page that waits is told when the waiting is over."""
    return render(request, "parts/waiting_state.html", {"text": text, "url": url, "action": action})


def _done(request: Request, held: Held, do: str) -> HttpResponse:
    what, _colon, rest = do.partition(":")
    if what == "publish":
        ticked = {name: request.POST.getlist(name) for name in ("looked", "agreed")}
        post = actions.publish_held(by=request.viewer, form_key=held.form_key, **ticked)
        messages.success(request, _("Your post is published."))
        return redirect(_url_of(post))
    if what == "back":
        return _back(request, held)
    if what == "drop":
        actions.drop_held(by=request.viewer, form_key=held.form_key)
        messages.success(request, _("It is deleted.") if held.out_at else _("It is deleted, with its pictures."))
        return redirect("drafts")
    return _changed(request, held, what, rest)


def _changed(request: Request, held: Held, what: str, rest: str) -> HttpResponse:
    """Do what is pressed at one picture: `out:KEY`, `cover:KEY:MARK:NUMBER`, `cover:KEY:MARK:all`."""
    key, _colon, where = rest.partition(":")
    mark, _colon, number = where.partition(":")
    by, form_key = request.viewer, held.form_key
    if what == "out":
        actions.take_out(by=by, form_key=form_key, key=key)
        messages.success(request, _("That picture is deleted."))
    elif what == "cover":
        chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None
        actions.cover(by=by, form_key=form_key, key=key, mark=mark, number=chosen)
        messages.success(request, _("Covered. What was there is no longer in the picture."))
    place = list(held.looks).index(key) + 1 if what == "cover" and key in held.looks else 0
    return redirect(reverse("waiting", args=[form_key]) + (f"#picture_{place}" if place else ""))


def _back(request: Request, held: Held) -> HttpResponse:
    filled = Filled.from_words(held.words, audience=held.audience)
    on = {"release": "authorised", "permission": str(held.authorisation_id)} if held.authorisation_id else {}
    fields = replace(filled, placement="yes" if held.out_at else "", **on).to_draft()
    name = actions.back_to_draft(by=request.viewer, form_key=held.form_key, fields=fields)
    try:
        return redirect(place_named(request, name).url)
    except NotHere:
        return redirect("drafts")


def _page(request: Request, held: Held, *, refused: Refused | None = None) -> HttpResponse:
    address = reverse("waiting", args=[held.form_key])
    if held.out_at is not None:
        return _delayed(request, held, address, refused=refused)
    if held.state == "checking":
        return _checking(request, held, address, refused=refused)
    if request.htmx:
        return _state(request, _("We have looked at your pictures."), url=address, action=_("See what to do"))
    pictures = _pictures(request.viewer, held)
    stopped = any(picture["need"] == "change" for picture in pictures)
    ticked = {*request.POST.getlist("looked"), *request.POST.getlist("agreed")}
    context = {
        "page_title": _("Look at your pictures before you publish") if pictures else _("Your post has no pictures now"),
        "summary": summary(pictures),
        "pictures": [picture | {"ticked": picture["mark"] in ticked} for picture in pictures],
        "may_publish": not stopped,
        "address": address,
        "errors": _errors(refused, [one for one in pictures if one["mark"] not in ticked]) if refused else [],
    }
    return render(request, "pages/waiting.html", context | _words(held), status=422 if refused else 200)


def _errors(refused: Refused, unticked: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return what stands against publishing: each picture whose tick is missing, or the refusal in its own words."""
    missing = [one["n"] for one in unticked if one["tick"]] if refused.code == "guard.pictures" else []
    said = [
        {"href": f"#picture_{n}_tick", "text": _("Look at picture %(n)d, and tick the box under it.") % {"n": n}}
        for n in missing
    ]
    return said or [{"href": "", "text": f"{refused.what} {refused.do}"}]


def _checking(request: Request, held: Held, address: str, *, refused: Refused | None) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=204)  # nothing is swapped, and the page asks again
    errors = _errors(refused, []) if refused else []
    context = {"page_title": _("We are looking at your pictures"), "address": address, "errors": errors}
    return render(request, "pages/waiting_checked.html", context | _words(held), status=422 if refused else 200)


def _delayed(request: Request, held: Held, address: str, *, refused: Refused | None) -> HttpResponse:
    stopped = held.state == "again"
    context = {
        "page_title": _("Your post could not be published") if stopped else _("Your post waits for its day"),
        "stopped": stopped,
        "out_at": held.out_at,
        "address": address,
        "errors": _errors(refused, []) if refused else [],
    }
    return render(request, "pages/waiting_day.html", context | _words(held), status=422 if refused else 200)


def _words(held: Held) -> dict[str, Any]:
    return {"title": held.words.title, "text": held.words.text, "sent_at": held.sent_at}


def _pictures(viewer: Viewer, held: Held) -> list[dict[str, Any]]:
    alts = dict(zip(held.words.images, held.words.alts, strict=False))
    case = "none" if must_look(role=held.role, audience=held.circle) else ""
    case = "permitted" if held.authorisation_id is not None else case
    return [
        picture_of(
            queries.image(viewer, key), held.looks[key], n=n, alt=alts.get(key, ""), need=held.need(key), case=case
        )
        for n, key in enumerate(held.words.images, start=1)
    ]


urlpatterns = [path("waiting/<int:key>/", waiting_post, name="waiting")]
