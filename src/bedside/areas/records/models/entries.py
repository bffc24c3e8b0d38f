"""What else a member keeps: one table a kind. All that she said is sealed in the body, as with an illness."""

from django.db import models
from django.db.models import Q

from bedside.areas.records.models.versions import Version


def _one_current(name: str) -> tuple[models.UniqueConstraint]:
    return (
        models.UniqueConstraint(
            name=f"{name}_one_current", fields=["owner", "series_id"], condition=Q(is_current=True)
        ),
    )


class Measurement(Version):
    """A `policy.entries.measurement.Measurement`."""

    class Meta:
        db_table = "records_measurement"
        constraints = _one_current("measurement")


class Allergy(Version):
    """A `policy.entries.allergy.Allergy`."""

    class Meta:
        db_table = "records_allergy"
        constraints = _one_current("allergy")


class Immunisation(Version):
    """A `policy.entries.immunisation.Immunisation`."""

    class Meta:
        db_table = "records_immunisation"
        constraints = _one_current("immunisation")


class Procedure(Version):
    """A `policy.entries.procedure.Procedure`."""

    class Meta:
        db_table = "records_procedure"
        constraints = _one_current("procedure")


class Goal(Version):
    """A `policy.entries.goal.Goal`."""

    class Meta:
        db_table = "records_goal"
        constraints = _one_current("goal")


class Appointment(Version):
    """A `policy.entries.appointment.Appointment`."""

    class Meta:
        db_table = "records_appointment"
        constraints = _one_current("appointment")


class FreeNote(Version):
    """A `policy.entries.free_note.FreeNote`."""

    class Meta:
        db_table = "records_free_note"
        constraints = _one_current("free_note")


TABLES: dict[str, type[Version]] = {
    "measurements": Measurement,
    "allergies": Allergy,
    "immunisations": Immunisation,
    "procedures": Procedure,
    "goals": Goal,
    "appointments": Appointment,
    "notes": FreeNote,
}
"""By the keys of `policy.entries.KINDS`."""
