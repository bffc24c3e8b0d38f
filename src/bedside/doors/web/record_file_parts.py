"""Files of the record as `parts/record_files.html` lists them."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries import attachments
from bedside.areas.records.queries.attachments import OwnFile
from bedside.policy.attachments import PDF


def hung_on(viewer: Viewer, kind: str, item_id: int) -> dict[str, Any]:
    """Return the context of the part for one thing: its files, and where one is added."""
    return {
        "files": [listed(one) for one in attachments.own_files(viewer, kind, item_id)],
        "add_url": reverse("record_file_add", args=[kind, item_id]),
    }


def listed(one: OwnFile) -> dict[str, Any]:
    """Return a file of one's own, with the way to delete it."""
    more = {"delete_url": reverse("record_file_delete", args=[one.id])}
    return _told(one, url=reverse("record_file", args=[one.id])) | more


def for_carer(one: OwnFile, grant_id: int) -> dict[str, Any]:
    """Return a file as a carer sees it."""
    return _told(one, url=reverse("carer_file", args=[grant_id, one.id]))


def _told(one: OwnFile, *, url: str) -> dict[str, Any]:
    picture = one.media_type != PDF
    facts = {"sort": _("Photo") if picture else "PDF", "size": filesizeformat(one.size)}
    return {
        "url": url,
        "words": one.words,
        "picture": picture,
        "width": one.width,
        "height": one.height,
        "text": "{sort}, {size}, {on}".format(**facts, on=date_format(one.kept_at, "j F Y")),
    }
