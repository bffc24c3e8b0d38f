"""Size, and the habits that a reader counts on: nothing swallowed, nothing printed, every moment with its zone."""

import ast
import statistics

import pytest

from tests.shape.source import HOUSE, below, calls, imported, is_migration, modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
MEDIAN, NINE_OF_TEN = 8, 30
TALKS = ("doors/cli/", "site/", "policy/guard/cli.py", "policy/guard/__main__.py")  # what people see in a terminal
MARK_SAFE = {
    "areas/people/allauth_adapter.py": "the picture of a code, drawn by the library from dots",
    "doors/web/samples.py": "invented pieces for the page of components",
    "doors/web/drawing.py": "hands on what a template drew",
    "doors/web/cards.py": "hands on what kit.html cleaned when it was stored",
}
CATCHES_ALL = {
    "policy/guard/inspection.py": "a guard that fails holds the draft back; the log names the error",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> list[tuple[str, Function]]:
    """Return every function of the house with where it stands; migrations aside."""
    return [
        (f"{path}:{node.lineno} {node.name}", node)
        for path, tree in modules().items()
        if not is_migration(path)
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]


def length_of(function: Function) -> int:
    """Return the lines of a function without its docstring."""
    assert function.end_lineno is not None
    said = function.body[0] if ast.get_docstring(function) else None
    documented = (said.end_lineno or 0) - said.lineno + 1 if said is not None else 0
    return function.end_lineno - function.lineno + 1 - documented


def test_no_file_is_longer_than_400_lines():
    lengths = {path: len((HOUSE / path).read_text().splitlines()) for path in modules() if not is_migration(path)}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_40_lines():
    assert {where: length_of(one) for where, one in functions() if length_of(one) > LONGEST_FUNCTION} == {}


def test_functions_are_short_as_a_rule():
    lengths = sorted(length_of(one) for _where, one in functions())
    tenth = lengths[len(lengths) * 9 // 10]
    assert statistics.median(lengths) <= MEDIAN
    assert tenth <= NINE_OF_TEN


def test_a_module_says_what_it_is():
    told = {path for path, tree in modules().items() if ast.get_docstring(tree)}
    assert {path for path, tree in modules().items() if tree.body and not is_migration(path)} - told == set()


def test_no_exception_is_swallowed():
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                caught = "" if node.type is None else ast.unparse(node.type)
                silent = all(isinstance(line, ast.Pass) for line in node.body)
                goes_on = any(isinstance(line, ast.Raise) and line.exc is None for line in node.body)
                wide = caught in ("", "Exception", "BaseException") and not goes_on and path not in CATCHES_ALL
                if silent or wide:
                    found.append(f"{path}:{node.lineno} except {caught}")
    assert found == []


def test_nothing_is_printed_but_in_a_terminal():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id in ("print", "breakpoint") and not path.startswith(TALKS)
    ]
    assert found == []


@pytest.mark.asvs("16.2.2")
def test_every_moment_knows_its_zone_and_comes_from_the_clock():
    naive = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.utcfromtimestamp")
    found = [
        f"{path}:{call.lineno} {ast.unparse(call.func)}"
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func).removeprefix("datetime.") in naive and path != "kit/clock.py"
    ]
    assert found == []


@pytest.mark.asvs("1.1.2")
def test_html_is_called_safe_in_few_places():
    found = {
        path for path, tree in modules().items() if any(name.endswith(".mark_safe") for name, _line in imported(tree))
    }
    assert sorted(found) == sorted(MARK_SAFE)


def test_policy_is_plain_python():
    wide = ("django", "psycopg", "procrastinate", "allauth", "os", "subprocess", "socket", "sqlite3")
    found = [
        f"{path}:{line} {name}"
        for path, tree in below("policy/").items()
        for name, line in imported(tree)
        if name.split(".")[0] in wide
    ]
    assert found == []
