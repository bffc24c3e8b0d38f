"""Row-level security on claims and opt-outs. Listed people and the index over checked members are public lists."""

from django.db import migrations

from bedside.kit.row_security import NOBODY, protect, viewer_is

MY_OWN = viewer_is("persona_id")


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        protect("directory_claim", read=MY_OWN, write=MY_OWN),
        protect("directory_opt_out", read=NOBODY, write=NOBODY),
    ]
