"""What went wrong where the peers' servers fetch from others, or read what is sent to them, asked of Bedside."""

import ipaddress
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bedside.kit.fetch import NotFetched
from bedside.kit.fetch.line import Line
from bedside.kit.fetch.purposes import KB, PICTURE, PREVIEW, Purpose
from bedside.kit.images import BadImage, cleaned
from tests.kit.test_wall import TRIES, run
from tests.security.hostile_pictures import STRANGE
from tests.security.ssrf.outside import Answering, Outside, Trap, dripping, page
from tests.security.ssrf.test_forms import Form, ways_through
from tests.security.test_hostile_pictures import files_in
from tests.shape.test_imports import CLIENTS, MAY_FETCH, importers

ZONE = "open.example=93.184.216.34"
GIGABYTE = 1_000_000_000


def leads_to(net: Outside, address: str) -> list[str]:
    """Fetch a name that stands for `address`, for every purpose; return what did not end as a refusal."""
    return ways_through(net, Form("", "https://name.trap.example/", f"name.trap.example={address}", "-", served=False))


def points_at(net: Outside, host: str) -> list[str]:
    """Fetch from `host` as it stands in the address, and be sent there by another; return what was no refusal."""
    straight = ways_through(net, Form("", f"https://{host}/", "-", "-", served=False))
    return straight + ways_through(net, Form("", "https://open.example/", ZONE, f"302 https://{host}/", served=False))


def test_p028_a_server_that_drips_keeps_nobody_else_waiting(net: Outside) -> None:
    """CVE-2023-36461: a slow answer keeps workers busy."""

    def script(request: Answering) -> None:
        (dripping if request.path == "/slow" else page("text/html"))(request)

    def wait(_number: int) -> str:
        with pytest.raises(NotFetched):
            net.client().fetch("https://open.example/slow", replace(PREVIEW, seconds=1.5))
        return "left"

    net.told(ZONE, script)
    begun = time.monotonic()
    with ThreadPoolExecutor(max_workers=4) as pool:
        slow = pool.map(wait, range(4))
        assert net.client().fetch("https://open.example/", PREVIEW).body == b"well"
        assert list(slow) == ["left"] * 4
    assert time.monotonic() - begun < 6  # they would drip for ten


@pytest.mark.django_db
def test_p029_a_file_writes_nothing_and_calls_nobody(places: dict[str, Path]) -> None:
    """CVE-2023-36460: crafted media writes files anywhere."""
    trap, evil = Trap(), places["work"].parent / "evil"
    port = str(trap.socket.getsockname()[1]).encode()
    for name, data in STRANGE.items():
        aimed = data.replace(b"127.0.0.1", b"127.0.0.1:" + port).replace(b"/tmp/evil", bytes(evil))
        with pytest.raises(BadImage):
            cleaned(aimed)
        assert files_in(places["work"].parent) == [], name
    assert trap.count() == 0
    trap.socket.close()


@pytest.mark.parametrize(
    "address",
    ["100.64.0.1", "198.18.0.1", "192.0.0.8", "192.88.99.1", "240.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2001::1",
     "2002:a00:1::", "fec0::1", "fc00::1", "ff02::1", "100::1", "5f00::1"],
)  # fmt: skip
def test_p033_no_range_is_missing(address: str, net: Outside) -> None:
    """CVE-2026-22245: ranges are missing in the guard of addresses."""
    assert leads_to(net, address) == []


@pytest.mark.parametrize("address", ["::", "0:0:0:0:0:0:0:0", "::0", "0::", "::0.0.0.0", "::ffff:0.0.0.0"])
def test_p034_no_address_at_all_is_this_machine(address: str, net: Outside) -> None:
    """CVE-2026-46348: the guard of addresses lets :: through."""
    assert leads_to(net, address) + points_at(net, f"[{address}]") == []


@pytest.mark.parametrize(
    "host",
    ["0177.0.0.1", "010.0.0.1", "0x7f.1", "0x7f000001", "2130706433", "127.1", "127.0.0.1.", "[::127.0.0.1]",
     "[::7f00:1]", "[fe80::1%25eth0]", "[::1%251]", "[0:0:0:0:0:0:127.0.0.1]"],
)  # fmt: skip
def test_p035_what_the_runtime_thinks_of_an_address_does_not_count(
    host: str, net: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CVE-2026-47389: an old runtime reads addresses wrongly."""
    for kind in (ipaddress.IPv4Address, ipaddress.IPv6Address):
        for name in ("is_global", "is_private", "is_loopback", "is_link_local", "is_reserved", "is_unspecified"):
            monkeypatch.setattr(kind, name, name == "is_global")
    assert points_at(net, host) == []
    assert leads_to(net, "127.0.0.1") + leads_to(net, "::127.0.0.1") == []


def test_p036_one_part_of_the_house_has_a_client() -> None:
    """CVE-2026-27477: a second HTTP client has no guard."""
    assert set(importers(CLIENTS)) <= MAY_FETCH


@pytest.mark.parametrize("library", ["http", "asyncio", "tcp"])
def test_p036_a_library_that_calls_out_is_stopped(library: str) -> None:
    """CVE-2026-27477: a second HTTP client has no guard."""
    assert run(f"print(tried(lambda: {TRIES[library]}))").strip() == "walled off"


@pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "::ffff:10.0.0.5", "::ffff:169.254.169.254", "::ffff:a00:5"])
def test_p081_an_address_in_another_is_the_other(address: str, net: Outside) -> None:
    """CVE-2025-68662: the guard compares host names only, mapped addresses pass."""
    assert leads_to(net, address) + points_at(net, f"[{address}]") == []


@pytest.mark.parametrize("zone", ["{}=10.0.0.5", "{}=93.184.216.34,10.0.0.5", "{}=@inside.example inside.example=::1"])
def test_p081_a_name_that_looks_well_is_asked_where_it_leads(zone: str, net: Outside) -> None:
    """CVE-2025-68662: the guard compares host names only, mapped addresses pass."""
    named = Form("", "https://open.example/", zone.format("open.example"), "-", served=False)
    assert ways_through(net, named) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "0", "0x0", "00.0.0.0", "0.1.2.3", "[::ffff:0:0]"])
def test_p088_nothing_that_begins_with_zero_is_reached(host: str, net: Outside) -> None:
    """Lemmy CVE-2025-25194: the guard forgets 0.0.0.0."""
    assert points_at(net, host) == []
    assert leads_to(net, "0.0.0.0") + leads_to(net, "0.255.255.255") == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://open.example/", "ftp://open.example/", "gopher://open.example/", "data:,x",
     "https://open.example:8080/", "https://user@open.example/", "https://localhost/", "https://127.0.0.1/",
     "https://community.example/staff/", "//open.example/", "/etc/passwd"],
)  # fmt: skip
def test_p100a_the_address_of_a_picture_leads_to_a_public_page_only(url: str, net: Outside) -> None:
    """BookWyrm CVE-2022-23644: the address of a cover makes the server fetch anything."""
    net.told(f"{ZONE} community.example=93.184.216.34 localhost=127.0.0.1", page("image/png"))
    with pytest.raises(NotFetched):
        net.client().fetch(url, PICTURE)
    assert (net.dialled, net.server.asked) == ([], [])


@pytest.mark.parametrize("length", [(), (("Content-Length", str(GIGABYTE)),)], ids=["silent", "said"])
def test_p100d_a_body_of_a_gigabyte_is_not_read(
    length: tuple[tuple[str, str], ...], net: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BookWyrm 602c505ac: the guard of sizes reads the whole body first."""
    got: list[int] = []
    read = Line.read
    small: Purpose = replace(PREVIEW, most=256 * KB)

    def counting(line: Line, max_bytes: int, timeout: float | None = None) -> bytes:
        part = read(line, max_bytes, timeout)
        got.append(len(part))
        return part

    def huge(request: Answering) -> None:
        request.begin(("Content-Type", "text/html"), *length)
        for _n in range(GIGABYTE // 65_536 + 1):
            request.wfile.write(b"x" * 65_536)

    monkeypatch.setattr(Line, "read", counting)
    net.told(ZONE, huge)
    with pytest.raises(NotFetched) as refused:
        net.client().fetch("https://open.example/", small)
    assert refused.value.cause == "size"
    assert sum(got) <= (64 * KB if length else small.most + 64 * KB)
