"""Records as FHIR R4 (4.0.1): plain dictionaries out, plain facts in, and what is asked of a bundle at the border."""
