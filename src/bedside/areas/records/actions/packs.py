"""An operator loads a questionnaire, having accepted its terms; or takes it away again. On the server only."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.records.models import InstrumentPack
from bedside.areas.records.queries.instruments import KNOWN
from bedside.kit.clock import now
from bedside.kit.texts import taken_line
from bedside.policy.instruments import Instrument
from bedside.policy.instruments.rules.packs import instrument_from


@dataclass(frozen=True)
class Loaded:
    """What was loaded. `is_new`: it was not there before, under just these terms."""

    instrument: Instrument
    is_new: bool


@transaction.atomic
def load_pack(*, definition: dict[str, Any], accepted_by: str) -> Loaded:
    """Keep a questionnaire whose terms `accepted_by` accepted now. Loading the same one again changes nothing.

    Raises BadPack for a definition that contradicts itself or may not be loaded, and BadText for no name.
    """
    instrument = instrument_from(definition, known=KNOWN)
    name = taken_line(accepted_by, field="accept", name="Your name", at_most=120, at_least=1)
    terms_hash = instrument.licence.terms_hash
    there = InstrumentPack.objects.select_for_update().filter(key=instrument.key, version=instrument.version).first()
    if there and there.withdrawn_at is None and (there.definition, there.terms_hash) == (definition, terms_hash):
        return Loaded(instrument, is_new=False)
    pack = there or InstrumentPack(key=instrument.key, version=instrument.version)
    pack.definition, pack.terms_hash = definition, terms_hash
    pack.accepted_by, pack.accepted_at, pack.withdrawn_at = name, now(), None
    pack.save()
    record("instruments.load", by=None, about=("instrument_pack", pack.id), terms=terms_hash)
    return Loaded(instrument, is_new=True)


@transaction.atomic
def withdraw_pack(*, key: str) -> int:
    """Take a loaded questionnaire away in all versions; return how many there were. Scores of its answers stay."""
    gone = 0
    for pack in InstrumentPack.objects.select_for_update().filter(key=key, withdrawn_at=None):
        pack.withdrawn_at = now()
        pack.save(update_fields=["withdrawn_at"])
        record("instruments.withdraw", by=None, about=("instrument_pack", pack.id))
        gone += 1
    return gone
