"""Who was drawn to look at a claim, and what they answered; calls to the register's number; who volunteers."""

from django.db import models
from django.db.models import Q

from bedside.areas.credentials.models.claim import Claim
from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.verification.reviewing import REFUSALS, Answer

ENDS = ("answered", "late", "aside", "unfit", "over")
ANSWERS = [(answer.value, answer.value) for answer in Answer]
CALLS = ("waiting", "proven", "failed", "late", "over")


class Review(models.Model):
    """One claim before one reviewer. It waits until `ended` says how it ended; only "answered" has an answer.

    `reviewer_id` is 0 when the reviewer has left: the answer stays without a name. `for_staff` holds for who was drawn
    as staff of the site: then it is the account's, not one persona's. `appeal` counts the second round.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reviews")
    appeal = models.BooleanField(default=False)
    reviewer_id = models.BigIntegerField()
    reviewer_account = models.BigIntegerField()
    for_staff = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(default=now)
    ended = models.CharField(max_length=10, choices=[(end, end) for end in ENDS], blank=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=ANSWERS, blank=True)
    reason = models.CharField(max_length=20, choices=[(code, code) for code in REFUSALS], blank=True)
    note_sealed = models.BinaryField(max_length=9000, null=True)  # for the other people who look; her own key

    class Meta:
        db_table = "credentials_review"
        constraints = (
            models.CheckConstraint(
                name="review_answered_with_an_answer",
                condition=Q(ended="answered") & ~Q(answer="") | ~Q(ended="answered") & Q(answer=""),
            ),
            models.UniqueConstraint(
                name="review_one_an_account",
                fields=["claim", "reviewer_account", "appeal"],
                condition=~Q(reviewer_account=0),
            ),
        )
        indexes = (
            models.Index(fields=["reviewer_account", "drawn_at"], name="review_waiting", condition=Q(ended="")),
            models.Index(fields=["claim"], name="review_by_claim"),
        )

    def place(self) -> vault.Place:
        """Return where the note is sealed."""
        return vault.Place("credentials_review", "note_sealed", self.id)


class CallBack(models.Model):
    """A call to the telephone number in the register: the person there reads out the code that the claimant sees.

    The caller never sees the code, and the claimant never sees the number: who has both has the register's telephone.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="call_backs")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="call_backs")
    code_sealed = models.BinaryField(max_length=200)
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    caller_id = models.BigIntegerField(default=0)  # 0: nobody was drawn yet, or who called has left
    caller_account = models.BigIntegerField(default=0)
    for_staff = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(state, state) for state in CALLS], default="waiting")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_call_back"
        constraints = (
            models.UniqueConstraint(name="call_back_one_waiting", fields=["claim"], condition=Q(state="waiting")),
        )

    def place(self) -> vault.Place:
        """Return where the code is sealed."""
        return vault.Place("credentials_call_back", "code_sealed", self.id)

    @property
    def code(self) -> str:
        """The code in clear: for the claimant's own page, and for comparing."""
        return vault.vault().open(bytes(self.code_sealed), self.place())


class Volunteer(models.Model):
    """A verified clinician who is willing to review for this site."""

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, primary_key=True)
    since = models.DateTimeField(default=now)

    class Meta:
        db_table = "credentials_volunteer"
