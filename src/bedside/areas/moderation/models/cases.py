"""Reports and what comes of them. All words are sealed: the reporter's with her key, what she showed with its author's.

Ids of personas stand beside ids of accounts where two people have to be two accounts.
"""

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.cases import WAITING, State
from bedside.policy.moderation.reasons import FOR_ACTS, REASONS, Desk, Thing

CASES, REPORTS, ACTS_TABLE, APPEALS = (
    "moderation_case",
    "moderation_report",
    "moderation_act",
    "moderation_appeal",
)
STILL_OPEN = sorted(one.value for one in WAITING)
WITH_END = [code for code, one in ACTS.items() if one.ends]


def _named(values: Any) -> list[tuple[str, str]]:
    return [(str(one), str(one)) for one in values]


def opened(sealed: bytes | memoryview | None, place: vault.Place) -> str:
    """Return a sealed text in clear, "" where there is none."""
    return vault.vault().open(bytes(sealed), place) if sealed else ""


class Case(models.Model):
    """Everything that is reported about one thing while it waits. `about_id` wrote it; 0 for a space.

    `snapshot_sealed` is the thing as the last reporter could read it, and nothing around it. `alike` are the numbers of
    `policy.moderation.likeness`. `alone`: the site opened it by itself, nobody reported it. `told`: its desk was.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=8, choices=_named(Thing))
    subject_id = models.BigIntegerField()
    about_id = models.BigIntegerField()
    space_id = models.BigIntegerField(null=True)
    open_to_all = models.BooleanField(default=False)  # a public post in a space that everybody reads
    desk = models.CharField(max_length=10, choices=_named(Desk))
    reason = models.CharField(max_length=12, choices=_named(REASONS))
    state = models.CharField(max_length=10, choices=_named(State), default=State.OPEN.value)
    alone = models.BooleanField(default=False)
    told = models.BooleanField(default=False, db_default=True)
    opened_at = models.DateTimeField(default=now)
    claimed_by = models.BigIntegerField(null=True)
    claimed_account = models.BigIntegerField(null=True)
    claimed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    snapshot_sealed = models.BinaryField(max_length=500_000, null=True)
    alike = ArrayField(models.BigIntegerField(), default=list, size=40)

    class Meta:
        db_table = CASES
        constraints = (
            models.UniqueConstraint(
                name="case_one_waits", fields=["kind", "subject_id"], condition=Q(state__in=STILL_OPEN)
            ),
            models.CheckConstraint(
                name="case_claimed_by_somebody",
                condition=~Q(state=State.CLAIMED.value) | Q(claimed_account__isnull=False, claimed_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["desk", "opened_at"], name="case_waiting", condition=Q(state__in=STILL_OPEN)),
            models.Index(fields=["opened_at"], name="case_untold", condition=Q(told=False)),
            models.Index(fields=["kind", "subject_id"], name="case_by_thing"),
            models.Index(fields=["about_id"], name="case_by_author"),
        )

    @property
    def snapshot_place(self) -> vault.Place:
        """Where what was handed over is sealed."""
        return vault.Place(CASES, "snapshot_sealed", self.id)

    def snapshot(self) -> dict[str, Any]:
        """Return what was handed over; empty where it is no longer kept, or its key went with whom it was about."""
        try:
            kept = opened(self.snapshot_sealed, self.snapshot_place)
        except vault.CannotOpen:
            return {}
        found: dict[str, Any] = json.loads(kept) if kept else {}
        return found


class Report(models.Model):
    """One member's report. Who it was is read by this member alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    reporter_id = models.BigIntegerField()
    reason = models.CharField(max_length=12, choices=_named(REASONS))
    words_sealed = models.BinaryField(max_length=9000, null=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = REPORTS
        constraints = (models.UniqueConstraint(name="report_once_a_case", fields=["case_id", "reporter_id"]),)
        indexes = (models.Index(fields=["reporter_id", "-id"], name="report_by_reporter"),)

    @property
    def words_place(self) -> vault.Place:
        """Where the reporter's words are sealed."""
        return vault.Place(REPORTS, "words_sealed", self.id)

    @property
    def words(self) -> str:
        """The reporter's words, "" for none."""
        return opened(self.words_sealed, self.words_place)


class Act(models.Model):
    """What was done to `about_id` or her post `post_id`, why, by whom, and until when. One press makes one batch."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_id = models.BigIntegerField()
    batch_id = models.BigIntegerField()
    act = models.CharField(max_length=8, choices=_named(ACTS))
    reason = models.CharField(max_length=12, choices=_named(sorted(FOR_ACTS)))
    desk = models.CharField(max_length=10, choices=_named(Desk))
    about_id = models.BigIntegerField()
    post_id = models.BigIntegerField(null=True)
    space_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField()
    by_account = models.BigIntegerField()
    done_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.BigIntegerField(null=True)
    words_sealed = models.BinaryField(max_length=9000, null=True)

    class Meta:
        db_table = ACTS_TABLE
        constraints = (
            models.CheckConstraint(name="act_has_a_reason", condition=Q(reason__in=sorted(FOR_ACTS))),
            models.CheckConstraint(
                name="act_ends_where_it_has_to",
                condition=Q(ends_at__isnull=False, act__in=WITH_END) | Q(ends_at=None) & ~Q(act__in=WITH_END),
            ),
        )
        indexes = (
            models.Index(fields=["about_id", "-id"], name="act_by_author"),
            models.Index(fields=["batch_id"], name="act_by_batch"),
            models.Index(fields=["case_id"], name="act_by_case"),
            models.Index(fields=["post_id"], name="act_by_post", condition=Q(post_id__isnull=False)),
        )

    @property
    def words_place(self) -> vault.Place:
        """Where the words to the author are sealed."""
        return vault.Place(ACTS_TABLE, "words_sealed", self.id)

    @property
    def words(self) -> str:
        """The moderator's words to the author, "" for none."""
        return opened(self.words_sealed, self.words_place)


class Appeal(models.Model):
    """Whom an act meets sees it differently: once an act, answered by somebody else than who acted."""

    act_id = models.BigIntegerField(primary_key=True)
    by_id = models.BigIntegerField()
    acted_account = models.BigIntegerField()
    words_sealed = models.BinaryField(max_length=9000)
    made_at = models.DateTimeField(default=now)
    decided_by = models.BigIntegerField(null=True)
    decided_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    answer_sealed = models.BinaryField(max_length=9000, null=True)

    class Meta:
        db_table = APPEALS
        constraints = (
            models.CheckConstraint(
                name="appeal_another_person",
                condition=Q(decided_account=None) | ~Q(decided_account=F("acted_account")),
            ),
            models.CheckConstraint(
                name="appeal_decided_whole",
                condition=Q(decided_at=None, upheld=None, decided_account=None)
                | Q(decided_at__isnull=False, upheld__isnull=False, decided_account__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["made_at"], name="appeal_waiting", condition=Q(decided_at=None)),)

    def place(self, column: str) -> vault.Place:
        """Return where the text of a column is sealed."""
        return vault.Place(APPEALS, column, self.act_id)

    def words(self, column: str) -> str:
        """Return a sealed text in clear, "" for none."""
        return opened(getattr(self, column), self.place(column))
