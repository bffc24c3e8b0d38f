"""A carer may write for a patient: the post says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0008_permission")]

    operations = [
        migrations.AddField(model_name="post", name="posted_by_id", field=models.BigIntegerField(null=True)),
    ]
