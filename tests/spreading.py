"""How the tests are spread over processes: whole files, and what shares a running site and a browser as one piece.

A piece never splits, so a site, a world or a browser is made once. The longest pieces go first, or they would run alone
at the end. A test that passed is told of in two messages: six of them, fifteen thousand times, took half a minute.
"""

from collections.abc import Callable
from typing import Any

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/access/": "screens",
    # The journeys of every day walk over the site of the screens, after them: one more to start takes longer than both.
    "tests/stories/test_clinician.py": "screens",
    "tests/stories/test_patient.py": "screens",
}
# What takes long, whether it has many tests or few: those with few would otherwise come last, and alone.
LONGEST = (
    "screens",
    "tests/ops/test_kill.py",
    "tests/security/matrix/test_matrix.py",
    "tests/security/canary/test_sweep.py",
    "tests/site/backup/test_rehearsal.py",
    "tests/security/test_bad_input.py",
    "tests/security/machine/test_machine.py",
    "tests/policy/guard/test_fuzz.py",
    "tests/security/fuzz/test_fuzz.py",
    "tests/ops/test_start.py",
)


WORTH_TELLING = 0.005  # seconds: what --durations shows


def tell_less(config: Any) -> None:
    """Let a process of tests keep to itself what the one that counts them makes nothing of."""
    for plugin in config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor":
            plugin.sendevent = _worth_telling(plugin.sendevent)


def _worth_telling(send: Callable[..., None]) -> Callable[..., None]:
    def told(name: str, **facts: Any) -> None:
        if name not in ("logstart", "logfinish") and not (name == "testreport" and _is_dull(facts["data"])):
            send(name, **facts)

    return told


def _is_dull(report: dict[str, Any]) -> bool:
    """Say whether all that is to tell of setting up or clearing away is that it went well, and quickly."""
    well = report["when"] != "call" and report["outcome"] == "passed" and not report["sections"]
    return well and report["duration"] < WORTH_TELLING


class WholeFiles(LoadScopeScheduling):
    """Gives each process whole files, the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((piece for folder, piece in TOGETHER.items() if file.startswith(folder)), file)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Note a test as done, and forget a file whose tests are: else each answer has all before it counted anew."""
        super().mark_test_complete(node, item_index, duration)
        files = self.assigned_work[node]
        file = self._split_scope(self.registered_collections[node][item_index])
        if all(files[file].values()):
            del files[file]

    def _assign_work_unit(self, node: Any) -> None:
        # Journeys are short each and need a running site: as many processes as there are take them early, not late.
        journeys = sorted(piece for piece in self.workqueue if piece.startswith("tests/stories/"))
        for piece in reversed((*LONGEST, *journeys)):
            if piece in self.workqueue:
                self.workqueue.move_to_end(piece, last=False)
        super()._assign_work_unit(node)
