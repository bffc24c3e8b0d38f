"""The chain finds planted faults and is quiet on a clean page. If not, no other test here means anything."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.access import axe, chain, paint

CLEAN = """<!doctype html><html lang="en"><head><title>A clean page</title></head><body><main><h1>A clean page</h1>
<form><label for="mail">Your mail address</label><input id="mail" type="email" autocomplete="email">
<button type="submit">Save my address</button></form><ul><li><a href="#x">A link with a name</a></li></ul>
</main></body></html>"""

FAULTY = """<!doctype html><html><head><title></title></head><body><main><h1>Faults</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p><input type="text"></p>
<p><button type="submit"></button></p><p><a href="#x"></a></p>
<p style="color: #ccc; background: #fff">Pale words that nobody can read</p>
<ul><div>not an item</div></ul><span role="nonsense">x</span></main></body></html>"""

PLANTED = {
    "html-has-lang",
    "document-title",
    "image-alt",
    "label",
    "button-name",
    "link-name",
    "color-contrast",
    "list",
    "aria-roles",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once for these tests."""
    with chain.chromium() as started:
        yield started


def test_nine_planted_faults_give_nine_violations(browser: Browser) -> None:
    with chain.open_page(browser, html=FAULTY) as seen:
        assert {fault["rule"] for fault in axe.judge(seen.page)["violations"]} == PLANTED


def test_a_clean_page_gives_none(browser: Browser) -> None:
    with chain.open_page(browser, html=CLEAN) as seen:
        chain.assert_axe_clean(seen.page)


def test_a_fault_is_told_with_its_rule_and_element(browser: Browser) -> None:
    with chain.open_page(browser, html=FAULTY) as seen, pytest.raises(AssertionError, match="image-alt: <img"):
        chain.assert_axe_clean(seen.page)


UNDECIDED = CLEAN.replace("<form>", '<p style="background-image: linear-gradient(#fff, #eee)">On a slope</p><form>')


def test_an_undecided_result_without_an_answer_is_told(browser: Browser) -> None:
    with chain.open_page(browser, html=UNDECIDED) as seen, pytest.raises(AssertionError, match="color-contrast: <p"):
        axe.assert_axe_clean(seen.page)


def test_an_undecided_result_with_an_answer_is_let_be(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = axe.Answer(rule=axe.CONTRAST, part="p", why="a slope of whites", by="a test", on=date(2026, 11, 22))
    monkeypatch.setattr(axe, "answers", lambda: (answer,))
    with chain.open_page(browser, html=UNDECIDED) as seen:
        axe.assert_axe_clean(seen.page)


def test_every_answer_says_why_and_who_looked() -> None:
    assert [answer for answer in axe.answers() if len(answer.why.split()) < 5 or not answer.by] == []


def test_a_paint_that_was_clean_is_not_judged_again(browser: Browser) -> None:
    with chain.open_page(browser, html=CLEAN) as seen:
        axe.assert_axe_clean(seen.page)
        assert paint.mark_fresh(seen.page) == []


@pytest.mark.parametrize(
    "change", ["color: #ccc", "background: #333", "opacity: .3", "font-size: 3em", "filter: blur(1px)"]
)
def test_another_paint_is_judged_again(browser: Browser, change: str) -> None:
    with chain.open_page(browser, html=CLEAN) as seen:
        axe.assert_axe_clean(seen.page)
        seen.page.evaluate("change => document.querySelector('main').setAttribute('style', change)", change)
        assert paint.mark_fresh(seen.page)


def test_pale_words_are_told_each_time(browser: Browser) -> None:
    with chain.open_page(browser, html=FAULTY) as seen:
        for _ in range(2):
            assert axe.CONTRAST in {fault["rule"] for fault in axe.judge(seen.page, whole=False)["violations"]}


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        ("M4 zoom 400", "position: fixed; inset: 0 0 auto; height: 60px"),
        ("M5 dark", "background: #fff"),
        ("M7 reduced motion", "transition: color 1s"),
    ],
)
def test_what_breaks_one_mode_is_told(browser: Browser, mode: str, fault: str) -> None:
    broken = CLEAN.replace("<main>", f'<main style="{fault}">')
    chosen = next(one for one in chain.NIGHTLY if one.name == mode)
    with chain.open_page(browser, html=broken, mode=chosen) as seen, pytest.raises(AssertionError, match=mode):
        chain.assert_mode(seen.page, chosen)


def test_a_foreign_host_is_told(browser: Browser) -> None:
    seen = chain.Seen(page=browser.new_page(), hosts={"127.0.0.1:8000", "fonts.example"})
    with pytest.raises(AssertionError, match=r"fonts\.example"):
        chain.assert_only_own_host(seen, own="127.0.0.1:8000")
    seen.page.close()


def test_the_hosts_a_page_asks_are_recorded(browser: Browser) -> None:
    with chain.open_page(browser, html=CLEAN + '<img src="http://127.0.0.1:9/a.png" alt="">') as seen:
        assert seen.hosts == {"127.0.0.1:9"}


def test_a_page_wider_than_its_window_is_told(browser: Browser) -> None:
    wide = CLEAN.replace("<form>", '<form style="width: 2000px">')
    with chain.open_page(browser, html=wide) as seen, pytest.raises(AssertionError, match="px wide"):
        chain.assert_no_sideways_scroll(seen.page)


def test_a_small_target_is_told(browser: Browser) -> None:
    small = CLEAN.replace("<form>", '<form><button style="width: 10px; height: 10px; padding: 0">x</button>')
    with chain.open_page(browser, html=small) as seen, pytest.raises(AssertionError, match="10x10"):
        chain.assert_targets(seen.page)


def test_a_skipped_heading_level_is_told(browser: Browser) -> None:
    deep = CLEAN.replace("<form>", "<h3>Too deep</h3><form>")
    with chain.open_page(browser, html=deep) as seen, pytest.raises(AssertionError, match="leaves out"):
        chain.assert_heading_order(seen.page)
