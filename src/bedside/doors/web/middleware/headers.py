"""Headers of every answer (security.md section 10)."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponseBase

from bedside.doors.web.http import Request
from bedside.kit.requests import numbered

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)

# Nothing that a page could ask of a device; passkeys are not on the list, because we use them.
NO_DEVICES = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
# For the one page that is made to stand in a frame of another site: nothing runs in it, and it sends nothing.
FRAMED = (
    "default-src 'self'; script-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors *; form-action 'none'"
)
YEAR = 31_536_000
NOT_KEPT = "private, no-store"
NOT_MODIFIED = 304  # has no body of its own, and what it says of keeping is said of the answer that is kept already


def open_to_frames(response: HttpResponseBase) -> HttpResponseBase:
    """Let a page stand in a frame of any other site. It must hold nothing of who looks, no form and no script."""
    response.headers["Content-Security-Policy"] = FRAMED
    response.may_be_framed = True  # type: ignore[attr-defined]  # a mark for the middleware below
    return response


class SafeHeaders:
    """Adds the content policy, forbids caching, sniffing, framing and referrers; and numbers the request.

    An answer may be kept by others only if its view says so, it went well and it sets no cookie.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.csp_nonce = secrets.token_urlsafe(16)
        with numbered():
            response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=request.csp_nonce))
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if not getattr(response, "may_be_framed", False):
            response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        went_well = 200 <= response.status_code < 300 or response.status_code == NOT_MODIFIED
        if not went_well or response.cookies:
            response.headers["Cache-Control"] = NOT_KEPT
        if settings.CONFIG.secure:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
        return response
