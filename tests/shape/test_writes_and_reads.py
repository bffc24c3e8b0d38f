"""One write path, and one gate for each kind of data: who writes rows, and who reads them."""

import ast
import re
from pathlib import Path

import pytest

from tests.shape.source import below, calls, is_migration, modules

# Calls by which Django writes. `update`, `delete` and `save` of a query or a row take no positional argument; those of
# dictionaries, forms and pictures do.
WRITES = frozenset({"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"})
BARE_WRITES = frozenset({"save", "update", "delete"})
SQL_WRITE = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\b")

MAY_WRITE = {
    "kit/backup/tables.py": "fills the empty tables of a site that is restored, in one transaction",
    "kit/keystore.py": "keys of persons, in a file of their own: no rows of the database",
    "site/keys.py": "makes that file for a new site",
    "areas/people/sessions.py": "Django's session store: the framework asks it to write",
    "kit/copying.py": "adds many rows to the table that a seeding action names",
    "site/bench/visits.py": "signs invented members in for a measurement, and out again: sessions only",
}

# Files of an area, besides queries and actions, that read its rows; each takes the viewer or is reached from one.
READS = frozenset({"queries", "actions"})
MAY_READ = {
    "areas/contacts/openness.py": "whether somebody takes a first contact, for rules; told by a word, when one presses",
    "areas/posts/attachments.py": "pictures and polls of posts that `reading` found readable",
    "areas/posts/drafts.py": "the owner's own drafts; the viewer comes first",
    "areas/posts/waiting.py": "the owner's own posts that wait for their pictures; the viewer comes first",
    "areas/records/cubes/opening.py": "records of those whose grant for the site's figures runs, for the nightly build",
    "areas/people/handles.py": "whom a handle means that staff type, for an action upon that person",
    "areas/people/persons.py": "whose personas belong together and which roles they hold: ids for the site's own steps",
    "areas/people/tokens.py": "the account behind a sealed link",
    "areas/people/sign_in.py": "the backend that Django asks for an account",
    "areas/people/sessions.py": "Django's session store",
    "areas/people/mails.py": "the address to which a mail goes",
    "areas/people/allauth_adapter.py": "the account that allauth asks for",
}
# Who reads the rows of an area below it directly, and why that shows nobody more than they may see.
PERSONAS = "names and handles of personas that are not hidden"
MAY_READ_BELOW = {
    ("areas/contacts/queries.py", "Persona"): PERSONAS,
    ("areas/records/actions/signalling.py", "StaffRole"): "accounts of the staff, which no figure counts",
    ("areas/records/queries/research.py", "StaffRole"): "accounts of the staff, which no figure counts",
    (
        "areas/moderation/actions/reading.py",
        "Post",
    ): "under an emergency access that two people opened; each look is logged",
    (
        "areas/escalations/actions/flagging.py",
        "Post",
    ): "a post that was flagged: read by the guard, and hashed",
    (
        "areas/escalations/actions/looking.py",
        "Post",
    ): "the one post, for who is on duty; each look is logged",
    ("areas/credentials/queries/reviewing.py", "Persona"): "who may be drawn to review: ids, told to nobody",
    ("areas/credentials/queries/reviewing.py", "StaffRole"): "which staff may be drawn to review: ids, told to nobody",
    ("areas/credentials/queries/reviewing.py", "Account"): "how old an account is, and whether its mail is free mail",
    ("areas/credentials/actions/sending.py", "Persona"): "the reviewer's own handle, drawn into a picture",
    (
        "areas/moderation/queries/emergency.py",
        "Persona",
    ): "handles and accounts of those whom an emergency is about: for staff",
    ("areas/moderation/queries/hands.py", "Persona"): "whom a report is about: two accounts apart, names where public",
    ("areas/moderation/queries/hands.py", "StaffRole"): "whether whom a report is about works for the site",
    ("areas/notify/queries.py", "Persona"): PERSONAS,
    ("areas/spaces/actions/banning.py", "Persona"): PERSONAS,
    ("areas/spaces/actions/naming_stewards.py", "Persona"): PERSONAS,
    ("areas/spaces/actions/opening.py", "Persona"): PERSONAS,
    ("areas/people/queries.py", "AuditEntry"): "which handles staff suspended: for staff",
    ("areas/records/queries/consented.py", "StaffRole"): "who works for the site counts in no figure",
    ("areas/records/actions/inventing.py", "Account"): "invented members of a demo",
    ("areas/records/actions/inventing.py", "Persona"): "invented members of a demo",
    ("areas/records/actions/inventing.py", "TakenHandle"): "invented members of a demo",
    ("areas/records/actions/inventing_many.py", "Account"): "invented members of a benchmark",
    ("site/bench/visits.py", "Persona"): "draws invented members for a measurement",
}


def is_in_actions(path: str) -> bool:
    """Say whether a module is the `actions` of an area or of the outbox."""
    return path.startswith(("areas/", "kit/outbox/")) and (path.endswith("/actions.py") or "/actions/" in path)


def writes_of(tree: ast.Module) -> list[str]:
    """Return what in a module writes rows, with its line."""
    found = []
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute):
            name = call.func.attr
            is_action = any(word.arg == "by" for word in call.keywords)  # as in posts.delete(by=…)
            if not is_action and (name in WRITES or (name in BARE_WRITES and not call.args)):
                found.append(f"line {call.lineno}: .{name}()")
    found.extend(
        f"line {node.lineno}: SQL that writes"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_WRITE.search(node.value)
    )
    return found


def is_models(path: str) -> bool:
    """Say whether a module holds tables of an area: `models.py`, or a file of the folder `models`."""
    return path.endswith("/models.py") or "/models/" in path


def models_by_area() -> dict[str, str]:
    """Return the area of each model by its name."""
    return {
        node.name: path.split("/")[1]
        for path, tree in below("areas/").items()
        if is_models(path)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any("Model" in ast.unparse(b) or "Abstract" in ast.unparse(b) for b in node.bases)
    }


def managers_in(tree: ast.Module) -> list[tuple[str, int]]:
    """Return every `Name.objects` in a module, with its line."""
    return [
        (ast.unparse(node.value).rpartition(".")[2], node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
    ]


@pytest.mark.asvs("8.3.1")
def test_rows_are_written_by_actions_only():
    found = {
        path: writes_of(tree)
        for path, tree in modules().items()
        if not (is_in_actions(path) or is_migration(path) or path in MAY_WRITE)
    }
    assert {path: writes for path, writes in found.items() if writes} == {}


@pytest.mark.parametrize("path", sorted(MAY_WRITE))
def test_a_file_that_is_let_write_does_write(path: str) -> None:
    assert writes_of(modules()[path])


@pytest.mark.parametrize("shelf", ["doors/", "site/", "kit/processes/", "policy/"])
def test_outside_areas_nobody_asks_a_manager(shelf: str) -> None:
    found = [(path, name) for path, tree in below(shelf).items() for name, _line in managers_in(tree)]
    assert sorted(set(found) - set(MAY_READ_BELOW)) == []


def test_rows_are_read_by_queries_and_actions_of_their_own_area():
    area_of = models_by_area()
    found: dict[str, list[str]] = {}
    for path, tree in below("areas/").items():
        if is_migration(path) or path in MAY_READ:
            continue
        own, reads = path.split("/")[1], is_in_actions(path) or bool(READS & set(Path(path).with_suffix("").parts))
        for model, line in managers_in(tree):
            below_it = (path, model) in MAY_READ_BELOW
            if model in area_of and not below_it and not (reads and area_of[model] == own):
                found.setdefault(path, []).append(f"line {line}: {model}")
    assert found == {}


@pytest.mark.parametrize("path", sorted(MAY_READ))
def test_a_file_that_is_let_read_does_read(path: str) -> None:
    assert managers_in(modules()[path])


@pytest.mark.parametrize(("path", "model"), sorted(MAY_READ_BELOW))
def test_a_file_that_is_let_read_below_does_so(path: str, model: str) -> None:
    assert model in {name for name, _line in managers_in(modules()[path])}


def test_no_action_hides_in_save():
    """Effects belong to actions: no model overrides `save` or `delete`, and nobody listens to Django's signals."""
    found = [
        f"{path}: {node.name}.{item.name}"
        for path, tree in modules().items()
        if is_models(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.FunctionDef) and item.name in ("save", "delete")
    ]
    signals = [path for path, tree in modules().items() if "django.db.models.signals" in ast.unparse(tree)]
    assert (found, signals) == ([], [])
