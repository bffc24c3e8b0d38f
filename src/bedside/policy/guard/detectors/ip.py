"""Internet addresses (letter O): version 4 and version 6.

Four numbers between dots are an address when a word of networks stands near, or when they cannot well be a version or a
section: the first at least 10 and one of the others at least 100. Words such as "version" right before rule it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.near import Near
from bedside.policy.guard.text import Doc

KIND: Final = "ip"
RULES: Final = ("ip.v4", "ip.v6")

_V4 = re.compile(r"\d(?<![\w.:-]\d)\d{0,2}(?:\.\d{1,3}){3}(?![\w-]|\.\d)")
_V6 = re.compile(r"(?<![\w:.])(?:[\da-f]{1,4})?(?::[\da-f]{0,4}){2,7}(?:%\w{1,12})?(?![\w:]|\.\d)", re.IGNORECASE)
_NETWORK = re.compile(
    r"\b(?:ip|ipv4|ipv6|address|addresses|log|logs|logged|login|server|host|router|network|subnet|ping|dns|vpn|proxy"
    r"|connect\w{0,5}|session|firewall|blocked|traffic|wifi|lan|gateway|port|dropping|traced|online|device)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:\bv|\bver|version|release|firmware|software|build|client|app|ios|android|update|section|sect|chapter|para"
    r"|paragraph|clause|item|\u00a7|\bno|#)[\s.:]{0,3}(?:to |from |is |was )?\Z",
    re.IGNORECASE,
)
_NEAR = 60


def find(doc: Doc) -> Iterator[Hit]:
    """Find addresses of both versions."""
    if doc.has_digit and ("." in doc.norm or ":" in doc.norm):
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    network = Near(_NETWORK, doc.norm)
    for match in _V4.finditer(doc.norm):
        if _is_v4(match, norm=doc.norm, network=network):
            yield Hit(KIND, "ip.v4", match.start(), match.end())
    for match in _V6.finditer(doc.norm) if doc.norm.count(":") > 1 else ():
        if _is_v6(match[0]):
            yield Hit(KIND, "ip.v6", match.start(), match.end())


def _is_v4(match: re.Match[str], *, norm: str, network: Near) -> bool:
    octets = [int(octet) for octet in match[0].split(".")]
    if max(octets) > 255 or octets[0] == 0 or any(len(part) > 1 and part[0] == "0" for part in match[0].split(".")):
        return False
    if _VERSION.search(norm, max(0, match.start() - 20), match.start()):
        return False
    if octets[0] >= 10 and max(octets[1:]) >= 100:
        return True
    return network.has(match.start(), match.end(), before=_NEAR, behind=_NEAR)


def _is_v6(shown: str) -> bool:
    if not any(char.isdigit() for char in shown) or shown.strip(":").count(":") < 2:
        return False
    try:
        return not IPv6Address(shown).is_unspecified
    except AddressValueError:
        return False
