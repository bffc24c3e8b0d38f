"""What leaving means for escalations: the thread goes, and what happened stays as a number that is nobody's."""

from bedside.areas.escalations.actions.leaving import forget_author, forget_reader, forget_steps
from bedside.areas.people.parts import Kind, Part, register

HERS = "author_id = ANY(%(personas)s)"
ON_ROTA = "persona_id = ANY(%(personas)s)"

ESCALATIONS = Kind(
    name="private_answers",
    title="Posts of yours that got a private answer",
    select="""SELECT id, CASE WHEN NOT post_gone THEN %(posts)s || post_id::text || '/' END AS link, klass AS class,
                     state, begun_at, handed_to, outcome, stays,
                     (SELECT reason || ':' || code FROM escalations_step
                      WHERE escalation_id = escalations_escalation.id AND kind = 'triage'
                      ORDER BY id DESC LIMIT 1) AS looked_at
              FROM escalations_escalation WHERE author_id = ANY(%(personas)s) ORDER BY id""",
)
MESSAGES = Kind(
    name="private_thread",
    title="What you and the site wrote to each other in private",
    select="""SELECT id, escalation_id, from_author AS yours, sealed, at, read_at
              FROM escalations_message WHERE author_id = ANY(%(personas)s) ORDER BY id""",
)
GLASS = Kind(
    name="told_to_others",
    title="What two people of the staff told others to protect you",
    select="""SELECT id, escalation_id, reason, "to", sealed, agreed_at
              FROM escalations_glass WHERE author_id = ANY(%(personas)s) AND agreed_at IS NOT NULL AND told
              ORDER BY id""",
)
SHIFTS = Kind(
    name="shifts",
    title="Your shifts on the rota",
    select="""SELECT role, begins_at, ends_at, place FROM escalations_shift
              WHERE persona_id = ANY(%(personas)s) ORDER BY begins_at""",
)
ABSENCES = Kind(
    name="duty_absences",
    title="When you were away from the rota",
    select="""SELECT begins_at, ends_at FROM escalations_absence
              WHERE persona_id = ANY(%(personas)s) ORDER BY begins_at""",
)
REVIEWS = Kind(
    name="reviews_you_read",
    title="Reviews that you were asked to read",
    select="""SELECT asked_at, agreed_at FROM escalations_review
              WHERE member_id = ANY(%(personas)s) ORDER BY asked_at""",
)

register(
    (
        Part(table="escalations_escalation", of=HERS, erase=forget_author, export=ESCALATIONS),
        Part(
            table="escalations_step",
            of="by_id = ANY(%(personas)s)",
            erase=forget_steps,
            left_out="what you pressed stands in what was written down of what you did",
        ),
        Part(table="escalations_message", of=HERS, export=MESSAGES, sealed=("sealed",)),
        Part(table="escalations_glass", of=HERS, export=GLASS, sealed=("sealed",)),
        Part(
            table="escalations_review",
            of="member_id = ANY(%(personas)s) OR lead_id = ANY(%(personas)s)",
            erase=forget_reader,
            export=REVIEWS,
        ),
        Part(table="escalations_shift", of=ON_ROTA, export=SHIFTS),
        Part(table="escalations_absence", of=ON_ROTA, export=ABSENCES),
        Part(table="escalations_rota", stays="when a rota was published", left_out="of the site"),
        Part(table="escalations_month", stays="numbers of a month", left_out="numbers of nobody"),
    )
)
