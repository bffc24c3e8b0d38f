"""Photos and PDF files on things of the record: the list, one of them, adding, deleting; and a carer's look at one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import carers
from bedside.areas.records.queries import attachments
from bedside.areas.records.queries.attachments import Content
from bedside.doors.web import entry_parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.record_files import FileForm
from bedside.doors.web.http import Request
from bedside.doors.web.record_file_parts import listed
from bedside.kit.errors import NotHere, Refused
from bedside.policy.attachments import PDF, name_of


@confirmed
@require_GET
def record_files(request: Request) -> HttpResponse:
    """All of one's own files, the newest first, each with the thing on which it hangs."""
    mine = attachments.own_files(request.viewer)
    on: dict[tuple[str, int], dict[str, Any]] = {}
    for one in mine:
        thing = (one.kind, one.item_id)
        on[thing] = on.get(thing) or _thing(request.viewer, *thing)
    context = {
        "page_title": _("Your photos and files"),
        "files": [listed(one) | {"on": on[one.kind, one.item_id]} for one in mine],
    }
    return render(request, "pages/record_files.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_file_add(request: Request, kind: str, item_id: int) -> HttpResponse:
    """Hang a photo or a PDF file on a thing of one's own."""
    thing = _thing(request.viewer, kind, item_id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.attach(by=request.viewer, kind=kind, item_id=item_id, data=said["file"], words=said["words"])
        except NotHere:
            raise
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Kept. Only you see it, and a carer whom you let look into your record."))
            return redirect(thing["url"])
    form.ask_again()
    context = {
        "page_title": _("Add a photo or file"),
        "lead": _("It is kept with “%(name)s”, encrypted.") % {"name": thing["name"]},
        "form": form,
        "button": _("Keep it"),
        "cancel_url": thing["url"],
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


@confirmed
@require_GET
def record_file(request: Request, file_id: int) -> HttpResponse:
    """What is in one of one's own files."""
    return _handed(file_id, attachments.content(request.viewer, file_id))


@confirmed
@require_http_methods(["GET", "POST"])
def record_file_delete(request: Request, file_id: int) -> HttpResponse:
    """Delete a file, and what lies on the disk of it."""
    own = attachments.own_file(request.viewer, file_id)
    thing = _thing(request.viewer, own.kind, own.item_id)
    if request.method == "POST":
        actions.detach(by=request.viewer, file_id=file_id)
        messages.success(request, _("Deleted."))
        return redirect(thing["url"])
    context = {
        "page_title": _("Delete “%(name)s”?") % {"name": own.words},
        "lead": _("The file goes at once. It cannot be brought back."),
        "button": _("Delete it"),
        "danger": True,
        "cancel_url": thing["url"],
        "cancel": _("Keep it"),
    }
    return render(request, "pages/question.html", context)


@confirmed
@require_GET
def carer_file(request: Request, number: int, file_id: int) -> HttpResponse:
    """What is in a file, for a carer. That she opened the record is written down, and its owner sees that."""
    found = attachments.content_for_carer(request.viewer, number, file_id)
    carers.open_record(by=request.viewer, grant_id=number)
    return _handed(file_id, found)


def _handed(file_id: int, found: Content) -> HttpResponse:
    """A picture is shown; every other file is saved, under a name that tells nothing, and opened elsewhere."""
    response = HttpResponse(found.data, content_type=found.media_type)
    how = "attachment" if found.media_type == PDF else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{name_of(file_id, found.media_type)}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _thing(viewer: Viewer, kind: str, item_id: int) -> dict[str, Any]:
    """Return the name and the page of a thing on which files hang. Raises NotHere for every other."""
    if kind == "conditions":
        name = queries.own_condition(viewer, item_id).illness.text
        return {"name": name, "url": reverse("record_condition", args=[item_id])}
    if kind == "courses":
        name = queries.own_treatment(viewer, item_id).course.text
        return {"name": name, "url": reverse("record_course", args=[item_id])}
    name = entry_parts.title(queries.own_entry(viewer, kind, item_id).thing)
    return {"name": name, "url": reverse("record_entry", args=[kind, item_id])}


urlpatterns = [
    path("record/files/", record_files, name="record_files"),
    path("record/files/add/<slug:kind>/<int:item_id>/", record_file_add, name="record_file_add"),
    path("record/files/<int:file_id>/", record_file, name="record_file"),
    path("record/files/<int:file_id>/delete/", record_file_delete, name="record_file_delete"),
    path("carers/<int:number>/record/files/<int:file_id>/", carer_file, name="carer_file"),
]
