"""One's whole record as one file that other programs read: after the password, for its owner alone."""

import json

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.records import actions
from bedside.areas.records.queries.taken import Way
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def record_export(request: Request) -> HttpResponse:
    """Say what is in the file, and give it."""
    if request.method == "POST":
        found = json.dumps(actions.take_record(by=request.viewer, way=Way.PAGE), ensure_ascii=False)
        response = HttpResponse(found, content_type="application/fhir+json")
        response.headers["Content-Disposition"] = 'attachment; filename="my-record.json"'
        response.headers["Cache-Control"] = "no-store"
        return response
    context = {
        "page_title": _("Your record as a file"),
        "text": _("Other programs for health data can read it. Its form is called FHIR R4."),
        "paragraphs": [
            _(
                "It holds what you have, take and took, feel and measured, and what you answered. Days on which you "
                "said nothing are not in it. Your name is not in it either."
            ),
            _("Photos and files that you added are in the copy of all your data, which you find in the settings."),
            _("That you took it, and when, is noted for you under “Who used what”."),
            _("Keep the file safe. It holds what you told in confidence, and it is not encrypted."),
        ],
        "post_here": True,
        "button": _("Fetch the file"),
        "cancel_url": reverse("record"),
    }
    return render(request, "pages/message.html", context)


urlpatterns = [path("record/export/", record_export, name="record_export")]
