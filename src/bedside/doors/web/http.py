"""The request as our pages see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import Viewer


class Request(HttpRequest):
    """A request after our middleware. `me` and `account` are None for visitors without an account.

    `my_personas` are all faces of the account, for its owner's own menu.
    """

    viewer: Viewer
    me: Persona | None
    account: Account | None
    my_personas: list[Persona]
    htmx: HtmxDetails
    csp_nonce: str
    token_of_cards: str
