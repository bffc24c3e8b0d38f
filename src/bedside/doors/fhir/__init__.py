"""The door of FHIR R4: one's own record, read by who is signed in; nobody else's is ever here."""
