"""What leaving means for channels.

A patient's words are sealed with her own key: when her account is erased the key is destroyed, and nobody reads them
again, also not in a backup. Who leaves a team stays in the threads as the name below what was written there.
"""

from bedside.areas.messaging.actions.leaving import (
    forget_calls,
    forget_care_looks,
    forget_care_words,
    forget_maker,
    forget_messages,
    forget_readings,
    forget_threads,
    messages_as_fhir,
    pictures_of,
)
from bedside.areas.people.parts import Kind, Part, register

PATIENT = "patient_id = ANY(%(personas)s)"
CHANNELS = Kind(
    name="channels",
    title="Practices that you can write to",
    select="""SELECT s.name AS practice, c.relation, c.pre_patient, c.opened_at, c.closed_at, c.id,
                     c.record_sealed FROM messaging_channel c
              JOIN spaces_space s ON s.id = c.practice_id WHERE c.patient_id = ANY(%(personas)s) ORDER BY c.id""",
)
THREADS = Kind(
    name="threads",
    title="What you wrote to practices about",
    select="""SELECT t.id, s.name AS practice, t.reason, t.subject_sealed, t.state, t.sensitive, t.part2, t.opened_at,
                     t.closed_at FROM messaging_thread t JOIN spaces_space s ON s.id = t.practice_id
              WHERE t.patient_id = ANY(%(personas)s) ORDER BY t.id""",
)
MESSAGES = Kind(
    name="practice_messages",
    title="What you and practices wrote to each other",
    select="""SELECT id, thread_id, by_patient AS from_you, name, for_name, words_sealed, sent_at FROM messaging_message
              WHERE patient_id = ANY(%(personas)s) AND kind <> 'internal' ORDER BY id""",
)
PICTURES = Kind(
    name="practice_pictures",
    title="Pictures in your messages with practices; the files lie beside this",
    select="""SELECT id, message_id, media_type, width, height FROM messaging_picture
              WHERE patient_id = ANY(%(personas)s) AND NOT internal ORDER BY id""",
)
READINGS = Kind(
    name="threads_opened",
    title="Who opened your threads, and when",
    select="""SELECT thread_id, name, opened_at FROM messaging_seen
              WHERE patient_id = ANY(%(personas)s) ORDER BY id""",
)
CALLS = Kind(
    name="calls_asked_for",
    title="Calls that you asked for",
    select="""SELECT id, thread_id, number_sealed, topic_sealed, day, opens::text, closes::text, asked_at, withdrawn_at,
                     outcome, called_at FROM messaging_call WHERE patient_id = ANY(%(personas)s) ORDER BY id""",
)
CODES = Kind(
    name="codes_given",
    title="Codes that you gave to patients of a practice, without whose they were",
    select="""SELECT s.name AS practice, c.way, c.made_at, c.used_at, c.withdrawn_at FROM messaging_code c
              JOIN spaces_space s ON s.id = c.practice_id WHERE c.maker_id = ANY(%(personas)s) ORDER BY c.id""",
)
CARE_TEAMS = Kind(
    name="care_teams",
    title="Practices that you let talk about your care",
    select="""SELECT id, about_sealed, signed_sealed, part2, signed_at, until_at, ended_at FROM messaging_care_team
              WHERE patient_id = ANY(%(personas)s) ORDER BY id""",
)
CARE_THREADS = Kind(
    name="care_team_threads",
    title="What practices talked about with each other",
    select="""SELECT id, team_id, subject_sealed, part2, begun_at FROM messaging_care_thread
              WHERE patient_id = ANY(%(personas)s) ORDER BY id""",
)
CARE_WORDS = Kind(
    name="care_team_messages",
    title="What practices wrote to each other about your care",
    select="""SELECT m.id, m.thread_id, s.name AS practice, m.name, m.words_sealed, m.sent_at
              FROM messaging_care_message m LEFT JOIN spaces_space s ON s.id = m.practice_id
              WHERE m.patient_id = ANY(%(personas)s) ORDER BY m.id""",
)
CARE_LOOKS = Kind(
    name="care_team_threads_opened",
    title="Who opened what practices wrote about your care, and when",
    select="""SELECT thread_id, name, opened_at FROM messaging_care_seen
              WHERE patient_id = ANY(%(personas)s) ORDER BY id""",
)
MAILS = Kind(
    name="mail_consents",
    title="Your yes to plain mail from a practice",
    select="""SELECT s.name AS practice, c.agreed_at, c.ended_at FROM messaging_mail_consent c
              JOIN spaces_space s ON s.id = c.practice_id WHERE c.patient_id = ANY(%(personas)s) ORDER BY c.id""",
)

register(
    (
        Part(table="messaging_channel", of=PATIENT, export=CHANNELS, sealed=("record_sealed",)),
        Part(
            table="messaging_code",
            of="maker_id = ANY(%(personas)s)",
            erase=forget_maker,
            export=CODES,
            sealed=("record_sealed",),
        ),
        Part(table="messaging_likeness", of=PATIENT, left_out="keyed marks of messages, which stand in the copy"),
        Part(
            table="messaging_thread",
            of=f"{PATIENT} OR owner_id = ANY(%(personas)s) OR second_id = ANY(%(personas)s)",
            erase=forget_threads,
            export=THREADS,
            sealed=("subject_sealed",),
        ),
        Part(
            table="messaging_message",
            of=f"{PATIENT} OR author_id = ANY(%(personas)s)",
            erase=forget_messages,
            export=MESSAGES,
            sealed=("words_sealed",),
            files=messages_as_fhir,
        ),
        Part(
            table="messaging_picture",
            of=PATIENT,
            export=PICTURES,
            sealed=("data_sealed",),
            files=pictures_of,
        ),
        Part(
            table="messaging_seen",
            of=f"{PATIENT} OR persona_id = ANY(%(personas)s)",
            erase=forget_readings,
            export=READINGS,
            sealed=("why_sealed",),
        ),
        Part(
            table="messaging_answering",
            of="persona_id = ANY(%(personas)s)",
            left_out="who is answering now, for a quarter of an hour",
        ),
        Part(
            table="messaging_call",
            of=f"{PATIENT} OR caller_id = ANY(%(personas)s)",
            erase=forget_calls,
            export=CALLS,
            sealed=("number_sealed", "topic_sealed", "note_sealed"),
        ),
        Part(
            table="messaging_care_team",
            of=PATIENT,
            export=CARE_TEAMS,
            sealed=("about_sealed", "signed_sealed"),
        ),
        Part(table="messaging_care_thread", of=PATIENT, export=CARE_THREADS, sealed=("subject_sealed",)),
        Part(
            table="messaging_care_message",
            of=f"{PATIENT} OR author_id = ANY(%(personas)s)",
            erase=forget_care_words,
            export=CARE_WORDS,
            sealed=("words_sealed",),
        ),
        Part(
            table="messaging_care_seen",
            of=f"{PATIENT} OR persona_id = ANY(%(personas)s)",
            erase=forget_care_looks,
            export=CARE_LOOKS,
        ),
        Part(table="messaging_mail_consent", of=PATIENT, export=MAILS),
    )
)
