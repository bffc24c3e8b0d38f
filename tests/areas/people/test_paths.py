"""P043: a form sends nobody to another site."""

import pytest

from bedside.areas.people.paths import own_path


@pytest.mark.parametrize("address", ["/", "/spaces/me-cfs/", "/search/?q=a%2Fb", "/posts/1/?page=2#latest", "/@ada"])
def test_own_pages_are_kept(address: str) -> None:
    assert own_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "spaces",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2Fevil.example",
        "/%2f%2fevil.example",
        "/%5Cevil.example",
        "/%252Fevil.example",
        "/%255cevil.example",
        "/x/%2F..",
        "/web/%2F..",
        "/../evil",
        "/a//evil.example",
        "https://evil.example/",
        "HTTPS:/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " //evil.example",
        "/ /evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "/\x00",
        "/%00",
        "/é",
        "/\u2215evil.example",
        "http:///evil.example",
        "//localhost@evil.example",
    ],
)
def test_all_else_is_dropped(address: str) -> None:
    assert own_path(address) == ""
