"""When a member is asked how a treatment goes, and what she answers. Her answers are sealed."""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.areas.records.models.versions import Version
from bedside.kit.ids import new_id
from bedside.policy.waves import AFTER, Window


class AskedWave(models.Model):
    """One question about one course. How it stands is computed of its days and its answer, and kept nowhere.

    What the row tells without a key is when an account is asked about some course; not about which, nor of what.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="asked_waves")
    course_id = models.BigIntegerField()
    wave = models.CharField(max_length=5)
    opens = models.DateField()
    closes = models.DateField()
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_asked_wave"
        constraints = (
            models.UniqueConstraint(name="asked_wave_once", fields=["owner", "course_id", "wave"]),
            models.CheckConstraint(name="asked_wave_known", condition=Q(wave__in=list(AFTER))),
        )
        indexes = (models.Index(fields=["opens"], name="asked_wave_due", condition=Q(reminded_at=None)),)

    @property
    def window(self) -> Window:
        """The question as the rules know it."""
        return Window(self.wave, self.opens, self.closes)


class WaveAnswer(Version):
    """What was answered to one question, in one version; `series_id` is the question's id.

    `by_proxy`: a carer answered, for the owner. That stands beside what the owner says herself, and is never hers.
    """

    by_proxy = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "records_wave_answer"
        constraints = (
            models.UniqueConstraint(
                name="wave_answer_one_current",
                fields=["owner", "series_id", "by_proxy"],
                condition=Q(is_current=True),
            ),
        )
