"""A draft of a report about a side effect, as a PDF that the member sends herself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people.queries import country_of
from bedside.areas.records import queries as records
from bedside.areas.visits import reporting
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.side_effect import COUNTRIES, SideEffectForm
from bedside.doors.web.http import Request


@confirmed
@require_http_methods(["GET", "POST"])
def side_effect(request: Request) -> HttpResponse:
    """Fill in a report and download it. Nothing is kept, and nothing is sent."""
    today, medicines = records.today(request.viewer), reporting.medicines(request.viewer)
    country = country_of(request.viewer)
    form = SideEffectForm(
        request.POST if request.method == "POST" else None,
        medicines=medicines,
        diary=reporting.diary(request.viewer, today=today),
        today=today,
        initial={"country": country if country in dict(COUNTRIES) else ""},
    )
    if request.method == "POST" and form.is_valid():
        made = reporting.pdf(reporting.report_of(request.viewer, form.filled(), today=today))
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = 'attachment; filename="report.pdf"'
        return response
    first = [{"text": _("Write down what you took first."), "href": ""}]
    context = {
        "page_title": _("Report a side effect"),
        "form": form if medicines else None,
        "errors": first if form.errors and not medicines else [],
    }
    return render(request, "pages/side_effect.html", context, status=422 if form.errors else 200)


urlpatterns = [path("record/report/", side_effect, name="side_effect")]
