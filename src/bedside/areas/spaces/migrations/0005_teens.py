"""Communities of members under 18."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0004_students"), ("people", "0007_teens")]

    operations = [
        migrations.AddField(
            model_name="space", name="for_teens", field=models.BooleanField(default=False, db_default=False)
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.CheckConstraint(
                condition=models.Q(("for_teens", False), ("kind", "community"), _connector="OR"),
                name="space_teens_in_communities",
            ),
        ),
    ]
