"""Row-level security: everybody's actions add news, and only the system reads it."""

from django.db import migrations

from bedside.kit.row_security import ANYBODY, NOBODY, protect


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [protect("outbox", read=NOBODY, write=NOBODY, add=ANYBODY)]
