"""The request as our pages see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import Viewer


class Request(HttpRequest):
    """A request after our middleware. `me` and `account` are None for visitors without an account.

    `my_personas` are all faces of the account, for its owner's own menu. `address` is the visitor's, "unknown" if none;
    `network` the /24 or /48 by which tries are counted.
    """

    viewer: Viewer
    me: Persona | None
    account: Account | None
    my_personas: list[Persona]
    htmx: HtmxDetails
    csp_nonce: str
    address: str
    network: str
    token_of_cards: str
