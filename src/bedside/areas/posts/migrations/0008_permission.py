"""A post may hang on a patient's permission."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0007_paused"), ("consents", "0001_initial")]

    operations = [
        migrations.AddField(model_name="post", name="authorisation_id", field=models.BigIntegerField(null=True)),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("authorisation_id__isnull", False)),
                fields=["authorisation_id"],
                name="post_by_permission",
            ),
        ),
    ]
