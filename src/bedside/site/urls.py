"""The doors of the site."""

from django.urls import include, path

urlpatterns = [
    path("fhir/", include("bedside.doors.fhir.urls")),
    path("", include("bedside.doors.web.urls")),
]

handler400 = "bedside.doors.web.pages.errors.bad_request"
handler403 = "bedside.doors.web.pages.errors.not_found"
handler404 = "bedside.doors.web.pages.errors.not_found"
handler500 = "bedside.doors.web.pages.errors.broken"
