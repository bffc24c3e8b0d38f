"""What a badge is made of, suspension, and a place in the public status list for every credential there is."""

import secrets
from typing import Any

from django.db import migrations, models

LIST = 131_072  # places of the first list

REPLACED = """
UPDATE credentials_credential old SET replaced_by = (
    SELECT min(later.id) FROM credentials_credential later
    WHERE later.persona_id = old.persona_id AND later.id > old.id)
WHERE old.revoked_reason = 'replaced'
"""


def give_places(apps: Any, schema_editor: Any) -> None:
    """Give every credential a place of its own, drawn at random."""
    place, here = apps.get_model("credentials", "StatusPlace"), schema_editor.connection.alias
    credentials = apps.get_model("credentials", "Credential").objects.using(here)
    rows = list(credentials.order_by("id").values_list("id", flat=True))
    drawn = secrets.SystemRandom().sample(range(max(LIST, 2 * len(rows))), len(rows))
    place.objects.using(here).bulk_create([place(place=one) for one in drawn])
    for number, one in zip(rows, drawn, strict=True):
        credentials.filter(id=number).update(place=one)


def _added(name: str, field: Any) -> migrations.AddField:
    kept = isinstance(field, models.BooleanField)  # the others have their default for the rows that are there only
    return migrations.AddField(model_name="credential", name=name, field=field, preserve_default=kept)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="StatusPlace",
            fields=[("place", models.IntegerField(primary_key=True, serialize=False))],
            options={"db_table": "credentials_status_place"},
        ),
        migrations.AlterField("credential", "checked", models.CharField(blank=True, max_length=120)),
        _added("replaced_by", models.BigIntegerField(null=True)),
        _added("suspended_at", models.DateTimeField(null=True)),
        _added("suspended_reason", models.CharField(blank=True, default="", max_length=40)),
        _added("claim_id", models.BigIntegerField(null=True)),
        _added("register", models.CharField(blank=True, default="", max_length=40)),
        _added("register_date", models.DateField(null=True)),
        _added("region", models.CharField(blank=True, default="", max_length=20)),
        _added("licence", models.CharField(blank=True, default="", max_length=40)),
        _added("licence_whole", models.BooleanField(default=False)),
        _added("proof", models.CharField(blank=True, default="", max_length=40)),
        _added("proved_at", models.DateTimeField(null=True)),
        _added("specialty", models.CharField(blank=True, default="", max_length=120)),
        _added("specialty_checked", models.BooleanField(default=False)),
        _added("employer", models.CharField(blank=True, default="", max_length=120)),
        _added("place", models.IntegerField(null=True)),
        migrations.RunSQL(REPLACED, migrations.RunSQL.noop),
        migrations.RunPython(give_places, migrations.RunPython.noop),
        # A table with changed rows that wait for their constraints cannot be altered in the same transaction.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("credential", "place", models.IntegerField(unique=True)),
    ]
