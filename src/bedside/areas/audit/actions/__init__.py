"""Every write of the audit log: entries by all areas, seals and checkpoints by the sealer."""

from bedside.areas.audit.actions.recording import record, record_each, record_looks
from bedside.areas.audit.actions.sealing import Sealer

__all__ = ["Sealer", "record", "record_each", "record_looks"]
