"""Vocabularies and their terms are public. Which of their words members used is not: it stands in one sealed table."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from bedside.areas.people.models import Account
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.terms.curating import Choice
from bedside.policy.terms.model import About, NameKind
from bedside.policy.terms.offering import LENGTHS

models.CharField.register_lookup(Length)


class Vocabulary(models.Model):
    """A vocabulary that was taken in: which release, when, and how much of it is in use."""

    system = models.CharField(max_length=20, primary_key=True)
    version = models.CharField(max_length=60)
    terms = models.IntegerField()
    names = models.IntegerField()
    imported_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "vocabulary_vocabulary"


class VocabularyTerm(models.Model):
    """A term. One that a later release lacks is retired: it is offered no more, and stays for who has chosen it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    system = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    about = models.CharField(max_length=9)
    version = models.CharField(max_length=60)
    same_as = ArrayField(models.CharField(max_length=60), default=list)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "vocabulary_term"
        constraints = (
            models.UniqueConstraint(name="term_once", fields=["system", "code"]),
            models.CheckConstraint(name="term_about_known", condition=Q(about__in=[one.value for one in About])),
        )


class TermName(models.Model):
    """A name of a term. `decision_id` is set for a name that a curator added; such a name outlives an import."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    term = models.ForeignKey(VocabularyTerm, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    normalised = models.CharField(max_length=300)
    kind = models.CharField(max_length=7)
    language = models.CharField(max_length=8, default="en")
    decision_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "vocabulary_name"
        constraints = (
            models.UniqueConstraint(name="term_name_once", fields=["term", "normalised"]),
            models.CheckConstraint(name="term_name_kind_known", condition=Q(kind__in=[one.value for one in NameKind])),
        )
        indexes = (
            models.Index(OpClass("normalised", "varchar_pattern_ops"), name="term_name_exact"),
            *(
                GinIndex(
                    fields=["normalised"],
                    opclasses=["gin_trgm_ops"],
                    condition=Q(normalised__length__lte=longest),
                    name=f"term_name_to_{longest}",
                )
                for longest in LENGTHS
            ),
        )


class Use(models.Model):
    """A free text of a member that no vocabulary knows. `mark` is its blind index: equal words are counted unread.

    `source` and `source_id` say where in the member's record it stands. `term_sealed` is the id of the term that a
    curator's decision gives it; `applied` numbers the decision that was applied last, 0 for none.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    mark = models.BinaryField(max_length=16)
    text_sealed = models.BinaryField(max_length=2_000)
    term_sealed = models.BinaryField(max_length=200, null=True)
    applied = models.BigIntegerField(default=0)
    used_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "vocabulary_use"
        constraints = (models.UniqueConstraint(name="use_once", fields=["account", "source", "source_id"]),)
        indexes = (models.Index(fields=["mark"], name="use_by_mark"),)

    def place(self, column: str) -> vault.Place:
        """Where a sealed column of this row stands."""
        return vault.Place("vocabulary_use", column, self.id)


class WaitingWord(models.Model):
    """A word in the curators' queue: used by three people or more, and nothing in it that tells of a person."""

    mark = models.BinaryField(max_length=16, primary_key=True)
    text = models.CharField(max_length=120)
    band = models.CharField(max_length=20)
    since = models.DateTimeField(default=now)

    class Meta:
        db_table = "vocabulary_waiting"


class Decision(models.Model):
    """What a curator decided about a word. Never changed: an undo ends it, a new one has the next version."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    mark = models.BinaryField(max_length=16)
    text = models.CharField(max_length=120)
    version = models.IntegerField(default=1)
    choice = models.CharField(max_length=7)
    term = models.ForeignKey(VocabularyTerm, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(default=now)
    undone_by_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vocabulary_decision"
        constraints = (
            models.UniqueConstraint(name="decision_version_once", fields=["mark", "version"]),
            models.UniqueConstraint(name="decision_stands_once", fields=["mark"], condition=Q(undone_at=None)),
            models.CheckConstraint(name="decision_known", condition=Q(choice__in=[one.value for one in Choice])),
            models.CheckConstraint(
                name="decision_names_its_term",
                condition=Q(choice__in=[Choice.MAP, Choice.ALIAS], term__isnull=False)
                | Q(choice__in=[Choice.PURPOSE, Choice.LEAVE], term=None),
            ),
        )
        indexes = (models.Index(fields=["-decided_at"], name="decision_latest"),)
