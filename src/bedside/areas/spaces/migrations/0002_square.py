"""The public square is there from the beginning."""

from django.db import migrations

SQUARE_ID = 1


def make_square(apps, schema_editor):
    apps.get_model("spaces", "Space").objects.get_or_create(
        id=SQUARE_ID,
        defaults={
            "kind": "square",
            "slug": "square",
            "name": "Public square",
            "purpose": "Where everybody talks in the open. Anyone can read here, also without an account.",
            "approves": False,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("spaces", "0001_initial")]
    operations = [migrations.RunPython(make_square, migrations.RunPython.noop)]
