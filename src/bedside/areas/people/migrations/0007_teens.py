"""Members under 18 are known as such until they are 18. Who was here before counts as an adult."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_keys_and_leaving")]

    operations = [
        migrations.AddField(
            model_name="account", name="grown_sealed", field=models.BinaryField(max_length=200, null=True)
        ),
        migrations.AddField(
            model_name="persona", name="teen", field=models.BooleanField(default=False, db_default=False)
        ),
    ]
