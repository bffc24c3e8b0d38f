"""A visit sheet as plain data and back: what a link keeps, and what a program reads."""

from dataclasses import asdict
from datetime import date
from typing import Any, Final

from bedside.policy.visits.facts import Effect, Facts, Illness, Scored, Taken, Trend

FORM: Final = 1  # of the data


def as_data(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON can hold them: days as "2026-11-22", nothing left out."""
    told = asdict(facts)
    return {"form": FORM} | {name: _plain(value) for name, value in told.items()}


def from_data(data: dict[str, Any]) -> Facts:
    """Return the facts that `as_data` made `data` of."""
    told = {name: value for name, value in data.items() if name != "form"}
    return Facts(
        **told
        | {
            "made_on": date.fromisoformat(data["made_on"]),
            "last_visit": _day(data["last_visit"]),
            "questions": tuple(data["questions"]),
            "illnesses": tuple(_illness(one) for one in data["illnesses"]),
            "taken": tuple(_taken(one) for one in data["taken"]),
            "scores": tuple(_scored(one) for one in data["scores"]),
            "trend": _trend(data["trend"]) if data["trend"] else None,
            "allergies": None if data["allergies"] is None else tuple(data["allergies"]),
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _illness(one: dict[str, Any]) -> Illness:
    return Illness(**one | {"new_on": _day(one["new_on"]), "over_on": _day(one["over_on"])})


def _taken(one: dict[str, Any]) -> Taken:
    days = {name: _day(one[name]) for name in ("started_on", "stopped_on")}
    effects = tuple(Effect(**effect) for effect in one["effects"])
    return Taken(**one | days | {"why_stopped": tuple(one["why_stopped"]), "effects": effects})


def _scored(one: dict[str, Any]) -> Scored:
    return Scored(**one | {"on": date.fromisoformat(one["on"])})


def _trend(one: dict[str, Any]) -> Trend:
    points = tuple((date.fromisoformat(on), float(value)) for on, value in one["points"])
    return Trend(**one | {"points": points})
