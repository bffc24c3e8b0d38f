"""Trials of one's own: their owner's alone, whichever of her personas looks. The figure of many is anybody's."""

import bedside.kit.clock
import bedside.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Together",
            fields=[
                ("protocol_index", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("mean", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("members", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "trials_together",
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                ("body", models.BinaryField(max_length=40000)),
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("client_key", models.BigIntegerField(null=True)),
                ("fingerprint", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("stopped_on", models.DateField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trials", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "trials_trial",
            },
        ),
        migrations.CreateModel(
            name="Given",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("protocol_index", models.BinaryField(max_length=16)),
                ("difference", models.FloatField()),
                ("error", models.FloatField()),
                ("given_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trials_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trial",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="given", to="trials.trial"
                    ),
                ),
            ],
            options={
                "db_table": "trials_given",
            },
        ),
        migrations.CreateModel(
            name="TrialDay",
            fields=[
                ("body", models.BinaryField(max_length=40000)),
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("is_current", models.BooleanField(default=True)),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trial_days",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="trials.trial"
                    ),
                ),
            ],
            options={
                "db_table": "trials_day",
            },
        ),
        migrations.CreateModel(
            name="TrialNote",
            fields=[
                ("body", models.BinaryField(max_length=40000)),
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trial_notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="trials.trial"
                    ),
                ),
            ],
            options={
                "db_table": "trials_note",
            },
        ),
        migrations.AddIndex(
            model_name="trial",
            index=models.Index(fields=["owner", "-id"], name="trial_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.UniqueConstraint(fields=("owner", "client_key"), name="trial_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="given",
            constraint=models.UniqueConstraint(fields=("owner", "protocol_index"), name="trial_given_once"),
        ),
        migrations.AddConstraint(
            model_name="given",
            constraint=models.CheckConstraint(
                condition=models.Q(("error__gt", 0)), name="trial_given_error_above_nought"
            ),
        ),
        migrations.AddConstraint(
            model_name="trialday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("trial", "day"), name="trial_day_current"
            ),
        ),
        protect("trials_trial", read=MINE, write=MINE),
        protect("trials_day", read=MINE, write=MINE),
        protect("trials_note", read=MINE, write=MINE),
        protect("trials_given", read=MINE, write=MINE),
    ]
