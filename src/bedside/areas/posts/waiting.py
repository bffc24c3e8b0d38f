"""Posts that wait for their pictures to be looked at: read by their author only. What is in them is sealed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import files
from bedside.areas.posts.models import Waiting
from bedside.areas.posts.words import Words
from bedside.kit import vault
from bedside.kit.errors import NotHere
from bedside.policy import waiting as rules
from bedside.policy.guard.model import Audience, Kind, Level, Role, Verdict
from bedside.policy.guard.pictures import Box, PictureReport
from bedside.policy.guard.verdicts import worst


@dataclass(frozen=True)
class Found:
    """One place in a picture and why it matters, never what was read there."""

    kind: Kind
    rule: str
    box: Box  # left, top, width and height, each in 0..1 of the picture
    level: Level
    why: str


@dataclass(frozen=True)
class Look:
    """What is known of one picture; `findings` is None until it was read.

    `gave_up` says why it stays unread: "slow", or "broken"; then it has one finding, of the whole of it. `mark` stands
    for exactly this picture: 64 hexadecimal digits worked out of its bytes.
    """

    tries: int = 0
    gave_up: str = ""
    mark: str = ""
    covered: int = 0
    findings: tuple[Found, ...] | None = None

    @property
    def over(self) -> bool:
        """Whether nobody will read it any more."""
        return self.findings is not None

    @property
    def verdict(self) -> Verdict:
        """What the guard says of it."""
        return worst(tuple(found.level for found in self.findings or ()))

    @property
    def shown(self) -> tuple[Found, ...]:
        """The findings that the author is shown; those of level info are not."""
        return tuple(found for found in self.findings or () if found.level != "info")


@dataclass(frozen=True, kw_only=True)
class Held:
    """A post that waits, in clear. `role` and `circle` are what the guard was told: who speaks, and to whom."""

    words: Words
    space_id: int
    audience: str
    reply_to_id: int | None
    place: str  # of the composer, such as "space:7"
    verdict: str  # of the words, which passed
    role: Role
    circle: Audience
    looks: Mapping[str, Look]  # by the picture's key
    authorisation_id: int | None = None  # the permission that it hangs on
    id: int = 0
    form_key: int = 0
    state: str = Waiting.State.CHECKING
    sent_at: datetime | None = field(default=None)
    out_at: datetime | None = field(default=None)  # not published before

    def need(self, key: str) -> rules.Need:
        """Return what the author has to do about a picture."""
        permitted = self.authorisation_id is not None
        return rules.need_of(self.looks[key].verdict, role=self.role, audience=self.circle, permitted=permitted)

    @property
    def due(self) -> rules.State:
        """What is to become of it, by the rules."""
        pictures = [rules.Picture(look.over, look.verdict) for look in self.looks.values()]
        permitted = self.authorisation_id is not None
        return rules.state_of(pictures, role=self.role, audience=self.circle, permitted=permitted)

    def with_look(self, key: str, **changes: Any) -> "Held":
        """Return the same with one picture's look changed."""
        return replace(self, looks={**self.looks, key: replace(self.looks[key], **changes)})

    def without(self, key: str) -> "Held":
        """Return the same without one of its pictures."""
        alts = (*self.words.alts, *[""] * len(self.words.images))
        kept = [(one, alt) for one, alt in zip(self.words.images, alts, strict=False) if one != key]
        words = replace(self.words, images=tuple(one for one, _alt in kept), alts=tuple(alt for _one, alt in kept))
        return replace(self, words=words, looks={one: look for one, look in self.looks.items() if one != key})

    def to_json(self) -> str:
        """Return what is sealed."""
        columns = {"id", "form_key", "state", "sent_at", "out_at"}
        return json.dumps({name: part for name, part in asdict(self).items() if name not in columns})


def place_of(waiting_id: int) -> vault.Place:
    """Return where a waiting post is sealed."""
    return vault.Place("posts_waiting", "sealed", waiting_id)


def opened(row: Waiting) -> Held:
    """Return `row` in clear."""
    told: dict[str, Any] = json.loads(vault.vault().open(bytes(row.sealed), place_of(row.id)))
    words: dict[str, Any] = told.pop("words")
    words |= {name: tuple(part) for name, part in words.items() if isinstance(part, list)}
    looks = {key: _look(look) for key, look in told.pop("looks").items()}
    own = {name: getattr(row, name) for name in ("id", "form_key", "state", "sent_at", "out_at")}
    return Held(words=Words(**words), looks=looks, **told, **own)


def _look(told: dict[str, Any]) -> Look:
    findings = told.pop("findings")
    if findings is not None:
        findings = tuple(Found(**found | {"box": tuple(found["box"])}) for found in findings)
    return Look(**told, findings=findings)


def found_in(report: PictureReport) -> tuple[Found, ...]:
    """Return what is kept of a report: kinds, places and reasons, and no word that was read."""
    return tuple(Found(one.kind, one.rule, one.box, one.level, one.why) for one in report.findings)


def mark_of(data: bytes) -> str:
    """Return what stands for exactly this picture."""
    return hashlib.sha256(data).hexdigest()


def changed(held: Held) -> list[str]:
    """Return the pictures whose file is not the one that was looked at."""
    return [key for key, look in held.looks.items() if look.mark != mark_of(content_of(key))]


def content_of(key: str) -> bytes:
    """Return a picture's file; nothing where it is gone."""
    try:
        return files.path_of(key).read_bytes()
    except FileNotFoundError:
        return b""


def all_of(viewer: Viewer) -> list[Held]:
    """Return the viewer's posts that wait, last sent first."""
    rows = Waiting.objects.filter(owner_id=viewer.persona_id).order_by("-id")
    return [opened(row) for row in rows] if viewer.signed_in else []


def one(viewer: Viewer, form_key: int) -> Held:
    """Return the viewer's post that waits and came from the form of this key; raise NotHere."""
    row = Waiting.objects.filter(owner_id=viewer.persona_id, form_key=form_key).first()
    if row is None or not viewer.signed_in:
        raise NotHere
    return opened(row)
