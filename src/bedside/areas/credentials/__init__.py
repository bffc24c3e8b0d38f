"""Credentials: what was checked about a clinician, by whom, when, until when."""
