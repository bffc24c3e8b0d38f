"""The networks on which listed clinicians post: what a handle looks like there, and where its page is."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal
from urllib.parse import quote, unquote, urlsplit

from bedside.policy.directory import tables

Proof = Literal["fediverse", "bluesky", "look"]
LONGEST_HANDLE: Final = 120
OWN: Final = "*"  # the host stands in the handle itself


@dataclass(frozen=True)
class Network:
    """One network. `proof` says how the site sees a code on somebody's page: by itself, or by a person who looks."""

    key: str
    name: str
    handle: re.Pattern[str]
    address: str
    hosts: tuple[str, ...]
    proof: Proof

    def page_of(self, handle: str) -> str:
        """Return the address of the public page of `handle` (tidied)."""
        user, _, host = handle.rpartition("@") if OWN in self.hosts else (handle, "", "")
        return self.address.format(handle=quote(handle, safe=".%"), user=quote(user, safe="."), host=host)

    def shown(self, handle: str) -> str:
        """Return a handle as people write it."""
        return f"@{handle}"


@cache
def networks() -> dict[str, Network]:
    """Return every network by its key."""
    return {one.key: one for one, _others in _read()}


def network_of(name: str) -> Network | None:
    """Return the network that is meant by a key, a name or an older name ("twitter"); None for none of ours."""
    return _by_any_name().get(name.strip().casefold())


def tidy(network: Network, handle: str) -> str | None:
    """Return a handle in its one form (no leading "@", small letters); None for what can't be one on this network."""
    plain = handle.strip().removeprefix("@").casefold()
    fits = len(plain) <= LONGEST_HANDLE and network.handle.fullmatch(plain)
    return plain if fits else None


def address_problem(network: Network, *, handle: str, url: str) -> str:
    """Return why `url` is not the page of `handle` (tidied) on `network`, in a few words; "" when it may be."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "the address can't be read"
    if parts.scheme != "https":
        return "the address does not begin with https://"
    if parts.username is not None or port not in (None, 443) or "\\" in url or any(sign <= " " for sign in url):
        return "the address is not a plain one"
    if not _is_on(network, handle, (parts.hostname or "").rstrip(".")):
        return f"the address is not one of {network.name}"
    if handle.partition("@")[0] not in unquote(f"{parts.netloc}{parts.path}?{parts.query}").casefold():
        return "the address is another's: the handle is not in it"
    return ""


def _is_on(network: Network, handle: str, host: str) -> bool:
    allowed = (handle.rpartition("@")[2],) if OWN in network.hosts else network.hosts
    return any(host == one or host.endswith(f".{one}") for one in allowed)


@cache
def _by_any_name() -> dict[str, Network]:
    return {name.casefold(): one for one, others in _read() for name in (one.key, one.name, *others)}


@cache
def _read() -> tuple[tuple[Network, tuple[str, ...]], ...]:
    return tuple(
        (Network(key, name, re.compile(handle), address, tuple(hosts.split()), _proof(proof)), tuple(others.split()))
        for key, name, handle, address, hosts, proof, others in tables.rows("networks")
    )


def _proof(word: str) -> Proof:
    known: dict[str, Proof] = {"fediverse": "fediverse", "bluesky": "bluesky", "look": "look"}
    return known[word]
