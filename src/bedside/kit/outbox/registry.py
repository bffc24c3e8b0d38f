"""Which events there are and who listens to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

Listener = Callable[[Any], None]

_events: dict[str, type["Event"]] = {}
_listeners: dict[str, dict[str, Listener]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all events: a frozen dataclass of ids and plain values, never of texts that members wrote."""

    name: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = f"{cls.__module__.split('.')[-2]}.{cls.__name__}"
        _events[cls.name] = cls


def listen(event: type[Event]) -> Callable[[Listener], Listener]:
    """Register the decorated function as a listener of `event`, under its own dotted name."""

    def register(function: Listener) -> Listener:
        _listeners.setdefault(event.name, {})[f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def listeners_of(event_name: str) -> list[str]:
    """Return the dotted names of those who listen to the event called `event_name`."""
    return sorted(_listeners.get(event_name, {}))


def call(listener: str, event_name: str, payload: dict[str, Any]) -> None:
    """Call one listener with the event that `payload` describes."""
    _listeners[event_name][listener](_events[event_name](**payload))
