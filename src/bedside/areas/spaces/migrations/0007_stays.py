"""A stay that has an end: an organisation is in a community until its invitation ends (B40)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0006_pace")]

    operations = [
        migrations.AddField(model_name="membership", name="ends_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["ends_at"], name="membership_ending", condition=models.Q(ends_at__isnull=False)),
        ),
    ]
