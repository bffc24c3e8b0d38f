"""The composer as the templates draw it."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bedside.areas.posts import queries
from bedside.areas.posts.words import ARTICLE_LENGTH, LANGUAGES, OPTIONS, POLL_DAYS, POST_LENGTH
from bedside.areas.spaces import queries as spaces
from bedside.doors.web.compose_fields import Filled, Place
from bedside.doors.web.http import Request
from bedside.doors.web.info_texts import STORED
from bedside.doors.web.release_parts import release_of
from bedside.policy.space_kinds import KINDS
from bedside.policy.space_kinds.model import Who
from bedside.policy.verification.students import asked

LANGUAGE_NAMES = {
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "fr": "Français",
    "de": "Deutsch",
    "pt": "Português",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "hi": "हिन्दी",
    "zh": "中文",
    "ru": "Русский",
    "tr": "Türkçe",
    "cy": "Cymraeg",
    "ga": "Gaeilge",
    "other": "Another language",
}
assert set(LANGUAGE_NAMES) == set(LANGUAGES)
KEY = re.compile(r"[0-9a-f]{32}")
READING = gettext_lazy("The guard reads along as you write. Only you see what it says.")


def check_url(place: Place) -> str:
    """Return where the words of a composer are checked while they are typed."""
    return reverse("compose_check") + f"?place={place.name}"


def composer(request: Request, place: Place, filled: Filled, **more: Any) -> dict[str, Any]:
    """Return the context of parts/composer.html."""
    filled = filled.with_key()
    most = ARTICLE_LENGTH if filled.kind == "article" else POST_LENGTH
    me = request.me
    assert me is not None
    return {
        "action": place.url,
        "speaker": me.name,
        "speaker_note": _("Others see this name beside it."),
        "audience": place.space.name,
        "audience_note": _who_reads(place),
        "audiences": _audiences(place, filled) if place.new else [],
        "placement": _placement(request, place, filled),
        "release": release_of(request, place, filled),
        "button": button(place),
        "save_url": check_url(place),
        "line": READING,
        "key": filled.key,
        "text": filled.text,
        "title": None if place.of_reply else filled.title,
        "topic": filled.topic if place.new or filled.kind == "article" else None,
        "warning": filled.warning,
        "lang": filled.lang,
        "languages": [{"value": value, "name": name} for value, name in LANGUAGE_NAMES.items()],
        "kind": filled.kind,
        "kinds": _kinds(filled) if place.new else [],
        "max_length": most,
        "count_text": _("%(used)s of %(most)s characters.") % {"used": f"{len(filled.text):,}", "most": f"{most:,}"},
        "pictures": _pictures(request, filled),
        "allow_images": not place.editing,
        "looks": settings.LOOKS_AT_PICTURES,
        "allow_poll": place.new,
        "poll_options": (list(filled.options) + [""] * OPTIONS[1])[: max(OPTIONS[1], len(filled.options))],
        "poll_days": [{"value": days, "chosen": days == filled.poll_days} for days in POLL_DAYS],
        "errors": {},
        "may_publish": True,
        "reply_to": place.answering,
        **more,
    }


def _pictures(request: Request, filled: Filled) -> list[dict[str, Any]]:
    added = [(n, key) for n, key in enumerate(filled.images) if KEY.fullmatch(key)]
    placeless = queries.without_their_place(request.viewer, (key for _n, key in added)) if added else set()
    return [
        {
            "key": key,
            "url": reverse("media", args=[key]),
            "alt": filled.alts[n] if n < len(filled.alts) else "",
            "place_removed": key in placeless,
        }
        for n, key in added
    ]


def _who_reads(place: Place) -> str:
    kind = spaces.kind_of(place.space)
    readers = kind.who_reads if place.audience in ("", "public", "space") else _narrow(place.audience)
    if kind.read_by is not Who.MEMBERS:
        return readers
    return f"{readers} {_(STORED)}"


def _narrow(audience: str) -> str:
    if audience == "followers":
        return _("Only your followers and people you name can read it.")
    return _("Only people named in it can read it.")


def _audiences(place: Place, filled: Filled) -> list[dict[str, Any]]:
    names = {
        "public": (_("Everybody"), _("Anyone can read it, also without an account.")),
        "followers": (_("My followers"), _narrow("followers")),
        "mentioned": (_("Only people I name with @"), _("Nobody else sees it.")),
    }
    allowed = KINDS[place.space.kind].audiences
    if len(allowed) < 2:
        return []
    chosen = filled.audience or allowed[0]
    return [
        {"value": value, "name": names[value][0], "note": names[value][1], "chosen": value == chosen}
        for value in allowed
    ]


def _placement(request: Request, place: Place, filled: Filled) -> list[dict[str, Any]]:
    """Return what a student is asked who writes where everybody reads; nothing for everybody else."""
    if place.editing or not asked(kind=request.viewer.kind, space_kind=place.space.kind):
        return []
    waits = _("It waits 30 days, then it is checked again. You can take it back until then.")
    choices = (("no", _("No"), ""), ("yes", _("Yes"), waits))
    return [
        {"value": value, "name": name, "note": note, "chosen": filled.placement == value}
        for value, name, note in choices
    ]


def _kinds(filled: Filled) -> list[dict[str, Any]]:
    names = {"text": _("A post"), "question": _("A question"), "article": _("An article")}
    return [{"value": value, "name": name, "chosen": value == filled.kind} for value, name in names.items()]


def button(place: Place) -> str:
    """Return what the button says: it names who will read."""
    if place.editing:
        return _("Save my changes")
    if place.answering is not None:
        return _("Publish my reply")
    if place.space.kind == "square":
        return _("Publish to the public square")
    return _("Publish to %(space)s, %(size)s") % {"space": place.space.name, "size": spaces.size_text(place.space)}
