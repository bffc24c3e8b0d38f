"""What the pages of both sides of a care team share."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.messaging.queries import care_teams as queries
from bedside.areas.messaging.queries.care_teams import Talk, Team
from bedside.areas.people.viewer import Viewer
from bedside.kit.ids import made_at
from bedside.policy.practice.sending import REDISCLOSURE

Row = dict[str, Any]


def row(one: Team, *, url: str) -> Row:
    """Return a care team in a list."""
    return {
        "url": url,
        "title": one.row.about,
        "patient": one.patient,
        "practices": one.practices,
        "until": one.row.until_at,
        "ended": one.row.ended_at or one.row.until_at,
        "new": one.new,
    }


def team_page(viewer: Viewer, team: Team, *, route: str) -> Row:
    """Return what stands on the page of one care team; `route` is that of its threads."""
    lines = queries.threads(viewer, team.row)
    return {
        "page_title": team.row.about,
        "team": team,
        "lines": [
            {
                "url": reverse(route, args=[one.id]),
                "title": one.subject,
                "part2": one.part2,
                "begun_at": one.begun_at,
                "new": one.new,
            }
            for one in lines
        ],
    }


def talk_page(found: Talk, *, me: int) -> Row:
    """Return what stands on the page of one thread; `me` is who reads, where she may be an author."""
    return {
        "page_title": found.thread.subject,
        "team": found.team,
        "notice": REDISCLOSURE if found.thread.part2 else "",
        "said": [
            {
                "mine": bool(me) and one.author_id == me,
                "who": one.name,
                "place": found.places.get(one.practice_id, _("a practice that has left this site")),
                "at": one.sent_at,
                "words": one.words,
            }
            for one in found.messages
        ],
        "openings": [
            {"name": one.name, "place": found.places.get(one.practice_id, ""), "at": one.opened_at}
            for one in found.openings
            if one.practice_id
        ],
        "moved_at": made_at(found.thread.last_message_id),
    }
