"""Of whose calendar a member's days are. Who said nothing lives by the site's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_limited")]

    operations = [
        migrations.AddField(
            model_name="account", name="zone", field=models.CharField(max_length=60, blank=True, db_default="")
        ),
    ]
