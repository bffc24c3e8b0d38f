"""Whether the desk of a case was told of it: not before its report can't be taken back any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_reports")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="told",
            field=models.BooleanField(db_default=True, default=False),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("told", False)), fields=["opened_at"], name="case_untold"),
        ),
    ]
