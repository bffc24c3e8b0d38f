"""Pictures of messages: the patient's and the team's, those of comments inside the team the team's alone."""

import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

TEAM = (
    "practice_id = ANY(ARRAY(SELECT practice_id FROM practice_member WHERE persona_id = {viewer} AND ended_at IS NULL))"
)
NOT_INTERNAL = viewer_is(otherwise=f"CASE WHEN NOT internal AND patient_id = {{viewer}} THEN true ELSE {TEAM} END")


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_codes")]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("practice_id", models.BigIntegerField()),
                ("patient_id", models.BigIntegerField()),
                ("internal", models.BooleanField(default=False)),
                ("media_type", models.CharField(max_length=10)),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
                ("data_sealed", models.BinaryField(max_length=41943040)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="messaging.message"
                    ),
                ),
            ],
            options={
                "db_table": "messaging_picture",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("media_type__in", ("image/jpeg", "image/png"))),
                        name="picture_of_known_type",
                    )
                ],
            },
        ),
        # What is sealed does not get smaller: no time is spent on trying.
        migrations.RunSQL(
            "ALTER TABLE messaging_picture ALTER COLUMN data_sealed SET STORAGE EXTERNAL",
            "ALTER TABLE messaging_picture ALTER COLUMN data_sealed SET STORAGE EXTENDED",
        ),
        protect("messaging_picture", read=NOT_INTERNAL, write=NOT_INTERNAL),
    ]
