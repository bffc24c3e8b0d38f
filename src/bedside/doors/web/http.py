"""The request as our pages see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import Viewer


class Request(HttpRequest):
    """A request after our middleware. `me` and `account` are None for visitors without an account."""

    viewer: Viewer
    me: Persona | None
    account: Account | None
    htmx: HtmxDetails
    csp_nonce: str
