"""Courses of treatment and what their owners say of them; imported sets; and the figures that are published.

A member's own words are sealed. Figures are made by `actions.building` and stand in tables of their own: a page reads
those and nothing else. A cell of which nothing may be said has no row there, so that it cannot leak.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id

MEMBERS = "members"
"""The source of the figures made from members' own evaluations. All others are imported."""


class Standing(models.TextChoices):
    """Whether somebody still takes a treatment."""

    STILL = "still", "Yes, I still take it"
    STOPPED = "stopped", "No, I stopped"


class StopReason(models.TextChoices):
    """Why somebody stopped (`records.md` section 2)."""

    NO_EFFECT = "no_effect", "It did not help"
    SIDE_EFFECTS = "side_effects", "Unwanted effects"
    COST = "cost", "It cost too much"
    BURDEN = "burden", "It was too much trouble"
    GOT_BETTER = "got_better", "I got better"
    CLINICIAN_ADVICE = "clinician_advice", "A clinician advised me to"
    INTERACTION = "interaction", "It did not go with something else I take"
    PREGNANCY = "pregnancy", "Pregnancy"
    SUPPLY = "supply_or_insurance", "I could not get it any more"
    FINISHED = "course_finished", "The treatment was finished"
    OTHER_PLAN = "other_plan", "I changed to something else"
    NOT_SAID = "prefer_not_say", "I'd rather not say"


class Course(models.Model):
    """One treatment that one persona took for one purpose. In this first form once for each treatment and purpose."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="courses")
    treatment = models.CharField(max_length=120)
    treatment_slug = models.CharField(max_length=200)
    purpose = models.CharField(max_length=120)
    purpose_slug = models.CharField(max_length=200)
    started = models.DateField()  # the first of the month: nobody is asked for the day
    standing = models.CharField(max_length=8, choices=Standing)
    stopped = models.DateField(null=True)
    stop_reason = models.CharField(max_length=20, choices=StopReason, blank=True)
    counted = models.BooleanField(default=False)  # consent: "count my answers in this site's figures"
    consented_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(default=now)  # when the owner last said how it stands

    class Meta:
        db_table = "records_course"
        constraints = (
            models.UniqueConstraint(name="course_once", fields=["owner", "treatment_slug", "purpose_slug"]),
            models.CheckConstraint(name="course_standing_known", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(
                name="course_stops_after_start", condition=Q(stopped=None) | Q(stopped__gte=models.F("started"))
            ),
            models.CheckConstraint(
                name="course_still_has_no_stop",
                condition=Q(standing=Standing.STOPPED) | Q(stopped=None, stop_reason=""),
            ),
            models.CheckConstraint(
                name="course_counted_by_consent", condition=Q(counted=False) | ~Q(consented_at=None)
            ),
        )
        indexes = (
            models.Index(fields=["purpose_slug", "treatment_slug"], name="course_counted", condition=Q(counted=True)),
        )


class Wave(models.TextChoices):
    """When somebody was asked. The first form of evaluations is always about the past."""

    W2 = "w2"
    M3 = "m3"
    M6 = "m6"
    M12 = "m12"
    ADHOC = "adhoc"
    PAST = "past"


class Evaluation(models.Model):
    """What the owner says of one course at one wave. `effect` is None for "I can't tell"."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="evaluations")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="evaluations")
    wave = models.CharField(max_length=5, choices=Wave, default=Wave.PAST)
    effect = models.PositiveSmallIntegerField(null=True)
    made_worse = models.BooleanField(default=False)
    side_effects = models.PositiveSmallIntegerField(null=True)
    unwanted = ArrayField(models.CharField(max_length=30), default=list)  # names of UNWANTED only
    words_sealed = models.BinaryField(max_length=20_000, null=True)  # free text, for the owner's eyes
    other_sealed = models.BinaryField(max_length=2_000, null=True)  # unwanted effects in own words
    answered_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "records_evaluation"
        constraints = (
            models.UniqueConstraint(name="evaluation_once_a_wave", fields=["owner", "course", "wave"]),
            models.CheckConstraint(name="evaluation_wave_known", condition=Q(wave__in=Wave.values)),
            models.CheckConstraint(name="evaluation_effect_level", condition=Q(effect=None) | Q(effect__lte=4)),
            models.CheckConstraint(
                name="evaluation_side_effect_level", condition=Q(side_effects=None) | Q(side_effects__lte=4)
            ),
        )

    def place(self, column: str) -> vault.Place:
        """Where a sealed text of this evaluation stands."""
        return vault.Place("records_evaluation", column, self.id)

    def opened(self, column: str) -> str:
        """A sealed text in clear: for its owner only."""
        sealed = getattr(self, column)
        return vault.vault().open(sealed, self.place(column)) if sealed else ""


class ImportedRow(models.Model):
    """One evaluation of a public set. It has no owner, and never counts together with members' own."""

    pk = models.CompositePrimaryKey("source", "source_row")
    source = models.CharField(max_length=40)
    source_row = models.CharField(max_length=20)
    treatment = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    helped = models.BooleanField()
    effect = models.PositiveSmallIntegerField(null=True)
    side_effects = models.PositiveSmallIntegerField(null=True)
    external_rating = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "records_imported_row"


class StagedRow(models.Model):
    """A row on its way into `ImportedRow`; gone when the import's transaction ends."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=40)
    source_row = models.CharField(max_length=20)
    treatment = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    helped = models.BooleanField()
    effect = models.PositiveSmallIntegerField(null=True)
    side_effects = models.PositiveSmallIntegerField(null=True)
    external_rating = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "records_staged_row"


class Build(models.Model):
    """One making of all figures of a source. It is there only when its cells are: both in one transaction."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    source = models.CharField(max_length=40)
    code_version = models.CharField(max_length=40)
    rows_read = models.IntegerField()
    cells_shown = models.IntegerField()
    duration_ms = models.IntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the published cells: two equal builds have equal digests
    runs = models.IntegerField(default=0)  # comparisons of treatments that chance made
    alarms = models.IntegerField(default=0)  # how many of those were called different
    matched_runs = models.IntegerField(default=0)  # matched comparisons of treatments that nobody took
    matched_alarms = models.IntegerField(default=0)  # how many of those were called different
    finished_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "records_build"
        indexes = (models.Index(fields=["source", "-finished_at"], name="build_latest"),)


class Cell(models.Model):
    """What may be shown of one treatment for one purpose. All numbers are rounded already."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=40)
    purpose_slug = models.CharField(max_length=200)
    treatment_slug = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    treatment = models.CharField(max_length=200)
    tier = models.CharField(max_length=8)
    people = models.IntegerField()
    shown = models.JSONField()  # the fields of `cells.ShownCell`

    class Meta:
        db_table = "records_cell"
        constraints = (
            models.UniqueConstraint(name="cell_once", fields=["source", "purpose_slug", "treatment_slug"]),
            models.CheckConstraint(name="cell_has_enough_people", condition=Q(people__gte=15)),
            models.CheckConstraint(
                name="cell_tier_known", condition=Q(tier__in=["count", "at_most", "at_least", "share"])
            ),
        )
        indexes = (models.Index(fields=["purpose_slug", "treatment_slug"], name="cell_by_purpose"),)
