"""Reading `slots.tsv`: instruments of which the repository holds the name and the reason, and no words."""

from importlib.resources import files

from bedside.policy.instruments.model import Instrument, Licence, Status


def read_slots() -> dict[str, Instrument]:
    """Return the slots by key; raise ValueError for a status that no slot can have."""
    lines = files("bedside.policy.instruments").joinpath("slots.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: _slot(dict(zip(rows[0], row, strict=True))) for row in rows[1:]}


def _slot(row: dict[str, str]) -> Instrument:
    status = Status(row["status"])
    if status is Status.FREE:
        raise ValueError(f"{row['key']}: what is free has a file, and no slot")
    licence = Licence(status=status, holder=row["holder"], note=row["note"], terms=row["note"])
    return Instrument(key=row["key"], version="0", title=row["title"], about=row["about"], licence=licence)
