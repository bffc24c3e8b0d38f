"""Care teams: what practices of one patient write to each other about her, by her consent and under her key.

`readers` are the practices whose people may read a row now: empty from the moment on at which the consent ends, so that
row security closes with it. `named` are those that the patient named, for her own page.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bedside.areas.messaging.models.message import SEALED_BYTES
from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.consents.care_team import Consent


class CareTeam(models.Model):
    """One signed consent. `about_sealed` is what she wrote of it, `signed_sealed` what was signed, word for word."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    patient = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="care_teams")
    named = ArrayField(models.BigIntegerField())
    readers = ArrayField(models.BigIntegerField())
    part2 = models.BooleanField(default=False)
    about_sealed = models.BinaryField(max_length=2000)
    signed_sealed = models.BinaryField(max_length=20_000)
    signed_at = models.DateTimeField(default=now)
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messaging_care_team"
        constraints = (
            models.CheckConstraint(name="care_team_ends_later", condition=Q(until_at__gt=F("signed_at"))),
            models.CheckConstraint(name="care_team_over_has_no_reader", condition=Q(ended_at=None) | Q(readers=[])),
        )
        indexes = (models.Index(fields=["patient", "-id"], name="care_team_by_patient"),)

    @property
    def consent(self) -> Consent:
        """What the rule asks about."""
        return Consent(signed_at=self.signed_at, until_at=self.until_at, ended_at=self.ended_at)

    def place(self, column: str) -> vault.Place:
        """Return where a column is sealed."""
        return vault.Place("messaging_care_team", column, self.id)

    @property
    def about(self) -> str:
        """What she wrote of it, in clear."""
        return vault.vault().open(bytes(self.about_sealed), self.place("about_sealed"))


class CareThread(models.Model):
    """One matter that practices talk about. `part2`: it holds records of treatment for substance use."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    team = models.ForeignKey(CareTeam, on_delete=models.CASCADE, related_name="threads")
    patient_id = models.BigIntegerField()
    readers = ArrayField(models.BigIntegerField())
    subject_sealed = models.BinaryField(max_length=1000)
    part2 = models.BooleanField(default=False)
    begun_at = models.DateTimeField(default=now)
    last_message_id = models.BigIntegerField(default=0)

    class Meta:
        db_table = "messaging_care_thread"

    def place(self) -> vault.Place:
        """Return where the heading is sealed."""
        return vault.Place("messaging_care_thread", "subject_sealed", self.id)

    @property
    def subject(self) -> str:
        """The heading in clear."""
        return vault.vault().open(bytes(self.subject_sealed), self.place())


class CareMessage(models.Model):
    """What somebody wrote. `name` is what stood below it then; `practice_id` for which practice she wrote."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    thread = models.ForeignKey(CareThread, on_delete=models.CASCADE, related_name="messages")
    team_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    readers = ArrayField(models.BigIntegerField())
    practice_id = models.BigIntegerField()
    author = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=60)
    words_sealed = models.BinaryField(max_length=SEALED_BYTES)
    sent_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "messaging_care_message"
        indexes = (models.Index(fields=["team_id"], name="care_message_by_team"),)

    def place(self) -> vault.Place:
        """Return where the words are sealed."""
        return vault.Place("messaging_care_message", "words_sealed", self.id)

    @property
    def words(self) -> str:
        """The words in clear: for the patient, and for who opened the thread."""
        return vault.vault().open(bytes(self.words_sealed), self.place())


class CareSeen(models.Model):
    """Somebody of a practice opened a thread, up to the message `upto_id`: the patient reads it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    thread = models.ForeignKey(CareThread, on_delete=models.CASCADE, related_name="openings")
    team_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    readers = ArrayField(models.BigIntegerField())
    practice_id = models.BigIntegerField()
    persona = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=60)
    upto_id = models.BigIntegerField()
    opened_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "messaging_care_seen"
        indexes = (models.Index(fields=["team_id"], name="care_seen_by_team"),)
