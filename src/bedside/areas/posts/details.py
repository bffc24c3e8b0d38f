"""One's own post in pieces, for its author to say which of them stay."""

from dataclasses import dataclass

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.attachments import has_poll, images_of
from bedside.areas.posts.models import Post
from bedside.areas.posts.queries import own
from bedside.policy.details import Piece, pieces

HEADS = ("title", "topic", "warning")
POLL = "poll"


@dataclass(frozen=True)
class Part:
    """One piece of a post. `key` names it, `picture` is its address where it is one, `tells` as the rule sees it."""

    key: str
    words: str
    tells: bool
    picture: str = ""


@dataclass(frozen=True)
class InParts:
    """A post of the viewer's own in pieces. `version` binds what she ticks to these words."""

    post: Post
    version: int
    text: tuple[Piece, ...]
    parts: tuple[Part, ...]


def in_parts(viewer: Viewer, post_id: int) -> InParts:
    """Return one's own post in pieces; raise NotHere for any other."""
    post = own(viewer, post_id)
    text = pieces(post.text)
    heads = [Part(name, getattr(post, name), any(one.tells for one in pieces(getattr(post, name)))) for name in HEADS]
    sentences = [Part(f"t{place}", one.words, one.tells) for place, one in enumerate(text)]
    # The rule can't see into a picture, and what is asked in a poll goes with the words around it.
    images = images_of([post_id]).get(post_id, ())
    pictures = [Part(f"p{one.key}", one.alt, tells=True, picture=one.key) for one in images]
    poll = [Part(POLL, "", tells=True)] if has_poll(post_id) else []
    return InParts(post, post.version, text, (*(one for one in heads if one.words), *sentences, *pictures, *poll))
