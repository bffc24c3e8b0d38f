"""The demo's files, read into plain shapes. One TOML file a space; clinicians and the practice have their own."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COMMUNITIES = ("me-cfs", "multiple-sclerosis", "type-2-diabetes", "als")
ROOM, PRACTICE = "clinicians-room", "elm-street-practice"
SQUARES = ("square-a", "square-b")
FILES = (*COMMUNITIES, ROOM, PRACTICE, *SQUARES)


@dataclass(frozen=True)
class Item:
    """A post or a reply to be published at `at`. `parent` is the key of the item it answers."""

    key: str
    parent: str
    space: str
    at: datetime
    raw: dict[str, Any]


def personas() -> list[dict[str, Any]]:
    """Return every invented persona."""
    return [persona for name in FILES for persona in _read(name).get("persona", [])]


def items(now: datetime) -> list[Item]:
    """Return every post and reply, oldest first."""
    found = [item for name in FILES for item in _items_of(name, now)]
    return sorted(found, key=lambda item: item.at)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _items_of(name: str, now: datetime) -> Iterator[Item]:
    space = "square" if name in SQUARES else name
    for number, raw in enumerate(_read(name).get("post", [])):
        begun = now - timedelta(days=raw["days_ago"])
        post = Item(f"{name}/{number}", "", space, begun, raw)
        yield post
        yield from _replies(post, begun)


def _replies(above: Item, begun: datetime) -> Iterator[Item]:
    for number, raw in enumerate(above.raw.get("reply", [])):
        at = begun + timedelta(hours=raw["hours_later"])
        one = Item(f"{above.key}/{number}", above.key, above.space, at, raw)
        yield one
        yield from _replies(one, begun)
