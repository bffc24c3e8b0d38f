"""The benchmark of the audit log: what it costs to seal entries, and to find out whether a million are as they were."""

import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bedside.areas.audit.actions import Sealer
from bedside.areas.audit.actions.sealing import EVERY
from bedside.areas.audit.actions.seeding import add_invented
from bedside.areas.audit.queries import notes, sealed
from bedside.areas.audit.signing import signing_key
from bedside.areas.audit.verifying import verify
from bedside.kit.checkpoints import read
from bedside.site.bench.cost import cpu_ns
from bedside.site.bench.pages import backend

SECOND = 1_000_000_000  # nanoseconds


class _Watch:
    """Time on the clock, and processor time of this process and of its side of the database, since it was made."""

    def __init__(self) -> None:
        self._began = self._read()

    def _read(self) -> tuple[int, int, int]:
        return time.perf_counter_ns(), time.process_time_ns(), cpu_ns(backend())

    def seconds(self) -> tuple[float, ...]:
        """Return wall, application and database, in seconds."""
        return tuple((now - then) / SECOND for now, then in zip(self._read(), self._began, strict=True))


def audit(*, rows: int) -> dict[str, Any]:
    """Seal until the log has at least `rows` entries, then verify all of it against every checkpoint there is."""
    sealer, new, sealing = Sealer(), 0, (0.0, 0.0, 0.0)
    while missing := max(0, rows - sealed()):
        add_invented(count=min(missing, EVERY))  # in transactions of a likely size
        watch = _Watch()
        new += sealer.round()
        sealing = tuple(map(sum, zip(sealing, watch.seconds(), strict=True)))
    checkpoints = _checkpoints(signing_key().public_key())
    watch = _Watch()
    found = verify(checkpoints)
    wall, app, database = watch.seconds()
    return {
        "rows": found.entries,
        "fault": found.fault,
        "checkpoints": len(checkpoints),
        "verify_wall_s": round(wall, 2),
        "verify_app_cpu_s": round(app, 2),
        "verify_postgresql_cpu_s": round(database, 2),
        "sealed_now": new,
        "sealing_wall_s": round(sealing[0], 2),
        "sealing_cpu_ms_a_row": round(1000 * (sealing[1] + sealing[2]) / new, 4) if new else None,
    }


def _checkpoints(key: Ed25519PublicKey) -> list[Any]:
    return list(read("\n".join(notes()), key))
