"""From posts as areas know them to what the templates draw (contract: templates/parts/post.html)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bedside.areas.credentials.queries import Badge
from bedside.areas.posts.queries import removes_as
from bedside.areas.posts.seen import REPEATS, Page, SeenPoll, SeenPost
from bedside.doors.web.http import Request
from bedside.doors.web.paging import pager
from bedside.policy import disclosure
from bedside.policy.boundaries.labels import label_of
from bedside.policy.escalation.buttons import OFF_CHANNEL, WORRIED, button_for
from bedside.policy.moderation.reasons import REASONS
from bedside.policy.moderation.spam import TOLD, Wait
from bedside.policy.personas import initials
from bedside.policy.verification.interests import Interest

SHAPES = {"clinician": "clin", "student": "clin", "organisation": "place"}
LONG = 2_500  # characters of HTML after which a list shows the beginning only


@dataclass(frozen=True)
class Card:
    """A post, what its viewer can do with it, and where it stands in a list. Drawn by `drawing.draw`."""

    post: SeenPost
    can: frozenset[str]
    signed_in: bool
    excerpt: bool = False  # a list shows the beginning of an article
    position: int = 0
    total: int = 0


def feed(request: Request, page: Page, *, level: int = 2, **parts: Any) -> dict[str, Any]:
    """Return the context of parts/feed.html for one page of a timeline."""
    something = bool(page.posts or "before" in request.GET)
    return {
        "cards": cards(request, page.posts),
        "pager": pager(request, page.next_before, next_text=_("Next 20 posts"), ends=something),
        "level": level,
        **parts,
    }


def cards(request: Request, posts: tuple[SeenPost, ...]) -> list[Card]:
    """Return the cards of several posts, each with its place in the list."""
    return [
        card(request, post, excerpt=True, position=place, total=len(posts)) for place, post in enumerate(posts, start=1)
    ]


def card(request: Request, post: SeenPost, *, excerpt: bool = False, position: int = 0, total: int = 0) -> Card:
    """Return the card of one post. `excerpt`: an article shows its beginning only."""
    return Card(post, _can(request, post), request.viewer.signed_in, excerpt, position, total)


def facts(card: Card) -> dict[str, Any]:
    """Return what parts/post.html draws of a card, without what changes from one page to the next."""
    post = card.post
    url = reverse("post", args=[post.id])
    short = card.excerpt and post.kind == "article" and len(post.html) > LONG
    return {
        "id": post.id,
        "url": url,
        **_author(post),
        "where": _("Public square") if post.space_kind == "square" else post.space_name,
        "where_url": where_url(post),
        "audience_text": _narrow(post),
        "edited": post.edited_at is not None,
        "history_url": reverse("post_history", args=[post.id]) if post.edited_at else "",
        "n_replies": post.n_replies,
        "kind": "text" if post.kind == "post" else post.kind,
        "title": post.title,
        "topic": post.topic,
        "posted_by": _posted_by(post),
        "permitted": post.authorisation_id is not None,
        "interests": [interest_line(one) for one in post.interests],
        "html": stored_html(_beginning(post.html) if short else post.html),
        "excerpt": short,
        "warning": post.warning,
        **moderated(post),
        "lang": post.language if post.language != "other" else "",
        "images": _images(post),
        "poll": _poll(post.poll, reverse("post_vote", args=[post.id])) if post.poll else None,
        "helped": post.i_helped,
        "n_helped_text": _helped(post.n_helped),
        "bookmarked": post.i_saved,
        "boosted": post.i_boosted,
        "can": dict.fromkeys(card.can, True),
        "why": _("Passed on by %(name)s.") % {"name": post.boosted_by} if post.boosted_by else "",
        "pinned": post.pinned,
        "mine": post.mine,
        "is_reply": post.reply_to_id is not None,
        "in_reply_to_url": reverse("post", args=[post.reply_to_id]) if post.reply_to_id else "",
    }


def _images(post: SeenPost) -> list[dict[str, Any]]:
    return [
        {"url": reverse("media", args=[image.key]), "alt": image.alt, "width": image.width, "height": image.height}
        for image in post.images
    ]


def moderated(post: SeenPost) -> dict[str, Any]:
    """Return in words what moderators did, or what else folds it: `label`, `fold`, and for the author `held`."""
    return {
        "label": _(REASONS[post.label].told) if post.label else "",
        "fold": _fold(post.folded) if post.folded else "",
        "held": _held(post.held) if post.held else "",
        "held_until": post.held_until,
        "decisions_url": reverse("decisions") if post.held in REASONS else "",
    }


def _fold(code: str) -> str:
    if code == REPEATS:
        return _("Folded: it may repeat details that somebody took out of their own post.")
    return _("Folded by the moderators: %(why)s") % {"why": _(REASONS[code].told)}


def _held(code: str) -> str:
    return _(REASONS[code].told) if code in REASONS else _(TOLD[Wait(code)])


def stored_html(html: str) -> SafeString:
    """Return stored HTML as what it is: `kit.html` cleaned it when it was written, and nothing else writes any."""
    return mark_safe(html)  # noqa: S308  # see above


INTERESTS = {
    "payment": gettext_lazy("Paid by %(payer)s (%(years)s)"),
    "shares": gettext_lazy("Owns shares of %(payer)s (%(years)s)"),
    "employment": gettext_lazy("Works for %(payer)s (%(years)s)"),
    "research": gettext_lazy("Research paid by %(payer)s (%(years)s)"),
    "family": gettext_lazy("A close relative is paid by %(payer)s (%(years)s)"),
}


def interest_line(interest: Interest) -> str:
    """Return one declared interest in words."""
    return str(INTERESTS[interest.kind]) % {"payer": interest.payer, "years": interest.years}


def where_url(post: SeenPost) -> str:
    """Return the address of the space that a post stands in."""
    return reverse("square") if post.space_kind == "square" else reverse("space", args=[post.space_slug])


def _author(post: SeenPost) -> dict[str, Any]:
    return {
        "author_name": named(post.author_name, post.badge),
        "author_url": reverse("persona", args=[post.author_handle]),
        "author_handle": post.author_handle,
        "author_mark": initials(post.author_name),
        "author_shape": SHAPES.get(post.author_kind, "round"),
        "author_role": " · ".join(filter(None, (_("Steward") if post.by_steward else "", _label(post)))),
        **badge_of(post.badge),
    }


def _label(post: SeenPost) -> str:
    label = label_of(post.author_kind)
    return _(label) if label else ""


def named(name: str, badge: Badge | None) -> str:
    """Return a name with the title of a live credential, and never with any other."""
    return f"{badge.title} {name}" if badge and badge.title else name


def badge_of(badge: Badge | None) -> dict[str, Any]:
    """Return what parts/badge.html draws, as `badge` and `badge_lapsed`."""
    if badge is None:
        return {"badge": None, "badge_lapsed": False}
    url = reverse("credential", args=[badge.record]) if badge.record else ""
    return {"badge": {"text": badge.short, "full": badge.text, "url": url}, "badge_lapsed": badge.lapsed}


def _narrow(post: SeenPost) -> str:
    return {"followers": _("Followers only"), "mentioned": _("Only people named in it")}.get(post.audience, "")


def _beginning(html: str) -> str:
    """Cut stored HTML after a closed paragraph, so that it stays whole."""
    end = html.find("</p>", LONG // 2)
    return html[: end + 4] if end > 0 else html


def _posted_by(post: SeenPost) -> str:
    if post.posted_by is None:
        return ""
    if not post.posted_by:
        return _("Posted by a carer for %(name)s.") % {"name": post.author_name}
    return _("Posted by %(carer)s for %(name)s.") % {"carer": post.posted_by, "name": post.author_name}


def _helped(n: int) -> str:
    if n == 0:
        return ""
    if n < disclosure.FLOOR:
        return _("This helped somebody.") if n == 1 else _("This helped some people.")
    return _("This helped about %(n)d people.") % {"n": disclosure.shown(n)}


def _can(request: Request, post: SeenPost) -> frozenset[str]:
    acts = request.viewer.confirmed
    flags = acts and not post.mine
    button = button_for(request.viewer.kind, post.author_kind)
    can = {
        "reply": request.viewer.signed_in and (post.i_am_in or post.space_kind in ("square", "practice")),
        "edit": post.mine,
        "delete": post.mine,
        "boost": acts and post.audience == "public" and not post.mine,
        "help": acts and not post.mine,
        "bookmark": acts,
        "vote": acts and post.poll is not None and not post.poll.closed and post.poll.voted is None,
        "care": post.mine,
        "worry": flags and button == WORRIED,
        "off_channel": flags and button == OFF_CHANNEL,
        "pin": post.steward_here and post.reply_to_id is None,
        "remove": bool(removes_as(request.viewer, post)),
        "report": acts and not post.mine,
    }
    return frozenset(name for name, may in can.items() if may)


def _poll(poll: SeenPoll, url: str) -> dict[str, Any]:
    known = [option for option in poll.options if option.share is not None]
    hidden = _("too few to say") if poll.closed or poll.voted else ""
    return {
        "options": [
            {
                "id": option.id,
                "text": option.text,
                "share": option.share,
                "share_text": _("%(n)d of 100") % {"n": option.share} if option.share is not None else hidden,
                "mine": option.id == poll.voted,
            }
            for option in poll.options
        ],
        "voted": poll.voted,
        "closed": poll.closed,
        "total_text": _("Answered by %(people)s.") % {"people": poll.answers}
        + ("" if known or not hidden else " " + _("Results are shown from 11 people on.")),
        "closes_at": poll.closes_at,
        "url": url,
    }
