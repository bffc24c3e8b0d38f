"""Which addresses of the internet may be reached: a table of our own.

Python's `is_global` calls several translated, multicast and reserved ranges global, and changes between versions. The
ranges are those of the IANA special-purpose registries and of security.md section 5.
"""

import ipaddress
import socket
from typing import Final

# Not on the public internet, or on it for something else than a host.
DENIED_4: Final = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by customers of a provider
            "127.0.0.0/8",  # this machine
            "169.254.0.0/16",  # link; the data of cloud machines
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # examples
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # tunnels (AMT)
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # examples
            "203.0.113.0/24",  # examples
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# The only part of IPv6 that is given out to hosts; mapped, compatible, translated, local and multicast lie outside.
ALLOWED_6: Final = ipaddress.IPv6Network("2000::/3")
DENIED_6: Final = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32",  # examples
            "2002::/16",  # 6to4: holds an IPv4 address
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # examples
        ),
    )
)


def is_public(address: str) -> bool:
    """Say whether an address, as the resolver wrote it, belongs to a host on the public internet."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in denied for denied in DENIED_4)
    inside = found.scope_id is None and found in ALLOWED_6
    return inside and not any(found in denied for denied in DENIED_6)


def is_ours(address: str) -> bool:
    """Say whether an address belongs to this very machine: only then can a socket be bound to it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True
