import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

STATES = [("asked", "Asked"), ("yes", "Yes"), ("no", "No"), ("withdrawn", "Withdrawn")]


class Migration(migrations.Migration):
    dependencies = [("credentials", "0005_profiles")]

    operations = [
        migrations.CreateModel(
            name="VouchRound",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("profession", models.CharField(max_length=80)),
                ("specialty", models.CharField(max_length=80)),
                ("begun_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("reached_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("credential_id", models.BigIntegerField(null=True)),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vouch_rounds", to="people.persona"
                    ),
                ),
            ],
            options={
                "db_table": "credentials_vouch_round",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("reached_at", None)),
                        fields=("persona",),
                        name="vouch_round_one_asks",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("reached_at__isnull", False)),
                        fields=("persona",),
                        name="vouch_round_one_gives",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vouch",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("asker_id", models.BigIntegerField()),
                ("voucher_id", models.BigIntegerField()),
                ("state", models.CharField(choices=STATES, default="asked", max_length=10)),
                ("asked_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vouches",
                        to="credentials.vouchround",
                    ),
                ),
            ],
            options={
                "db_table": "credentials_vouch",
                "indexes": [models.Index(fields=["voucher_id", "state"], name="vouch_by_voucher")],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "voucher_id"), name="vouch_once_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(("asker_id", models.F("voucher_id")), _negated=True),
                        name="vouch_not_for_oneself",
                    ),
                ],
            },
        ),
        protect("credentials_vouch_round", read=viewer_is("persona_id"), write=viewer_is("persona_id")),
        # Whom somebody asked is read by the two of them; what was answered is shown by queries that ask who looks.
        protect(
            "credentials_vouch",
            read=viewer_is("asker_id", "voucher_id"),
            write=viewer_is("voucher_id"),
            add=viewer_is("asker_id"),
        ),
    ]
