"""Row-level security: members' words, the queue and its decisions are the system's alone; vocabularies are public."""

from django.db import migrations

from bedside.kit.row_security import NOBODY, protect


class Migration(migrations.Migration):
    dependencies = [("vocabulary", "0001_initial")]

    operations = [
        protect("vocabulary_use", read=NOBODY, write=NOBODY),
        protect("vocabulary_waiting", read=NOBODY, write=NOBODY),
        protect("vocabulary_decision", read=NOBODY, write=NOBODY),
    ]
