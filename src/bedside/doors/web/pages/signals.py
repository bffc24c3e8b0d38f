"""The safety queue of verified clinicians."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.records.queries.signals import safety_signals
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request


@confirmed
@require_GET
def signals(request: Request) -> HttpResponse:
    """Side effects that are named with one treatment more often than with others; for others there is no such page."""
    context = {"page_title": _("Side effects to look at"), "signals": safety_signals(request.viewer)}
    return render(request, "pages/signals.html", context)


urlpatterns = [path("clinicians/side-effects/", signals, name="signals")]
