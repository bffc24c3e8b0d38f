"""The post box of a demo site: the mails that were written instead of sent, so that a visitor can open the links."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.people.second_factor import demo_code
from bedside.doors.web.access import anyone
from bedside.doors.web.http import Request
from bedside.kit import mail
from bedside.kit.errors import NotHere

SHOWN = 30


@anyone
@require_GET
def demo_post_box(request: Request) -> HttpResponse:
    """The newest mails of a demo site, everybody's; on any other site this page does not exist."""
    if not settings.CONFIG.demo:
        raise NotHere
    letters = mail.written_mails(Path(settings.EMAIL_FILE_PATH), at_most=SHOWN)
    context = {"page_title": _("Post box of this demo"), "letters": letters, "code": demo_code()}
    return render(request, "account/post_box.html", context)


urlpatterns = [path("demo/post-box", demo_post_box, name="demo_post_box")]
