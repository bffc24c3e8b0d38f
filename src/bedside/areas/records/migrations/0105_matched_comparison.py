"""A build remembers how often the comparison with who did not take a treatment raised a false alarm."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0097_crash_from_elsewhere")]

    operations = [
        migrations.AddField(model_name="build", name="matched_runs", field=models.IntegerField(default=0)),
        migrations.AddField(model_name="build", name="matched_alarms", field=models.IntegerField(default=0)),
    ]
