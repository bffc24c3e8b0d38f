"""A text on its way: what passed the guard and is published now, or waits for its pictures to be looked at."""

from dataclasses import dataclass

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import Post, Waiting
from bedside.areas.posts.seen import SeenPost
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words
from bedside.kit.errors import Refused


@dataclass(frozen=True)
class Sending:
    """Words that passed the guard with this verdict, their author, and where they go.

    `post_id` is given by who writes a demo's past. `waiting_id` tells that the text has waited for its pictures.
    """

    by: Viewer
    words: Words
    target: Target
    verdict: str
    form_key: int | None = None
    draft_place: str = ""
    post_id: int | None = None
    waiting_id: int | None = None
    authorisation_id: int | None = None  # the permission that it hangs on
    posted_by: int | None = None  # the carer who wrote it for its author

    @property
    def reply_to(self) -> SeenPost | None:
        """What it answers."""
        return self.target.reply_to


class BeingChecked(Refused):
    """The text is not published yet: as a rule its pictures are looked at first.

    `form_key` names it; nothing of it is lost.
    """

    code = "guard.checking"
    what = "Your post is not published yet: we look at its pictures first."
    do = "We publish it when they are fine. If you have to look at something, you get a notice."

    def __init__(self, form_key: int) -> None:
        self.form_key = form_key
        super().__init__()


class WaitsForItsDay(BeingChecked):
    """The text is not published before its day; nothing of it is lost."""

    code = "placement"
    what = "Your post is not published yet: it waits 30 days."
    do = "You can change it or take it back until then."


def picture_gone() -> Refused:
    """Return the refusal for a picture that is not the author's own any more, or never was."""
    what = "One of your pictures is no longer here."
    return Refused(what, do="Take it out, or add it again.", code="picture_gone", field="images")


def sent_before(by: Viewer, form_key: int | None) -> Post | None:
    """Return what was published from this form, if something was."""
    return Post.objects.filter(author_id=by.persona_id, form_key=form_key).first() if form_key else None


def waits(by: Viewer, form_key: int | None) -> bool:
    """Say whether what was sent from this form waits for its pictures to be looked at."""
    return form_key is not None and Waiting.objects.filter(owner_id=by.persona_id, form_key=form_key).exists()
