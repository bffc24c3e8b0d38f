"""The gate of the boundary table at a practice's door: rows B55, B56 and those for who is not, or no longer, known."""

from bedside.areas.boundaries.queries import require
from bedside.areas.messaging.models import Channel
from bedside.areas.people.viewer import Viewer
from bedside.policy.boundaries import Facts


def may_bring(viewer: Viewer, channel: Channel | None, *, administrative: bool) -> None:
    """Raise what the table says where a patient may not bring this to a practice. Asked inside the practice alone."""
    if viewer.kind == "carer":
        _carer(viewer, channel)
        return
    known = channel is not None and not channel.pre_patient
    relation = channel.relation if channel is not None and known else "unknown"
    facts = Facts(relation=relation, code_ok=known, administrative=administrative)
    if channel is None:
        require(viewer, space="practice", action="open door", target="practice", facts=facts)
    require(viewer, space="practice", action="message", target="practice team", facts=facts)


def _carer(viewer: Viewer, channel: Channel | None) -> None:
    """B60, after `sides` found a live grant: its scope, and that it ends, are what the row asks."""
    relation = channel.relation if channel is not None and not channel.pre_patient else "unknown"
    facts = Facts(relation=relation, scopes=frozenset({"message"}), ends=True)
    require(viewer, space="practice", action="message about patient", target="practice", facts=facts)
