"""Who forgets what has had its time: one function for each kind of the table of retention times."""

from collections.abc import Callable

Forget = Callable[[int], object]
_forgetters: dict[str, Forget] = {}


def forgets(kind: str) -> Callable[[Forget], Forget]:
    """Register the decorated function as the one that forgets `kind`: called with the days for which it is kept."""

    def register(function: Forget) -> Forget:
        _forgetters[kind] = function
        return function

    return register


def kinds() -> list[str]:
    """Return every kind that somebody forgets."""
    return sorted(_forgetters)


def forget(kind: str, *, days: int) -> None:
    """Forget what of `kind` is older than `days`; KeyError for a kind that nobody forgets."""
    _forgetters[kind](days)
