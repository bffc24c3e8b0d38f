"""Row-level security: an author sees her own escalation and her own thread, the two reviewers their review.

Steps tell who flagged and who looked, and the rota who is on duty: beside their owners the system alone reads them, and
the area's queries say what of them a person is shown.
"""

from django.db import migrations

from bedside.kit.row_security import NOBODY, protect, viewer_is

AUTHOR = viewer_is("author_id")


class Migration(migrations.Migration):
    dependencies = [("escalations", "0001_initial")]

    operations = [
        protect("escalations_escalation", read=AUTHOR, write=NOBODY),
        protect("escalations_message", read=AUTHOR, write=NOBODY),
        protect("escalations_step", read=NOBODY, write=NOBODY),
        protect("escalations_glass", read=NOBODY, write=NOBODY),
        protect("escalations_review", read=viewer_is("lead_id", "member_id"), write=NOBODY),
        protect("escalations_shift", read=viewer_is("persona_id"), write=NOBODY),
        protect("escalations_absence", read=viewer_is("persona_id"), write=NOBODY),
        protect("escalations_rota", read=NOBODY, write=NOBODY),
        protect("escalations_month", read=NOBODY, write=NOBODY),
    ]
