"""Every part of the pages in every state: for who draws, and for the tests that walk it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from bedside.doors.web.access import anyone
from bedside.doors.web.http import Request
from bedside.doors.web.samples import SAMPLES


@anyone
@require_GET
def components(request: Request) -> HttpResponse:
    """All parts with invented content."""
    return render(request, "pages/components.html", {"samples": SAMPLES})


urlpatterns = [path("components/", components, name="components")]
