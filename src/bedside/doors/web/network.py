"""Where a request comes from: the address that our own proxies saw, and the network by which its tries are counted.

Headers by which a visitor could claim another address, host or scheme count only when the peer is one of
`BEDSIDE_TRUSTED_PROXIES` (security.md P021); from anybody else they are taken out of the request before it is read.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings

# What a proxy may say, under the names of WSGI. None of the others is ever read.
CLAIMS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_ORIGINAL_URL",
    "HTTP_X_REWRITE_URL",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
)
BELIEVED = frozenset({"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"})
NOWHERE = "unknown"
WIDTHS = {4: 24, 6: 48}

Address = IPv4Address | IPv6Address


def settle(environ: dict[str, Any]) -> str:
    """Take out of a request what its sender may not claim, and return the address of the visitor ("unknown" if none).

    Of X-Forwarded-For the rightmost address that is no proxy of ours counts: what stands left of it, anybody can write.
    """
    peer = _address(environ.get("REMOTE_ADDR", ""))
    trusted = peer is not None and _is_ours(peer)
    said = environ.get("HTTP_X_FORWARDED_FOR", "")
    for name in CLAIMS:
        if not (trusted and name in BELIEVED):
            environ.pop(name, None)
    visitor = _rightmost(said) or peer if trusted else peer
    return str(visitor) if visitor is not None else NOWHERE


def network_of(address: str) -> str:
    """Return the /24 or /48 of an address: enough to count tries, not enough to tell a household."""
    known = _address(address)
    if known is None:
        return NOWHERE
    return str(ip_network(f"{known}/{WIDTHS[known.version]}", strict=False))


def _rightmost(said: str) -> Address | None:
    last: Address | None = None
    for part in reversed(said.split(",")):
        known = _address(part)
        if known is None:
            return last  # what a trusted proxy cannot have written: stop at the last that it did
        last = known
        if not _is_ours(known):
            return known
    return last


def _is_ours(address: Address) -> bool:
    return any(address in network for network in settings.CONFIG.proxies)


def _address(text: str) -> Address | None:
    text = text.strip()
    if text.startswith("["):  # [2001:db8::1]:443
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # 203.0.113.9:443
        text = text.partition(":")[0]
    try:
        known = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return known.ipv4_mapped or known if isinstance(known, IPv6Address) else known
