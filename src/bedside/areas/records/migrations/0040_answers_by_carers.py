"""What a carer answered about a treatment stands beside what its owner answers, and never in its place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0020_entries")]

    operations = [
        migrations.AddField(
            model_name="waveanswer",
            name="by_proxy",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.RemoveConstraint(model_name="waveanswer", name="wave_answer_one_current"),
        migrations.AddConstraint(
            model_name="waveanswer",
            constraint=models.UniqueConstraint(
                name="wave_answer_one_current",
                fields=["owner", "series_id", "by_proxy"],
                condition=models.Q(is_current=True),
            ),
        ),
    ]
