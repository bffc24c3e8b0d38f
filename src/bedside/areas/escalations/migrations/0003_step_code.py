"""Why somebody on duty chose as she did: a code of a short list beside each choice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("escalations", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="step", name="code", field=models.CharField(blank=True, db_default="", max_length=10)
        ),
    ]
