"""A crash may be begun by a carer, or on a phone without a connection, which is heard once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0096_told")]

    operations = [
        migrations.AddField(model_name="crash", name="proxy_id", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="crash", name="client_key", field=models.BigIntegerField(null=True)),
        migrations.AddConstraint(
            model_name="crash",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_key__isnull", False)),
                fields=("owner", "client_key"),
                name="crash_heard_once",
            ),
        ),
    ]
