"""Publishing: the one way by which a text reaches readers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.consents.actions import held_grant
from bedside.areas.contacts import queries as contacts
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import gate, released
from bedside.areas.posts.actions import delaying, direct, voicing
from bedside.areas.posts.actions.drafts import drop_draft
from bedside.areas.posts.actions.holding import hold
from bedside.areas.posts.actions.pacing import keep_pace, waiting_for_look
from bedside.areas.posts.actions.passing import pass_gate
from bedside.areas.posts.actions.sending import BeingChecked, Sending, WaitsForItsDay, picture_gone, sent_before, waits
from bedside.areas.posts.events import Published, WaitsForLook
from bedside.areas.posts.models import Image, Mention, Poll, PollOption, Post, PostKind, PostTag
from bedside.areas.posts.render import Rendered, ThreadOf, rendered
from bedside.areas.posts.seen import SeenPost
from bedside.areas.posts.target import Target, target_of
from bedside.areas.posts.words import Words, checked
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import made_at, new_id
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.viewing import as_system
from bedside.policy.consents.releasing import NONE, Release
from bedside.policy.limits import MENTIONS, POSTS, SLOWED
from bedside.policy.moderation.cases import LIFTED_BY_ITSELF
from bedside.policy.moderation.spam import Wait

# A row for everybody who follows the author, and one for the author: set-wise, in the author's own transaction.
FAN_OUT = """
INSERT INTO posts_home_entry (owner_id, entry_id, post_id, boosted_by)
SELECT f.owner_id, %(entry)s, %(post)s, %(boosted_by)s::bigint FROM contacts_follow f
WHERE f.target_id = %(source)s AND f.accepted
  AND NOT EXISTS (SELECT 1 FROM posts_home_entry h WHERE h.owner_id = f.owner_id AND h.post_id = %(post)s)
UNION SELECT %(source)s, %(entry)s, %(post)s, %(boosted_by)s::bigint WHERE %(boosted_by)s::bigint IS NULL
ON CONFLICT DO NOTHING
"""


def publish(
    *,
    by: Viewer,
    words: Words,
    space_id: int = SQUARE_ID,
    audience: str = "",
    reply_to_id: int | None = None,
    form_key: int | None = None,
    confirmed: bool = False,
    agreed: bool = False,
    draft_place: str = "",
    post_id: int | None = None,
    placement: str = "",
    release: Release = NONE,
    posted_by: int | None = None,
) -> Post:
    """Publish `words` and return the post.

    A reply goes where the post it answers is, to the same readers. `form_key` names the form, so that a form sent twice
    makes one post. `confirmed` is the author's second press after a verdict "confirm" on exactly these words; `agreed`
    is a patient's or carer's word that the other person agreed. Raises Refused (with the field), NotHere, NotAllowed,
    and `gate.HeldBack` when the guard keeps the text back; then nothing was published. Where this site looks at
    pictures, a post that has some waits for that: `BeingChecked`. `placement` is a student's answer, "yes" or "no", to
    whether the text is from a placement: then it waits for its day, `WaitsForItsDay`. `release` is a permission on
    which it is published, or what a clinician declares of a case (`policy.consents.releasing`). `posted_by` is the
    carer who writes it for `by`: see `acting.publish_for`, which asks whether she may.
    """
    before = sent_before(by, form_key)
    if before is not None:
        if draft_place:
            drop_draft(by=by, place=draft_place)  # the second of two presses may have kept the words once more
        return before
    if waits(by, form_key):
        raise BeingChecked(form_key or 0)
    sending, out_at = _passed(
        by=by,
        words=checked(replace(words, kind=PostKind.POST, title="", topic="", options=()) if reply_to_id else words),
        target=target_of(by, space_id=space_id, audience=audience, reply_to_id=reply_to_id),
        release=release,
        placement=placement,
        presses={"confirmed": confirmed, "agreed": agreed},
    )
    sending = replace(sending, form_key=form_key, draft_place=draft_place, post_id=post_id, posted_by=posted_by)
    if out_at is not None:
        raise WaitsForItsDay(delaying.hold_until(sending, out_at=out_at))
    if words.images and settings.LOOKS_AT_PICTURES:
        raise BeingChecked(hold(sending))
    return put_out(sending)


def _passed(
    *, by: Viewer, words: Words, target: Target, release: Release, placement: str, presses: dict[str, bool]
) -> tuple[Sending, datetime | None]:
    """Return a text that the guard lets through, and the moment before which it is not published, or None."""
    direct.check(by, words.text, target)
    out_at = delaying.out_on(by=by, words=words, target=target, said=placement)
    told = gate.facts(
        by=by,
        space=target.space,
        audience=target.audience,
        answered=target.answered,
        day=out_at.date() if out_at else None,
        declared=release.declared,
    )
    released.check(by, release, words, target, told)
    report = gate.judged(by, words, told)
    released.check_place(by, report)
    released.check_site(by, release, words, target, told)
    voicing.ask_first(by, words, target, confirmed=presses["confirmed"])
    through = bool(release.way) and released.said(release, report, told) == "publish"
    pass_gate(by, words, target, report, released=through, **presses)
    permission = release.authorisation_id if release.way == "authorised" else None
    return Sending(by, words, target, report.verdict, authorisation_id=permission), out_at


def put_out(sending: Sending) -> Post:
    """Store a text that passed the guard, tell of it, and return the post; the one that is there if it was sent twice.

    Called where its pictures, if it has any, were looked at. Its author's rights were asked in making its target.
    """
    try:
        return _store(sending)
    except IntegrityError:
        before = sent_before(sending.by, sending.form_key)  # the same form, at the same moment by a double press
        if before is None:
            raise
        return before


@transaction.atomic
def _store(sending: Sending) -> Post:
    released.hold_permission(sending.by, sending.authorisation_id)
    if sending.posted_by is not None:
        held_grant(owner_id=sending.by.persona_id, proxy_id=sending.posted_by, scope="post")
    answered = _held(sending.reply_to.id) if sending.reply_to else None
    thread = ThreadOf(id=answered.thread_id, author_id=answered.thread_author_id) if answered else None
    target = sending.target
    made = rendered(by=sending.by, words=sending.words, space=target.space, audience=target.audience, thread=thread)
    to = direct.reached(sending.by, made, space=target.space, audience=target.audience, thread=thread)
    made = direct.narrowed(made, to)
    wait = Wait.NO
    if sending.post_id is None:  # whoever gives the id writes a demo's past
        _count(sending, made)
        wait = waiting_for_look(by=sending.by, text=sending.words.for_guard, audience=target.audience)
    post = _row(sending, thread, made, wait)
    if answered:  # the answered post is held: an older one of its thread is taken after it, never before
        _note_answer(answered.id, answered.thread_id)
    _attach(sending, post, made)
    direct.ask(post, to)
    if sending.reply_to is None and post.audience in ("public", "followers"):
        fan_out(post_id=post.id, entry_id=post.id, source=post.author_id, boosted_by=None)
    if sending.draft_place:
        drop_draft(by=sending.by, place=sending.draft_place)
    about = ("post", post.id)
    record("post.published", by=post.author_id, about=about, space=post.space_id, verdict=sending.verdict)
    tell(_news(post, sending.reply_to, made))
    if wait:
        tell(WaitsForLook(post_id=post.id, author_id=post.author_id))
    return post


def _row(sending: Sending, thread: ThreadOf | None, made: Rendered, wait: Wait) -> Post:
    words, me = sending.words, sending.by.persona_id
    new = sending.post_id or new_id()
    return Post.objects.create(
        id=new,
        author_id=me,
        space=sending.target.space,
        audience=sending.target.audience,
        kind=words.kind,
        reply_to_id=sending.reply_to.id if sending.reply_to else None,
        thread_id=thread.id if thread else new,
        thread_author_id=thread.author_id if thread else me,
        title=words.title,
        topic=words.topic,
        text=words.text,
        warning=words.warning,
        language=words.language,
        html=made.html,
        n_images=len(words.images),
        form_key=sending.form_key,
        authorisation_id=sending.authorisation_id,
        posted_by_id=sending.posted_by,
        held_for=wait.value,
        held_until=now() + LIFTED_BY_ITSELF if wait else None,
        created_at=made_at(new) if sending.post_id else now(),
    )


def _count(sending: Sending, made: Rendered) -> None:
    by, answered = sending.by, sending.reply_to
    limits.require(SLOWED if by.limited else POSTS, value=str(by.persona_id))
    keep_pace(by=by, space=sending.target.space)
    check_mentions(by, made.mentioned, known=[answered.author_id] if answered else [])


def check_mentions(by: Viewer, mentioned: Iterable[int], *, known: Iterable[int] = ()) -> None:
    """Count who is named and does not follow `by`, nor is `known` from the conversation; raise `TooManyTries`."""
    strangers = set(mentioned) - set(known) - {by.persona_id}
    strangers -= contacts.followers_among(by, strangers) if strangers else set()
    if strangers and by.limited:
        what = "For now you can name people who follow you only."
        raise Refused(what, do="Take out the other names. What you wrote is kept.", code="limited", field="text")
    for _stranger in strangers:
        limits.require(MENTIONS, value=str(by.persona_id), told=False)


@as_system("an answer is noted with the post answered, which is somebody else's")
def _note_answer(*post_ids: int) -> None:
    Post.objects.filter(id__in=post_ids, answered=False).update(answered=True)


@as_system("the post answered is somebody else's, and is held all the same")
def _held(post_id: int) -> Post:
    """Return the post that is answered, kept from being deleted until the answer is there."""
    found = Post.objects.select_for_update(no_key=True).filter(id=post_id, gone=False).first()
    if found is None:
        raise NotHere
    return found


def _news(post: Post, reply_to: SeenPost | None, made: Rendered) -> Published:
    return Published(
        post_id=post.id,
        author_id=post.author_id,
        space_id=post.space_id,
        reply_to_id=post.reply_to_id,
        reply_to_author_id=reply_to.author_id if reply_to else None,
        mentioned=list(made.mentioned),
    )


def _attach(sending: Sending, post: Post, made: Rendered) -> None:
    words = sending.words
    Mention.objects.bulk_create([Mention(persona_id=persona_id, post_id=post.id) for persona_id in made.mentioned])
    PostTag.objects.bulk_create([PostTag(tag=tag, post_id=post.id) for tag in made.tags])
    if post.kind == PostKind.POLL:
        Poll.objects.create(post_id=post.id, closes_at=post.created_at + timedelta(days=words.poll_days))
        options = [PollOption(post_id=post.id, place=place, text=text) for place, text in enumerate(words.options)]
        PollOption.objects.bulk_create(options)
    mine = Image.objects.filter(owner_id=post.author_id, post_id=None, waiting_id=sending.waiting_id)
    for place, key in enumerate(words.images):
        alt = words.alts[place] if place < len(words.alts) else ""
        if not mine.filter(key=key).update(post_id=post.id, waiting_id=None, place=place, alt=alt):
            raise picture_gone()  # also when it is somebody else's


@as_system("a post goes into the home timelines of all followers")
def fan_out(*, post_id: int, entry_id: int, source: int, boosted_by: int | None) -> None:
    """Put a post into the home timelines of everybody who follows `source`."""
    with connection.cursor() as cursor:
        parameters = {"post": post_id, "entry": entry_id, "source": source, "boosted_by": boosted_by}
        cursor.execute(FAN_OUT, parameters)
