"""Notes for whom notices wait already."""

from django.db import migrations

WAITING = """
UPDATE people_persona SET news = true WHERE id IN (SELECT owner_id FROM notify_notice WHERE read_at IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("notify", "0001_initial"), ("people", "0003_news")]

    operations = [migrations.RunSQL(WAITING, migrations.RunSQL.noop)]
