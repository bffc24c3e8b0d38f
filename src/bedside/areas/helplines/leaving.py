"""What leaving means for the lines: that one was called stays, who called it goes."""

from bedside.areas.helplines.actions import forget_caller
from bedside.areas.people.parts import Kind, Part, register

CALLS = Kind(
    name="help_lines_called",
    title="Help lines that you called for this site",
    select="""SELECT country, name, checked_on FROM helplines_line
              WHERE checked_by_id = ANY(%(personas)s) ORDER BY id""",
)

register((Part(table="helplines_line", of="checked_by_id = ANY(%(personas)s)", erase=forget_caller, export=CALLS),))
