"""axe-core on a page: what it is sure of must be nothing, and what it cannot judge must be answered.

axe is put into the page by the debugging protocol, because the site's content policy forbids foreign scripts.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.access import paint

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = "color-contrast"
FILE = Path(__file__).with_name("incomplete.toml")

RUN = """
async ([only, contrast, answers]) => {
  axe.configure({rules: [{id: 'color-contrast', selector: contrast}]});
  const options = {runOnly: only, resultTypes: ['violations', 'incomplete'], elementRef: true};
  const {violations, incomplete} = await axe.run(document, options);
  document.querySelectorAll('[data-unjudged]').forEach(element => element.removeAttribute('data-unjudged'));
  const answered = (rule, element) => answers.some(answer => answer.rule === rule && element?.closest(answer.part));
  const plain = results => results.flatMap(({id, nodes}) => nodes.map(node => (
    {rule: id, html: node.html.slice(0, 200), why: node.failureSummary, answered: answered(id, node.element)})));
  return {violations: plain(violations), incomplete: plain(incomplete)};
}
"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Why a result that axe could not decide is sound. `part` is a selector of the element or of what it lies in."""

    rule: str
    part: str
    why: str
    by: str
    on: date


@cache
def answers() -> tuple[Answer, ...]:
    """Return what `incomplete.toml` says."""
    return tuple(Answer(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8")).get("answer", []))


def carry_axe(page: Page) -> None:
    """Have axe in every page that this one opens from now on, which is quicker than to put it into each."""
    page.add_init_script(AXE_SCRIPT)


def judge(page: Page, *, tags: tuple[str, ...] = TAGS, whole: bool = True) -> dict[str, list[dict[str, Any]]]:
    """Run axe with `tags`; return `violations` and `incomplete`, a row for each element: rule, html, why, answered.

    Without `whole`, the contrast of what is painted as a text that was found clean before is not judged again.
    Needs JavaScript in the context.
    """
    only = {"type": "tag", "values": list(tags)}
    if whole:
        return _run(page, only=only, contrast="*")
    return _run_on_fresh(page, only=only, fresh=paint.mark_fresh(page))


def assert_axe_clean(page: Page, *, tags: tuple[str, ...] = TAGS, whole: bool = False) -> None:
    """Fail with rule, element and reason of each violation, and of each undecided result without an answer."""
    _assert_none(page, judge(page, tags=tags, whole=whole))


def assert_contrast_clean(page: Page) -> None:
    """Do the same for contrast alone; quick where everything is painted as something that was found clean before."""
    if fresh := paint.mark_fresh(page):
        _assert_none(page, _run_on_fresh(page, only={"type": "rule", "values": [CONTRAST]}, fresh=fresh))


def _run_on_fresh(page: Page, *, only: dict[str, Any], fresh: list[str]) -> dict[str, list[dict[str, Any]]]:
    found = _run(page, only=only, contrast=paint.MARKED)
    if not any(fault["rule"] == CONTRAST for results in found.values() for fault in results):
        paint.keep_clean(fresh)
    return found


def _run(page: Page, *, only: dict[str, Any], contrast: str) -> dict[str, list[dict[str, Any]]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    known = [{"rule": answer.rule, "part": answer.part} for answer in answers()]
    found: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, [only, contrast, known])
    return found


def _assert_none(page: Page, found: dict[str, list[dict[str, Any]]]) -> None:
    faults = found["violations"] + [undecided for undecided in found["incomplete"] if not undecided["answered"]]
    told = [f"{fault['rule']}: {fault['html']}\n    {fault['why']}" for fault in faults]
    assert not told, f"axe found {len(told)} faults on {page.url}:\n" + "\n".join(told)
