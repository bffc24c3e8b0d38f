"""Where a form may send somebody afterwards: to pages of this site only (security.md, P043)."""

from django.utils.http import url_has_allowed_host_and_scheme

ODD = ("//", "%2f", "%5c", "%25", "%0", "%1", "%7f", "/..", "/./")


def own_path(address: str) -> str:
    """Return `address` when it is a path of this site, with its query; "" otherwise.

    Only what begins with one slash and has no sign that browsers and proxies read in more than one way: backslashes,
    escaped slashes (once or twice), dots that climb, control signs, blanks.
    """
    path, _, _ = address.partition("?")
    odd = any(sign in path.lower() for sign in ODD) or "\\" in address
    plain = address.isascii() and address.isprintable() and " " not in address
    if not address.startswith("/") or odd or not plain:
        return ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
