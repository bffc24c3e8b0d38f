"""Questionnaires as code: one instrument a file, found by looking at this folder."""

from importlib import import_module
from pkgutil import iter_modules

from bedside.policy.instruments.model import Instrument
from bedside.policy.instruments.rules.slots import read_slots

SHARED = frozenset({"model"})


def _scanned() -> dict[str, Instrument]:
    names = [module.name for module in iter_modules(__path__) if not module.ispkg and module.name not in SHARED]
    found = [import_module(f"{__name__}.{name}").INSTRUMENT for name in sorted(names)]
    return {instrument.key: instrument for instrument in found}


SHIPPED: dict[str, Instrument] = _scanned()
SLOTS: dict[str, Instrument] = read_slots()
"""Names only: of these no item is in the repository."""

__all__ = ["SHIPPED", "SLOTS", "Instrument"]
