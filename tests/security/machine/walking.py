"""What every walk has in common: one transaction, a clock of its own, presses that are expected to work or not."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from tests.factories import viewer_of

SEED = 20261122
EVERYTHING = list(HealthCheck)
LONG_AGO = timedelta(days=300)  # a walk stays in the past: ids of this process only rise, and none may be of tomorrow


class Walk(RuleBasedStateMachine):
    """A walk over a site. `people` are the personas by their handles; `pressed` counts what worked and what did not."""

    pressed: Counter[tuple[str, bool]]

    def start(self) -> None:
        """Begin a transaction that is never kept, at a moment that moves only when a rule moves it."""
        self.within = transaction.atomic()
        self.within.__enter__()
        self.at = datetime.now(tz=UTC) - LONG_AGO
        self.clock = time_machine.travel(self.at, tick=False)
        self.clock.start()
        self.people: dict[str, Persona] = {}

    def teardown(self) -> None:
        if hasattr(self, "within"):
            self.clock.stop()
            transaction.set_rollback(True)
            self.within.__exit__(None, None, None)

    def pass_time(self, by: timedelta) -> None:
        """Move the clock: nothing else happens meanwhile."""
        self.clock.stop()
        self.at += by
        self.clock = time_machine.travel(self.at, tick=False)
        self.clock.start()

    def viewer(self, who: str) -> Viewer:
        """Return somebody as a request of this moment would."""
        persona = self.people[who]
        persona.refresh_from_db()
        persona.account = Account.objects.get(id=persona.account_id)
        return viewer_of(persona)

    def works(self, expected: bool, press: Callable[..., Any], **given: Any) -> Any:
        """Press, and say whether it worked; it must work if, and only if, the model expects it."""
        result, refused = None, ""
        with transaction.atomic():
            sid = transaction.savepoint()
            try:
                result = press(**given)
            except Refused as error:
                refused = f"{type(error).__name__} {error}"
                transaction.savepoint_rollback(sid)
        self.pressed[press.__name__, expected] += 1
        assert (not refused) == expected, f"{press.__name__}: {refused or 'worked'}, the model says {expected}"
        return result


def walk(machine: type[Walk], *, examples: int, steps: int, shrink: bool = True) -> Counter[tuple[str, bool]]:
    """Take `examples` walks of at most `steps` steps, the same ones each time; return what was pressed.

    Without `shrink` it stops at the first fault as it came: enough where a fault was planted.
    """
    machine.pressed = Counter()
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=EVERYTHING,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        print_blob=False,
    )
    run_state_machine_as_test(seed(SEED)(machine), settings=chosen)
    return machine.pressed


def opens(read: Callable[..., Any], viewer: Viewer, key: int) -> bool:
    """Say whether something exists for a viewer."""
    try:
        read(viewer, key)
    except NotHere:
        return False
    return True
