"""What else a member keeps, one table a kind: its owner's alone, whichever of her personas looks."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")
KINDS = (
    ("Measurement", "measurement"),
    ("Allergy", "allergy"),
    ("Immunisation", "immunisation"),
    ("Procedure", "procedure"),
    ("Goal", "goal"),
    ("Appointment", "appointment"),
    ("FreeNote", "free_note"),
)


def columns() -> list[tuple[str, Any]]:
    """The columns that every table of versions has."""
    share = django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=60), default=list, size=None
    )
    owner = models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
    )
    return [
        ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
        ("series_id", models.BigIntegerField()),
        ("is_current", models.BooleanField(default=True)),
        ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
        ("share", share),
        ("body", models.BinaryField(max_length=40000)),
        ("owner", owner),
    ]


def table(model: str, name: str) -> migrations.CreateModel:
    """One table, in which one version of each thing is current."""
    current = models.UniqueConstraint(
        condition=models.Q(("is_current", True)), fields=("owner", "series_id"), name=f"{name}_one_current"
    )
    return migrations.CreateModel(
        name=model, fields=columns(), options={"db_table": f"records_{name}", "constraints": [current]}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0018_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(table(model, name) for model, name in KINDS),
        *(protect(f"records_{name}", read=MINE, write=MINE) for _model, name in KINDS),
    ]
