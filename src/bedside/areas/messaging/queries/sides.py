"""On whose side of a channel somebody stands: a patient on her own, a carer on that of who let her write (B60).

A carer's grant is asked anew each time, for its owner ends it at once. What is marked as sensitive, and records of
substance use, stay between the patient and the practice.
"""

from contextlib import AbstractContextManager, nullcontext

from django.db.models import Q, QuerySet

from bedside.areas.consents.queries import acting_for
from bedside.areas.messaging.models import Thread
from bedside.areas.people.viewer import Viewer
from bedside.kit.viewing import as_system


def patients_of(viewer: Viewer) -> frozenset[int]:
    """Return the patients for whom the viewer, a carer, may write to practices now; none for everybody else."""
    if viewer.kind != "carer" or not viewer.confirmed:
        return frozenset()
    return frozenset(
        one.owner_id for one in acting_for(viewer) if one.state == "live" and "message practice" in one.scopes
    )


def threads_of(viewer: Viewer) -> QuerySet[Thread]:
    """Return the threads on the viewer's side, less those that the patient deleted. To be read within `side`."""
    hers = Q(patient_id=viewer.persona_id)
    let = patients_of(viewer)
    if let:
        hers |= Q(patient_id__in=let, sensitive=False, part2=False)
    return Thread.objects.filter(hers, hidden_at=None) if viewer.signed_in else Thread.objects.none()


def side(viewer: Viewer) -> AbstractContextManager[None]:
    """Let a carer's statements reach the rows that `threads_of` picked; a patient's reach her own anyway."""
    if viewer.kind != "carer":
        return nullcontext()
    return as_system("a carer acts for the patient who let her write to the practice")
