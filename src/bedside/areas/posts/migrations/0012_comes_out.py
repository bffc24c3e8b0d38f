"""An index of what is out of sight for a time, so that its coming out is found without reading all posts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0011_moderated")]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("held_until__isnull", False)), fields=["held_until"], name="post_comes_out"
            ),
        ),
    ]
