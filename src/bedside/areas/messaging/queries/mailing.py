"""What may stand in a mail about a message: a link, or with the patient's dated yes the words (boundary row B61)."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.messaging.models import MailConsent, Message
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.boundaries import Facts
from bedside.policy.practice import sending
from bedside.policy.practice.voices import signed


@dataclass(frozen=True)
class Plain:
    """What a plain mail says: which practice, and its words."""

    practice: str
    words: str


def agreed_at(viewer: Viewer, practice_id: int) -> datetime | None:
    """Return when the viewer agreed to plain mail from a practice; None where that does not hold now."""
    row = MailConsent.objects.filter(patient_id=viewer.persona_id, practice_id=practice_id, ended_at=None).first()
    if row is None or not viewer.signed_in:
        return None
    held = sending.notice(_consent(row), sensitive=False, part2=False, at=now()) is sending.Notice.PLAIN
    return row.agreed_at if held else None


def plain_of(message_id: int) -> Plain | None:
    """Return what a mail about a message may say in plain words now, asked anew; None: a link and nothing more."""
    with as_system("whether a mail may hold the words of a message"):
        message = Message.objects.filter(id=message_id, kind="message", by_patient=False).first()
        if message is None or message.thread.hidden_at is not None:
            return None
        thread, channel = message.thread, message.thread.channel
        row = MailConsent.objects.filter(channel=channel, ended_at=None).first()
        consent = _consent(row) if row is not None else None
        kind = sending.notice(consent, sensitive=thread.sensitive, part2=thread.part2, at=now())
        if kind is not sending.Notice.PLAIN or channel.closed_at is not None or not _gate_lets(channel.relation):
            return None
        name = signed(message.name, for_name=message.for_name)
        return Plain(channel.practice.space.name, f"{message.words}\n\n{name}")


def _gate_lets(relation: str) -> bool:
    facts = Facts(relation=relation, risk_accepted=True)
    action = "send plain SMS/e-mail with detail"
    who, to = "practice", "patient"
    return boundaries.ask(ANONYMOUS, space="practice", action=action, target=to, facts=facts, actor=who).allowed


def _consent(row: MailConsent) -> sending.MailConsent:
    return sending.MailConsent(row.agreed_at, row.ended_at)
