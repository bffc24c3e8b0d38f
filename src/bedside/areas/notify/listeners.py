"""From news of other areas to notices. Each listener may be called twice for one event: a cause tells once."""

from bedside.areas.contacts.events import ConnectAsked, FollowAccepted, FollowAsked, Followed
from bedside.areas.credentials.events import ReviewerDrawn, VouchAsked, VouchedChanged
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.directory.events import HandleClaimEnded, HandleMissed, HandleProved
from bedside.areas.moderation.events import EmergencyOpened
from bedside.areas.notify import (
    claim_listeners,
    consent_listeners,
    escalation_listeners,
    likeme_listeners,
    message_listeners,
    record_listeners,
    report_listeners,
)
from bedside.areas.notify.actions import forget_post, tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import may_be_told, was_told
from bedside.areas.posts.events import (
    CameOut,
    DelayedStopped,
    Deleted,
    HelpedMe,
    MessageAsked,
    PicturesLookedAt,
    Published,
)
from bedside.areas.spaces.events import JoinAsked, LetIn
from bedside.areas.spaces.queries import steward_ids
from bedside.kit.ids import made_at
from bedside.kit.outbox import listen
from bedside.policy.following import HIDES_FOLLOWERS

__all__ = ["claim_listeners", "consent_listeners", "escalation_listeners", "message_listeners"]  # loaded with this file
__all__ = [
    "claim_listeners",
    "consent_listeners",
    "escalation_listeners",
    "likeme_listeners",
    "record_listeners",
    "report_listeners",
]  # loaded with this file


@listen(Published)
def on_published(event: Published) -> None:
    """Tell whose post was answered, and who was named in the new one; who is both hears of the answer only."""
    _tell_of_post(event)


@listen(CameOut)
def on_came_out(event: CameOut) -> None:
    """Tell of a post that was out of sight what was not told when it was written; a second time tells nobody."""
    _tell_of_post(event)


def _tell_of_post(event: Published | CameOut) -> None:
    cause = f"post:{event.post_id}"
    answered = event.reply_to_author_id
    if answered is not None and was_told(answered, cause=cause):
        answered = None
    if answered is not None and may_be_told(answered, actor_id=event.author_id, post_id=event.post_id):
        tell(
            [answered],
            kind=NoticeKind.REPLY,
            actor_id=event.author_id,
            cause=cause,
            post_id=event.post_id,
            answered_id=event.reply_to_id,
        )
    named = [one for one in event.mentioned if one != event.reply_to_author_id and not was_told(one, cause=cause)]
    told = [one for one in named if may_be_told(one, actor_id=event.author_id, post_id=event.post_id)]
    tell(told, kind=NoticeKind.MENTION, actor_id=event.author_id, cause=cause, post_id=event.post_id)


@listen(HelpedMe)
def on_helped(event: HelpedMe) -> None:
    """Tell an author that a post helped."""
    if may_be_told(event.author_id, actor_id=event.by_id, post_id=event.post_id):
        cause = f"helped:{event.post_id}:{event.by_id}"
        tell([event.author_id], kind=NoticeKind.HELPED, actor_id=event.by_id, cause=cause, post_id=event.post_id)


@listen(PicturesLookedAt)
def on_pictures(event: PicturesLookedAt) -> None:
    """Tell an author that her post waits for her to look at its pictures, once a post."""
    tell([event.owner_id], kind=NoticeKind.PICTURES, actor_id=0, cause=f"pictures:{event.waiting_id}")


@listen(DelayedStopped)
def on_delayed(event: DelayedStopped) -> None:
    """Tell an author that a post that waited for its day needs her, once a post."""
    tell([event.owner_id], kind=NoticeKind.DELAYED, actor_id=0, cause=f"delayed:{event.waiting_id}")


@listen(ReviewerDrawn)
def on_drawn(event: ReviewerDrawn) -> None:
    """Tell a reviewer that something waits on the desk, once a task; whose it is, is not said."""
    tell([event.reviewer_id], kind=NoticeKind.REVIEW, actor_id=0, cause=f"review:{event.task_id}")


@listen(VouchAsked)
def on_vouch_asked(event: VouchAsked) -> None:
    """Tell a colleague who is asked to vouch, once an asking."""
    if may_be_told(event.voucher_id, actor_id=event.asker_id):
        cause = f"vouch:{event.vouch_id}"
        tell([event.voucher_id], kind=NoticeKind.VOUCH_ASKED, actor_id=event.asker_id, cause=cause)


@listen(VouchedChanged)
def on_vouched(event: VouchedChanged) -> None:
    """Tell who was vouched for that the level is there, or ended; by whom is not said."""
    cause = f"vouched:{event.round_id}:{event.reached}"
    tell([event.persona_id], kind=NoticeKind.VOUCHED, actor_id=0, cause=cause)


@listen(HandleProved)
def on_handle_proved(event: HandleProved) -> None:
    """Tell a claimant that a listed entry is hers, once an entry."""
    cause = f"listed:{event.listing_id}:yes"
    tell([event.persona_id], kind=NoticeKind.LISTED_YES, actor_id=0, cause=cause)


@listen(HandleMissed)
def on_handle_missed(event: HandleMissed) -> None:
    """Tell a claimant that the code was not found, once a look."""
    cause = f"listed:{event.claim_id}:no:{event.looked}"
    tell([event.persona_id], kind=NoticeKind.LISTED_NO, actor_id=0, cause=cause)


@listen(HandleClaimEnded)
def on_handle_claim_ended(event: HandleClaimEnded) -> None:
    """Tell a claimant that there is nothing more to claim. Whose the entry is now is not said."""
    cause = f"listed:{event.claim_id}:gone"
    tell([event.persona_id], kind=NoticeKind.LISTED_GONE, actor_id=0, cause=cause)


@listen(Deleted)
def on_deleted(event: Deleted) -> None:
    """Forget what was told of a post that is gone."""
    forget_post(post_id=event.post_id)


@listen(Followed)
def on_followed(event: Followed) -> None:
    """Tell who is followed, once for each follower. Clinicians are not told: it would name patients (B01)."""
    target = viewer_of(event.target_id)
    if target is None or target.kind in HIDES_FOLLOWERS:
        return
    if may_be_told(event.target_id, actor_id=event.owner_id):
        tell([event.target_id], kind=NoticeKind.FOLLOW, actor_id=event.owner_id, cause=f"follow:{event.owner_id}")


@listen(FollowAsked)
def on_follow_asked(event: FollowAsked) -> None:
    """Tell who is asked, once for each asker."""
    if may_be_told(event.target_id, actor_id=event.owner_id):
        cause = f"follow_asked:{event.owner_id}"
        tell([event.target_id], kind=NoticeKind.FOLLOW_ASKED, actor_id=event.owner_id, cause=cause)


@listen(ConnectAsked)
def on_connect_asked(event: ConnectAsked) -> None:
    """Tell who is asked, once for each asker."""
    if may_be_told(event.target_id, actor_id=event.owner_id):
        cause = f"connect_ask:{event.owner_id}"
        tell([event.target_id], kind=NoticeKind.CONNECT_ASK, actor_id=event.owner_id, cause=cause)


@listen(MessageAsked)
def on_message_asked(event: MessageAsked) -> None:
    """Tell somebody that a stranger would like to write, once for each stranger; what was written is not in it."""
    if may_be_told(event.persona_id, actor_id=event.author_id):
        cause = f"message_ask:{event.author_id}"
        tell([event.persona_id], kind=NoticeKind.MESSAGE_ASK, actor_id=event.author_id, cause=cause)


@listen(FollowAccepted)
def on_follow_accepted(event: FollowAccepted) -> None:
    """Tell who asked."""
    if may_be_told(event.owner_id, actor_id=event.target_id):
        cause = f"accepted:{event.target_id}"
        tell([event.owner_id], kind=NoticeKind.ACCEPTED, actor_id=event.target_id, cause=cause)


@listen(JoinAsked)
def on_join_asked(event: JoinAsked) -> None:
    """Tell the stewards, once a day for each asker."""
    cause = f"join_asked:{event.space_id}:{event.persona_id}:{made_at(event.ask_id):%Y%m%d}"
    told = [one for one in steward_ids(event.space_id) if may_be_told(one, actor_id=event.persona_id)]
    tell(told, kind=NoticeKind.JOIN_ASKED, actor_id=event.persona_id, cause=cause, space_id=event.space_id)


@listen(LetIn)
def on_let_in(event: LetIn) -> None:
    """Tell who asked that the door is open. The notice does not name the steward, so a block is no matter here."""
    cause = f"let_in:{event.let_in_id}"
    tell([event.persona_id], kind=NoticeKind.LET_IN, actor_id=event.by_id, cause=cause, space_id=event.space_id)


@listen(EmergencyOpened)
def on_emergency_opened(event: EmergencyOpened) -> None:
    """Tell whose words could be read, once an access. No block, mute or suspension keeps it back."""
    tell([event.persona_id], kind=NoticeKind.EMERGENCY, actor_id=0, cause=f"emergency:{event.access_id}")
