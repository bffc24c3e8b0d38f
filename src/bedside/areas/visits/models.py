"""Links to visit sheets. What stood on the sheet is sealed with its owner's key; of the token only a hash is kept."""

from django.db import models

from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.visits.links import CODE_TRIES, FORMS

TABLE = "visits_link"


class SheetLink(models.Model):
    """A link that shows one sheet, as it was when it was made, until `expires_at` or `ended_at`.

    `token_hash` is the SHA-256 of the token. `code_hash` is a keyed hash of the code, where its owner wanted one.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    facts = models.BinaryField(max_length=400_000)
    code_hash = models.BinaryField(max_length=16, null=True)
    tries_left = models.PositiveSmallIntegerField(default=CODE_TRIES)
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = TABLE
        indexes = (models.Index(fields=["owner_id", "-id"], name="visit_link_by_owner"),)

    def place(self) -> vault.Place:
        """Return where the sheet is sealed."""
        return vault.Place(TABLE, "facts", self.id)


class SheetOpening(models.Model):
    """One opening of a link. Who came is not kept."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    link = models.ForeignKey(SheetLink, on_delete=models.CASCADE, related_name="openings")
    form = models.CharField(max_length=4, choices=[(form, form) for form in FORMS])
    at = models.DateTimeField(default=now)

    class Meta:
        db_table = "visits_opening"
        indexes = (models.Index(fields=["owner_id"], name="visit_opening_by_owner"),)
        constraints = (
            models.CheckConstraint(name="visit_opening_form_known", condition=models.Q(form__in=list(FORMS))),
        )
