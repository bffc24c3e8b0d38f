"""The imported registers of licensed clinicians.

Their rows are of nobody on this site: a published register, kept as the operator's file has it. So they have no row
security by viewer; what keeps them from being browsed is that there is no way in but `queries`: one number, or a whole
name with a place. Street lines and the names of authorised officials are not kept.
"""

from django.db import models
from django.db.models import F, Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id

NAME, SHORT = 150, 40


class Named(models.Model):
    """What is kept of a register's row, as the file has it. Keys are forms for comparing (`policy.registers.names`)."""

    register = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    entity = models.CharField(max_length=12, blank=True)  # empty: known only to have ended
    replacement = models.CharField(max_length=20, blank=True)
    family = models.CharField(max_length=NAME, blank=True)  # of an organisation, its name
    given = models.CharField(max_length=NAME, blank=True)
    middle = models.CharField(max_length=NAME, blank=True)
    other_family = models.CharField(max_length=NAME, blank=True)
    credential = models.CharField(max_length=NAME, blank=True)  # free text; no profession is ever read out of it
    city = models.CharField(max_length=NAME, blank=True)
    region = models.CharField(max_length=SHORT, blank=True)
    postcode = models.CharField(max_length=SHORT, blank=True)
    country = models.CharField(max_length=2, blank=True)
    telephone = models.CharField(max_length=SHORT, blank=True)
    family_key = models.CharField(max_length=NAME, blank=True)  # of persons only
    given_key = models.CharField(max_length=NAME, blank=True)
    city_key = models.CharField(max_length=NAME, blank=True)
    updated = models.DateField()
    deactivated = models.DateField(null=True)
    reactivated = models.DateField(null=True)

    class Meta:
        abstract = True


class Entry(Named):
    """One number of a register. The database works out `active`: not ended, nor absent from two full files in a row."""

    pk = models.CompositePrimaryKey("register", "number")
    missing_since = models.DateField(null=True)  # the day of the first full file without it
    gone = models.BooleanField(default=False)  # the next one lacked it too
    active = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(gone=False)
            & (Q(deactivated__isnull=True) | (Q(reactivated__isnull=False) & Q(reactivated__gt=F("deactivated")))),
            output_field=models.BooleanField(),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        db_table = "registers_entry"
        indexes = (
            # One way in: a whole family name in one country. The rest is there so that the index alone can answer.
            models.Index(
                fields=["country", "family_key", "region", "given_key", "register", "number", "city_key"],
                name="entry_by_name_and_place",
                condition=~Q(family_key="") & Q(active=True),
            ),
        )


class OtherName(models.Model):
    """Another name by which an entry is found: an other last name, or one part of a double name."""

    pk = models.CompositePrimaryKey("country", "family_key", "region", "given_key", "register", "number", "city_key")
    country = models.CharField(max_length=2, blank=True)
    family_key = models.CharField(max_length=NAME)
    region = models.CharField(max_length=SHORT, blank=True)
    given_key = models.CharField(max_length=NAME, blank=True)
    register = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    city_key = models.CharField(max_length=NAME, blank=True)

    class Meta:
        db_table = "registers_other_name"
        indexes = (models.Index(fields=["register", "number"], name="other_name_of_entry"),)


class Licence(models.Model):
    """One licence or field of work of an entry; `slot` is its place in the register's row or file."""

    pk = models.CompositePrimaryKey("register", "number", "slot")
    register = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    slot = models.IntegerField()
    licence = models.CharField(max_length=SHORT, blank=True)
    region = models.CharField(max_length=SHORT, blank=True)
    taxonomy = models.CharField(max_length=SHORT, blank=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        db_table = "registers_licence"
        indexes = (models.Index(fields=["region", "licence"], name="licence_by_region", condition=~Q(licence="")),)


class Import(models.Model):
    """One file that was taken in whole. Its hash tells whether it comes again."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    register = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    file_hash = models.CharField(max_length=64)  # SHA-256, in hexadecimal
    file_date = models.DateField()
    read = models.IntegerField()
    added = models.IntegerField()
    changed = models.IntegerField()
    unchanged = models.IntegerField()
    ended = models.IntegerField()  # numbers that were active before
    rejected = models.IntegerField()
    imported_by = models.BigIntegerField(null=True)  # a persona; None for a command
    imported_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "registers_import"
        indexes = (models.Index(fields=["register", "-file_date"], name="import_newest"),)


class StagedEntry(Named):
    """A row on its way into `Entry`; gone when the import's transaction ends. Without a log: a crash loses nothing."""

    line = models.IntegerField(primary_key=True)
    other_keys = models.CharField(max_length=600, blank=True)  # of other names, with blanks between

    class Meta:
        db_table = "registers_staged_entry"


class StagedLicence(models.Model):
    """A licence on its way into `Licence`."""

    pk = models.CompositePrimaryKey("line", "slot")
    line = models.IntegerField()
    number = models.CharField(max_length=20)
    slot = models.IntegerField()
    licence = models.CharField(max_length=SHORT, blank=True)
    region = models.CharField(max_length=SHORT, blank=True)
    taxonomy = models.CharField(max_length=SHORT, blank=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        db_table = "registers_staged_licence"


class Exclusion(models.Model):
    """A number of a person whom a public authority has excluded, as the newest list has it; `since` by that list."""

    pk = models.CompositePrimaryKey("register", "number")
    register = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    since = models.DateField()

    class Meta:
        db_table = "registers_exclusion"


class Taxonomy(models.Model):
    """The operator's map from a register's codes to our plain words: the texts of the codes belong to others."""

    pk = models.CompositePrimaryKey("register", "code")
    register = models.CharField(max_length=20)
    code = models.CharField(max_length=SHORT)
    specialty = models.CharField(max_length=80)  # a name of policy/registers/specialties.csv

    class Meta:
        db_table = "registers_taxonomy"
