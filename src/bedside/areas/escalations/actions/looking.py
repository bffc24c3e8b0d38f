"""What who is on duty does: reads the one post, says how grave it is, passes it on, writes to the author."""

from dataclasses import dataclass

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.escalations.actions.steps import WHY, MovedOn, ask_next, log, move, note, say, settle
from bedside.areas.escalations.models import PrivateMessage, Step
from bedside.areas.escalations.queries import access, duty
from bedside.areas.people import persons
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.areas.posts.attachments import images_of
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.viewing import as_system
from bedside.policy.emergency import emergency
from bedside.policy.escalation import Choice, Klass, State, Who, after
from bedside.policy.escalation.triaging import fits
from bedside.policy.escalation.words import PUBLIC_LINE, first_message


@dataclass(frozen=True)
class OpenedPost:
    """The one post that an escalation is about, for who is on duty; of pictures what the author said of them."""

    gone: bool
    title: str
    text: str
    warning: str
    html: str
    pictures: tuple[str, ...]
    changed: bool  # the words are not those any more that began it


@transaction.atomic
def open_post(*, by: Viewer, escalation_id: int) -> OpenedPost:
    """Return the post, and log the look, of which the author is told like of any other; raise NotHere.

    Nothing else of the author's is opened by this, and not who she is in anybody's care.
    """
    row = access.for_duty(by, escalation_id)
    with as_system(WHY):
        post = Post.objects.filter(id=row.post_id, gone=False).first()
        pictures = tuple(one.alt for one in images_of([row.post_id]).get(row.post_id, ()))
    if post is None:
        return OpenedPost(True, "", "", "", "", (), changed=False)
    record(
        "look.escalation",
        by=by.persona_id,
        role=duty.acts_as(by),
        about=("post", row.post_id),
        subject=row.author_id,
        purpose="moderation",
        reason_code=row.trigger,
    )
    from bedside.areas.escalations.actions.flagging import hash_of

    changed = hash_of(post) != bytes(row.post_hash)
    return OpenedPost(False, post.title, post.text, post.warning, post.html, pictures, changed=changed)


@transaction.atomic
def triage(*, by: Viewer, escalation_id: int, choice: str, why: str, to: str = "") -> None:
    """Say how grave it is: confirm, lower or raise (with the class `to`), or a false alarm, which ends it.

    `why` is a code of `policy.escalation.triaging`. Raises NotHere, Refused for a choice or a code that does not fit,
    MovedOn where somebody has already looked. Raising is always possible until the author was written to, and begins
    T0 anew.
    """
    row = access.for_duty(by, escalation_id, lock=True)
    chosen, klass = _chosen(choice, Klass(row.klass), to)
    if not fits(chosen, why):
        raise Refused("Say why.", do="Pick the reason that fits your answer.", code="why_first", field="why")
    if State(row.state) is not State.TRIAGED or (row.triaged_at is not None and not _may_again(by, row.id, chosen)):
        raise MovedOn
    row.triaged_at = now()
    if chosen is Choice.RAISE:
        row.begun_at, row.fired, row.round = now(), 0, row.round + 1
    row.klass, row.asked_id = klass.value, by.persona_id
    note(row, "triage", who=Who.DUTY, by=by, reason=chosen.value, code=why)
    log("escalation.triage", row, by=by, who=Who.DUTY, reason=chosen.value)
    if chosen is Choice.FALSE_ALARM:
        move(row, State.RESOLVED, who=Who.DUTY, reason="false_alarm", by=by)
    settle(row)


def _chosen(choice: str, klass: Klass, to: str) -> tuple[Choice, Klass]:
    try:
        chosen = Choice(choice)
        return chosen, after(chosen, klass, to=Klass(to) if to else None)
    except ValueError as error:
        raise Refused("Choose again.", do="Pick what fits.", code="no_such_choice", field="choice") from error


def _may_again(by: Viewer, escalation_id: int, chosen: Choice) -> bool:
    """Say whether `by` may say it once more: raises what another said, or mends her own."""
    with as_system(WHY):
        last = Step.objects.filter(escalation_id=escalation_id, kind="triage").order_by("-id").first()
    return chosen is Choice.RAISE or (last is not None and last.by_id == by.persona_id)


@transaction.atomic
def pass_on(*, by: Viewer, escalation_id: int) -> None:
    """Leave it to the next on the rota, without a reason, seen by nobody; raise NotHere.

    Whoever knows the author from elsewhere does just this: no treating relation is asked for or shown. Where nobody is
    left, those who stand in are asked at once.
    """
    row = access.for_duty(by, escalation_id, lock=True)
    note(row, "pass", who=Who.DUTY, by=by)
    ask_next(row, why="new")
    settle(row)


@transaction.atomic
def contact(*, by: Viewer, escalation_id: int) -> None:
    """Open the private thread with the scripted first message, and put the one public line under the post.

    The message is the site's: whoever presses is never named, and no persona of hers writes. Raises NotHere, Refused
    where nobody has said yet how grave it is, MovedOn.
    """
    row = access.for_duty(by, escalation_id, lock=True)
    if State(row.state) is not State.TRIAGED:
        raise MovedOn
    if row.triaged_at is None:
        what = "Say first how grave it is."
        raise Refused(what, do="Choose one of the four answers.", code="look_first", field="choice")
    number = emergency(persons.country_of(row.author_id)).number
    words = first_message(Klass(row.klass), number=number, minor=persons.is_teen(row.author_id))
    say(row, words, kind=PrivateMessage.Kind.SCRIPT, by=by)
    row.line_id = posts.say_as_site(post_id=row.post_id, text=PUBLIC_LINE)
    row.asked_id = by.persona_id
    move(row, State.CONTACTED, who=Who.DUTY, reason="contact", by=by)
    settle(row)
