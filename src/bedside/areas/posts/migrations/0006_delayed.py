from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0005_waiting")]

    operations = [
        migrations.AddField(
            model_name="waiting",
            name="out_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="waiting",
            name="state",
            field=models.CharField(
                choices=[("checking", "Checking"), ("look", "Look"), ("day", "Day"), ("again", "Again")],
                default="checking",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="waiting",
            index=models.Index(condition=models.Q(("state", "day")), fields=["id"], name="waiting_for_day"),
        ),
    ]
