"""Row-level security: a record is its owner's alone; the figures are made of all of them by the system."""

from django.db import migrations

from bedside.kit.row_security import NOBODY, protect, viewer_is

MINE = viewer_is("owner_id")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        protect("records_course", read=MINE, write=MINE),
        protect("records_evaluation", read=MINE, write=MINE),
        protect("records_cell_person", read=NOBODY, write=NOBODY),
    ]
