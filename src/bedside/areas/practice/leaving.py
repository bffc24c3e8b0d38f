"""What leaving means for practices. A team goes on without who leaves; its texts stay the practice's."""

from bedside.areas.people.parts import Kind, Part, register
from bedside.areas.practice.actions.leaving import forget_absences, forget_templates

MINE = "persona_id = ANY(%(personas)s)"
TEAMS = Kind(
    name="teams",
    title="Practices on whose team you are or were",
    select="""SELECT s.name AS practice, m.role, m.since, m.ended_at FROM practice_member m
              JOIN spaces_space s ON s.id = m.practice_id WHERE m.persona_id = ANY(%(personas)s) ORDER BY m.id""",
)
SHIFTS = Kind(
    name="on_call",
    title="When you were on call for a practice",
    select="""SELECT s.name AS practice, h.begins_at, h.ends_at, h.place FROM practice_shift h
              JOIN spaces_space s ON s.id = h.practice_id WHERE h.persona_id = ANY(%(personas)s) ORDER BY h.id""",
)
ABSENCES = Kind(
    name="absences",
    title="When you were away from a practice",
    select="""SELECT s.name AS practice, a.begins_at, a.ends_at FROM practice_absence a
              JOIN spaces_space s ON s.id = a.practice_id WHERE a.persona_id = ANY(%(personas)s) ORDER BY a.id""",
)
DELEGATIONS = Kind(
    name="answering_for_others",
    title="For whom you answered, and who answered for you",
    select="""SELECT s.name AS practice, d.persona_id = ANY(%(personas)s) AS for_you, d.reasons, d.since, d.until_at,
                     d.ended_at FROM practice_delegation d JOIN spaces_space s ON s.id = d.practice_id
              WHERE d.persona_id = ANY(%(personas)s) OR d.deputy_id = ANY(%(personas)s) ORDER BY d.id""",
)
TEMPLATES = Kind(
    name="templates",
    title="Texts that you wrote for a practice",
    select="""SELECT s.name AS practice, t.name, t.words, t.changed_at, t.approved_at, t.retired_at
              FROM practice_template t JOIN spaces_space s ON s.id = t.practice_id
              WHERE t.writer_id = ANY(%(personas)s) ORDER BY t.id""",
)
PLACE = "a place of all who work there and write to it"

register(
    (
        Part(table="practice_practice", stays=PLACE, left_out=PLACE),
        Part(table="practice_hours", stays="the practice's hours", left_out="the practice's hours"),
        Part(table="practice_closure", stays="the practice's hours", left_out="the practice's hours"),
        Part(table="practice_member", of=MINE, export=TEAMS),
        Part(table="practice_shift", of=MINE, export=SHIFTS),
        Part(
            table="practice_absence",
            of=f"{MINE} OR hands_to_id = ANY(%(personas)s)",
            erase=forget_absences,
            export=ABSENCES,
        ),
        Part(
            table="practice_delegation",
            of=f"{MINE} OR deputy_id = ANY(%(personas)s)",
            export=DELEGATIONS,
        ),
        Part(
            table="practice_template",
            of="writer_id = ANY(%(personas)s) OR approver_id = ANY(%(personas)s)",
            erase=forget_templates,
            export=TEMPLATES,
        ),
    )
)
