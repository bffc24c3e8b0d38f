"""Escalations, the steps of each, the private thread, the broken glass, the review, the rota.

Nothing of a post is copied: an escalation holds its id and a keyed hash of its words. What is said in the thread is
sealed with the author's own key. Who flagged, who looked and who wrote stands in steps, which only the system reads.
"""

from dataclasses import replace

from django.db import models
from django.db.models import F, Q

from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.break_glass import ANSWER_WITHIN
from bedside.policy.escalation import ENDS, Klass, Rung, Standing, State, Trigger

NOBODY = -2  # the author of an escalation who was erased
SEALED = 20_000
OPEN = ~Q(state__in=sorted(ENDS))


class Escalation(models.Model):
    """One post on its way to a private answer.

    `begun_at` is T0; `entered_at` when the state was entered; `due_at` the next moment of a clock, always computed from
    those two; `fired` the rungs that were told (bits of `policy.escalation.Rung`). `asked_id` is who was asked last.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post_id = models.BigIntegerField()
    post_hash = models.BinaryField(max_length=16)
    post_gone = models.BooleanField(default=False)
    author_id = models.BigIntegerField(db_index=True)
    klass = models.CharField(max_length=2, choices=[(one.value, one.name) for one in Klass])
    state = models.CharField(max_length=2, choices=[(one.value, one.name) for one in State])
    trigger = models.CharField(max_length=2, choices=[(one.value, one.name) for one in Trigger])
    rule = models.CharField(max_length=40, blank=True)  # of the guard, or the reason that was pressed
    queued = models.BooleanField(default=False)  # people have looked, or have to
    begun_at = models.DateTimeField(default=now)
    entered_at = models.DateTimeField(default=now)
    triaged_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    fired = models.IntegerField(default=0)
    round = models.SmallIntegerField(default=1)  # rises when T0 begins anew: a graver trigger came
    missed = models.BooleanField(default=False)  # a clock of people ran out
    asked_id = models.BigIntegerField(default=0)
    line_id = models.BigIntegerField(null=True)  # the one public line under the post
    handed_to = models.CharField(max_length=10, blank=True)
    practice_id = models.BigIntegerField(null=True)
    thread_id = models.BigIntegerField(null=True)  # of the practice's channel, made by the author's press
    practice_due_at = models.DateTimeField(null=True)
    practice_opened_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    stays = models.CharField(max_length=15, blank=True)

    class Meta:
        db_table = "escalations_escalation"
        constraints = (
            models.UniqueConstraint(name="escalation_one_open_a_post", fields=["post_id"], condition=OPEN),
            models.CheckConstraint(name="escalation_state_known", condition=Q(state__in=[one.value for one in State])),
            models.CheckConstraint(name="escalation_class_known", condition=Q(klass__in=[one.value for one in Klass])),
            models.CheckConstraint(
                name="escalation_emergency_in_no_queue_of_a_practice",
                condition=~Q(klass=Klass.EMERGENCY.value, practice_due_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], name="escalation_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["klass", "begun_at"], name="escalation_board", condition=OPEN & Q(queued=True)),
            models.Index(fields=["post_id"], name="escalation_by_post"),
            models.Index(fields=["begun_at"], name="escalation_by_day"),
            models.Index(fields=["thread_id"], name="escalation_by_thread", condition=Q(thread_id__isnull=False)),
        )

    @property
    def standing(self) -> Standing:
        """What the clocks need to know."""
        return Standing(
            state=State(self.state),
            klass=Klass(self.klass),
            begun_at=self.begun_at,
            entered_at=self.entered_at,
            triaged=self.triaged_at is not None,
            practice_due_at=self.practice_due_at if self.practice_opened_at is None else None,
            review=self.queued,
            missed=self.missed,
            check_ins=self.queued and self.outcome not in ("false_alarm", "withdrew"),
            fired=Rung(self.fired),
        )

    @property
    def untold(self) -> Standing:
        """The same, as if no clock had told anything yet: for showing when one runs out."""
        return replace(self.standing, fired=Rung(0))


class Step(models.Model):
    """One thing that happened, by whom, why. A rung of a clock stands here at most once.

    `code` is why somebody on duty chose as she did (`policy.escalation.triaging`).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    escalation_id = models.BigIntegerField()
    at = models.DateTimeField(default=now)
    kind = models.CharField(max_length=15)
    who = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=10, blank=True, db_default="")
    klass = models.CharField(max_length=2, blank=True)
    rung = models.IntegerField(default=0)
    round = models.SmallIntegerField(default=1)

    class Meta:
        db_table = "escalations_step"
        constraints = (
            models.UniqueConstraint(name="rung_once", fields=["escalation_id", "round", "rung"], condition=~Q(rung=0)),
        )
        indexes = (models.Index(fields=["escalation_id", "id"], name="step_by_escalation"),)


class PrivateMessage(models.Model):
    """A message of the private thread, sealed with the author's key. Who of the duty team wrote it is never shown."""

    class Kind(models.TextChoices):
        SCRIPT = "script"
        WORDS = "words"
        CHECK_IN = "check_in"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    escalation_id = models.BigIntegerField()
    author_id = models.BigIntegerField()  # whose thread it is: the author of the post
    from_author = models.BooleanField()
    by_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORDS)
    sealed = models.BinaryField(max_length=SEALED)
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "escalations_message"
        indexes = (models.Index(fields=["escalation_id", "id"], name="escalation_message_by"),)

    def place(self) -> vault.Place:
        """Return where the words are sealed."""
        return vault.Place("escalations_message", "sealed", self.id)

    @property
    def words(self) -> str:
        """The words in clear."""
        return vault.vault().open(bytes(self.sealed), self.place())


class Glass(models.Model):
    """Two trained people break the glass: why, to whom, and the fewest words that were passed on, sealed."""

    class To(models.TextChoices):
        SERVICE = "service"  # an emergency service, called by one of the two
        PERSON = "person"  # somebody the author named

    id = models.BigIntegerField(primary_key=True, default=new_id)
    escalation_id = models.BigIntegerField(db_index=True)
    author_id = models.BigIntegerField()
    asked_by = models.BigIntegerField()
    asked_account = models.BigIntegerField()
    asked_at = models.DateTimeField(default=now)
    reason = models.CharField(max_length=10)
    to = models.CharField(max_length=7, choices=To)
    sealed = models.BinaryField(max_length=SEALED)
    second_by = models.BigIntegerField(null=True)
    second_account = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=True)  # the author is told, unless that would be unsafe

    class Meta:
        db_table = "escalations_glass"
        constraints = (
            models.CheckConstraint(
                name="glass_two_people", condition=Q(second_account=None) | ~Q(second_account=F("asked_account"))
            ),
            models.CheckConstraint(
                name="glass_agreed_in_time",
                condition=Q(agreed_at=None)
                | Q(second_account__isnull=False, declined_at=None, agreed_at__lt=F("asked_at") + ANSWER_WITHIN),
            ),
        )

    def place(self) -> vault.Place:
        """Return where the words are sealed."""
        return vault.Place("escalations_glass", "sealed", self.id)

    @property
    def words(self) -> str:
        """The words that were passed on, in clear."""
        return vault.vault().open(bytes(self.sealed), self.place())


class CaseReview(models.Model):
    """What the safety lead and one patient member learned from an escalation. It names neither author nor post."""

    escalation_id = models.BigIntegerField(primary_key=True)
    lead_id = models.BigIntegerField()
    lead_account = models.BigIntegerField()
    member_id = models.BigIntegerField()
    member_account = models.BigIntegerField()
    asked_at = models.DateTimeField(default=now)
    agreed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(max_length=SEALED)

    class Meta:
        db_table = "escalations_review"
        constraints = (
            models.CheckConstraint(name="review_two_people", condition=~Q(lead_account=F("member_account"))),
        )
        indexes = (models.Index(fields=["member_id"], name="review_by_member", condition=Q(agreed_at=None)),)

    def place(self) -> vault.Place:
        """Return where the lessons are sealed: with the site's key, since they are nobody's."""
        return vault.Place("escalations_review", "sealed", self.escalation_id)

    @property
    def words(self) -> str:
        """The lessons in clear."""
        return vault.vault().open(bytes(self.sealed), self.place())


class Shift(models.Model):
    """One person's duty. `offered_to` is a colleague who is asked to take it over."""

    class Role(models.TextChoices):
        MODERATOR = "moderator"
        CLINICIAN = "clinician"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona_id = models.BigIntegerField(db_index=True)
    role = models.CharField(max_length=9, choices=Role)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.SmallIntegerField(default=1)
    published = models.BooleanField(default=False)
    offered_to = models.BigIntegerField(null=True)

    class Meta:
        db_table = "escalations_shift"
        constraints = (
            models.CheckConstraint(name="shift_has_length", condition=Q(ends_at__gt=F("begins_at"))),
            models.CheckConstraint(name="duty_place_known", condition=Q(place__gte=1, place__lte=3)),
        )
        indexes = (models.Index(fields=["ends_at", "begins_at"], name="shift_by_time"),)


class Absence(models.Model):
    """From when to when somebody on the rota is away."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona_id = models.BigIntegerField(db_index=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "escalations_absence"
        constraints = (models.CheckConstraint(name="absence_has_length", condition=Q(ends_at__gt=F("begins_at"))),)


class Rota(models.Model):
    """A stretch of time whose shifts are published. `gaps_told`: members are told when nobody reads."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    published_at = models.DateTimeField(default=now)
    published_by = models.BigIntegerField()
    gaps_told = models.BooleanField(default=False)

    class Meta:
        db_table = "escalations_rota"


class MonthCount(models.Model):
    """How many escalations of a class a month had, of those whose rows had their time."""

    pk = models.CompositePrimaryKey("month", "klass")
    month = models.DateField()
    klass = models.CharField(max_length=2)
    count = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)

    class Meta:
        db_table = "escalations_month"
