"""The one gate before the words of an instrument: without leave nothing of one is shown, scored or exported."""

from collections.abc import Iterable
from dataclasses import dataclass

from bedside.policy.instruments.model import Instrument, Item, NotLicensed, Status


@dataclass(frozen=True)
class Grant:
    """An operator has accepted the terms of an instrument whose words the site was given: which, and which terms."""

    key: str
    version: str
    terms_hash: str


def is_usable(instrument: Instrument, *, grants: Iterable[Grant] = ()) -> bool:
    """Say whether this site may use the words of `instrument`."""
    if instrument.licence.status is Status.FORBIDDEN or not instrument.items:
        return False
    if instrument.licence.status is Status.FREE:
        return True
    needed = Grant(instrument.key, instrument.version, instrument.licence.terms_hash)
    return needed in set(grants)


def require_usable(instrument: Instrument, *, grants: Iterable[Grant] = ()) -> None:
    """Raise NotLicensed unless this site may use the words of `instrument`."""
    if not is_usable(instrument, grants=grants):
        raise NotLicensed


def items_of(instrument: Instrument, *, grants: Iterable[Grant] = ()) -> tuple[Item, ...]:
    """Return the items, to be drawn; raise NotLicensed for an instrument that may not be used."""
    require_usable(instrument, grants=grants)
    return instrument.items
