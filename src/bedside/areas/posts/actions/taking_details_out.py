"""Taking the details out of one's own post, for good: no version keeps them, and answers that repeat them are folded.

Whoever wrote these answers is told nothing, and the line before them says nothing of what it was about.
"""

from collections.abc import Collection, Iterable

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.drafts import drop_draft
from bedside.areas.posts.actions.edit import allowed, put_in_place
from bedside.areas.posts.actions.images import throw_away
from bedside.areas.posts.details import HEADS, POLL, InParts, in_parts
from bedside.areas.posts.events import DetailsTakenOut
from bedside.areas.posts.models import Image, Poll, PollOption, PollVote, Post, PostKind, PostRevision
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import TITLED, Words
from bedside.kit import html
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.consents.releasing import NONE
from bedside.policy.details import LEFT_EMPTY, UNTITLED, Taken, left, pieces, repeats, taken_out
from bedside.policy.guard.model import SELF_ROLES

WHY = "answers that repeat what an author took out of her own post are folded"


def take_details_out(*, by: Viewer, post_id: int, stays: Collection[str], version: int) -> int:
    """Keep of one's own post only the parts named in `stays`, and return how many answers are folded now.

    It can't be undone. Who speaks of herself may always do it, also where she may not write any more; what others write
    passes the guard as a change does, since what is left may say something else. Raises NotHere for a post that is not
    `by`'s own, Refused when it was changed meanwhile or nothing would go, HeldBack by the guard.
    """
    before = in_parts(by, post_id)
    _check(before, stays, version)
    words = _words(before, stays)
    if by.kind in SELF_ROLES:
        target = Target(space=before.post.space, audience=before.post.audience)
    else:
        words, target = allowed(by=by, post_id=post_id, words=words, confirmed=False, agreed=False, release=NONE)
    return _take(by, before, words, target, stays)


def _check(before: InParts, stays: Collection[str], version: int) -> None:
    if version != before.version:
        raise Refused("Your post was changed meanwhile.", do="Look at it again, and choose anew.", code="changed")
    keeps_all = {one.key for one in before.parts} <= set(stays)
    if keeps_all and not PostRevision.objects.filter(post_id=before.post.id).exists():
        what = "You left everything in it."
        raise Refused(what, do="Take the tick away from what has to go.", code="nothing_goes", field="stays")


def _words(before: InParts, stays: Collection[str]) -> Words:
    post = before.post
    text = left(before.text, [place for place in range(len(before.text)) if f"t{place}" in stays])
    pictured = any(one.picture and one.key in stays for one in before.parts)
    title, topic, warning = (getattr(post, name) if name in stays else "" for name in HEADS)
    return Words(
        text=text or ("" if pictured else LEFT_EMPTY),
        kind=post.kind,
        title=title or (UNTITLED if post.kind in TITLED else ""),
        topic=topic,
        warning=warning,
        language=post.language,
    )


@transaction.atomic
def _take(by: Viewer, before: InParts, words: Words, target: Target, stays: Collection[str]) -> int:
    post = before.post
    locked = Post.objects.select_for_update().filter(id=post.id, gone=False)
    now_there = locked.values_list("version", flat=True).first()
    _check(before, stays, now_there or 0)
    gone = list(_gone(before, words, stays))
    put_in_place(by=by, post_id=post.id, words=words, target=target)
    with as_system("the words, pictures and answers that an author takes out of her own post"):
        PostRevision.objects.filter(post_id=post.id).delete()
        pictures = [one.picture for one in before.parts if one.picture and one.key not in stays]
        out = throw_away(Image.objects.filter(key__in=pictures))
        Post.objects.filter(id=post.id).update(n_images=post.n_images - out)
        if POLL not in stays:
            _without_poll(post.id)
    drop_draft(by=by, place=f"edit:{post.id}")
    folded = _fold_answers(post, gone, stays=" ".join((words.title, words.topic, words.warning, words.text)))
    publish(DetailsTakenOut(post_id=post.id, author_id=post.author_id))
    record("post.details_taken_out", by=by.persona_id, about=("post", post.id), folded=folded)
    return folded


def _gone(before: InParts, words: Words, stays: Collection[str]) -> Iterable[str]:
    """Return what is in it no more, with what only its earlier versions said."""
    yield from (one.words for one in before.parts if one.key not in stays and one.words)
    if POLL not in stays:
        yield from PollOption.objects.filter(post_id=before.post.id).values_list("text", flat=True)
    for earlier in PostRevision.objects.filter(post_id=before.post.id):
        said = (earlier.title, earlier.warning, _plain(earlier))
        yield from (one.words for text in said for one in pieces(text) if one.words not in words.text)


def _without_poll(post_id: int) -> None:
    for model in (Poll, PollOption, PollVote):
        model.objects.filter(post_id=post_id).delete()
    Post.objects.filter(id=post_id, kind=PostKind.POLL).update(kind=PostKind.POST)


@as_system(WHY)
def _fold_answers(post: Post, gone: list[str], *, stays: str) -> int:
    taken = taken_out(gone, stays=stays)
    later = Post.objects.filter(thread_id=post.thread_id, id__gt=post.id, gone=False, repeats=False)
    found = [one.id for one in later.iterator() if _repeats(one, taken)]
    return Post.objects.filter(id__in=found).update(repeats=True)


def _repeats(answer: Post, taken: Taken) -> bool:
    said = [answer.title, answer.warning, answer.text]
    for earlier in PostRevision.objects.filter(post_id=answer.id) if answer.version > 1 else ():
        said += [earlier.title, earlier.warning, _plain(earlier)]
    return repeats("\n".join(said), taken)


def _plain(earlier: PostRevision) -> str:
    return html.plain_start(earlier.html, length=len(earlier.html) + 1)
