"""Row-level security: a notice is for one persona."""

from django.db import migrations

from bedside.kit.row_security import protect, viewer_is


class Migration(migrations.Migration):
    dependencies = [("notify", "0002_news")]

    operations = [protect("notify_notice", read=viewer_is("owner_id"), write=viewer_is("owner_id"))]
