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
        Part(table="contacts_mute", of=EITHER, export=_pressed("contacts_mute", "mutes", "Whom you mute")),
    )
)
