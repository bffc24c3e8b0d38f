"""What was written, who opened it, who is answering now, and calls. All words are sealed with the patient's own key."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bedside.areas.messaging.models.thread import Thread
from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.practice.sending import Outcome

KINDS = ("message", "internal", "system")
LONGEST = 10_000  # characters of one message
SEALED_BYTES = LONGEST * 4 + 64


class Message(models.Model):
    """One piece of a thread: a message, a comment inside the team ("internal"), or what the site notes ("system").

    `author` None: the site, or somebody who was erased; `name` is what stood below the words when they were sent, so
    that an answer stays signed. `for_name`: under a delegation, for whom. `by_patient` says on whose side it stands.
    `code` names what a system line tells. `images` are the ids of its pictures (`Picture`), in order.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS], default="message")
    by_patient = models.BooleanField(default=False)
    author = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=60, blank=True)
    for_name = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=20, blank=True)
    words_sealed = models.BinaryField(max_length=SEALED_BYTES)
    images = ArrayField(models.CharField(max_length=40), default=list)
    sent_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "messaging_message"
        constraints = (
            models.CheckConstraint(name="message_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="message_internal_by_team", condition=~Q(kind="internal", by_patient=True)),
        )
        indexes = (models.Index(fields=["thread", "id"], name="message_by_thread"),)

    def place(self) -> vault.Place:
        """Return where the words are sealed."""
        return vault.Place("messaging_message", "words_sealed", self.id)

    @property
    def words(self) -> str:
        """The words in clear: for the patient, and for who opened the thread."""
        return vault.vault().open(bytes(self.words_sealed), self.place())


class Seen(models.Model):
    """Somebody opened a thread: shown to both sides. `upto_id` is the newest message that she saw then.

    `code` is the reason that was given for opening a sensitive thread, and `why_sealed` its words.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    persona = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=60)
    by_patient = models.BooleanField(default=False)
    upto_id = models.BigIntegerField()
    why_sealed = models.BinaryField(max_length=2000, null=True)
    opened_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "messaging_seen"
        indexes = (models.Index(fields=["thread", "-id"], name="reading_by_thread"),)

    def place(self) -> vault.Place:
        """Return where the reason is sealed."""
        return vault.Place("messaging_seen", "why_sealed", self.id)


class Answering(models.Model):
    """Somebody of the team is answering now: shown to her colleagues for a quarter of an hour after `at`."""

    pk = models.CompositePrimaryKey("thread_id", "persona_id")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="answering")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    practice_id = models.BigIntegerField()
    at = models.DateTimeField(default=now)

    class Meta:
        db_table = "messaging_answering"


class CallRequest(models.Model):
    """A patient asked to be called: number, topic, day and window on the practice's clock; then how it ended."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="call_requests")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    number_sealed = models.BinaryField(max_length=200)
    topic_sealed = models.BinaryField(max_length=1000, null=True)
    day = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    asked_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)
    caller = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome], blank=True)
    note_sealed = models.BinaryField(max_length=9000, null=True)  # for the team
    called_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messaging_call"
        constraints = (
            models.CheckConstraint(name="call_window_opens_first", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(
                name="call_outcome_with_its_moment",
                condition=Q(outcome="", called_at=None) | ~Q(outcome="") & Q(called_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="call_one_waits", fields=["thread"], condition=Q(called_at=None, withdrawn_at=None)
            ),
        )
        indexes = (
            models.Index(
                fields=["practice_id", "day", "opens"],
                name="call_waiting",
                condition=Q(called_at=None, withdrawn_at=None),
            ),
        )

    def place(self, column: str) -> vault.Place:
        """Return where a column of this row is sealed."""
        return vault.Place("messaging_call", column, self.id)

    def words(self, column: str) -> str:
        """Return a sealed column in clear, "" where there is nothing."""
        sealed = getattr(self, column)
        return vault.vault().open(bytes(sealed), self.place(column)) if sealed is not None else ""
