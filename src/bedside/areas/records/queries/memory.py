"""What the last build of members' figures remembers: counts by place, and nobody."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime

from bedside.areas.records.facts import Vector
from bedside.areas.records.models import BuildMemory
from bedside.kit.vault import vault


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is remembered of a place: its counts, and since when something that was taken back waits."""

    vector: Vector
    waits_since: datetime | None = None


Memory = dict[str, Known]


def build_memory() -> Memory | None:
    """Return what is remembered, opened; None before the first build. The caller reads past row security."""
    row = BuildMemory.objects.first()
    if row is None:
        return None
    kept = json.loads(zlib.decompress(vault().open_bytes(bytes(row.body), row.place)))
    return {
        place: Known(vector=vector, waits_since=datetime.fromisoformat(since) if since else None)
        for place, (vector, since) in kept.items()
    }
