from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0003_row_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="place_removed",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
