"""The author's part in a post that waits for its pictures: covers, takes one away, says that she looked, publishes."""

from collections.abc import Collection

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import files
from bedside.areas.posts.actions.holding import forget_pictures, keep, locked, look_soon
from bedside.areas.posts.actions.publish import put_out
from bedside.areas.posts.actions.sending import Sending
from bedside.areas.posts.models import Image, Post, Waiting
from bedside.areas.posts.target import Target, target_of
from bedside.areas.posts.waiting import Found, Held, Look, changed, content_of, mark_of, one, opened
from bedside.areas.posts.words import checked
from bedside.kit.errors import NotHere, Refused
from bedside.kit.images import covered
from bedside.policy.guard.pictures import WHOLE, Box

MARGIN = 0.01  # of a side of the picture, painted over on each side of what was found


class StillChecked(Refused):
    """The pictures are being looked at."""

    code = "guard.checking"
    what = "We are still looking at your pictures."
    do = "Wait a moment, then open this page again."


class NotCovered(Refused):
    """Nothing was painted over: the picture is another one by now, or what was pressed at is gone."""

    code = "guard.not_covered"
    what = "Nothing is covered: this picture has changed since you opened the page."
    do = "Look at it again as it is now."


class LookAgain(Refused):
    """Not every picture is as its author has to have it; nothing was published."""

    code = "guard.pictures"
    what = "Your post is not published yet."
    do = "Do what is asked for at each picture, then publish."


def release(*, by: Viewer, row: Waiting) -> Post:
    """Publish a post that waited, by the one way there is, and end its waiting. The caller has locked `row`.

    Whether its author may still write there is asked again; its words passed the guard when they were sent. Raises
    Refused.
    """
    held = opened(row)
    words, target = checked(held.words), target_of_held(by, held)  # a picture may have been taken out
    post = put_out(
        Sending(
            by,
            words,
            target,
            held.verdict,
            form_key=row.form_key,
            waiting_id=row.id,
            authorisation_id=held.authorisation_id,
        )
    )
    row.delete()
    return post


def target_of_held(by: Viewer, held: Held) -> Target:
    """Return where a post that waits was sent, if its author may still write there; raise Refused."""
    try:
        return target_of(by, space_id=held.space_id, audience=held.audience, reply_to_id=held.reply_to_id)
    except NotHere as gone:
        what = "The place you wrote this for is gone, or closed to you."
        raise Refused(what, do="Your words are still here: make a draft of them.", code="place_gone") from gone


def publish_held(*, by: Viewer, form_key: int, looked: Collection[str] = (), agreed: Collection[str] = ()) -> Post:
    """Publish a post that waits, when its author has done what each picture needs; raise Refused, NotHere.

    `looked` and `agreed` hold the marks of pictures (`Look.mark`): a word given counts for exactly that picture. A
    picture that is not the one that was read is read again first.
    """
    target_of_held(by, one(by, form_key))  # before anything is read once more for a place that is gone
    if _read_again(by, form_key):
        raise StillChecked
    return _published(by, form_key, looked=looked, agreed=agreed)


@transaction.atomic
def _published(by: Viewer, form_key: int, *, looked: Collection[str], agreed: Collection[str]) -> Post:
    row, held = _to_be_looked_at(by, form_key)
    if held.due == "checking":
        raise StillChecked
    given = {"look": looked, "agree": agreed}
    for key, look in held.looks.items():
        need = held.need(key)
        if need == "change" or look.mark not in given.get(need, [look.mark]):
            raise LookAgain
    rules = sorted({found.rule for look in held.looks.values() for found in look.shown})
    given_for = sum(held.need(key) in given for key in held.looks)
    about = ("waiting", row.id)
    record("guard.pictures_confirmed", by=by.persona_id, about=about, rules=rules, pictures=given_for)
    return release(by=by, row=row)


@transaction.atomic
def _read_again(by: Viewer, form_key: int) -> bool:
    """Have pictures looked at once more whose file is not what was looked at; say whether there are any."""
    row, held = _to_be_looked_at(by, form_key)
    others = changed(held)
    for key in others:
        held = held.with_look(key, **vars(Look()))
    if others:
        keep(row, held, state=Waiting.State.CHECKING)
        look_soon()
    return bool(others)


@transaction.atomic
def cover(*, by: Viewer, form_key: int, key: str, mark: str, number: int | None = None) -> None:
    """Paint over what was found in a picture: the finding with this number, or all.

    The pixels are others then, and the earlier file is gone. `mark` names the picture that the author saw: when it is
    another by now, nothing is done. Raises NotHere, NotCovered.
    """
    row, held = _to_be_looked_at(by, form_key)
    look = held.looks.get(key)
    if look is None:
        raise NotHere
    boxes = [_wider(found.box) for n, found in enumerate(look.shown) if number in (None, n) and found.box != WHOLE]
    if look.mark != mark or not boxes:
        raise NotCovered
    made = covered(content_of(key), boxes)
    left = tuple(found for found in look.findings or () if not any(_within(found, box) for box in boxes))
    rules = sorted({found.rule for found in look.shown} - {found.rule for found in left})
    record("guard.covered", by=by.persona_id, about=("waiting", row.id), rules=rules)
    size = {"media_type": made.media_type, "width": made.width, "height": made.height}
    Image.objects.filter(key=key, waiting_id=row.id).update(**size)
    keep(row, held.with_look(key, mark=mark_of(made.data), findings=left, covered=look.covered + len(boxes)))
    files.keep(key, made.data)  # last: if the rest can't be kept, the picture is read anew before it is published


def _wider(box: Box) -> Box:
    left, top, wide, high = box
    near = (max(0.0, left - MARGIN), max(0.0, top - MARGIN))
    return (*near, min(1.0, left + wide + MARGIN) - near[0], min(1.0, top + high + MARGIN) - near[1])


def _within(found: Found, box: Box) -> bool:
    left, top, wide, high = found.box
    inside = box[0] <= left and left + wide <= box[0] + box[2] + 1e-9
    return inside and box[1] <= top and top + high <= box[1] + box[3] + 1e-9


@transaction.atomic
def take_out(*, by: Viewer, form_key: int, key: str) -> None:
    """Throw one picture of a post that waits away; raise NotHere, Refused."""
    row, held = _to_be_looked_at(by, form_key)
    if key not in held.looks:
        raise NotHere
    forget_pictures(row, (key,))
    keep(row, held.without(key))
    record("guard.taken_out", by=by.persona_id, about=("waiting", row.id))


def _to_be_looked_at(by: Viewer, form_key: int) -> tuple[Waiting, Held]:
    row = locked(by, form_key)
    if row.out_at is not None:  # it waits for its day, not for its author
        raise NotHere
    if row.state == Waiting.State.CHECKING:
        raise StillChecked
    return row, opened(row)
