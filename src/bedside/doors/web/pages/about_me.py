"""What a member tells of herself: sex and year of birth, for her record, and for figures where she lets it be used."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.queries import sharing
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.about_me import AboutMeForm
from bedside.doors.web.forms.people import blame_with_way, tried
from bedside.doors.web.http import Request
from bedside.policy.sharing import STATISTICS


@confirmed
@require_http_methods(["GET", "POST"])
def record_about(request: Request) -> HttpResponse:
    """Tell it, put it right, or delete it."""
    if request.POST.get("do") == "delete":
        actions.delete_about(by=request.viewer)
        messages.success(request, _("Deleted. It is in no figure that is made from now on."))
        return redirect("record_about")
    own = queries.own_about(request.viewer)
    told = {"sex": own.sex or "", "born": own.born, "born_unsaid": own.born_unsaid} if own else {}
    form = AboutMeForm(request.POST if request.method == "POST" else None, initial=told)
    if request.method == "POST" and tried(
        form, lambda: actions.keep_about(by=request.viewer, said=form.said), tell=blame_with_way
    ):
        messages.success(request, _("Kept."))
        return redirect("record_about")
    context = {
        "page_title": _("About you"),
        "form": form,
        "button": _("Keep it"),
        "kept": own is not None,
        **_counted(request.viewer),
    }
    return render(request, "pages/record_about.html", context, status=422 if form.errors else 200)


def _counted(viewer: Viewer) -> dict[str, bool]:
    """Whether this is counted, and whether something else is: a new choice takes the place of the one before."""
    running = [one for one in sharing.own_grants(viewer) if one.audience == STATISTICS and not one.items]
    return {"counted": any("about_me" in one.kinds for one in running), "counts_more": bool(running)}


urlpatterns = [path("record/about-me/", record_about, name="record_about")]
