"""A carer begins something with a practice for the patient who let her: where, then what about, promise, and box."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.consents.queries.acting import one as grant
from bedside.areas.messaging.queries.for_patients import doors_for
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.practice.queries import Door
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.doors.web.writing_at_door import Desk, answer
from bedside.kit.errors import NotHere


def _patient(request: Request, number: int) -> Persona:
    """Return for whom the viewer acts by a grant; raise NotHere for who does not act by it."""
    acting = grant(request.viewer, number)
    found = people.personas(request.viewer, [acting.owner_id])
    if acting.mine or not found:
        raise NotHere
    return found[0]


@confirmed
@require_GET
def carer_practices(request: Request, number: int) -> HttpResponse:
    """The practices to which the carer may write for the patient."""
    patient = _patient(request, number)
    doors = doors_for(request.viewer, patient.id)
    context = {
        "page_title": _("Write to a practice for %(name)s") % {"name": patient.name},
        "practices": [
            {"name": one.space.name, "url": reverse("carer_door", args=[number, one.space.slug])} for one in doors
        ],
        "name": patient.name,
        "back_url": reverse("carers"),
    }
    return render(request, "pages/carer_practices.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def carer_door(request: Request, number: int, slug: str) -> HttpResponse:
    """What it is about, then the promise, then the box: as a patient writes at the same door."""
    patient = _patient(request, number)
    here = _door(doors_for(request.viewer, patient.id), slug)
    back = reverse("carer_practices", args=[number])
    own = reverse("carer_door", args=[number, slug])
    return answer(request, Desk(here, back_url=back, own_url=own, patient_id=patient.id, patient=patient.name))


def _door(doors: list[Door], slug: str) -> Door:
    found = next((one for one in doors if one.space.slug == slug), None)
    if found is None:
        raise NotHere
    return found


urlpatterns = [
    path("carers/<int:number>/practices/", carer_practices, name="carer_practices"),
    path("carers/<int:number>/practices/<slug:slug>/", carer_door, name="carer_door"),
]
