"""Which questionnaires this site may use: those that ship, and those whose words an operator loaded and accepted."""

from collections.abc import Mapping
from dataclasses import dataclass

from bedside.areas.records.models import InstrumentPack
from bedside.policy.instruments import SHIPPED, SLOTS, Instrument
from bedside.policy.instruments.model import NotLicensed
from bedside.policy.instruments.rules.gate import Grant, is_usable
from bedside.policy.instruments.rules.packs import instrument_from

KNOWN: Mapping[str, Instrument] = {**SLOTS, **SHIPPED}


@dataclass(frozen=True)
class Leave:
    """An instrument together with what opens it, for the gate of the rules."""

    instrument: Instrument
    grants: tuple[Grant, ...] = ()


def usable() -> dict[str, Leave]:
    """Return every questionnaire that may be used, by key: of a loaded one the version that was accepted last."""
    found = {key: Leave(instrument) for key, instrument in SHIPPED.items()}
    for pack in InstrumentPack.objects.filter(withdrawn_at=None).order_by("accepted_at", "id"):
        leave = _leave(pack)
        if is_usable(leave.instrument, grants=leave.grants):
            found[pack.key] = leave
    return found


def one(key: str, *, version: str = "") -> Leave:
    """Return one questionnaire, in the version that is used now or in `version`; raise NotLicensed.

    A key that nobody has ever heard of is refused in the same words: the site does not say what it knows.
    """
    leave = usable().get(key)
    if leave is not None and version and leave.instrument.version != version:
        pack = InstrumentPack.objects.filter(key=key, version=version, withdrawn_at=None).first()
        leave = _leave(pack) if pack else None
    if leave is None:
        raise NotLicensed
    return leave


def _leave(pack: InstrumentPack) -> Leave:
    return Leave(
        instrument_from(pack.definition, known=KNOWN), grants=(Grant(pack.key, pack.version, pack.terms_hash),)
    )
