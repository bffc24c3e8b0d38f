"""Claims: "I am this clinician", or "I study". What somebody typed is sealed with her own key until it is granted."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.verification.claims import OPEN, Appeal, Reason, State, due_at

TABLE = "credentials_claim"
SEALED = (
    "number_sealed",
    "family_sealed",
    "given_sealed",
    "profession_sealed",
    "specialty_sealed",
    "employer_sealed",
    "note_sealed",
    "appeal_sealed",
)
MATCHES = ("exact", "near")
# Plain texts: what a migration writes down must not change with the rule shelf.
STATES = tuple((state.value, state.value) for state in State)
REASONS = tuple((reason.value, reason.value) for reason in Reason)


def index_of(register: str, number: str) -> bytes:
    """Return the blind index by which claims on the same number of a register are found."""
    return vault.vault().index(f"{register} number", number)


class Claim(models.Model):
    """One claim of one persona. `policy.verification.claims` says which way it may go; `due_at` is its clock.

    `register` is "" where no register is asked (a student, a work mailbox). `number_index` finds other claims on the
    same number without telling it. `contested`: another persona claims the number too, so it stands still until the
    register was called. `renews` is the claim in whose place this one was begun. `decided_by` names all who decided on
    it, so that an appeal goes to somebody else.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="claims")
    register = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    number_sealed = models.BinaryField(max_length=200, null=True)
    number_index = models.BinaryField(max_length=16, null=True)
    family_sealed = models.BinaryField(max_length=1000, null=True)
    given_sealed = models.BinaryField(max_length=1000, null=True)
    profession_sealed = models.BinaryField(max_length=1000, null=True)
    specialty_sealed = models.BinaryField(max_length=1000, null=True)
    employer_sealed = models.BinaryField(max_length=1000, null=True)
    student = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=list(STATES), default="draft")
    reason = models.CharField(max_length=20, choices=list(REASONS), blank=True)
    match = models.CharField(max_length=5, choices=[(kind, kind) for kind in MATCHES], blank=True)
    contested = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=now)
    entered_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)  # a code of `policy.verification.claims.OUTCOMES`
    note_sealed = models.BinaryField(max_length=9000, null=True)  # what the reviewers say to the owner
    decided_at = models.DateTimeField(null=True)
    decided_by = ArrayField(models.BigIntegerField(), default=list)
    appealed_at = models.DateTimeField(null=True)
    appeal_sealed = models.BinaryField(max_length=9000, null=True)
    licence_ends = models.DateField(null=True)
    renews = models.BigIntegerField(null=True)
    noticed = models.SmallIntegerField(default=0)  # of the notices before the end: days of the last that went out

    class Meta:
        db_table = TABLE
        constraints = (
            models.CheckConstraint(name="claim_state_known", condition=Q(state__in=[state for state, _ in STATES])),
            models.UniqueConstraint(
                name="claim_one_open", fields=["persona"], condition=Q(state__in=sorted(state.value for state in OPEN))
            ),
            models.CheckConstraint(
                name="claim_number_with_its_register",
                condition=Q(register="", number_sealed=None, number_index=None)
                | ~Q(register="") & Q(number_sealed__isnull=False, number_index__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["number_index"], name="claim_by_number", condition=Q(number_index__isnull=False)),
            models.Index(fields=["due_at"], name="claim_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["persona", "-id"], name="claim_by_persona"),
            models.Index(fields=["state", "entered_at"], name="claim_by_state"),
        )

    def place(self, column: str) -> vault.Place:
        """Return where a column of this claim is sealed."""
        return vault.Place(TABLE, column, self.id)

    def words(self, column: str) -> str:
        """Return a sealed column in clear, "" where there is nothing: for the owner and the reviewers."""
        sealed = getattr(self, column)
        return vault.vault().open(bytes(sealed), self.place(column)) if sealed is not None else ""

    def clock(self) -> datetime | None:
        """Return when this claim has waited long enough where it stands, None where no clock runs."""
        return due_at(self.state, self.entered_at)

    @property
    def appeal(self) -> Appeal:
        """What decides whether the decision may be appealed against."""
        return Appeal(self.state, self.decided_at, self.appealed_at)
