"""What leaving means for emergency accesses: what was feared about somebody goes with her, and the audit log stays.

A copy tells of those that the member was told of, and of no other.
"""

from bedside.areas.people.parts import Kind, Part, register

EMERGENCIES = Kind(
    name="emergencies",
    title="When two people of the staff opened what you wrote",
    select="""SELECT reason_code AS why, allowed_at, told_at FROM moderation_emergency
              WHERE persona_id = ANY(%(personas)s) AND told_at IS NOT NULL ORDER BY id""",
)

register(
    (
        Part(
            table="moderation_emergency",
            of="persona_id = ANY(%(personas)s)",
            export=EMERGENCIES,
            sealed=("words_sealed", "delay_sealed", "review_sealed"),
        ),
    )
)
