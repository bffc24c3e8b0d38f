"""Sex and year of birth, as a member tells them: hers alone."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0105_matched_comparison"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AboutMe",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "share",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("body", models.BinaryField(max_length=2_000)),
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "records_about_me"},
        ),
        protect("records_about_me", read=MINE, write=MINE),
    ]
