"""What the script of the record without a connection is told."""

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.doors.web.http import Request
from bedside.kit.vault import vault

OWNER = "phone of"


def device_words(request: Request) -> dict[str, str]:
    """Return what the script on the record's page needs to know: whose device this is, without saying who that is."""
    return {
        "owner": vault().index(OWNER, str(request.viewer.account_id)).hex(),
        "send": reverse("offline_entries"),
        "worker": reverse("offline_worker"),
        "wait": _("Waiting on this device: COUNT."),
        "sent": _("From this device into your record: COUNT."),
    }
