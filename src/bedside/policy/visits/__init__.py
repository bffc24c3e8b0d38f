"""The visit sheet:

one page that a patient takes to a clinician, and the link that opens it (`records.md` section 4).
"""
