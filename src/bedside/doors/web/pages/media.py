"""Pictures of posts, handed out only after the question who may read the post."""

from django.http import FileResponse, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_GET

from bedside.areas.posts import queries
from bedside.areas.posts.files import path_of
from bedside.doors.web.access import anyone
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere

KEY_LENGTH = 32


@anyone
@require_GET
def media(request: Request, key: str) -> HttpResponseBase:
    """One picture."""
    if len(key) != KEY_LENGTH or set(key) - set("0123456789abcdef"):
        raise NotHere
    image = queries.image(request.viewer, key)
    try:
        file = path_of(key).open("rb")
    except FileNotFoundError:
        raise NotHere from None
    response = FileResponse(file, content_type=image.media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


urlpatterns = [path("media/<str:key>/", media, name="media")]
