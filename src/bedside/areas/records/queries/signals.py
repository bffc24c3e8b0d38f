"""The safety queue: read by clinicians who were verified, and by nobody else."""

from collections.abc import Sequence

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.signals import SafetySignal
from bedside.kit.errors import NotHere

VERIFIED = frozenset({"V3", "V4"})


def safety_signals(viewer: Viewer) -> Sequence[SafetySignal]:
    """Return what the last night found, the strongest first. Raises NotHere for everybody else."""
    if viewer.kind != "clinician" or viewer.level not in VERIFIED:
        raise NotHere
    return list(SafetySignal.objects.order_by("-times", "treatment", "effect"))
