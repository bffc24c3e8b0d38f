"""All addresses of the web door."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

NOUNS = (
    "home",
    "posts",
    "compose",
    "drafts",
    "waiting",
    "permissions",
    "carers",
    "media",
    "info",
    "lines",
    "guard",
    "signup",
    "signin",
    "mfa",
    "settings",
    "leaving",
    "holds",
    "personas",
    "clinicians",
    "vouching",
    "presence",
    "verification",
    "setup",
    "staff",
    "staff_credentials",
    "boundaries",
    "emergency",
    "looks",
    "desk",
    "team",
    "team_people",
    "papers",
    "post_box",
    "spaces",
    "stewarding",
    "personas_page",
    "looking_up",
    "first_messages",
    "my_boundaries",
    "badges",
    "notices",
    "treatments",
    "directory",
    "directory_claims",
    "directory_open",
    "door",
    "channel",
    "practice_codes",
    "components",
)

urlpatterns: list[URLPattern | URLResolver] = [
    pattern for noun in NOUNS for pattern in import_module(f"bedside.doors.web.pages.{noun}").urlpatterns
]
