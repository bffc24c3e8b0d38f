"""Notices inside the site."""

from django.db import models
from django.db.models import Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id


class NoticeKind(models.TextChoices):
    """What happened."""

    MENTION = "mention"
    REPLY = "reply"
    FOLLOW = "follow"
    FOLLOW_ASKED = "follow_asked"
    CONNECT_ASK = "connect_ask"  # the actor would like that each follows the other
    MESSAGE_ASK = "message_ask"  # the actor, whom the owner does not follow, wrote to the owner
    ACCEPTED = "accepted"  # the actor let the owner follow
    LET_IN = "let_in"
    JOIN_ASKED = "join_asked"
    HELPED = "helped"
    EMERGENCY = "emergency"  # staff could read what the owner wrote; names nobody, so its actor is 0
    # One's own verification; nobody else did a thing, so the actor is 0.
    CLAIM_PROOF = "claim_proof"
    CLAIM_REVIEW = "claim_review"
    CLAIM_YES = "claim_yes"
    CLAIM_NO = "claim_no"
    CLAIM_CLOSED = "claim_closed"
    CLAIM_DUE = "claim_due"
    CLAIM_OVER = "claim_over"
    CLAIM_HELD = "claim_held"
    CLAIM_LIFTED = "claim_lifted"
    CLAIM_TAKEN = "claim_taken"
    CLAIM_TWICE = "claim_twice"
    REVIEW = "review"  # a claim or a call waits on the owner's desk as a reviewer; names nobody
    # The duty team's board, and the private thread of an escalation; nobody is named, so the actor is 0.
    DUTY = "duty"
    DUTY_LATE = "duty_late"
    DUTY_REVIEW = "duty_review"
    SHIFT = "shift"
    CARE = "care"
    CARE_GLASS = "care_glass"
    CARE_REVIEW = "care_review"
    PICTURES = "pictures"  # a post of the owner's waits until she has looked at its pictures; nobody else did a thing
    DELAYED = "delayed"  # a post of the owner's had its day and could not be published; as above
    # A claim of a listed entry; the site, or a moderator who is not named, looked: the actor is 0.
    LISTED_YES = "listed_yes"
    LISTED_NO = "listed_no"
    LISTED_GONE = "listed_gone"
    # Permissions to publish (areas/consents). Asking names who asks; the rest names nobody.
    PERMIT_ASKED = "permit_asked"
    PERMIT_YES = "permit_yes"
    PERMIT_NO = "permit_no"
    PERMIT_SOON = "permit_soon"
    PERMIT_OVER = "permit_over"
    CARE_ASKED = "care_asked"  # the actor offers, or asks, to act for somebody
    CARE_YEAR = "care_year"  # the owner is asked whether somebody goes on acting for her; names nobody
    MESSAGE = "message"  # a practice wrote to the owner; which, and what, stands nowhere but in the channel
    ON_CALL = "on_call"  # something urgent came to a practice for which the owner is on call; names nobody
    # Reports. The site says these; nobody is named, so the actor is 0.
    DECIDED = "decided"  # moderators did something about what is the owner's
    SECOND_LOOK = "second_look"  # an appeal of the owner's was answered, or an act taken back
    REPORTED = "reported"  # what the owner reported was looked at
    AT_DESK = "at_desk"  # something waits for the owner as a steward or moderator
    QUESTION = "question"  # a question about the owner's own record waits; what it is about stands there alone
    MEET_ASK = "meet_ask"  # somebody like the owner asks to be introduced; who, is told when both said yes
    MEET_YES = "meet_yes"  # somebody said yes to the owner's asking; the page says who
    TELL_ASKED = "tell_asked"  # the actor asks whether the owner may be told something at some time
    HARD_TIME = "hard_time"  # the actor asked that the owner be told; what it is stands nowhere
    HARD_OVER = "hard_over"
    VOUCH_ASKED = "vouch_asked"  # the actor asks the owner to vouch for it
    VOUCHED = "vouched"  # colleagues' vouches give the owner a level, or no longer do; names nobody


class Notice(models.Model):
    """One thing that happened to `owner_id`. Only ids: words are read, and access is checked, when it is shown."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=NoticeKind)
    actor_id = models.BigIntegerField()
    post_id = models.BigIntegerField(null=True)
    answered_id = models.BigIntegerField(null=True)  # for a reply: the owner's post that it answers
    space_id = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=80)  # one notice a cause: a job that runs twice tells once
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notify_notice"
        constraints = (models.UniqueConstraint(name="notice_once", fields=["owner_id", "cause"]),)
        indexes = (
            models.Index(fields=["owner_id", "-id"], name="notice_by_owner"),
            models.Index(fields=["owner_id", "-id"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["post_id"], name="notice_by_post", condition=Q(post_id__isnull=False)),
        )
