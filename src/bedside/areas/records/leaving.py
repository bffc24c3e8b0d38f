"""What leaving means for records. Published figures keep counts of many; the next builds follow the withdrawal."""

import json

from bedside.areas.people import queries as people
from bedside.areas.people.parts import Kind, Leaver, Part, register
from bedside.areas.records.actions.attachments import files_of, forget_files
from bedside.areas.records.queries.exchange import whole_record

COUNTS = "figures of at least 11 people, made anew each night"
BUDGET = "what the site spent of a year's privacy; of nobody"
RELEASED = "figures with noise that are out for good, as those agreed who are in them; of nobody"
PUBLIC = "a published set, not of members"

COURSES = Kind(
    name="treatments",
    title="Your treatments",
    select="""SELECT id, treatment, purpose, started, standing, stopped, stop_reason, counted, consented_at,
                     declared_at, confirmed_at
              FROM records_course WHERE owner_id = ANY(%(personas)s) ORDER BY id""",
)
EVALUATIONS = Kind(
    name="evaluations",
    title="What you said of your treatments",
    select="""SELECT e.id, c.treatment, c.purpose, e.wave, e.effect, e.made_worse, e.side_effects, e.unwanted,
                     e.words_sealed, e.other_sealed, e.answered_at
              FROM records_evaluation e JOIN records_course c ON c.id = e.course_id
              WHERE e.owner_id = ANY(%(personas)s) ORDER BY e.id""",
)

SITTINGS = Kind(
    name="questionnaires",
    title="Your answers to questionnaires",
    select="""SELECT id, series_id, day, is_draft, is_current, kept_at, share, body
              FROM records_sitting WHERE owner_id = %(account)s ORDER BY id""",
    per_persona=False,
)
DAYS = Kind(
    name="days",
    title="How your days were",
    select="""SELECT id, day, zone, is_current, kept_at, share, body FROM records_day_check
              WHERE owner_id = %(account)s ORDER BY day, id""",
    per_persona=False,
)
CONDITIONS = Kind(
    name="conditions",
    title="Your illnesses",
    select="""SELECT id, series_id, is_current, kept_at, share, body FROM records_condition
              WHERE owner_id = %(account)s ORDER BY series_id, id""",
    per_persona=False,
)
ABOUT = Kind(
    name="about_you",
    title="What you told of yourself: sex and year of birth",
    select="SELECT id, kept_at, share, body FROM records_about_me WHERE owner_id = %(account)s",
    per_persona=False,
)
FILES = Kind(
    name="files_brought",
    title="Files of health data that you brought",
    select="""SELECT id, read_at, kept_at, body FROM records_brought_file
              WHERE owner_id = %(account)s ORDER BY id""",
    per_persona=False,
)
CRASHES = Kind(
    name="crashes",
    title="When you were in a crash",
    select="""SELECT id, began_at, ended_at, proxy_id IS NOT NULL AS begun_by_a_carer FROM records_crash
              WHERE owner_id = %(account)s ORDER BY began_at""",
    per_persona=False,
)
TOLD = Kind(
    name="told_of_crashes",
    title="Who is told when a crash begins: whom you named, and who named you",
    select="""SELECT p.handle AS person, t.person_id = ANY(%(personas)s) AS named_you, t.asked_at,
                     t.accepted_at, t.is_on, t.tells_end
              FROM records_told t JOIN people_persona p
                ON p.id = CASE WHEN t.person_id = ANY(%(personas)s) THEN t.persona_id ELSE t.person_id END
              WHERE t.persona_id = ANY(%(personas)s) OR t.person_id = ANY(%(personas)s) ORDER BY t.id""",
)
SYMPTOMS = Kind(
    name="symptoms",
    title="What you felt",
    select="""SELECT id, series_id, day, zone, is_current, kept_at, share, body FROM records_symptom_log
              WHERE owner_id = %(account)s ORDER BY day, id""",
    per_persona=False,
)
TREATMENT_COURSES = Kind(
    name="courses",
    title="What you take and took",
    select="""SELECT id, series_id, is_current, kept_at, share, body FROM records_treatment_course
              WHERE owner_id = %(account)s ORDER BY series_id, id""",
    per_persona=False,
)
QUESTIONS = Kind(
    name="questions",
    title="When we asked you how a treatment goes",
    select="""SELECT id, course_id, wave, opens, closes, told_at, reminded_at FROM records_asked_wave
              WHERE owner_id = %(account)s ORDER BY opens, id""",
    per_persona=False,
)
WAVE_ANSWERS = Kind(
    name="answers",
    title="How your treatments went, when we asked",
    select="""SELECT id, series_id AS question_id, is_current, by_proxy, kept_at, share, body
              FROM records_wave_answer
              WHERE owner_id = %(account)s ORDER BY series_id, id""",
    per_persona=False,
)
ATTACHMENTS = Kind(
    name="record_files",
    title="Files in your record; they lie beside this",
    select="""SELECT id, kind, item_id, media_type, size, kept_at, body FROM records_attachment
              WHERE owner_id = %(account)s ORDER BY id""",
    per_persona=False,
)
LEDGER = Kind(
    name="sharing",
    title="With whom you shared your record, and what was used",
    select="""SELECT seq, act, audience, kinds, items, covers, text_version, text_hash, at, ends_at, of_id, count
              FROM records_ledger WHERE owner_id = %(account)s ORDER BY seq""",
    per_persona=False,
)


def as_fhir(leaver: Leaver) -> list[tuple[str, bytes]]:
    """Return the whole record as one FHIR file for an account's copy; none for an account without a persona."""
    found = (people.in_the_name_of(one.id) for one in people.personas_of(leaver.account_id))
    viewer = next((one for one in found if one is not None), None)
    if viewer is None:
        return []
    return [("record.fhir.json", json.dumps(whole_record(viewer), ensure_ascii=False, indent=1).encode())]


ENTRIES = tuple(
    (
        f"records_{table}",
        Kind(
            name=name,
            title=title,
            select=f"""SELECT id, series_id, is_current, kept_at, share, body FROM records_{table}
                       WHERE owner_id = %(account)s ORDER BY series_id, id""",  # noqa: S608  # names of this file
            per_persona=False,
        ),
    )
    for table, name, title in (
        ("measurement", "measurements", "What you measured"),
        ("allergy", "allergies", "Your allergies"),
        ("immunisation", "immunisations", "Your vaccines"),
        ("procedure", "procedures", "What was done"),
        ("goal", "goals", "Your goals"),
        ("appointment", "appointments", "Your appointments"),
        ("free_note", "notes_to_self", "Your notes to yourself"),
    )
)
OPERATORS = "words that an operator loaded; who accepted the terms is the site's"

register(
    (
        Part(
            table="records_condition",
            of="owner_id = %(account)s",
            export=CONDITIONS,
            sealed=("body",),
            files=as_fhir,
            files_per_persona=False,
        ),
        Part(table="records_treatment_course", of="owner_id = %(account)s", export=TREATMENT_COURSES, sealed=("body",)),
        *(Part(table=table, of="owner_id = %(account)s", export=kind, sealed=("body",)) for table, kind in ENTRIES),
        Part(table="records_about_me", of="owner_id = %(account)s", export=ABOUT, sealed=("body",)),
        Part(table="records_brought_file", of="owner_id = %(account)s", export=FILES, sealed=("body",)),
        Part(
            table="records_attachment",
            of="owner_id = %(account)s",
            erase=forget_files,
            export=ATTACHMENTS,
            sealed=("body",),
            files=files_of,
            files_per_persona=False,
        ),
        Part(table="records_asked_wave", of="owner_id = %(account)s", export=QUESTIONS),
        Part(table="records_wave_answer", of="owner_id = %(account)s", export=WAVE_ANSWERS, sealed=("body",)),
        Part(table="records_day_check", of="owner_id = %(account)s", export=DAYS, sealed=("body",)),
        Part(table="records_crash", of="owner_id = %(account)s", export=CRASHES),
        Part(
            table="records_told",
            of="owner_id = %(account)s OR person_id = ANY(%(personas)s)",
            export=TOLD,
        ),
        Part(table="records_symptom_log", of="owner_id = %(account)s", export=SYMPTOMS, sealed=("body",)),
        Part(table="records_sitting", of="owner_id = %(account)s", export=SITTINGS, sealed=("body",)),
        Part(table="records_ledger", of="owner_id = %(account)s", export=LEDGER),
        Part(table="records_instrument_pack", stays=OPERATORS, left_out=OPERATORS),
        Part(table="records_course", of="owner_id = ANY(%(personas)s)", export=COURSES),
        Part(
            table="records_evaluation",
            of="owner_id = ANY(%(personas)s)",
            export=EVALUATIONS,
            sealed=("words_sealed", "other_sealed"),
        ),
        Part(table="records_build_memory", stays=COUNTS, left_out=COUNTS, sealed=("body",)),
        Part(table="records_figure_table", stays=COUNTS, left_out=COUNTS),
        Part(table="records_cell", stays=COUNTS, left_out=COUNTS),
        Part(table="records_build", stays=COUNTS, left_out=COUNTS),
        Part(table="records_safety_signal", stays=COUNTS, left_out=COUNTS),
        Part(table="records_privacy_charge", stays=BUDGET, left_out=BUDGET),
        Part(table="records_open_release", stays=RELEASED, left_out=RELEASED),
        Part(table="records_imported_row", stays=PUBLIC, left_out=PUBLIC),
        Part(table="records_staged_row", stays=PUBLIC, left_out=PUBLIC),
    )
)
