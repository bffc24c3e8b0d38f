"""What is in common, by its proper name: "ME/CFS", and not "me cfs", which is how two names are compared."""

from collections.abc import Iterable

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries.conditions import own_conditions
from bedside.areas.records.queries.courses import own_treatments
from bedside.areas.vocabulary import queries as vocabulary
from bedside.policy.likeme import field_of
from bedside.policy.vocabulary import normalise, tidy

NAMED = ("conditions", "courses", "symptoms")


def proper_names(viewer: Viewer, reasons: Iterable[str]) -> dict[str, str]:
    """Return how the things in these reasons are written: as a vocabulary does, else as the viewer did herself.

    What both marked stands in her own record too, so that nothing is learnt of the other by its spelling.
    """
    wanted = {word for field, word in map(field_of, reasons) if field in NAMED}
    if not wanted:
        return {}
    own = [one.illness.text for one in own_conditions(viewer)] + [one.course.text for one in own_treatments(viewer)]
    spelt = {word: text for text in own if (word := normalise(text)) in wanted and tidy(text) != word}
    return spelt | vocabulary.proper_names(wanted)
