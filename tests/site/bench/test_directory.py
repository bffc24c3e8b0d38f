"""The benchmark of the list searches a list that it filled itself, and finds somebody in each kind of search."""

from random import Random

import pytest

from bedside.areas.directory.models import Listing, MemberEntry
from bedside.areas.directory.queries import find
from bedside.areas.people.viewer import ANONYMOUS
from bedside.policy.directory.asking import question
from bedside.site.bench import directory

pytestmark = pytest.mark.django_db
OF_REGISTERS = {"number", "name_and_place", "family_name_and_place"}


def test_the_list_is_filled_and_each_kind_of_search_finds_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "CHECKED", 60)
    directory.fill(members=80, listed=400, chance=Random(2))
    assert (MemberEntry.objects.count(), Listing.objects.count()) == (60, 400)
    kinds = directory.kinds_of_search(registered=10, chance=Random(2))
    nothing = {
        kind
        for kind, ask in kinds.items()
        if kind not in OF_REGISTERS and not any(find(ANONYMOUS, question(**ask())).items for _try in range(40))
    }
    assert nothing == {"nobody"}
