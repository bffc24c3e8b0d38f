"""The invented register is one that the importer takes in whole, and what is looked up in it is found."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from bedside.areas.registers import queries
from bedside.areas.registers.models import Entry, Import
from bedside.kit.packed import lines_of
from bedside.policy.registers import us_npi
from bedside.policy.registers.model import Place, RowProblem
from bedside.policy.registers.reading import read
from bedside.site.bench import invented_register as invented
from bedside.site.bench import registry

ROWS = 400


def test_every_invented_row_is_a_good_one_of_330_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    invented.write(path, rows=ROWS)
    with lines_of(path, member=us_npi.MEMBER) as lines:
        text = list(lines)
    assert text[0].count('","') == text[1].count('","') + text[1].count('",""') * 0 == 329
    rows = list(read(us_npi, us_npi.TABLE, text, file_date=date(2026, 11, 8)))
    assert (len(rows), [row for row in rows if isinstance(row, RowProblem)]) == (ROWS, [])


@pytest.mark.django_db
def test_a_filled_register_is_found_in_every_way_that_is_timed() -> None:
    registry.fill(rows=ROWS, owner_url="")
    assert (Entry.objects.count(), Import.objects.get().rejected) == (ROWS, 0)
    assert Entry.objects.filter(active=False).count() == ROWS // 50
    place = next(place for place in range(20, ROWS) if "-" in invented.name_of(place)[0] and invented.is_person(place))
    family, given, _other = invented.name_of(place)
    region = Place("US", invented.region_of(place))
    for name in (family, f"{given} {family}", *family.split("-")):
        found = queries.by_name_and_place(name, region).entries
        assert invented.number_of(place) in {entry.number for entry in found}, name
    licensed = queries.by_licence(invented.region_of(place), invented.licence_of(place))
    assert [entry.number for entry in licensed] == [invented.number_of(place)]
    timed = registry.look_ups(rows=ROWS, chance=Random(1))
    assert all(text.count("/") == 2 for text in timed.values())
    assert set(registry.sizes()) == {f"{table}_mb" for table in registry.TABLES}
