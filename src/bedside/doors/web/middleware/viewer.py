"""Puts `viewer`, `me` and `account` on the request, from the session, freshly read for each request."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth import logout
from django.http import HttpResponseBase

from bedside.areas.credentials import queries as credentials
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import ANONYMOUS
from bedside.doors.web.http import Request
from bedside.kit.viewing import viewing
from bedside.policy.personas import CHECKED_KINDS


class ViewerMiddleware:
    """Signed-in requests get their persona; an ended or suspended account is signed out before anything is read."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.viewer, request.me, request.account, request.my_personas = ANONYMOUS, None, None, []
        if request.user.is_authenticated:
            found = people.who_is_here(account=request.user, session=request.session)
            if found is None:
                logout(request)
            else:
                request.account, request.me, viewer, request.my_personas = found
                # Asked for each request: a credential that lapses or is revoked counts from the next page on.
                level = credentials.level_of(viewer.persona_id) if viewer.kind in CHECKED_KINDS else "V0"
                request.viewer = replace(viewer, level=level)
        with viewing(request.viewer.persona_id):
            return self.get_response(request)
