"""Not my doctor: whom a member keeps away, and for whom she does not exist because of it.

A row is its owner's alone: a clinician does not learn of it, not by any statement that runs for him. What the reads of
others need is told by one function, as ids only.
"""

import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
from bedside.kit.row_security import looks_past, protect, viewer_is

MINE = viewer_is("owner_id")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_row_security"), ("people", "0006_keys_and_leaving")]

    operations = [
        migrations.CreateModel(
            name="NotMyDoctor",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="keeping_away", to="people.persona"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_away_by",
                        to="people.persona",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_not_my_doctor",
                "indexes": [models.Index(fields=["target", "owner"], name="kept_away_by_target")],
            },
        ),
        protect("contacts_not_my_doctor", read=MINE, write=MINE),
        looks_past(
            "contacts_kept_from",
            "viewer bigint",
            returns="SETOF bigint",
            query="SELECT n.owner_id FROM contacts_not_my_doctor n WHERE n.target_id = viewer",
        ),
        # The planner takes a set for a thousand rows: the home timeline would be read in another, slower way.
        migrations.RunSQL("ALTER FUNCTION contacts_kept_from(bigint) ROWS 1", migrations.RunSQL.noop),
    ]
