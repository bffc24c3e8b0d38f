"""Reports, cases and decisions in words, for the pages about them."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bedside.doors.web.cards import stored_html
from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.reasons import REASONS, Thing
from bedside.policy.moderation.telling import WHAT


def care_links(thing: Thing, key: str) -> list[dict[str, str]]:
    """Return the ways for whom something can't wait: the button of care for a post where there is one, urgent help."""
    links = [{"url": reverse("urgent"), "words": _("Get urgent help, for yourself or somebody else")}]
    if thing is Thing.POST:
        for code in ("danger", "private"):
            try:
                url = reverse("post_worried", args=[key])
            except NoReverseMatch:
                break
            links.append({"url": f"{url}?reason={REASONS[code].care}", "words": _(REASONS[code].words)})
    return links


def what(kind: str) -> str:
    """Return the name of a kind of thing."""
    return _(WHAT[Thing(kind)])


def shown(snapshot: dict[str, Any]) -> dict[str, Any] | None:
    """Return what was handed over as a template draws it; None where it is not there (any more).

    Its HTML is that of a stored post, or was made of plain words by `kit.html`.
    """
    if not snapshot:
        return None
    html: SafeString = stored_html(str(snapshot.get("html", "")))
    words = {name: snapshot.get(name, "") for name in ("title", "warning")}
    parts = {"options": snapshot.get("options", []), "alts": snapshot.get("alts", [])}
    return words | parts | {"html": html, "details_left": snapshot.get("details_left", False)}


def reason(code: str) -> str:
    """Return a reason as reporters choose it."""
    return _(REASONS[code].words)


def act(code: str) -> str:
    """Return what an act is called on the desk."""
    return _(ACTS[code].words)
