"""Who may do what to whom is asked of the table (`policy.boundaries`), and decided nowhere else by what somebody is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bedside.policy.personas import KINDS
from tests.shape.source import modules

# Files outside policy/ that compare the kind of a persona, each with why that is no such decision. What somebody may do
# to somebody else (follow, connect, write to, name, join, invite, answer, post) belongs into the table.
ALLOWED = {
    "areas/consents/actions/granting.py": "which personas hold and take grants; what a grant allows is asked (B33)",
    "areas/consents/queries/acting.py": "carers alone have somebody whom they care for",
    "areas/contacts/actions/keeping_away.py": "who can be kept away at all",
    "areas/credentials/actions/by_hand.py": "whose claim it is, a student's or a clinician's",
    "areas/credentials/actions/claiming.py": "whose claim it is, a student's or a clinician's",
    "areas/credentials/actions/profile.py": "only clinicians have such a profile of their own",
    "areas/credentials/queries/vouch.py": "what one may begin for oneself",
    "areas/directory/actions/claiming.py": "only clinicians are in the list: what one may begin for oneself",
    "areas/likeme/actions/matching.py": "under which of one's own names one is compared",
    "areas/records/queries/signals.py": "who reads a list of figures about medicines, where nobody is",
    "areas/messaging/queries/mine.py": "the menu of patients",
    "areas/posts/actions/direct.py": "whose door is offered instead; whether a message goes out is asked",
    "areas/messaging/queries/boundary.py": "which row of the table is asked",
    "areas/messaging/queries/sides.py": "carers alone write for somebody; whether they may is asked (B60)",
    "areas/posts/actions/voicing.py": "whose words are read for it; what becomes of them is asked (B16, B17)",
    "areas/posts/visibility.py": "from which thread on a room that was opened to students is theirs",
    "areas/practice/actions/staffing.py": "who can be on a team: what the kind of space says of its door",
    "areas/practice/queries/team.py": "who on a team has a badge",
    "doors/cli/seed.py": "invented members of a test site",
    "site/demo/matching.py": "which of the demo's invented members say yes",
    "doors/web/pages/door.py": "which ways in are drawn; each asks when it is taken",
    "doors/web/pages/carers.py": "which forms of one's own page are drawn",
    "doors/web/persona_buttons.py": "which buttons are drawn; each asks when it is pressed",
    "doors/web/context.py": "which menu is drawn",
    "doors/web/pages/clinicians.py": "a page about oneself",
    "doors/web/pages/directory_claims.py": "a page about oneself",
    "doors/web/pages/personas_page.py": "what a clinician's page shows of the clinician to everybody",
    "doors/web/pages/presence.py": "a page about oneself",
    "doors/web/pages/settings.py": "which settings are drawn",
    "doors/web/pages/verification.py": "a page about oneself",
    "doors/web/pages/vouching.py": "a page about oneself",
    "site/bench/directory.py": "invented members of a test site",
    "site/demo/loader.py": "invented members of a demo",
}


def _is_kind(node: ast.expr) -> bool:
    """Whether an expression is the kind of a persona in letters, or some kinds."""
    if isinstance(node, ast.Constant):
        return node.value in KINDS
    return isinstance(node, ast.Set | ast.Tuple | ast.List) and bool(node.elts) and all(map(_is_kind, node.elts))


def compared(tree: ast.Module) -> Iterator[int]:
    """Yield the lines where something is compared with kinds of personas, or a set of kinds is made to do so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(_is_kind(one) for one in (node.left, *node.comparators)):
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set"):
            yield from (node.lineno for one in node.args if _is_kind(one))


def test_no_door_or_area_decides_by_kinds_what_somebody_may_do() -> None:
    found = {
        f"{path}:{line}"
        for path, tree in modules().items()
        if not path.startswith("policy/") and path not in ALLOWED
        for line in compared(tree)
    }
    assert sorted(found) == [], "ask bedside.areas.boundaries.queries, or say in ALLOWED why this is no such decision"


def test_the_exceptions_are_needed() -> None:
    trees = modules()
    assert [path for path in ALLOWED if path not in trees or not list(compared(trees[path]))] == []


def test_the_look_finds_what_it_looks_for() -> None:
    written = (
        "x = by.kind == 'clinician'\ny = one in ('patient', 'carer')\nZ = frozenset({'organisation'})\nok = a == 'post'"
    )
    assert list(compared(ast.parse(written))) == [1, 2, 3]
