"""What the tests of the composer share: its addresses, and ways to send it words and pictures."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from bedside.areas.people.models import Persona
from bedside.areas.spaces.models import SQUARE_ID
from tests.areas.posts.test_guard import FINE
from tests.areas.posts.writing import picture
from tests.factories import client_of

COMPOSE = "/compose/"
CHECK = f"/compose/check/?place=space:{SQUARE_ID}"
HTMX = {"HTTP_HX_REQUEST": "true"}


def send(persona: Persona, text: str = FINE, *, to: str = COMPOSE, **fields: Any) -> HttpResponse:
    """Send the composer's form."""
    return client_of(persona).post(to, {"text": text, "key": "77", **fields})


def upload(name: str = "a.png", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(), content_type="image/png")
