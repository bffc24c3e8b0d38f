"""What leaving means for the site's own boundaries: nothing. They are rules of the site, and hold nobody."""

from bedside.areas.people.parts import Part, register

RULES = "rules of this site, which everybody can read; who changed one stands in the log"

register((Part(table="boundaries_change", stays=RULES, left_out=RULES),))
