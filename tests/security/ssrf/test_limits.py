"""What a server that may be asked cannot do to us: drip, flood, burst, mislabel, remember, or pretend to be another."""

import os
import random
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from bedside.kit.fetch import Client, NotFetched
from bedside.kit.fetch.purposes import MB, OBJECT, PREVIEW
from tests.security.ssrf.outside import (
    OWN,
    Answering,
    Outside,
    Pretending,
    dripping,
    dripping_head,
    endless,
    packed,
    page,
)

ZONE = "open.example=93.184.216.34"
URL = "https://open.example/"
HTML = "text/html; charset=utf-8"
NOISE = random.Random(7).randbytes(MB)


def refusal(net: Outside, url: str = URL, purpose: object = PREVIEW) -> str:
    """Fetch, and return why that was refused."""
    with pytest.raises(NotFetched) as refused:
        net.client().fetch(url, purpose)
    return refused.value.cause


@pytest.mark.asvs("16.5.2")
@pytest.mark.parametrize("script", [dripping, dripping_head])
def test_a_server_that_drips_is_left_in_time(net: Outside, script: Callable[[Answering], None]) -> None:
    net.told(ZONE, script)
    begun = time.monotonic()
    assert refusal(net, purpose=replace(PREVIEW, seconds=0.4)) == "time"
    assert time.monotonic() - begun < 1.5


def test_a_resolver_that_hangs_is_left_in_time(net: Outside) -> None:
    net.told(ZONE, page(HTML))
    slow = replace(net.client(), resolve=lambda host: time.sleep(1) or net.resolve(host))
    with pytest.raises(NotFetched):
        slow.fetch(URL, replace(PREVIEW, seconds=0.2))
    assert net.dialled == []


def test_a_server_that_never_greets_is_left_in_time(net: Outside) -> None:
    net.told(ZONE, page(HTML))

    def dial_the_trap(address: str, _port: int, _timeout: float) -> socket.socket:
        line = Pretending(socket.AF_INET, socket.SOCK_STREAM)
        line.pretended = address
        line.connect(net.trap.socket.getsockname())
        return line

    with pytest.raises(NotFetched):
        replace(net.client(), dial=dial_the_trap).fetch(URL, replace(PREVIEW, seconds=0.3))
    assert net.trap.count() == 1


@pytest.mark.asvs("15.2.2")
def test_a_body_without_end_is_cut_off(net: Outside) -> None:
    net.told(ZONE, endless)
    assert refusal(net) == "size"


def test_a_body_said_to_be_too_large_is_not_read(net: Outside) -> None:
    net.told(ZONE, page(HTML, b"x" * 10, ("X", "1")))
    assert refusal(net, purpose=replace(PREVIEW, most=9)) == "size"


@pytest.mark.asvs("5.2.3")
@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"\0" * (30 * MB), "size"),  # over both
        (b"\0" * (3 * MB), "size"),  # under the cap, but 1:1000
        (NOISE[: MB // 2] + b"\0" * (5 * MB), "size"),  # within 1:20, but over the cap
    ],
)
def test_a_bomb_is_not_unpacked(net: Outside, body: bytes, cause: str) -> None:
    net.told(ZONE, packed(body))
    assert refusal(net) == cause


def test_a_page_full_of_repetition_is_unpacked(net: Outside) -> None:
    net.told(ZONE, packed(b"<p>" * 20_000))
    assert net.client().fetch(URL, PREVIEW).body == b"<p>" * 20_000


@pytest.mark.parametrize(
    ("coding", "body"), [("br", b"x"), ("gzip, gzip", b"x"), ("gzip", b"x"), ("gzip", b"\x1f\x8b\x08"), ("zstd", b"")]
)
def test_a_coding_that_is_unknown_or_broken_is_refused(net: Outside, coding: str, body: bytes) -> None:
    net.told(ZONE, page(HTML, body, ("Content-Encoding", coding)))
    assert refusal(net) == "coding"


@pytest.mark.parametrize("media_type", ["text/plain", "application/json", "image/png", "", "text/htmlx", "text/html,x"])
def test_a_type_that_does_not_fit_the_purpose_is_refused(net: Outside, media_type: str) -> None:
    net.told(ZONE, page(media_type))
    assert refusal(net) == "type"


@pytest.mark.parametrize("media_type", ["text/plain", "application/json", "image/png", "text/html"])
def test_p002_an_object_served_as_something_else_is_no_object(net: Outside, media_type: str) -> None:
    net.told(ZONE, page(media_type, b'{"type": "Person"}'))
    assert refusal(net, purpose=OBJECT) == "type"


@pytest.mark.parametrize("status", [201, 204, 304, 400, 401, 404, 407, 500, 503])
def test_only_200_is_an_answer(net: Outside, status: int) -> None:
    net.told(ZONE, lambda request: request.say(status, b"", ("Content-Type", "text/html")))
    assert refusal(net) == f"status {status}"


def test_a_header_said_twice_is_refused(net: Outside) -> None:
    net.told(ZONE, page(HTML, b"x", ("Content-Type", "text/html")))
    assert refusal(net) == "header"


def test_no_cookie_is_kept_or_sent(net: Outside) -> None:
    def script(request: Answering) -> None:
        cookie = ("Set-Cookie", "a=1; Path=/")
        if request.path == "/":
            request.say(302, b"", ("Location", "/page"), cookie)
        else:
            request.say(200, b"", ("Content-Type", HTML), cookie)

    net.told(ZONE, script)
    client = net.client()
    client.fetch(URL, PREVIEW)
    client.fetch(URL, PREVIEW)
    assert len(net.server.asked) == 4
    assert not any("cookie" in {name.lower() for name in headers} for _path, headers in net.server.asked)


def test_the_request_says_nothing_of_the_site(net: Outside) -> None:
    net.told(ZONE, page(HTML))
    net.client().fetch(URL, PREVIEW)
    [(_path, headers)] = net.server.asked
    assert headers == {
        "Host": "open.example",
        "User-Agent": "Bedside",
        "Accept": "application/xhtml+xml, text/html",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_proxies_of_the_environment_are_not_used(net: Outside, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    net.told(ZONE, page(HTML))
    assert net.client().fetch(URL, PREVIEW).body == b"well"


def test_a_name_is_asked_once_for_each_request(net: Outside) -> None:
    net.told(ZONE, page(HTML))
    net.client().fetch(URL, PREVIEW)
    assert (net.resolved, net.dialled) == (["open.example"], ["93.184.216.34"])


def test_when_one_address_does_not_answer_the_next_is_tried(net: Outside) -> None:
    net.told("open.example=93.184.216.35,93.184.216.34", page(HTML))

    def dial(address: str, port: int, timeout: float) -> socket.socket:
        if address == "93.184.216.35":
            raise ConnectionRefusedError
        return net.dial(address, port, timeout)

    assert replace(net.client(), dial=dial).fetch(URL, PREVIEW).body == b"well"


def test_the_other_end_must_be_the_address_that_was_checked(net: Outside) -> None:
    net.told(ZONE, page(HTML))
    net.peer = "127.0.0.1"
    assert refusal(net) == "peer"
    assert net.server.asked == []


@pytest.mark.asvs("12.3.2")
def test_the_other_end_must_prove_its_name(net: Outside) -> None:
    net.told("stranger.example=93.184.216.34", page(HTML))
    assert refusal(net, "https://stranger.example/") == "connection"
    assert net.server.asked == []


@pytest.mark.asvs("12.3.2")
def test_strangers_certificates_are_not_trusted(net: Outside) -> None:
    net.told(ZONE, page(HTML))
    with pytest.raises(NotFetched):
        Client(own_names=OWN, resolve=net.resolve, dial=net.dial).fetch(URL, PREVIEW)
    assert net.server.asked == []


@pytest.mark.asvs("12.1.1")
def test_old_tls_is_not_spoken(net: Outside) -> None:
    from bedside.kit.fetch.client import _trusting_public_authorities

    context = _trusting_public_authorities()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_what_comes_says_from_where_it_came(net: Outside) -> None:
    def script(request: Answering) -> None:
        if request.path == "/":
            request.say(301, b"", ("Location", "https://other.example/page"))
        else:
            request.say(200, b"well", ("Content-Type", "Text/HTML; charset=x"))

    net.told(f"{ZONE} other.example=93.184.216.35", script)
    got = net.client().fetch(URL, PREVIEW)
    assert (got.url, got.media_type, got.body) == ("https://other.example/page", "text/html", b"well")


@pytest.mark.asvs("16.2.5")
def test_the_log_names_no_address(net: Outside, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="bedside.fetch")
    net.told("open.example=10.0.0.5", page(HTML))
    refusal(net, "https://open.example/private-word")
    assert "cause=address" in caplog.text
    assert "open.example" not in caplog.text
    assert "private-word" not in caplog.text
