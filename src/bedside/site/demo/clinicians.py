"""The demo's clinicians: their rows in an invented register, and how each was verified.

It is done by the steps that members and reviewers take, so that every badge has its claim and its evidence.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bedside.areas.credentials.actions import claiming, deciding, employers, granting, profile
from bedside.areas.credentials.actions.issuing import facts_of
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.actions import File, import_register, name_codes
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.registers import REGISTERS, specialties
from bedside.policy.registers.model import PERSON, Licence, Row

REGISTER = "us_npi"
EMPLOYER, DOMAIN = "Harbour General", "harbourgeneral.example"
# In the register, and claimed by nobody: for who tries what it is like to be verified.
TO_TRY = {
    "name": "Ada Fern",
    "number": "2900001118",
    "region": "NE",
    "licence": "80021",
    "taxonomy": "207Q00000X",
}
Raw = dict[str, Any]


def load(raws: list[Raw], personas: dict[str, Persona], *, by: Viewer, viewer_of: Callable[[Persona], Viewer]) -> None:
    """Take in the register and verify everybody in `raws`: one still waits for people, one has lapsed."""
    _register([*raws, TO_TRY])
    _name_codes(raws)
    employers.add(by=by, name=EMPLOYER, domain=DOMAIN)
    for raw in raws:
        viewer = viewer_of(personas[raw["handle"]])
        _profile(raw, by=viewer)
        claim = claiming.begin(by=viewer, told=_told(raw))
        claiming.hand_in(by=viewer, claim_id=claim.id)
        if not raw["proof"]:
            continue
        done = deciding.decided(claim.id, outcome="agreed", reviewers=(by.persona_id,), evidence=raw["proof"])
        if days := raw.get("lapsed_days_ago"):
            with as_system("a demo credential that ended before the demo began"):
                facts = facts_of(done, checked_by=by.persona_id)
                granting.issue(personas[raw["handle"]], replace(facts, valid_until=now() - timedelta(days=days)))


def _register(raws: list[Raw]) -> None:
    day = (now() - timedelta(days=20)).date()
    rows = [(line, _row(raw, day)) for line, raw in enumerate(raws, start=2)]
    told = hashlib.sha256(repr(rows).encode()).hexdigest()
    import_register(register=REGISTERS[REGISTER], file=File(told, day, "full"), rows=rows)


def _name_codes(raws: list[Raw]) -> None:
    """Give the register's codes the names that an operator would import, as far as our list has a name for them."""
    named = {raw["taxonomy"]: raw["specialty"] for raw in raws if specialties.named(raw["specialty"])}
    name_codes(register=REGISTERS[REGISTER], lines=["code,name", *(f"{code},{name}" for code, name in named.items())])


def _profile(raw: Raw, *, by: Viewer) -> None:
    """Say where a clinician works and what she speaks, so that the directory finds her by it."""
    if "city" not in raw:
        return
    wish = profile.Wish(
        city=raw["city"], region=raw["region"], country="US", languages=tuple(raw["languages"]), accepts_general=True
    )
    profile.save_profile(by=by, persona_id=by.persona_id, wish=wish)


def _row(raw: Raw, day: date) -> Row:
    given, _, family = raw["name"].partition(" ")
    return Row(
        number=raw["number"],
        entity=PERSON,
        replacement="",
        family=family,
        given=given,
        middle="",
        other_family="",
        credential="",
        city=raw.get("city", "Lincoln"),
        region=raw["region"],
        postcode="",
        country="US",
        telephone="4025550100",
        updated=day,
        deactivated=None,
        reactivated=None,
        licences=(Licence(raw["licence"], raw["region"], raw["taxonomy"], primary=True),),
    )


def _told(raw: Raw) -> claiming.Told:
    given, _, family = raw["name"].partition(" ")
    return claiming.Told(
        register=REGISTER,
        number=raw["number"],
        family=family,
        given=given,
        profession=raw["profession"],
        specialty=raw["specialty"],
        employer=EMPLOYER,
    )
