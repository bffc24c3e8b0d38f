"""Every address says who may use it, and by which methods."""

import pytest

from tests.shape.routes import Route, all_routes, layers_of

DECLARATIONS = ("anyone", "signed_in", "confirmed", "reviewers", "desks")


def declarations_of(route: Route) -> list[str]:
    """Return what the layers of a view declare, each declaration once, the outermost first."""
    said = [layer.__dict__["access"] for layer in layers_of(route.view) if "access" in layer.__dict__]
    # `functools.wraps` copies what a view carries: one declaration stands on several layers.
    return list(dict.fromkeys(said))


@pytest.mark.asvs("8.2.1")
def test_a_view_carries_exactly_one_declaration_of_who_may_use_it():
    said = {f"{route.where} {route.pattern}": declarations_of(route) for route in all_routes()}
    assert len(said) > 200
    assert {where: words for where, words in said.items() if not is_one_we_know(words)} == {}


def is_one_we_know(words: list[str]) -> bool:
    """Whether a view declares one thing, and one that we know."""
    return len(words) == 1 and (words[0] in DECLARATIONS or words[0].startswith("staff: "))


def test_a_view_says_which_methods_it_answers():
    assert [f"{route.where} {route.pattern}" for route in all_routes() if not route.methods] == []


def test_every_route_has_a_name():
    assert [route.pattern for route in all_routes() if not route.name] == []


def test_no_name_means_two_addresses():
    patterns: dict[str, set[str]] = {}
    for route in all_routes():
        patterns.setdefault(route.name, set()).add(route.pattern)
    assert {name: found for name, found in patterns.items() if len(found) > 1} == {}


@pytest.mark.asvs("14.2.1")
def test_no_address_names_the_kind_of_a_space():
    """That somebody reads a community is health information: an address holds no kind (security.md section 1)."""
    kinds = ("community", "communities", "room/", "rooms/")
    assert [route.pattern for route in all_routes() if any(kind in route.pattern for kind in kinds)] == []
