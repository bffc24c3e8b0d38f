"""The keys with which the site signs badges."""

from django.db import migrations, models

from bedside.kit.clock import now


class Migration(migrations.Migration):
    dependencies = [("credentials", "0003_claims")]

    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("public", models.BinaryField(max_length=32)),
                ("private_sealed", models.BinaryField(max_length=200)),
                ("made_at", models.DateTimeField(default=now)),
                ("distrusted_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "credentials_signing_key"},
        ),
    ]
