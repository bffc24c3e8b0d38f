"""The safety queue of verified clinicians: numbers of many, made anew each night."""

from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0050_cubes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SafetySignal",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("treatment", models.CharField(max_length=200)),
                ("effect", models.CharField(max_length=300)),
                ("people", models.PositiveIntegerField()),
                ("times", models.FloatField()),
                ("first_seen_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "records_safety_signal",
                "constraints": [
                    models.UniqueConstraint(fields=("treatment", "effect"), name="safety_signal_once"),
                    models.CheckConstraint(condition=models.Q(("people__gte", 11)), name="safety_signal_of_many"),
                ],
            },
        ),
    ]
