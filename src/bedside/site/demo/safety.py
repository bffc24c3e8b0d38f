"""A calm example of how people look after each other: invented help lines, a rota, a post answered in private."""

from datetime import time, timedelta
from typing import Final

from bedside.areas.escalations import actions
from bedside.areas.helplines import actions as helplines
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.policy.helplines.reading import Row

DAYS: Final = 14
# Nobody answers on these: figures with 555 belong to nobody.
LINES: Final = (
    ("GB", "Lantern Line (invented)", "020 555 0142", "LIGHT to 85555", "Day and night"),
    ("US", "Lantern Line (invented)", "402-555-0142", "402-555-0143", "Day and night"),
)


def load(*, by: Viewer, author: Viewer, post_id: int) -> None:
    """Take in the lines, put the administrator on the rota, and let the author ask for help with one post."""
    today = now().date()
    rows = [
        Row(line, country, name, telephone, sms, hours, "English", today, "Keeper (invented)")
        for line, (country, name, telephone, sms, hours) in enumerate(LINES, start=1)
    ]
    helplines.import_lines(rows)
    _rota(by)
    escalation_id = actions.flag(by=author, post_id=post_id, reason="sensitive")
    actions.triage(by=by, escalation_id=escalation_id, choice="confirm", why="said")
    actions.contact(by=by, escalation_id=escalation_id)


def _rota(by: Viewer) -> None:
    begins = now().replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = begins.date(), begins.date() + timedelta(days=DAYS)
    actions.add_week(
        by=by,
        handle="keeper",
        role="moderator",
        weekdays=tuple(range(7)),
        begins=time(0),
        ends=time(0),
        first=first,
        last=last,
        zone="UTC",
    )
    actions.publish_rota(by=by, begins=begins, ends=begins + timedelta(days=DAYS))
