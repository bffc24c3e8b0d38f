"""Internet addresses."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import ip
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("log shows 203.0.113.48 dropping", "203.0.113.48"),
    ("198.51.100.7", "198.51.100.7"),
    ("from IP 10.0.0.5.", "10.0.0.5"),
    ("server 8.8.4.4 is down", "8.8.4.4"),
    ("(192.0.2.146)", "192.0.2.146"),
    ("her router is 172.16.0.1", "172.16.0.1"),
    ("login from 2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::8a2e:370:7334"),
    ("2001:db8::1", "2001:db8::1"),
    ("fe80::1ff:fe23:4567:890a", "fe80::1ff:fe23:4567:890a"),
    ("2001:0db8:0000:0000:0000:ff00:0042:8329", "2001:0db8:0000:0000:0000:ff00:0042:8329"),
    ("blocked error 41.173.96.26", "41.173.96.26"),
]
NEAR_MISSES = [
    "client 4.12.0.3 drops, roll back",
    "version 10.200.3.4",
    "v192.168.100.1",
    "section 4.12.0.3 of the rules",
    "4.12.0.3",
    "300.1.1.256",
    "1.2.3",
    "1.2.3.4.5",
    "the ratio 1.2.3.4",
    "12:30:45",
    "std::vector",
    "at 10:00:00 and 11:00:00",
    "ios 17.200.110.2",
    "0.5.100.200 server",
    "chapter 12.200.1.4",
    "01.02.103.004",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_an_address_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "ip") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_versions_sections_and_times_are_silent(text: str, found: Found) -> None:
    assert found(text, "ip") == []


@pytest.mark.parametrize("part", ["1.1.1.1 ", "1:", "::"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(ip, part * 20_000)) < 20_000
