"""What a handle looks like on each network, and where its page is."""

import pytest

from bedside.policy.directory.networks import address_problem, network_of, networks, tidy


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("mastodon", "fediverse"),
        ("Fediverse", "fediverse"),
        ("twitter", "x"),
        ("X", "x"),
        ("X (Twitter)", "x"),
        ("Bluesky", "bluesky"),
    ],
)
def test_a_network_is_known_by_its_key_and_its_older_names(name: str, key: str) -> None:
    found = network_of(name)
    assert found is not None
    assert found.key == key


def test_an_unknown_network_is_none():
    assert network_of("myspace") is None


@pytest.mark.parametrize(
    ("network", "handle", "kept", "page"),
    [
        ("fediverse", "@Uma@Clinic.Example", "uma@clinic.example", "https://clinic.example/@uma"),
        ("bluesky", "uma.bsky.example", "uma.bsky.example", "https://bsky.app/profile/uma.bsky.example"),
        ("x", "@Uma_Haddad", "uma_haddad", "https://x.com/uma_haddad"),
        ("linkedin", "uma-haddad-1", "uma-haddad-1", "https://www.linkedin.com/in/uma-haddad-1/"),
        ("instagram", "uma.h", "uma.h", "https://www.instagram.com/uma.h/"),
        ("youtube", "@umahaddad", "umahaddad", "https://www.youtube.com/@umahaddad"),
        ("tiktok", "umahaddad", "umahaddad", "https://www.tiktok.com/@umahaddad"),
        ("facebook", "uma.haddad", "uma.haddad", "https://www.facebook.com/uma.haddad"),
        ("threads", "uma.h", "uma.h", "https://www.threads.com/@uma.h"),
        ("substack", "umawrites", "umawrites", "https://umawrites.substack.com/"),
    ],
)
def test_a_handle_has_one_form_and_one_page(network: str, handle: str, kept: str, page: str) -> None:
    one = networks()[network]
    assert tidy(one, handle) == kept
    assert one.page_of(kept) == page
    assert address_problem(one, handle=kept, url=page) == ""


@pytest.mark.parametrize(
    ("network", "handle"),
    [
        ("fediverse", "uma"),
        ("fediverse", "uma@localhost"),
        ("fediverse", "uma@clinic.example/x"),
        ("fediverse", "uma@127.0.0.1"),
        ("fediverse", "uma@-clinic.example"),
        ("fediverse", "u" * 65 + "@clinic.example"),
        ("bluesky", "uma"),
        ("bluesky", "uma..example"),
        ("x", "uma haddad"),
        ("x", "sixteen_letters_"),
        ("x", ""),
        ("x", "uma/../status"),
        ("instagram", ".uma"),
        ("substack", "uma.writes"),
        ("linkedin", "uma/haddad"),
    ],
)
def test_what_can_t_be_a_handle_is_none(network: str, handle: str) -> None:
    assert tidy(networks()[network], handle) is None


@pytest.mark.parametrize("key", sorted(networks()))
def test_each_network_is_found_by_its_key(key: str) -> None:
    assert network_of(key) is networks()[key]
