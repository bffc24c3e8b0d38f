"""How an escalation begins: the author presses, a reader presses, or the guard's reading of the text suggests it.

Nobody is shown that a post was flagged; who flagged it is told to nobody, the duty team included.
"""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.escalations.actions.steps import WHY, ask_next, lock_post, move, note, settle
from bedside.areas.escalations.models import OPEN, Escalation, Step
from bedside.areas.people.actions import limits
from bedside.areas.people.actions.site_persona import HANDLE as SITE
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries as posts
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, Refused
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy import guard
from bedside.policy.escalation import FLAGS, PAUSED, Hint, Klass, State, Trigger, Who, graver, hint_of, queues
from bedside.policy.limits import FLAGGED


@transaction.atomic
def flag(*, by: Viewer, post_id: int, reason: str) -> int:
    """Say that a post needs a private answer, as its author or as a reader; return the escalation's id.

    Pressed twice it counts once. Raises NotHere for who may not read the post, Refused for an unknown reason,
    NotAllowed for who is not confirmed and for what the site itself said, TooManyTries.
    """
    if reason not in FLAGS:
        raise Refused("Choose one of the reasons.", code="no_such_reason", field="reason")
    if not by.confirmed:
        raise NotAllowed
    seen = posts.seen(by, post_id)
    if seen.author_handle == SITE:
        raise NotAllowed("This is a line of the site itself.", code="own_line")
    limits.require(FLAGGED, value=str(by.persona_id))
    lock_post(post_id)
    with as_system(WHY):
        post = Post.objects.select_related("author").get(id=post_id)
        trigger = Trigger.AUTHOR if seen.mine else Trigger.READER
        row = _begun(post, trigger, klass=_class_of(post, reason), rule=reason, sure=True, by=by)
    record("escalation.flag", by=by.persona_id, about=("post", post_id), reason_code=reason)
    return row.id


@transaction.atomic
def hint(*, post_id: int) -> None:
    """Read a post that was just written or changed, and begin an escalation where its words suggest one.

    Read again with the same words, nothing happens. There is no `by`: software reads, and shows the author a card.
    """
    lock_post(post_id)
    with as_system(WHY):
        post = Post.objects.select_related("author").filter(id=post_id, gone=False).first()
        found = _hint_in(post) if post is not None else None
        if post is None or found is None or _was_hinted(post):
            return
        _begun(post, Trigger.HINT, klass=found.klass, rule=found.rule, sure=found.sure)


def _begun(
    post: Post, trigger: Trigger, *, klass: Klass, rule: str, sure: bool, by: Viewer | None = None
) -> Escalation:
    """Begin an escalation, or let what was pressed now join the one that is open. The caller holds the post's lock."""
    row = Escalation.objects.select_for_update().filter(OPEN, post_id=post.id).first()
    if row is None:
        row = _made(post, trigger, klass=klass, rule=rule)
    elif by is not None and Step.objects.filter(escalation_id=row.id, kind="flag", by_id=by.persona_id).exists():
        return row
    else:
        _joined(row, trigger, klass=klass, rule=rule)
    if by is not None:
        note(row, "flag", who=Who.AUTHOR if trigger is Trigger.AUTHOR else Who.SOFTWARE, by=by, reason=rule)
    if State(row.state) is State.CARDED and queues(trigger, sure=sure, klass=Klass(row.klass)):
        _queue(row, trigger)
    settle(row)
    return row


def _made(post: Post, trigger: Trigger, *, klass: Klass, rule: str) -> Escalation:
    row = Escalation(
        post_id=post.id,
        post_hash=hash_of(post),
        author_id=post.author_id,
        klass=klass.value,
        state=State.POSTED.value,
        trigger=trigger.value,
        rule=rule[:40],
    )
    row.begun_at = row.entered_at = now()
    move(row, State.CARDED, who=Who.SOFTWARE, reason=trigger.value)
    return row


def _joined(row: Escalation, trigger: Trigger, *, klass: Klass, rule: str) -> None:
    """Raise the class where the new trigger is graver, and begin T0 anew for it; nothing here ever lowers a class."""
    if graver(klass, Klass(row.klass)) is Klass(row.klass):
        return
    row.klass, row.trigger, row.rule = klass.value, trigger.value, rule[:40]
    row.begun_at, row.fired, row.round = now(), 0, row.round + 1
    note(row, "graver", who=Who.SOFTWARE, reason=trigger.value)
    if row.queued:
        row.triaged_at = None if State(row.state) is State.TRIAGED else row.triaged_at
        ask_next(row, why="new")


def _queue(row: Escalation, trigger: Trigger) -> None:
    """Ask people to look: T0 is the moment at which what made it so was received."""
    row.queued, row.begun_at = True, now()
    move(row, State.TRIAGED, who=Who.SOFTWARE, reason=trigger.value)
    ask_next(row, why="new")


def _class_of(post: Post, reason: str) -> Klass:
    """Return the class of what was pressed: the guard's reading raises a word of danger, and another only when sure."""
    klass, read = FLAGS[reason], _hint_in(post)
    if read is not None and read.klass in PAUSED and (read.sure or reason in ("urgent", "self_harm")):
        return graver(klass, read.klass)
    return klass


def _hint_in(post: Post) -> Hint | None:
    text = "\n\n".join(part for part in (post.text, post.title, post.warning) if part)
    return hint_of(guard.inspect(text, guard.Facts()).urgency, kind=post.author.kind)


def hash_of(post: Post) -> bytes:
    """Return the keyed hash of a post's words, which nobody can work out from a guess at them."""
    return vault().index("escalated post", "\x00".join((post.title, post.text, post.warning)))


def _was_hinted(post: Post) -> bool:
    """Say whether the very same words were read before: the author may have closed the card since."""
    return Escalation.objects.filter(post_id=post.id, post_hash=hash_of(post)).exists()
