import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids

KINDS = ("payment", "shares", "employment", "research", "family")
PERSONA = {"on_delete": django.db.models.deletion.CASCADE, "to": "people.persona"}


def words(length: int) -> django.contrib.postgres.fields.ArrayField:
    """Return the field of a list of short words."""
    of = models.CharField(max_length=length)
    return django.contrib.postgres.fields.ArrayField(base_field=of, blank=True, default=list, size=None)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0004_signing_key")]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("persona", models.OneToOneField(primary_key=True, related_name="profile", serialize=False, **PERSONA)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("region", models.CharField(blank=True, max_length=80)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("languages", words(8)),
                ("specialties", words(80)),
                ("accepts_general", models.BooleanField(default=False)),
                ("accepts_guest", models.BooleanField(default=False)),
                ("accepts_mentoring", models.BooleanField(default=False)),
                ("topics_dropped", words(60)),
                ("hidden_from_directory", models.BooleanField(default=False)),
                ("none_to_declare_at", models.DateTimeField(null=True)),
                ("saved_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "credentials_profile",
                "indexes": [models.Index(fields=["country", "region"], name="profile_by_place")],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("payer", models.CharField(max_length=120)),
                ("kind", models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=10)),
                ("concerns", words(80)),
                ("begun", models.DateField()),
                ("ended", models.DateField(null=True)),
                ("declared_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("persona", models.ForeignKey(related_name="interests", **PERSONA)),
            ],
            options={
                "db_table": "credentials_interest",
                "indexes": [models.Index(fields=["persona", "-id"], name="interest_by_persona")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", list(KINDS))), name="interest_kind_known"),
                    models.CheckConstraint(
                        condition=models.Q(("ended", None), ("ended__gte", models.F("begun")), _connector="OR"),
                        name="interest_ends_later",
                    ),
                ],
            },
        ),
    ]
