"""Whether a persona may be a steward somewhere: read with the session, so that a page asks only where it can be so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_zone")]

    operations = [
        migrations.AddField(
            model_name="persona", name="steward", field=models.BooleanField(db_default=False, default=False)
        ),
    ]
