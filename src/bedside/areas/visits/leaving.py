"""What leaving means for visit sheets: links open nothing any more, and their sheets are gone."""

from bedside.areas.people.parts import Kind, Part, register

MINE = "owner_id = ANY(%(personas)s)"
LINKS = Kind(
    name="visit-links",
    title="Links to your visit sheets",
    select=f"""SELECT id, facts, made_at, expires_at, ended_at FROM visits_link
               WHERE {MINE} ORDER BY id""",  # noqa: S608  # made of constants
)
OPENINGS = Kind(
    name="visit-openings",
    title="When your visit sheets were opened",
    select=f"SELECT id, link_id, form, at FROM visits_opening WHERE {MINE} ORDER BY id",  # noqa: S608  # of constants
)

register(
    (
        Part(table="visits_link", of=MINE, export=LINKS, sealed=("facts",)),
        Part(table="visits_opening", of=MINE, export=OPENINGS),
    )
)
