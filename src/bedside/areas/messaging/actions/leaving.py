"""What an erasure does: a patient's rows go, a team member's name stays below what was written, and nothing else."""

from bedside.areas.messaging.models import (
    CallRequest,
    CareMessage,
    CareSeen,
    IdentityCode,
    Message,
    Picture,
    Seen,
    Thread,
)
from bedside.areas.messaging.queries import copies
from bedside.areas.people import queries as people
from bedside.areas.people.parts import Leaver
from bedside.kit.errors import NotHere


def forget_threads(leaver: Leaver) -> None:
    """Delete a patient's threads. What somebody on a team had goes back to everybody on it."""
    Thread.objects.filter(patient_id__in=leaver.personas).delete()
    Thread.objects.filter(second_id__in=leaver.personas).update(second=None)
    owned = Thread.objects.filter(owner_id__in=leaver.personas)
    owned.filter(state="assigned").update(state="open", owner=None, second=None)
    owned.update(owner=None)


def forget_messages(leaver: Leaver) -> None:
    """Delete what is in a patient's threads; an answer stays signed with the name that stood below it."""
    Message.objects.filter(patient_id__in=leaver.personas).delete()
    Message.objects.filter(author_id__in=leaver.personas).update(author=None)


def pictures_of(leaver: Leaver) -> list[tuple[str, bytes]]:
    """Return the pictures in a patient's threads as (name, content), without those that the team showed itself."""
    rows = Picture.objects.filter(patient_id__in=leaver.personas, internal=False).order_by("id")
    return [(f"practice_pictures/{row.id}.{row.media_type.removeprefix('image/')}", row.data) for row in rows]


def messages_as_fhir(leaver: Leaver) -> list[tuple[str, bytes]]:
    """Return a patient's conversations with practices as one FHIR file of Communications; none where there are none."""
    viewer = next((found for one in leaver.personas if (found := people.in_the_name_of(one))), None)
    try:
        told = copies.conversations(viewer) if viewer is not None else []
    except NotHere:
        return []
    return [("practice_messages.fhir.json", copies.as_bundle(told))] if told else []


def forget_readings(leaver: Leaver) -> None:
    """Delete who opened a patient's threads; elsewhere the name stays, as the patient was shown it."""
    Seen.objects.filter(patient_id__in=leaver.personas).delete()
    Seen.objects.filter(persona_id__in=leaver.personas).update(persona=None)


def forget_calls(leaver: Leaver) -> None:
    """Delete the calls that a patient asked for, and who called stays out of the others."""
    CallRequest.objects.filter(patient_id__in=leaver.personas).delete()
    CallRequest.objects.filter(caller_id__in=leaver.personas).update(caller=None)


def forget_care_words(leaver: Leaver) -> None:
    """Delete what practices wrote about a patient; elsewhere what somebody wrote stays signed with her name."""
    CareMessage.objects.filter(patient_id__in=leaver.personas).delete()
    CareMessage.objects.filter(author_id__in=leaver.personas).update(author=None)


def forget_care_looks(leaver: Leaver) -> None:
    """Delete who opened what was written about a patient; elsewhere the name stays, as she was shown it."""
    CareSeen.objects.filter(patient_id__in=leaver.personas).delete()
    CareSeen.objects.filter(persona_id__in=leaver.personas).update(persona=None)


def forget_maker(leaver: Leaver) -> None:
    """Codes stay good, for they are the practice's; who gave them out is nobody any more."""
    IdentityCode.objects.filter(maker_id__in=leaver.personas).update(maker_id=0)
