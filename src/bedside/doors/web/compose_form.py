"""The composer's fields, from a form or a draft, and back to what the templates draw."""

import re
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bedside.areas.posts import queries
from bedside.areas.posts.seen import Answered, SeenPost
from bedside.areas.posts.words import ARTICLE_LENGTH, LANGUAGES, OPTIONS, POLL_DAYS, POST_LENGTH, Words, tidied
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.doors.web.http import Request
from bedside.doors.web.info_texts import STORED
from bedside.doors.web.release_parts import release_of
from bedside.kit import ids
from bedside.kit.ids import new_id
from bedside.policy.consents import safe_harbor
from bedside.policy.consents.releasing import WAYS, Release, Way
from bedside.policy.endorsing import with_ties
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
SINGLE = ("text", "title", "topic", "warning", "lang", "kind", "audience", "placement", "release", "permission", "ties")
KEY = re.compile(r"[0-9a-f]{32}")
READING = gettext_lazy("The guard reads along as you write. Only you see what it says.")
MOST_VALUES = 10  # values taken of a field that may come several times


@dataclass(frozen=True)
class Filled:
    """What stands in the composer, as it was typed."""

    text: str = ""
    title: str = ""
    topic: str = ""
    warning: str = ""
    lang: str = "en"
    kind: str = "text"
    audience: str = ""
    placement: str = ""  # a student's "yes" or "no": is it from a placement?
    release: str = ""  # "none", or a way of `policy.consents.releasing`
    permission: str = ""  # the number of the permission that is chosen
    ties: str = ""  # to a product that the text speaks for (B17)
    safe: tuple[str, ...] = ()  # what is ticked of the checklist
    poll_days: int = 7
    options: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    key: int = 0

    @classmethod
    def from_post(cls, posted: QueryDict) -> "Filled":
        """Read a form; what is missing or odd falls back to the default, and the actions check the rest."""
        single = {name: posted.get(name, getattr(cls, name)) for name in SINGLE}
        single["text"] = tidied(single["text"])  # as it will be stored, so that marks stand where the guard saw them
        days = posted.get("poll_days", "")
        return cls(
            **single,
            poll_days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 7,
            safe=tuple(posted.getlist("safe")[: len(safe_harbor.PLAIN)]),
            options=tuple(posted.getlist("option")[:MOST_VALUES]),
            images=tuple(posted.getlist("image")[:MOST_VALUES]),
            alts=tuple(posted.getlist("image_alt")[:MOST_VALUES]),
            key=ids.read(posted.get("key", "")) or 0,
        )

    @classmethod
    def from_draft(cls, fields: dict[str, Any]) -> "Filled":
        """Read what `to_draft` wrote, but for the key: what is opened again is a new form."""
        known = {name: value for name, value in fields.items() if name in cls.__dataclass_fields__ and name != "key"}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()})

    @classmethod
    def from_words(cls, words: Words, *, audience: str) -> "Filled":
        """Return the fields in which somebody wrote `words`; the key is that of a new form."""
        kind = {"post": "text", "poll": "text"}.get(words.kind, words.kind)
        same = {name: getattr(words, name) for name in ("text", "title", "topic", "warning", "poll_days", "options")}
        pictures = {"images": words.images, "alts": words.alts}
        return cls(**same, **pictures, lang=words.language, kind=kind, audience=audience)

    def to_draft(self) -> dict[str, Any]:
        """Return the fields as they are kept."""
        return dict(self.__dict__)

    @property
    def empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not any((self.text.strip(), self.title.strip(), self.warning.strip(), self.images, *self.options))

    def released(self) -> Release:
        """Return what the author hands in about a patient."""
        way = cast(Way, self.release) if self.release in WAYS else ""
        number = (ids.read(self.permission) or 0) if way == "authorised" else 0
        ticked = frozenset(self.safe) if way in ("invented", "deidentified") else frozenset()
        return Release(way, authorisation_id=number, ticked=ticked, no_patient=self.release == "none")

    def words(self) -> Words:
        """Return the words for the action. A filled-in poll makes a poll of a short post."""
        kind = {"text": "post"}.get(self.kind, self.kind)
        options = self.options if any(option.strip() for option in self.options) else ()
        poll = kind == "post" and bool(options)
        return Words(
            text=self.text,
            kind="poll" if poll else kind,
            title=self.title,
            topic=self.topic,
            warning=self.warning,
            language=self.lang,
            options=options,
            poll_days=self.poll_days,
            images=self.images,
            alts=self.alts,
        )

    def with_ties(self) -> "Filled":
        """Return the same with what was typed about ties to a product as a line of the text."""
        return replace(self, text=with_ties(self.text, self.ties), ties="")

    def with_key(self) -> "Filled":
        """Return the same with a form key, if it had none."""
        return self if self.key else replace(self, key=new_id())


@dataclass(frozen=True)
class Place:
    """Where the composer stands: a new post in a space, a reply, or a change of one's own post."""

    name: str  # "space:ID", "reply:ID", "edit:ID": also the draft's place
    space: Space
    audience: str = ""  # fixed for replies and edits
    answering: SeenPost | None = None
    editing: int = 0
    answered: Answered | None = None
    of_reply: bool = False  # a reply or the change of one: it has no title

    @property
    def new(self) -> bool:
        """Whether a new thread begins here."""
        return self.answering is None and not self.editing

    @property
    def url(self) -> str:
        """The page whose form this is."""
        if self.answering is not None:
            return reverse("post_reply", args=[self.answering.id])
        if self.editing:
            return reverse("post_edit", args=[self.editing])
        base = reverse("compose")
        return base if self.space.kind == "square" else f"{base}?{urlencode({'space': self.space.slug})}"


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
