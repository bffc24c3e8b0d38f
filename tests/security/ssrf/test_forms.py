"""Every hostile form of an address, for every purpose: refused, and not one connection to where it points.

The table stands in forms.tsv, one form a row: the address, what its names resolve to (`a|b`: a first, b later; `@x`: an
alias), what the public server answers, and what must come of it. `<tab>` and the like stand for letters that a table
cannot hold.
"""

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bedside.kit.fetch import PURPOSES, NotFetched
from tests.security.ssrf.outside import TYPE_OF, Answering, Outside, page

LETTERS = {
    "<tab>": "\t",
    "<newline>": "\n",
    "<cr>": "\r",
    "<nul>": "\0",
    "<space>": " ",
    "<empty>": "",
    "<surrogate>": "\ud800",
    "<zero-width>": "\u200b",
    "<soft-hyphen>": "\u00ad",
    "<right-to-left>": "\u202e",
}


@dataclass(frozen=True)
class Form:
    """One row."""

    family: str
    url: str
    zone: str
    says: str
    served: bool


def forms() -> list[Form]:
    """Read the table."""
    with (Path(__file__).parent / "forms.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Form(family, lettered(url), zone, says, expected == "served") for family, url, zone, says, expected in rows]


def lettered(text: str) -> str:
    """Put letters for the names of letters."""
    for name, letter in LETTERS.items():
        text = text.replace(name, letter)
    return text


def script_of(says: str, media_type: str) -> Callable[[Answering], None]:
    """Return what the public server does: at its first page what the row says, elsewhere a good answer."""
    word, _space, rest = says.partition(" ")
    good = page(media_type)

    def answer(request: Answering) -> None:
        if word == "chain":
            n = int(request.path.lstrip("/") or "0")
            return request.say(302, b"", ("Location", f"/{n + 1}")) if n < int(rest) else good(request)
        if word == "refresh":
            return request.say(200, b"", ("Content-Type", media_type), ("Refresh", f"0; url={rest}"))
        if word.isdigit() and request.path == "/":
            places = {"<none>": [], "<twice>": ["/page", "/other"]}.get(rest, [rest])
            return request.say(int(word), b"", *[("Location", place) for place in places])
        return good(request)

    return answer


def ways_through(net: Outside, form: Form) -> list[str]:
    """Try a form for every purpose; return where it did not end as it must."""
    wrong = []
    for purpose in PURPOSES.values():
        net.told(form.zone, script_of(form.says, TYPE_OF[purpose.name]))
        try:
            net.client().fetch(form.url, purpose)
            served = True
        except NotFetched as refused:
            served = False
            if str(refused) != str(NotFetched("anything")) or refused.__cause__ is not None:
                wrong.append(f"{purpose.name}: the refusal tells why")
        if served != form.served:
            wrong.append(f"{purpose.name}: {'served' if served else 'refused'}")
        if caught := net.trap.count():
            wrong.append(f"{purpose.name}: {caught} connections to where it points ({net.dialled})")
    return wrong


@pytest.mark.asvs("1.3.6", "15.3.2")
@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.family}:{form.url[:40]!r}")
def test_a_form_ends_as_the_table_says_and_nothing_is_sent_to_the_target(net: Outside, form: Form) -> None:
    assert ways_through(net, form) == []


def test_the_table_holds_every_family_and_at_least_150_hostile_forms():
    count = Counter(form.family for form in forms() if not form.served)
    assert sum(count.values()) >= 150
    assert set(count) == {"range", "spelling", "trick", "scheme", "redirect", "dns"}
    assert (count["range"], count["spelling"]) >= (70, 42)


def test_the_trap_counts_what_passes_the_guard(net: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.kit.fetch.client.is_public", lambda _address: True)
    monkeypatch.setattr("bedside.kit.fetch.client.is_ours", lambda _address: False)
    hostile = Form("range", "https://name.trap.example/", "name.trap.example=10.0.0.5", "-", served=False)
    assert any("1 connections" in line for line in ways_through(net, hostile))
