from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0005_pictures")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("mention", "Mention"),
                    ("reply", "Reply"),
                    ("follow", "Follow"),
                    ("follow_asked", "Follow Asked"),
                    ("accepted", "Accepted"),
                    ("let_in", "Let In"),
                    ("join_asked", "Join Asked"),
                    ("helped", "Helped"),
                    ("emergency", "Emergency"),
                    ("pictures", "Pictures"),
                    ("delayed", "Delayed"),
                    ("vouch_asked", "Vouch Asked"),
                    ("vouched", "Vouched"),
                ],
                max_length=12,
            ),
        ),
    ]
