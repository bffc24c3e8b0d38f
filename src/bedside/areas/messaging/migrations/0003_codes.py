"""Identity codes, a practice's reference to the record of a channel, and marks by which carried-out text is known."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

TEAM = (
    "practice_id = ANY(ARRAY(SELECT practice_id FROM practice_member WHERE persona_id = {viewer} AND ended_at IS NULL))"
)
OURS = viewer_is(otherwise=TEAM)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="channel", name="record_sealed", field=models.BinaryField(max_length=384, null=True)
        ),
        migrations.CreateModel(
            name="IdentityCode",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("hash", models.BinaryField(max_length=16, unique=True)),
                ("record_sealed", models.BinaryField(max_length=384, null=True)),
                (
                    "way",
                    models.CharField(
                        choices=[("printed", "printed"), ("spoken", "spoken"), ("portal", "portal")], max_length=8
                    ),
                ),
                ("maker_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="practice.practice"
                    ),
                ),
            ],
            options={
                "db_table": "messaging_code",
                "indexes": [models.Index(fields=["practice", "-id"], name="code_by_practice")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["printed", "spoken", "portal"])), name="code_way_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("used_at", None), ("withdrawn_at", None), _negated=True),
                            ("record_sealed__isnull", False),
                            _connector="OR",
                        ),
                        name="code_of_one_record_while_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="messaging.message",
                    ),
                ),
                ("practice_id", models.BigIntegerField()),
                ("patient_id", models.BigIntegerField()),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "messaging_likeness",
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["marks"], name="likeness_marks")],
            },
        ),
        # Whoever uses a code is not on the team: taking it is a step of the system's.
        protect("messaging_code", read=OURS, write=OURS),
        protect("messaging_likeness", read=OURS, write=OURS, add=viewer_is("patient_id", otherwise=TEAM)),
    ]
