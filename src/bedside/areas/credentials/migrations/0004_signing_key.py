"""The keys with which the site signs badges; and titles out of names, where the badge alone tells them from now on."""

from typing import Any

from django.db import migrations, models

from bedside.kit.clock import now
from bedside.policy.verification.titles import has_sign, tells_title, without_title


def leave_titles_to_the_badge(apps: Any, schema_editor: Any) -> None:
    """Take titles out of the names of clinicians, who could write them once a licence was checked."""
    personas = apps.get_model("people", "Persona").objects.using(schema_editor.connection.alias)
    for row in personas.filter(kind__in=("clinician", "student")).only("id", "name", "handle"):
        if not tells_title(row.name):
            continue
        plain = without_title(row.name)
        fits = any(sign.isalnum() for sign in plain) and not tells_title(plain) and not has_sign(plain)
        personas.filter(id=row.id).update(name=plain if fits else row.handle)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0003_claims"), ("people", "0006_keys_and_leaving")]

    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("public", models.BinaryField(max_length=32)),
                ("private_sealed", models.BinaryField(max_length=200)),
                ("made_at", models.DateTimeField(default=now)),
                ("distrusted_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "credentials_signing_key"},
        ),
        migrations.RunPython(leave_titles_to_the_badge, migrations.RunPython.noop),
    ]
