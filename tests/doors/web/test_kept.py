"""Parts of pages that are drawn once: they see nothing but what they name, and hold nothing of a request."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy, override

from bedside.doors.web.templatetags.kept import MOST, KeptNode


def _node(page: Template) -> KeptNode:
    [node] = page.nodelist.get_nodes_by_type(KeptNode)
    assert isinstance(node, KeptNode)
    return node


def test_a_part_sees_nothing_but_what_it_names() -> None:
    page = Template("{% load kept %}{% kept a=one %}{{ a }}{{ secret }}{% endkept %}")
    assert page.render(Context({"one": "1", "secret": "heron"})) == "1"


def test_each_value_has_its_own_form() -> None:
    page = Template("{% load kept %}{% kept a=one %}<{{ a }}>{% endkept %}")
    assert [page.render(Context({"one": value})) for value in ("x", "y", "x")] == ["<x>", "<y>", "<x>"]
    assert len(_node(page).drawn) == 2


def test_words_are_kept_for_each_language() -> None:
    page = Template("{% load kept i18n %}{% kept %}{% get_current_language as L %}{{ L }}{% endkept %}")
    with override("en"):
        assert page.render(Context()) == "en"
    with override("cy"):
        assert page.render(Context()) == "cy"


def test_what_is_typed_is_escaped_in_it() -> None:
    page = Template("{% load kept %}{% kept a=one %}{{ a }}{% endkept %}")
    assert page.render(Context({"one": "<b>"})) == "&lt;b&gt;"


def test_a_value_that_would_hold_its_request_is_refused() -> None:
    page = Template("{% load kept %}{% kept a=one %}{{ a }}{% endkept %}")
    with pytest.raises(TemplateSyntaxError, match="lazy"):
        page.render(Context({"one": SimpleLazyObject(lambda: "later")}))


def test_a_word_that_waits_for_its_language_is_taken_as_text() -> None:
    page = Template("{% load kept %}{% kept a=one %}{{ a }}{% endkept %}")
    assert page.render(Context({"one": gettext_lazy("Help")})) == "Help"


def test_it_does_not_grow_without_end() -> None:
    page = Template("{% load kept %}{% kept a=one %}{{ a }}{% endkept %}")
    for number in range(3 * MOST):
        page.render(Context({"one": str(number)}))
    assert len(_node(page).drawn) <= MOST


def test_only_names_may_stand_in_it() -> None:
    with pytest.raises(TemplateSyntaxError, match="names only"):
        Template("{% load kept %}{% kept runner %}x{% endkept %}")
