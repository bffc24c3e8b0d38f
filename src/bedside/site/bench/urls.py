"""The site's addresses and one more: the empty page, whose cost is the unit that others are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bedside.site.urls import handler400, handler403, handler404, handler500
from bedside.site.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing, after all that every request passes through."""
    return HttpResponse()


urlpatterns = [path("bench/empty/", empty), *site]
