"""The SQL of who stands in the list says what `policy.directory.standing` says, over every combination of facts."""

from dataclasses import fields, replace
from datetime import timedelta
from itertools import product

import pytest

from bedside.areas.credentials.models import Profile
from bedside.areas.directory.models import Listing
from bedside.areas.directory.queries import find
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.policy.directory.asking import question
from bedside.policy.directory.standing import Facts, shown
from tests.areas.directory.people import listed
from tests.factories import block, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db
OWNERS = ("owner_checked", "owner_here", "owner_hides", "blocked")


def every_combination() -> list[Facts]:
    names = [field.name for field in fields(Facts)]
    every = [Facts(**dict(zip(names, some, strict=True))) for some in product((False, True), repeat=len(names))]
    plain = Facts()
    return [one for one in every if one.owner or all(getattr(one, name) == getattr(plain, name) for name in OWNERS)]


def make(facts: Facts, number: int, viewer: Persona) -> Listing:
    row = listed("Uma Haddad", handle=f"uma{number}@clinic.example", country="SE" if facts.european else "US")
    if facts.owner:
        owner = make_persona(kind="clinician", hidden=not facts.owner_here)
        row.owner, row.proved_at = owner, now()
        Profile.objects.create(persona=owner, hidden_from_directory=facts.owner_hides)
        if facts.owner_checked:
            make_credential(owner, days=-1)  # once is enough: it has lapsed
        if facts.blocked:
            block(owner, viewer)
    row.asked_out_at = now() if facts.asked_out else None
    row.seen_at = now() if facts.seen_lately else now() - timedelta(days=731)
    row.save()
    return row


@pytest.mark.parametrize("hides_european", [False, True])
def test_the_statement_and_the_rule_agree(hides_european: bool, settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, hide_unclaimed_in_europe=hides_european)
    viewer = make_persona()
    made = {str(make(facts, n, viewer).id): facts for n, facts in enumerate(every_combination())}
    seen = {item.id for item in find(viewer_of(viewer), question(q="haddad"), size=len(made)).items}
    assert seen == {one for one, facts in made.items() if shown(facts, hides_european=hides_european)}
    assert seen
