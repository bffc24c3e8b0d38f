"""Short ways to a permission, through the actions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bedside.areas.consents import actions, queries
from bedside.areas.consents.actions.signing import Signing
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.policy.consents.authorisation import Terms
from tests.factories import make_credential, make_persona, viewer_of


def terms(**changes: Any) -> Terms:
    """Return terms of which nothing is missing, that end in 30 days."""
    whole = Terms(
        what="The photo of the rash on my left arm.",
        by_whom="Dr Castellane",
        to_whom="Everybody who reads the public square.",
        purpose="To show other doctors how it looks at first.",
        until=(now() + timedelta(days=30)).date(),
        zone="America/Chicago",
    )
    return replace(whole, **changes)


def make_doctor(**more: Any) -> Persona:
    """Return a clinician whose licence was checked."""
    doctor = make_persona(kind="clinician", **more)
    make_credential(doctor)
    return doctor


def asked(doctor: Persona, patient: Persona, **changes: Any) -> int:
    """Let `doctor` ask `patient`, and return the number of what was asked."""
    return actions.ask(by=viewer_of(doctor), owner_id=patient.id, terms=terms(**changes)).id


def signing(owner: Persona, number: int, **changes: Any) -> Signing:
    """Return what somebody hands in who read the words and has just typed her password."""
    mark = queries.one(viewer_of(owner), number).mark
    return replace(Signing(name="Juno Ferreira", signer="self", mark=mark, proved_at=now()), **changes)


def signed(doctor: Persona, patient: Persona, **changes: Any) -> int:
    """Return the number of a permission that `patient` has signed."""
    number = asked(doctor, patient, **changes)
    actions.sign(by=viewer_of(patient), authorisation_id=number, signing=signing(patient, number))
    return number
