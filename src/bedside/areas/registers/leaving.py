"""What leaving means for registers: nothing. They are published lists, and hold nobody because of being a member."""

from bedside.areas.people.parts import Part, register

PUBLIC = "a published register of licensed clinicians, which others keep; not of members"
MAP = "codes and our words for them"
LOG = "which file was taken in when"

register(
    (
        Part(table="registers_entry", stays=PUBLIC, left_out=PUBLIC),
        Part(table="registers_other_name", stays=PUBLIC, left_out=PUBLIC),
        Part(table="registers_licence", stays=PUBLIC, left_out=PUBLIC),
        Part(table="registers_exclusion", stays=PUBLIC, left_out=PUBLIC),
        Part(table="registers_staged_entry", stays=PUBLIC, left_out=PUBLIC),
        Part(table="registers_staged_licence", stays=PUBLIC, left_out=PUBLIC),
        Part(table="registers_taxonomy", stays=MAP, left_out=MAP),
        Part(table="registers_import", stays=LOG, left_out=LOG),
    )
)
