"""Threads of a channel. What the inbox of a practice is put in order by stands here in plain columns, and no words."""

from django.db import models
from django.db.models import Q

from bedside.areas.messaging.models.channel import Channel
from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.threads import State

TABLE = "messaging_thread"
STATES = tuple((state.value, state.value) for state in State)
LIVE = ("open", "assigned", "waiting_patient")


class Thread(models.Model):
    """One matter between a patient and a practice.

    `practice_id` and `patient_id` repeat the channel's, for row security and for the inbox. `subject_sealed` is the
    patient's own heading. `due_at` is what was promised and is still owed, `asked_at` the moment of the first message
    of the patient that nobody has answered; both are None while it is the patient's turn. `first_answer_at` is when a
    person first answered, and `first_asked_at` what that counts from. `wakes_at`: put off until then. `hidden_at`: the
    patient deleted it, so that she no longer sees it.

    Two indexes more stand in a migration (0002): the order of the inbox, `policy.practice.triage.place`.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="threads")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    reason = models.CharField(max_length=20, choices=[(key, key) for key in REASONS])
    administrative = models.BooleanField()
    urgent = models.BooleanField(default=False)
    subject_sealed = models.BinaryField(max_length=1000, null=True)
    state = models.CharField(max_length=15, choices=list(STATES), default="open")
    owner = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    sensitive = models.BooleanField(default=False)
    part2 = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=now)
    first_asked_at = models.DateTimeField(null=True)
    first_answer_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    reply_until_at = models.DateTimeField(null=True)  # a window in which the patient may write, where one was set
    last_message_id = models.BigIntegerField(null=True)
    last_by_patient = models.BooleanField(default=True)

    class Meta:
        db_table = TABLE
        constraints = (
            models.CheckConstraint(name="thread_state_known", condition=Q(state__in=[state for state, _ in STATES])),
            models.CheckConstraint(
                name="thread_closed_with_its_moment",
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="thread_assigned_to_somebody", condition=~Q(state="assigned") | Q(owner__isnull=False)
            ),
            models.CheckConstraint(
                name="thread_open_is_nobodys", condition=~Q(state="open") | Q(owner=None, second=None)
            ),
        )
        indexes = (
            models.Index(fields=["owner", "practice_id"], name="thread_by_owner", condition=Q(state__in=LIVE)),
            models.Index(fields=["practice_id", "state", "-last_message_id"], name="thread_by_state"),
            models.Index(fields=["patient_id", "-last_message_id"], name="thread_by_patient"),
            models.Index(fields=["channel"], name="thread_by_channel"),
            models.Index(fields=["wakes_at"], name="thread_wakes", condition=Q(wakes_at__isnull=False)),
        )

    def place(self) -> vault.Place:
        """Return where the subject is sealed."""
        return vault.Place(TABLE, "subject_sealed", self.id)

    @property
    def subject(self) -> str:
        """The heading in clear, "" where there is none: for the patient, and for who opened the thread."""
        sealed = self.subject_sealed
        return vault.vault().open(bytes(sealed), self.place()) if sealed is not None else ""
