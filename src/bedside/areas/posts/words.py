"""What an author hands in: the words of a post, checked and ready to be rendered."""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass

from bedside.areas.posts.models import PostKind
from bedside.kit.errors import Refused
from bedside.kit.texts import taken, taken_line

POST_LENGTH = 5_000
ARTICLE_LENGTH = 50_000
TITLE_LENGTH = 200
WARNING_LENGTH = 200
TOPIC_LENGTH = 60
OPTION_LENGTH = 100
OPTIONS = (2, 6)
IMAGES = 4
ALT_LENGTH = 1_500
POLL_DAYS = (1, 3, 7, 14, 30)
LANGUAGES = ("en", "es", "ar", "fr", "de", "pt", "it", "nl", "pl", "hi", "zh", "ru", "tr", "cy", "ga", "other")
TITLED = frozenset({PostKind.QUESTION, PostKind.ARTICLE})


@dataclass(frozen=True)
class Words:
    """Everything of a post that its author writes or chooses, but for where it goes."""

    text: str
    kind: str = PostKind.POST
    title: str = ""
    topic: str = ""  # articles only: one line, such as "sleep"
    warning: str = ""
    language: str = "en"
    options: tuple[str, ...] = ()
    poll_days: int = 7
    images: tuple[str, ...] = ()  # keys of the author's uploaded pictures, in order
    alts: tuple[str, ...] = ()  # their texts, in the same order

    def fingerprint(self, *, audience: str, space_id: int, reply_to_id: int | None) -> bytes:
        """Return 32 bytes that stand for exactly these words to exactly these readers."""
        whole = [asdict(self), audience, space_id, reply_to_id]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).digest()

    @property
    def for_guard(self) -> str:
        """All words, one part a paragraph: what the guard reads. The text comes first, so that its offsets hold."""
        parts = (self.text, self.title, self.topic, self.warning, *self.options, *self.alts)
        return "\n\n".join(part for part in parts if part)


def tidied(text: str) -> str:
    """Return `text` as it will be stored: one kind of line end, composed letters, no outer blanks.

    The guard counts places in this form, so whoever marks them must show this form.
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def checked(words: Words) -> Words:
    """Return `words` normalised; raise Refused with the field that is wrong."""
    kind = _one_of(words.kind, PostKind.values, field="kind", what="We don't know this kind of post.")
    article = kind == PostKind.ARTICLE
    least = int(kind in TITLED)
    title = taken_line(words.title, field="title", name="Your title", at_most=TITLE_LENGTH, at_least=least)
    return Words(
        text=taken(
            words.text,
            field="text",
            name="Your article" if article else "Your text",
            at_most=ARTICLE_LENGTH if article else POST_LENGTH,
            at_least=0 if words.images else 1,
        ),
        kind=kind,
        title=title,
        topic=taken_line(words.topic, field="topic", name="The topic", at_most=TOPIC_LENGTH) if article else "",
        warning=taken_line(words.warning, field="warning", name="Your content warning", at_most=WARNING_LENGTH),
        language=_one_of(words.language, LANGUAGES, field="language", what="We don't know this language."),
        options=_options(words.options, poll=kind == PostKind.POLL),
        poll_days=int(_one_of(words.poll_days, POLL_DAYS, field="poll_days", what="Choose how long the poll is open.")),
        images=_images(words.images),
        alts=tuple(taken(alt, field="images", name="A picture's text", at_most=ALT_LENGTH) for alt in words.alts),
    )


def _one_of(value: object, known: object, *, field: str, what: str) -> str:
    if value not in known:  # type: ignore[operator]  # tuples and lists alike
        raise Refused(what, do="Choose one from the list.", code="unknown_choice", field=field)
    return str(value)


def _options(options: tuple[str, ...], *, poll: bool) -> tuple[str, ...]:
    lines = [taken_line(option, field="options", name="An answer", at_most=OPTION_LENGTH) for option in options]
    filled = tuple(line for line in lines if line)
    if not poll and not filled:
        return ()
    if not poll:
        what = "A poll goes with a short post only."
        raise Refused(what, do='Choose "A post", or leave the answers empty.', code="poll_options", field="options")
    if not OPTIONS[0] <= len(filled) <= OPTIONS[1]:
        raise Refused(
            "A poll needs 2 to 6 answers to choose from.", do="Write at least 2.", code="poll_options", field="options"
        )
    if len({line.casefold() for line in filled}) < len(filled):
        raise Refused("Two answers are the same.", do="Change one of them.", code="poll_options", field="options")
    return filled


def _images(keys: tuple[str, ...]) -> tuple[str, ...]:
    if len(keys) > IMAGES:
        what = f"A post can have {IMAGES} pictures."
        raise Refused(what, do="Take some out.", code="too_many_images", field="images")
    return keys
