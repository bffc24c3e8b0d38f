"""Pictures in conversations with practices, handed out only to who may read the thread. Looking at one is a look."""

from typing import Any

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.messaging import actions
from bedside.areas.messaging.actions import team as verbs
from bedside.areas.messaging.models import Picture
from bedside.areas.messaging.queries import pictures
from bedside.areas.messaging.queries.pictures import Hung
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request


@confirmed
@require_GET
def channel_picture(request: Request, thread_id: int, picture_id: int) -> HttpResponse:
    """A picture of one's own conversation, or of whom one acts for: that somebody else looked is noted."""
    found = pictures.on_my_side(request.viewer, thread_id, picture_id)
    actions.note_seen(by=request.viewer, thread_id=thread_id)
    return _handed(found)


@confirmed
@require_GET
def team_picture(request: Request, thread_id: int, picture_id: int) -> HttpResponse:
    """A picture for the team: an opening of its thread like any other."""
    found = pictures.for_team(request.viewer, thread_id, picture_id)
    verbs.open_thread(by=request.viewer, thread_id=thread_id)
    return _handed(found)


def _handed(picture: Picture) -> HttpResponse:
    response = HttpResponse(picture.data, content_type=picture.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def shown(found: list[Hung] | tuple[Hung, ...], *, route: str, thread_id: int, who: str) -> list[dict[str, Any]]:
    """Return the pictures of a message for `parts/pictures.html`; what they show stands in the words beside them."""
    return [
        {
            "url": reverse(route, args=[thread_id, one.id]),
            "alt": _("Picture %(n)d of %(all)d from %(who)s. The message says what it shows.")
            % {"n": one.number, "all": len(found), "who": who or _("the practice")},
            "width": one.width,
            "height": one.height,
        }
        for one in found
    ]


urlpatterns = [
    path("channel/<int:thread_id>/pictures/<int:picture_id>/", channel_picture, name="channel_picture"),
    path("team/threads/<int:thread_id>/pictures/<int:picture_id>/", team_picture, name="team_picture"),
]
