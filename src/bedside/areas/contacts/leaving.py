"""What leaving means for contacts. Who blocks or mutes a leaver is nobody's business but theirs."""

from bedside.areas.people.parts import Kind, Part, register

EITHER = "owner_id = ANY(%(personas)s) OR target_id = ANY(%(personas)s)"
FOLLOWS = Kind(
    name="follows",
    title="Whom you follow, and who follows you",
    select="""SELECT 'you' AS who, p.handle AS whom, f.accepted, f.created_at
              FROM contacts_follow f JOIN people_persona p ON p.id = f.target_id
              WHERE f.owner_id = ANY(%(personas)s) AND NOT p.hidden
              UNION ALL SELECT p.handle, 'you', f.accepted, f.created_at
              FROM contacts_follow f JOIN people_persona p ON p.id = f.owner_id
              WHERE f.target_id = ANY(%(personas)s) AND NOT p.hidden ORDER BY 4""",
)
ASKINGS = Kind(
    name="askings",
    title="Whom you ask to connect, and who asks you",
    select="""SELECT 'you' AS who, p.handle AS whom, a.created_at
              FROM contacts_asking a JOIN people_persona p ON p.id = a.target_id
              WHERE a.owner_id = ANY(%(personas)s) AND NOT p.hidden
              UNION ALL SELECT p.handle, 'you', a.created_at
              FROM contacts_asking a JOIN people_persona p ON p.id = a.owner_id
              WHERE a.target_id = ANY(%(personas)s) AND NOT p.hidden ORDER BY 3""",
)
LOOK_UPS = Kind(
    name="look_ups",
    title="Why you opened pages of patients",
    select="""SELECT l.id, p.handle AS whom, l.reason_sealed, l.at
              FROM contacts_look_up l LEFT JOIN people_persona p ON p.id = l.target_id AND NOT p.hidden
              WHERE l.owner_id = ANY(%(personas)s) ORDER BY l.id""",
)


def _pressed(table: str, name: str, title: str) -> Kind:
    # The table's name is one of ours: the two below.
    select = f"""SELECT p.handle AS whom, t.created_at FROM {table} t JOIN people_persona p ON p.id = t.target_id
                 WHERE t.owner_id = ANY(%(personas)s) ORDER BY 2"""  # noqa: S608  # names of our own tables
    return Kind(name=name, title=title, select=select)


register(
    (
        Part(table="contacts_follow", of=EITHER, export=FOLLOWS),
        Part(table="contacts_block", of=EITHER, export=_pressed("contacts_block", "blocks", "Whom you block")),
        Part(
            table="contacts_not_my_doctor",
            of=EITHER,
            export=_pressed("contacts_not_my_doctor", "not_my_doctors", "Clinicians whom you keep away"),
        ),
        Part(table="contacts_asking", of=EITHER, export=ASKINGS),
        Part(
            table="contacts_first_contact",
            of="persona_id = ANY(%(personas)s)",
            export=Kind(
                name="first_contact",
                title="From whom you take first contacts",
                select="SELECT connect, message FROM contacts_first_contact WHERE persona_id = ANY(%(personas)s)",
            ),
        ),
        Part(table="contacts_look_up", of=EITHER, export=LOOK_UPS, sealed=("reason_sealed",)),
        Part(table="contacts_mute", of=EITHER, export=_pressed("contacts_mute", "mutes", "Whom you mute")),
    )
)
