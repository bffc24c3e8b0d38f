"""A mark on answers that may repeat what the author of another post of the thread took out of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0012_comes_out")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="repeats",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
