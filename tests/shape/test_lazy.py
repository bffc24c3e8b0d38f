"""What is translated when a file is read would speak one language to everybody: outside functions, texts are lazy."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.shape.source import modules

AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}


def at_once_names(tree: ast.Module) -> set[str]:
    """Return by which names a file calls what translates at once."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    named = (one for node in imports if node.module == "django.utils.translation" for one in node.names)
    return {one.asname or one.name for one in named if one.name in AT_ONCE}


def when_read(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is worked out when a file is read: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)):
                yield part
                yield from when_read(part)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from when_read(child)


def translated_when_read(tree: ast.Module) -> list[int]:
    """Return the lines where a text is translated when the file is read."""
    names = at_once_names(tree)
    calls = (node for node in when_read(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return [call.lineno for call in calls if call.func.id in names]  # type: ignore[attr-defined]


def test_nothing_is_translated_when_a_file_is_read() -> None:
    found = [f"{path}:{line}" for path, tree in modules().items() for line in translated_when_read(tree)]
    assert found == []


def test_a_file_that_does_so_is_found() -> None:
    lines = (
        "from django.utils.translation import gettext as _",
        'A = {"a": run(_("No"))}',
        'def f(x=_("No")): return _("Yes")',
    )
    assert translated_when_read(ast.parse("\n".join(lines))) == [2, 3]
