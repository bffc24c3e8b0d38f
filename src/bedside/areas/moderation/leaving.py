"""What leaving means for moderation: what was feared or decided about somebody goes with her, and so do her reports.
What she decided about others stands, and by whom is no longer kept.

A copy tells of those emergency accesses that the member was told of, of no other; and of her reports and decisions.
"""

from bedside.areas.moderation.actions.leaving import forget_acts, forget_appeals, forget_cases
from bedside.areas.people.parts import Kind, Part, register

ABOUT_HER = "about_id = ANY(%(personas)s)"
ACTS_ABOUT_HER = "act_id IN (SELECT id FROM moderation_act WHERE about_id = ANY(%(personas)s))"

EMERGENCIES = Kind(
    name="emergencies",
    title="When two people of the staff opened what you wrote",
    select="""SELECT reason_code AS why, allowed_at, told_at FROM moderation_emergency
              WHERE persona_id = ANY(%(personas)s) AND told_at IS NOT NULL ORDER BY id""",
)
REPORTS = Kind(
    name="reports",
    title="What you reported",
    select="""SELECT id, reason, words_sealed, made_at FROM moderation_report
              WHERE reporter_id = ANY(%(personas)s) ORDER BY id""",
)
DECISIONS = Kind(
    name="decisions",
    title="What moderators decided about yours",
    select="""SELECT id, act, reason, words_sealed, post_id, done_at, ends_at, lifted_at FROM moderation_act
              WHERE about_id = ANY(%(personas)s) ORDER BY id""",
)
APPEALS = Kind(
    name="second_looks",
    title="Second looks you asked for, and the answers",
    select="""SELECT act_id AS id, words_sealed, made_at, decided_at, upheld, answer_sealed FROM moderation_appeal
              WHERE act_id IN (SELECT id FROM moderation_act WHERE about_id = ANY(%(personas)s)) ORDER BY act_id""",
)

register(
    (
        Part(
            table="moderation_emergency",
            of="persona_id = ANY(%(personas)s)",
            export=EMERGENCIES,
            sealed=("words_sealed", "delay_sealed", "review_sealed"),
        ),
        # An erasure goes from the last line to the first: a report and a second look are found by what they are about.
        Part(
            table="moderation_case",
            of=ABOUT_HER,
            erase=forget_cases,
            left_out="what somebody else reported: what came of it is in what was decided",
            sealed=("snapshot_sealed",),
        ),
        Part(table="moderation_act", of=ABOUT_HER, erase=forget_acts, export=DECISIONS, sealed=("words_sealed",)),
        Part(
            table="moderation_report",
            of="""reporter_id = ANY(%(personas)s)
                  OR case_id IN (SELECT id FROM moderation_case WHERE about_id = ANY(%(personas)s))""",
            export=REPORTS,
            sealed=("words_sealed",),
        ),
        Part(
            table="moderation_appeal",
            of=ACTS_ABOUT_HER,
            erase=forget_appeals,
            export=APPEALS,
            sealed=("words_sealed", "answer_sealed"),
            key="act_id",
        ),
    )
)
