"""What stands in the composer, and where the composer stands."""

from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from bedside.areas.posts.seen import Answered, SeenPost
from bedside.areas.posts.words import Words, tidied
from bedside.areas.spaces.models import Space
from bedside.kit import ids
from bedside.kit.ids import new_id
from bedside.policy.consents import safe_harbor
from bedside.policy.consents.releasing import WAYS, Release, Way
from bedside.policy.endorsing import with_ties

SINGLE = ("text", "title", "topic", "warning", "lang", "kind", "audience", "placement", "release", "permission", "ties")
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
