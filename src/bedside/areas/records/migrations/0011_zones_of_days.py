"""A day says on whose calendar it was that day. What was told before was told by the clock of the site."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0010_answers")]

    operations = [
        migrations.AddField(model_name="daycheck", name="zone", field=models.CharField(default="UTC", max_length=60)),
        migrations.RemoveConstraint(model_name="daycheck", name="day_check_current"),
        migrations.AddConstraint(
            model_name="daycheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("owner", "day", "zone"), name="day_check_current"
            ),
        ),
    ]
