"""The addresses under /fhir/, as FHIR writes them: without a slash at the end."""

from django.urls import path

from bedside.doors.fhir import views

urlpatterns = [
    path("metadata", views.fhir_metadata, name="fhir_metadata"),
    path("Patient/$summary", views.fhir_summary, name="fhir_summary"),
    path("Patient/$everything", views.fhir_everything, name="fhir_everything"),
    path("<str:kind>", views.fhir_search, name="fhir_search"),
    path("<str:kind>/<str:number>", views.fhir_read, name="fhir_read"),
]
