"""Says where a request comes from, before anything else reads it."""

from collections.abc import Callable

from django.http import HttpResponseBase

from bedside.doors.web.http import Request
from bedside.doors.web.network import network_of, settle


class KnownNetwork:
    """Puts `network` on the request, and takes out of it what only our own proxies may say."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.address = settle(request.META)
        request.network = network_of(request.address)
        return self.get_response(request)
