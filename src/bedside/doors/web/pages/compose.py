"""Writing: new posts, replies, changes; the guard's word while typing."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.escalations import actions as escalations
from bedside.areas.people.actions import limits
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions, drafts, gate, queries
from bedside.areas.posts.actions.delaying import day_read
from bedside.areas.posts.models import Post
from bedside.areas.posts.seen import Answered
from bedside.areas.posts.target import only_reads, target_of
from bedside.areas.posts.words import IMAGES
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.doors.web import verdicts
from bedside.doors.web.access import confirmed, signed_in
from bedside.doors.web.cards import card, facts
from bedside.doors.web.care_parts import needs_card_now
from bedside.doors.web.compose_fields import Filled, Place
from bedside.doors.web.compose_form import READING, button, check_url, composer
from bedside.doors.web.http import Request
from bedside.doors.web.release_parts import release_of
from bedside.doors.web.rows import place as row_of
from bedside.doors.web.ways import between_practices, ways, why_url
from bedside.kit import ids
from bedside.kit.errors import NotHere, Refused
from bedside.kit.images import MAX_BYTES
from bedside.policy.guard import Facts, Report
from bedside.policy.limits import GUARD
from bedside.policy.space_kinds import KINDS

# What areas call a field, and what the form does; and where on the page each field is.
FIELDS = {"language": "lang"}
HREFS = {
    name: f"#id_{name}"
    for name in (
        "text",
        "title",
        "topic",
        "warning",
        "lang",
        "kind",
        "audience",
        "placement",
        "images",
        "options",
        "poll_days",
        "release",
        "ties",
    )
}


def place_named(request: Request, name: str) -> Place:
    """Return where the composer stands; raise NotHere for what the viewer may not see or write to."""
    what, _colon, rest = name.partition(":")
    number = ids.read(rest)
    if number is None or what not in PLACES:
        raise NotHere
    return PLACES[what](request.viewer, name, number)


def _in_space(viewer: Viewer, name: str, space_id: int) -> Place:
    return Place(name=name, space=spaces.space_by_id(viewer, space_id))


def _answering(viewer: Viewer, name: str, post_id: int) -> Place:
    answered = queries.seen(viewer, post_id)
    space = spaces.space_by_id(viewer, answered.space_id)
    whom = Answered(answered.author_kind, answered.author_handle)
    return Place(name=name, space=space, audience=answered.audience, answering=answered, answered=whom, of_reply=True)


def _changing(viewer: Viewer, name: str, post_id: int) -> Place:
    post = queries.own(viewer, post_id)
    return Place(
        name=name,
        space=spaces.space_by_id(viewer, post.space_id),
        audience=post.audience,
        editing=post.id,
        answered=queries.answered_by(post),
        of_reply=post.reply_to_id is not None,
    )


PLACES = {"space": _in_space, "reply": _answering, "edit": _changing}


def facts_of(request: Request, place: Place, filled: Filled) -> Facts:
    """Return what the guard is told besides the words."""
    audience = place.audience or filled.audience
    day = day_read(by=request.viewer, space_kind=place.space.kind, said=filled.placement)
    return gate.facts(
        by=request.viewer,
        space=place.space,
        audience=audience,
        answered=place.answered,
        day=day,
        declared=filled.released().declared,
    )


@confirmed
@require_http_methods(["GET", "POST"])
def compose(request: Request) -> HttpResponse:
    """Write a new post in a space, the public square if none is named."""
    slug = request.GET.get("space", "")
    space = spaces.space_by_slug(request.viewer, slug) if slug else spaces.space_by_id(request.viewer, SQUARE_ID)
    place = Place(name=f"space:{space.id}", space=space)
    standing = spaces.standing(request.viewer, space)
    if not standing.may_write:
        if request.method == "POST":  # the right to write ended while the words were typed: they are not lost
            _kept_as_draft(request, place, Filled.from_post(request.POST))
        raise only_reads(KINDS[space.kind], standing)
    return write(request, place, title=_("Write in %(space)s") % {"space": space.name})


@confirmed
@require_GET
def compose_where(request: Request) -> HttpResponse:
    """Ask where to write, closed spaces first: what is meant for a community must not land in the square by default."""
    writable = [
        space for space in spaces.joined_spaces(request.viewer) if spaces.standing(request.viewer, space).may_write
    ]
    square = spaces.space_by_id(request.viewer, SQUARE_ID)
    rows = [_where(space) for space in (*writable, square)]
    return render(request, "pages/compose_where.html", {"page_title": _("Where do you want to write?"), "rows": rows})


def _where(space: Space) -> dict[str, Any]:
    url = f"{reverse('compose')}?{urlencode({'space': space.slug})}"
    return row_of(space) | {"url": url, "about": spaces.kind_of(space).who_reads}


@confirmed
@require_http_methods(["GET", "POST"])
def reply(request: Request, post_id: int) -> HttpResponse:
    """Answer a post."""
    place = place_named(request, f"reply:{post_id}")
    assert place.answering is not None
    target_of(request.viewer, space_id=place.space.id, audience="", reply_to_id=post_id)  # before anybody types
    return write(request, place, title=_("Answer %(name)s") % {"name": place.answering.author_name})


@confirmed
@require_http_methods(["GET", "POST"])
def edit(request: Request, post_id: int) -> HttpResponse:
    """Change one's own post."""
    return write(request, place_named(request, f"edit:{post_id}"), title=_("Change your post"))


def write(request: Request, place: Place, *, title: str) -> HttpResponse:
    """Show the composer at `place`, or do what its form asks for."""
    if request.method != "POST":
        return page(request, place, _begun(request, place), title=title)
    filled, errors = _with_pictures(request, place, Filled.from_post(request.POST))
    do = request.POST.get("do", "publish")
    if do.startswith(verdicts.PRESSES):
        filled = _mended(request, place, filled, do)
    if do == "publish" and not errors:
        return _publish(request, place, filled.with_ties(), title=title)
    errors |= _kept_as_draft(request, place, filled)
    if errors or do == "add":
        return page(request, place, filled, title=title, errors=errors, status=422 if errors else 200)
    if do == "draft":
        messages.success(request, _("Kept as a draft. Only you can read it."))
        return redirect("drafts")
    refused = _checked_too_often(request)
    if refused is not None:
        return page(request, place, filled, title=title, errors=_said(refused), status=422)
    return checked_page(request, place, filled, title=title)


def _checked_too_often(request: Request) -> Refused | None:
    """Count one check by the guard that was asked for, and return the refusal when it is one too many."""
    try:
        limits.require(GUARD, value=str(request.viewer.account_id))
    except TooManyTries as refused:
        return refused
    return None


def _begun(request: Request, place: Place) -> Filled:
    """Return what was begun at this place before, or the words to be changed, or nothing."""
    kept = drafts.at(request.viewer, place.name)
    # A check that was on its way while the post was published may have kept the words once more.
    if kept is not None and not queries.was_sent(request.viewer, kept.fields.get("key", 0)):
        return Filled.from_draft(kept.fields)
    if place.editing:
        post = queries.own(request.viewer, place.editing)
        kind = {"post": "text"}.get(post.kind, post.kind)
        return Filled(post.text, post.title, post.topic, post.warning, post.language, kind)
    return Filled(kind=request.GET.get("kind", "text"))


def _kept_as_draft(request: Request, place: Place, filled: Filled, *, held: bool = False) -> dict[str, str]:
    """Keep what was typed, and return what stands against it, by field. An emptied composer leaves no draft."""
    if filled.empty:
        actions.drop_draft(by=request.viewer, place=place.name)
        return {}
    try:
        actions.save_draft(by=request.viewer, place=place.name, fields=filled.to_draft(), held=held)
    except Refused as refused:
        return _said(refused)
    return {}


def _said(refused: Refused) -> dict[str, str]:
    return {refused.field or "form": f"{refused.what} {refused.do}"}


def _with_pictures(request: Request, place: Place, filled: Filled) -> tuple[Filled, dict[str, str]]:
    """Take in the pictures of the form, so that they are not lost whatever happens to the text."""
    alts = [*filled.alts, *[""] * len(filled.images)]
    taken_out = set(request.POST.getlist("image_out"))
    kept = [(key, alt) for key, alt in zip(filled.images, alts, strict=False) if key not in taken_out]
    errors: dict[str, str] = {}
    for n in range(1, IMAGES + 1):
        file = request.FILES.get(f"image_{n}")
        if file is None or place.editing:
            continue
        if len(kept) >= IMAGES:
            errors["images"] = _("A post can have 4 pictures. The first 4 are kept.")
            break
        alt = request.POST.get(f"alt_{n}", "")
        try:
            kept.append((actions.add_image(by=request.viewer, data=file.read(MAX_BYTES + 1)), alt))
        except Refused as refused:
            errors["images"] = f"{refused.what} {refused.do}"
    return replace(filled, images=tuple(key for key, _alt in kept), alts=tuple(alt for _key, alt in kept)), errors


def _mended(request: Request, place: Place, filled: Filled, do: str) -> Filled:
    told = facts_of(request, place, filled)
    return replace(filled, text=verdicts.mended(filled.text, gate.inspected(filled.words(), told), do=do, told=told))


def _publish(request: Request, place: Place, filled: Filled, *, title: str) -> HttpResponse:
    try:
        post = _sent(request, place, filled)
    except gate.HeldBack as held:
        _kept_as_draft(request, place, filled, held=held.report.verdict in ("hold", "refuse"))
        return checked_page(request, place, filled, title=title, held=held.report)
    except actions.BeingChecked as checked:
        _tell_of_places(request, filled)
        return redirect("waiting", key=checked.form_key)
    except NotHere:
        raise
    except Refused as refused:
        errors = _kept_as_draft(request, place, filled) | _said(refused)
        return page(request, place, filled, title=title, errors=errors, status=422, refused=refused)
    if needs_card_now(request, post.id, edited=bool(place.editing)):
        return redirect("post_care", post.id)
    messages.success(request, _("Your changes are saved.") if place.editing else _("Your post is published."))
    _tell_of_places(request, filled)
    return redirect(reverse("post", args=[post.thread_id]) + (f"#post-{post.id}" if post.reply_to_id else ""))


def _tell_of_places(request: Request, filled: Filled) -> None:
    if filled.images and queries.without_their_place(request.viewer, filled.images):
        messages.info(request, _("A picture's file told where it was taken. We removed that place."))


def _sent(request: Request, place: Place, filled: Filled) -> Post:
    answers: dict[str, Any] = {name: request.POST.get(name) == "1" for name in ("confirmed", "agreed")}
    answers["release"] = filled.released()
    if place.editing:
        post = actions.edit(by=request.viewer, post_id=place.editing, words=filled.words(), **answers)
        actions.drop_draft(by=request.viewer, place=place.name)
    else:
        post = _published(request, place, filled, **answers)
    escalations.hint(post_id=post.id)  # the author's card is there in the answer to this very press
    return post


def _published(request: Request, place: Place, filled: Filled, **answers: bool) -> Post:
    return actions.publish(
        by=request.viewer,
        words=filled.words(),
        space_id=place.space.id,
        audience="" if place.answering else filled.audience,
        reply_to_id=place.answering.id if place.answering else None,
        form_key=filled.key or None,
        draft_place=place.name,
        placement=filled.placement,
        **answers,
    )


def page(
    request: Request,
    place: Place,
    filled: Filled,
    *,
    title: str,
    errors: dict[str, str] | None = None,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    """Show the composer; with what can be done instead where the table `refused` what was sent."""
    errors = {FIELDS.get(name, name): text for name, text in (errors or {}).items()}
    context = {
        "page_title": title,
        "composer": composer(request, place, filled, errors=errors, asks=refused.row if refused else ""),
        "errors": [{"href": HREFS.get(name, ""), "text": text} for name, text in errors.items()],
        "answering": facts(card(request, place.answering)) if place.answering else None,
        "ways": ways(refused, viewer=request.viewer, text=filled.text) if refused else [],
        "why_url": why_url(refused) if refused else "",
    }
    return render(request, "pages/compose.html", context, status=status)


def _verdict(
    request: Request, place: Place, filled: Filled, *, held: Report | None = None
) -> tuple[Report, dict[str, Any]]:
    """Return what the guard says of the composer's words, and how it is shown; `held` is its word on publishing."""
    told, words = facts_of(request, place, filled), filled.words()
    report = held or gate.inspected(words, told)
    verdict = verdicts.verdict(
        report,
        text=filled.text,
        whole=words.for_guard,
        told=told,
        asked=held is not None,
        card_shown=request.POST.get("card", ""),
        save_url=check_url(place),
    )
    return report, verdict


def _may_publish(report: Report, verdict: dict[str, Any]) -> bool:
    """Whether the button that publishes is offered: nothing is held, or the author may say that the person agreed."""
    return report.verdict in ("pass", "advise", "confirm") or bool(verdict["confirm"])


def checked_page(
    request: Request, place: Place, filled: Filled, *, title: str, held: Report | None = None
) -> HttpResponse:
    """Show the composer with what the guard says; `held` is what it said when publishing was tried."""
    report, verdict = _verdict(request, place, filled, held=held)
    titles = {
        "confirm": _("Look again before you publish"),
        "hold": _("Your post is held, not published"),
        "refuse": _("This can't be published like this"),
    }
    release = release_of(request, place, filled, held=report.verdict == "hold")
    may = _may_publish(report, verdict) or (report.verdict == "hold" and release is not None)
    context = {
        "page_title": titles.get(report.verdict, title) if held else title,
        "composer": composer(request, place, filled, verdict=verdict, may_publish=may, release=release),
        "marked": verdicts.marked(filled.text, report) if verdicts.shown(report) else "",
        "between": between_practices(request.viewer, space_kind=place.space.kind, verdict=report.verdict),
        "answering": facts(card(request, place.answering)) if place.answering else None,
    }
    return render(request, "pages/held.html", context, status=422 if held else 200)


@signed_in
@require_POST
def compose_check(request: Request) -> HttpResponse:
    """While typing: keep the draft, and answer with what the guard says. Nothing of it is logged."""
    place = place_named(request, request.GET.get("place", ""))
    filled, do = Filled.from_post(request.POST), request.POST.get("do", "")
    if do.startswith(verdicts.PRESSES):
        filled = _mended(request, place, filled, do)
    problems = _kept_as_draft(request, place, filled)
    if not request.htmx:
        return redirect(place.url)
    said = next(iter(problems.values()), _("Saved."))
    context: dict[str, Any] = {"verdict": None, "saved_text": said if not filled.empty else _("Nothing to save.")}
    context |= {"mended": filled.text if do.startswith(verdicts.PRESSES) else None, "line": READING}
    refused = _checked_too_often(request)
    if refused is not None:
        context["saved_text"] = f"{said} {refused.what}"
    elif not filled.empty:
        report, context["verdict"] = _verdict(request, place, filled)
        context["line"] = verdicts.line(context["verdict"])
        if request.POST.get("held") and _may_publish(report, context["verdict"]):
            context["send"] = {"may_publish": True, "button": button(place)}
    return render(request, "parts/verdict.html", context)


urlpatterns = [
    path("compose/", compose, name="compose"),
    path("compose/where/", compose_where, name="compose_where"),
    path("compose/check/", compose_check, name="compose_check"),
    path("posts/<int:post_id>/reply/", reply, name="post_reply"),
    path("posts/<int:post_id>/edit/", edit, name="post_edit"),
]
