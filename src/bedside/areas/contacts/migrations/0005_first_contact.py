"""Asking to connect, from whom one takes first contacts, a clinician's own log; and "not my doctor" for whole teams."""

import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is("owner_id")
OPENNESS = [("everybody", "everybody"), ("followed", "followed"), ("nobody", "nobody")]
KEPT_FROM = """
CREATE OR REPLACE FUNCTION contacts_kept_from(viewer bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 1
SET "bedside.viewer" = '-1' AS $$ BEGIN RETURN QUERY {query}; END $$;
"""
NAMED = "SELECT n.owner_id FROM contacts_not_my_doctor n WHERE n.target_id = viewer"
# Who is on a team now with the clinician who was named; the member herself may be on it, and sees herself.
COLLEAGUES = """
    UNION SELECT n.owner_id FROM practice_member mine
    JOIN practice_member theirs ON theirs.practice_id = mine.practice_id AND theirs.ended_at IS NULL
    JOIN contacts_not_my_doctor n ON n.target_id = theirs.persona_id
    WHERE mine.persona_id = viewer AND mine.ended_at IS NULL AND n.owner_id <> viewer"""


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0004_not_my_doctor"),
        ("people", "0006_keys_and_leaving"),
        ("practice", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "owner_id", "target_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="askings", to="people.persona"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_by",
                        to="people.persona",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_asking",
                "indexes": [models.Index(fields=["target", "owner"], name="asking_by_target")],
            },
        ),
        migrations.CreateModel(
            name="FirstContact",
            fields=[
                (
                    "persona",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="first_contact",
                        serialize=False,
                        to="people.persona",
                    ),
                ),
                ("connect", models.CharField(choices=OPENNESS, default="everybody", max_length=10)),
                ("message", models.CharField(choices=OPENNESS, default="everybody", max_length=10)),
            ],
            options={"db_table": "contacts_first_contact"},
        ),
        migrations.CreateModel(
            name="LookUp",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("target_id", models.BigIntegerField()),
                ("reason_sealed", models.BinaryField(max_length=4000)),
                ("at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="look_ups", to="people.persona"
                    ),
                ),
            ],
            options={
                "db_table": "contacts_look_up",
                "indexes": [models.Index(fields=["owner", "-id"], name="look_up_by_owner")],
            },
        ),
        protect("contacts_asking", read=viewer_is("owner_id", "target_id"), write=viewer_is("owner_id", "target_id")),
        protect("contacts_first_contact", read=viewer_is("persona_id"), write=viewer_is("persona_id")),
        protect("contacts_look_up", read=MINE, write=MINE),
        migrations.RunSQL(KEPT_FROM.format(query=NAMED + COLLEAGUES), KEPT_FROM.format(query=NAMED)),
    ]
