from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0006_delayed")]

    operations = [
        migrations.AddField(model_name="post", name="paused_at", field=models.DateTimeField(null=True)),
    ]
