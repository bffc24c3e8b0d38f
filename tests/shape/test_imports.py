"""Imports run one way; nobody but one place speaks to the network, and few start other programs."""

import ast
import os
import subprocess
import sys

import pytest

from tests.shape.source import ROOT, calls, imported, modules

# Modules that speak to other machines. The one client will be `kit/fetch.py` (security.md section 5).
CLIENTS = ("requests", "httpx", "aiohttp", "urllib.request", "urllib3", "http.client", "ftplib", "smtplib", "telnetlib")
MAY_FETCH = {"kit/fetch.py"}
SOCKETS = {
    "kit/postgres/": "finds out whether a server answers on its socket",
    "kit/processes/": "finds out whether a child listens",
    "site/up.py": "looks whether the port is free",
}
PROGRAMS = {
    "kit/postgres/": "runs the database's own programs",
    "kit/processes/": "starts and stops children",
    "site/": "starts the site's processes",
}
DANGEROUS = ("pickle", "marshal", "shelve", "dill", "ctypes")
DANGEROUS_CALLS = frozenset({"eval", "exec", "compile", "__import__"})


def importers(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return who imports one of `names`, or something below it."""
    found: dict[str, list[str]] = {}
    for path, tree in modules().items():
        for name, line in imported(tree):
            if any(name == wanted or name.startswith(f"{wanted}.") for wanted in names):
                found.setdefault(path, []).append(f"line {line}: {name}")
    return found


def test_the_contracts_of_importlinter_hold():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nobody_but_the_fetcher_has_an_http_client():
    assert {path: uses for path, uses in importers(CLIENTS).items() if path not in MAY_FETCH} == {}


def test_few_open_sockets():
    assert {path: uses for path, uses in importers(("socket",)).items() if not path.startswith(tuple(SOCKETS))} == {}


def test_few_start_other_programs():
    names = ("subprocess", "multiprocessing", "pty")
    assert {path: uses for path, uses in importers(names).items() if not path.startswith(tuple(PROGRAMS))} == {}


def test_nobody_starts_a_program_through_a_shell():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func) in ("os.system", "os.popen", "subprocess.getoutput")
        or any(word.arg == "shell" for word in call.keywords)
    ]
    assert found == []


def test_nobody_reads_data_that_can_run():
    assert importers(DANGEROUS) == {}


@pytest.mark.parametrize("name", sorted(DANGEROUS_CALLS))
def test_nobody_runs_text_as_code(name: str) -> None:
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == name
    ]
    assert found == []


def test_yaml_is_read_safely():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func) in ("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load")
    ]
    assert found == []
