"""What members tell of themselves, opened to be counted: of those alone who named it when they let things be counted.

Two locks, as for all that is counted (0048, 0056): a running grant that names `about_me`, and the row that names the
figures. Nothing else is taken from it than the two facts.
"""

from collections.abc import Mapping
from typing import Any

from bedside.areas.records.queries.about_me import from_body
from bedside.areas.records.queries.research import consented_rows
from bedside.kit.vault import CannotOpen
from bedside.policy.about_me import AboutMe, sex_counted


def opened_abouts() -> dict[int, AboutMe]:
    """By account, what may split figures. The caller reads past row security."""
    found: dict[int, AboutMe] = {}
    alike: dict[AboutMe, AboutMe] = {}  # few differ: half a million members share some hundreds
    for row in consented_rows("about_me").iterator():
        try:
            said = from_body(row.opened())
            found[row.owner_id] = alike.setdefault(said, said)
        except CannotOpen:  # her key is destroyed: she is gone, and her row follows
            continue
    return found


def as_arrays(abouts: Mapping[int, AboutMe]) -> dict[str, list[Any]]:
    """The same as three lists of equal length, for PostgreSQL: accounts, sexes, years of birth."""
    return {
        "about_of": list(abouts),
        "about_sex": [sex_counted(one) for one in abouts.values()],
        "about_born": [one.born for one in abouts.values()],
    }
