"""Changing the words of one's own post; what it said before can be read by whoever may read it now."""

from dataclasses import replace

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import gate, queries, released
from bedside.areas.posts.actions import direct, voicing
from bedside.areas.posts.actions.delaying import check_edit
from bedside.areas.posts.actions.passing import pass_gate
from bedside.areas.posts.actions.publish import check_mentions
from bedside.areas.posts.attachments import images_of
from bedside.areas.posts.models import Mention, PollOption, Post, PostRevision, PostTag
from bedside.areas.posts.render import ThreadOf, rendered
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words, checked
from bedside.areas.spaces import queries as spaces
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.policy.consents.releasing import NONE, Release


def edit(
    *,
    by: Viewer,
    post_id: int,
    words: Words,
    confirmed: bool = False,
    agreed: bool = False,
    release: Release = NONE,
) -> Post:
    """Put `words` in the place of the old ones. Where it stands, who reads it, its poll and its pictures do not change.

    What hangs on a permission goes on hanging on it; nothing else can be hung on one by a change. Raises NotHere for a
    post that is not `by`'s own, NotAllowed where `by` may not write any more, Refused for words that can't be taken,
    HeldBack by the guard.
    """
    words, target = allowed(by=by, post_id=post_id, words=words, confirmed=confirmed, agreed=agreed, release=release)
    return put_in_place(by=by, post_id=post_id, words=words, target=target)


def allowed(
    *, by: Viewer, post_id: int, words: Words, confirmed: bool, agreed: bool, release: Release
) -> tuple[Words, Target]:
    """Return the words as they may be put in place, and where; raise as `edit` does."""
    post = queries.own(by, post_id)
    space = spaces.space_by_id(by, post.space_id)
    answers_practice = post.reply_to_id is not None and space.kind == "practice"
    if not by.confirmed or not (spaces.standing(by, space).may_write or answers_practice):
        raise NotAllowed("You can't write here any more.", do="You can still delete your post.", code="cannot_write")
    options = PollOption.objects.filter(post_id=post_id).order_by("place").values_list("text", flat=True)
    pictures = images_of([post_id]).get(post_id, ())
    keys, alts = tuple(image.key for image in pictures), tuple(image.alt for image in pictures)
    words = checked(replace(words, kind=post.kind, options=tuple(options), images=keys, alts=alts, poll_days=7))
    target = Target(space=space, audience=post.audience)
    check_edit(by=by, before=f"{post.title} {post.text}", words=words, target=target)
    release = released.of_change(post.authorisation_id, release)
    told = gate.facts(
        by=by,
        space=space,
        audience=post.audience,
        answered=queries.answered_by(post),
        declared=release.declared,
    )
    released.check_words(by, words, release, told)
    report = gate.judged(by, words, told)
    released.check_place(by, report)
    released.check_site(by, release, words, target, told)
    voicing.ask_first(by, words, target, confirmed=confirmed)
    through = bool(release.way) and released.said(release, report, told) == "publish"
    pass_gate(by, words, target, report, confirmed=confirmed, agreed=agreed, released=through)
    return words, target


def _same(post: Post, words: Words) -> bool:
    """Whether nothing was changed: a form sent twice, or opened and saved."""
    written = (post.text, post.warning, post.language)
    heads = (post.title, post.topic) if post.reply_to_id is None else (words.title, words.topic)
    return (*written, *heads) == (words.text, words.warning, words.language, words.title, words.topic)


@transaction.atomic
def put_in_place(*, by: Viewer, post_id: int, words: Words, target: Target) -> Post:
    """Put words that may stand there in the place of the old ones; for the actions of posts alone."""
    post = Post.objects.select_for_update().filter(id=post_id, gone=False).first()
    if post is None:
        raise NotHere
    if _same(post, words):
        return post
    released.hold_permission(by, post.authorisation_id)
    thread = ThreadOf(id=post.thread_id, author_id=post.thread_author_id) if post.reply_to_id else None
    made = rendered(by=by, words=words, space=target.space, audience=target.audience, thread=thread)
    known = direct.inside(post.id)
    check_mentions(by, made.mentioned, known=known)
    to = direct.reached_by_edit(by, made, target=target, thread=thread, known=known)
    made = direct.narrowed(made, to)
    PostRevision.objects.create(
        post_id=post.id,
        version=post.version,
        title=post.title,
        html=post.html,
        warning=post.warning,
        written_at=post.edited_at or post.created_at,
    )
    post.text, post.html, post.warning, post.language = words.text, made.html, words.warning, words.language
    if post.reply_to_id is None:
        post.title, post.topic = words.title, words.topic
    post.version, post.edited_at = post.version + 1, now()
    post.save(update_fields=["text", "html", "warning", "language", "title", "topic", "version", "edited_at"])
    Mention.objects.filter(post_id=post.id).delete()
    Mention.objects.bulk_create([Mention(persona_id=persona_id, post_id=post.id) for persona_id in made.mentioned])
    direct.ask(post, to)
    PostTag.objects.filter(post_id=post.id).delete()
    PostTag.objects.bulk_create([PostTag(tag=tag, post_id=post.id) for tag in made.tags])
    record("post.edited", by=by.persona_id, about=("post", post.id), version=post.version)
    return post
