"""Emergency accesses. Their texts are sealed: they tell what somebody feared about somebody."""

from django.db import models
from django.db.models import F, Q, Value

from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.break_glass import ANSWER_WITHIN, DELAY_AT_MOST, REASONS, Moments

TABLE = "moderation_emergency"


class EmergencyAccess(models.Model):
    """One request to read what `persona_id` wrote: by whom, why, who answered it, when the member hears of it.

    `asked_by` and the like are personas, `…_account` their accounts: two people are two accounts. What it allows
    follows from the moments (`policy.break_glass`).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona_id = models.BigIntegerField()
    asked_by = models.BigIntegerField()
    asked_account = models.BigIntegerField()
    reason_code = models.CharField(max_length=10, choices=list(REASONS.items()))
    words_sealed = models.BinaryField(max_length=9000)
    asked_at = models.DateTimeField(default=now)
    answered_by = models.BigIntegerField(null=True)
    answered_account = models.BigIntegerField(null=True)
    allowed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    delay_sealed = models.BinaryField(max_length=9000, null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    justified = models.BooleanField(null=True)
    review_sealed = models.BinaryField(max_length=9000, null=True)

    class Meta:
        db_table = TABLE
        indexes = (models.Index(fields=["persona_id"], name="emergency_by_persona"),)
        constraints = (
            models.CheckConstraint(name="emergency_reason_known", condition=Q(reason_code__in=list(REASONS))),
            models.CheckConstraint(
                name="emergency_two_people",
                condition=Q(answered_account=None) | ~Q(answered_account=F("asked_account")),
            ),
            models.CheckConstraint(
                name="emergency_allowed_by_somebody_in_time",
                condition=Q(allowed_at=None)
                | Q(answered_account__isnull=False, tell_at__isnull=False, declined_at=None)
                & Q(allowed_at__lt=F("asked_at") + Value(ANSWER_WITHIN))
                & Q(tell_at__gte=F("allowed_at"), tell_at__lte=F("allowed_at") + Value(DELAY_AT_MOST)),
            ),
            models.CheckConstraint(
                name="emergency_reviewed_after_it_was_allowed",
                condition=Q(reviewed_at=None) | Q(allowed_at__isnull=False, justified__isnull=False),
            ),
        )

    @property
    def moments(self) -> Moments:
        """What happened when, for the rules."""
        return Moments(self.asked_at, self.allowed_at, self.declined_at, self.reviewed_at)

    def place(self, column: str) -> vault.Place:
        """Return where the text of a column is sealed."""
        return vault.Place(TABLE, column, self.id)

    def words(self, column: str) -> str:
        """Return a sealed text in clear, "" where there is none."""
        sealed = getattr(self, column)
        return vault.vault().open(bytes(sealed), self.place(column)) if sealed is not None else ""
