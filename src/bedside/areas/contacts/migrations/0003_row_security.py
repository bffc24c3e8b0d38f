"""Row-level security: a follow and a block are known to both sides (a block hides them), a mute to one."""

from django.db import migrations

from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is("owner_id")
EITHER = viewer_is("owner_id", "target_id")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_targets_of_others")]

    operations = [
        protect("contacts_follow", read=EITHER, write=EITHER),
        protect("contacts_block", read=EITHER, write=MINE),
        protect("contacts_mute", read=MINE, write=MINE),
    ]
