"""What a practice says to anybody: its approved templates, which are nobody's secret."""

from bedside.areas.practice.models import TeamMember, Template


def own_texts(practice_id: int) -> list[str]:
    """Return the words of a practice's approved templates. The caller runs as the system, or is on the team."""
    rows = Template.objects.filter(practice_id=practice_id, approved_at__isnull=False)
    return list(rows.values_list("words", flat=True))


def practices_ever(persona_id: int) -> list[int]:
    """Return the practices on whose team a persona is or was: who left carries no words out either."""
    rows = TeamMember.objects.filter(persona_id=persona_id)
    return sorted(set(rows.values_list("practice_id", flat=True)))
