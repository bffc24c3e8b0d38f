"""What an erasure does with a practice's own things: they go on, and no longer name who left."""

from bedside.areas.people.parts import Leaver
from bedside.areas.practice.models import TeamAbsence, Template


def forget_absences(leaver: Leaver) -> None:
    """Drop a leaver's absences; those of others hand their threads to everybody instead."""
    TeamAbsence.objects.filter(persona_id__in=leaver.personas).delete()
    TeamAbsence.objects.filter(hands_to_id__in=leaver.personas).update(hands_to=None)


def forget_templates(leaver: Leaver) -> None:
    """Take a leaver's name off the texts of a practice; 0 stands for who has left."""
    Template.objects.filter(approver_id__in=leaver.personas).update(approver_id=0)
    Template.objects.filter(writer_id__in=leaver.personas).update(writer_id=0)
