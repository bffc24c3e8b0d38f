from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0003_row_security")]

    operations = [
        migrations.AddField(
            model_name="space",
            name="students_from",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.CheckConstraint(
                condition=models.Q(("students_from", None), ("kind__in", ["room"]), _connector="OR"),
                name="space_students_in_rooms",
            ),
        ),
    ]
