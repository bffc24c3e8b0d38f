"""The visit sheet: one page for the ten minutes with a clinician, and links that open it for a day."""
