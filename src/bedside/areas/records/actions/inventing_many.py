"""Millions of invented evaluations of the invented members of a benchmark, written by PostgreSQL itself."""

from random import Random
from typing import Final

from django.db import connection, transaction

from bedside.areas.people.models import Account
from bedside.areas.records.actions.inventing import tell_of_themselves

CONDITIONS, TREATMENTS = 300, 600
COURSES: Final = """
INSERT INTO records_course (id, owner_id, treatment, treatment_slug, purpose, purpose_slug, started, standing, stopped,
                            stop_reason, counted, consented_at, declared_at, confirmed_at)
SELECT row_number() OVER (), owner, 'Treatment ' || t, 'treatment-' || t, 'Condition ' || c, 'condition-' || c,
       begun, CASE WHEN ended < 0.4 THEN 'stopped' ELSE 'still' END,
       CASE WHEN ended < 0.4 THEN begun + (20 + 300 * luck)::int END,
       CASE WHEN ended < 0.4 THEN (ARRAY['no_effect', 'side_effects', 'cost', 'got_better'])[1 + (luck * 3.99)::int % 4]
            ELSE '' END,
       true, now(), begun + (luck * 15)::int, now() - (luck * 200) * interval '1 day'
FROM (SELECT p.id AS owner, floor({conditions} * random() ^ 2)::int AS c, floor({treatments} * random() ^ 3)::int AS t,
             (now() - (400 + random() * 900) * interval '1 day')::date AS begun, random() AS ended, random() AS luck
      FROM people_persona p, generate_series(1, {each}) WHERE p.handle LIKE 'seed0%') AS drawn
ON CONFLICT DO NOTHING
"""
ANSWERS: Final = """
INSERT INTO records_evaluation (id, owner_id, course_id, wave, effect, made_worse, side_effects, unwanted, answered_at)
SELECT id, owner_id, id, 'past', floor(random() * 5), random() < 0.03, floor(5 * random() ^ 2),
       CASE WHEN random() < 0.3 THEN ARRAY[(ARRAY['nausea', 'headache', 'tiredness', 'skin'])[1 + floor(random() * 4)]]
            ELSE ARRAY[]::text[] END, now()
FROM records_course
"""


@transaction.atomic
def invent_many(*, each: int, about: float) -> None:
    """Let each member whom the benchmark made say something of up to `each` treatments, and a share of themselves."""
    made = Account.objects.filter(personas__handle__startswith="seed0").order_by("id")
    keys = made.values_list("id", "key_no").distinct()
    tell_of_themselves(keys, Random(each), share=about)  # noqa: S311  # the same each time, not a secret
    with connection.cursor() as cursor:
        cursor.execute(COURSES.format(conditions=CONDITIONS, treatments=TREATMENTS, each=each))
        cursor.execute(ANSWERS)
