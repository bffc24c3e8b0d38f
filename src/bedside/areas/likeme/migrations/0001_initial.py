"""People like me: a profile is its owner's alone; an introduction is seen by who asked and who was asked."""

import bedside.kit.clock
import bedside.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedside.kit.row_security import protect, viewer_is


MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")
OURS = viewer_is(
    otherwise="(SELECT account_id FROM people_persona WHERE id = {viewer}) IN (owner_id, asked_id)",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0009_zone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchPause",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="match_pause",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "db_table": "likeme_pause",
            },
        ),
        migrations.CreateModel(
            name="MatchProfile",
            fields=[
                ("body", models.BinaryField(max_length=400000)),
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="match_profile",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.persona"
                    ),
                ),
            ],
            options={
                "db_table": "likeme_profile",
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("body", models.BinaryField(max_length=400000)),
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "asked_persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.persona"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owner_persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.persona"
                    ),
                ),
            ],
            options={
                "db_table": "likeme_introduction",
                "indexes": [models.Index(fields=["asked"], name="introduction_by_asked")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "asked"), name="introduction_once"),
                    models.CheckConstraint(
                        condition=models.Q(("owner", models.F("asked")), _negated=True), name="introduction_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_at__isnull", True), ("declined_at__isnull", True), _connector="OR"),
                        name="introduction_one_answer",
                    ),
                ],
            },
        ),
        protect("likeme_profile", read=MINE, write=MINE),
        protect("likeme_pause", read=MINE, write=MINE),
        protect("likeme_introduction", read=OURS, write=OURS),
    ]
