"""The benchmark of the list of clinicians: each kind of search, at the size that the list is made for.

Everybody in it is invented. Searches go through the query that pages call; terms differ from one to the next.
"""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from bedside.doors.cli.seed import gather_statistics
from bedside.site import config as site_config
from bedside.site import database, keys
from bedside.site.bench.cost import MS, cpu_ns, percentile

SEARCHES: Final = 200
CHECKED: Final = 5_000  # of the members; one in ten is hidden from the list, one in fifty has lapsed
AT_ONCE: Final = 5_000
STARTS: Final = ("Al", "Bel", "Cor", "Dav", "El", "Fen", "Gar", "Hol", "Ing", "Jor")
MIDDLES: Final = ("a", "e", "i", "o", "u", "an", "en", "in", "on", "un", "ar", "er", "ir", "or", "ur", "al", "el", "il")
ENDS: Final = (
    "berg",
    "dal",
    "feld",
    "gren",
    "holm",
    "land",
    "lund",
    "mark",
    "rud",
    "sen",
    "ski",
    "stad",
    "stein",
    "vik",
)
GIVEN: Final = ("Ada", "Bram", "Cleo", "Dara", "Edda", "Finn", "Gita", "Hugo", "Iris", "Jonas", "Kaya", "Leif", "Maeve")
FAMILIES: Final = len(STARTS) * len(MIDDLES) * len(ENDS)
SPECIALTIES: Final = ("neurology", "cardiology", "psychiatry", "general practice", "rheumatology", "registered nurse")
PLACES: Final = (
    ("Omaha", "NE", "US"),
    ("Lyon", "", "FR"),
    ("Perth", "WA", "AU"),
    ("Graz", "", "AT"),
    ("Austin", "TX", "US"),
)
LANGUAGES: Final = ("en", "es", "fr", "de", "ar")
TOPICS: Final = ("mecfs", "sleep", "longcovid", "pain", "migraine", "diabetes", "als", "asthma")


def family(number: int) -> str:
    """Return one of FAMILIES invented family names."""
    start, rest = number % len(STARTS), number // len(STARTS)
    return STARTS[start] + MIDDLES[rest % len(MIDDLES)] + ENDS[rest // len(MIDDLES) % len(ENDS)]


def given(number: int) -> str:
    """Return a given name."""
    return GIVEN[number * 7 % len(GIVEN)]


def fill(*, members: int, listed: int, chance: Random) -> None:
    """Write the members, the checked among them with profiles and posts, and the people who post elsewhere."""
    from bedside.areas.directory.actions import import_handles, refresh_all

    _add_members(members, chance)
    import_handles(rows=_rows(listed, chance))
    refresh_all()


def _add_members(members: int, chance: Random) -> None:
    from bedside.areas.people.actions.seeding import NewMember, add_members
    from bedside.kit.clock import now
    from bedside.kit.ids import id_at

    joined = now() - timedelta(days=400)
    clinicians = []
    numbers = iter(range(members))
    while some := list(islice(numbers, AT_ONCE)):
        made = [
            NewMember(
                persona_id=id_at(joined + timedelta(seconds=number)),
                kind="clinician" if number < CHECKED else "patient",
                name=f"{given(number)} {family(chance.randrange(FAMILIES))}",
                handle=f"d{number}",
                joined_at=joined,
            )
            for number in some
        ]
        add_members(made)
        clinicians += [one.persona_id for one in made if one.kind == "clinician"]
    _check(clinicians, chance)
    _write_posts(clinicians, chance)


def _check(clinicians: list[int], chance: Random) -> None:
    from bedside.areas.credentials import actions as credentials
    from bedside.areas.credentials.actions.seeding import NewProfile, add_profiles
    from bedside.areas.people.queries import personas
    from bedside.areas.people.viewer import ANONYMOUS
    from bedside.kit.clock import now

    profiles = []
    for number, persona in enumerate(personas(ANONYMOUS, clinicians)):
        ends = now() + timedelta(days=-1 if number % 50 == 0 else 300)
        facts = credentials.Facts(level="V3", profession="Physician", checked_by=0, valid_until=ends, title="Dr")
        credentials.issue(persona, facts)
        city, region, country = chance.choice(PLACES)
        profiles.append(
            NewProfile(
                persona_id=persona.id,
                city=city,
                region=region,
                country=country,
                languages=tuple(chance.sample(LANGUAGES, 2)),
                specialties=(chance.choice(SPECIALTIES),),
                accepts_general=number % 3 == 0,
                hidden=number % 10 == 0,
            )
        )
    add_profiles(profiles)


def _write_posts(clinicians: list[int], chance: Random) -> None:
    from bedside.areas.posts.actions.seeding import NewPost, add_posts
    from bedside.areas.spaces.models import SQUARE_ID
    from bedside.kit.clock import now
    from bedside.kit.ids import id_at

    posts = []
    for author in clinicians:
        tags = (chance.choice(TOPICS), chance.choice(TOPICS))
        for day in range(1, 4):
            number = id_at(now() - timedelta(days=day * 7, seconds=chance.randrange(80_000)))
            posts.append(
                NewPost(number, author, SQUARE_ID, "public", "post", "", "Words.", "<p>Words.</p>", tuple(set(tags)))
            )
    add_posts(posts, helped=(), tags=())


def _rows(listed: int, chance: Random) -> list[Any]:
    from bedside.kit.clock import now
    from bedside.policy.directory.handles_file import Row

    return [
        Row(
            line=number + 2,
            network="fediverse",
            handle=f"h{number}@clinic.example",
            name=f"{given(number)} {family(chance.randrange(FAMILIES))}",
            profession="Physician",
            specialty=chance.choice(SPECIALTIES),
            country=chance.choice(("US", "AU", "CA", "FR")),
            languages=tuple(chance.sample(LANGUAGES, 2)),
            url=f"https://clinic.example/@h{number}",
            source="An invented list",
            added_on=now().date(),
        )
        for number in range(listed)
    ]


def kinds_of_search(*, registered: int, chance: Random) -> dict[str, Callable[[], dict[str, str]]]:
    """Return what each kind of search asks for, another each time."""
    from bedside.site.bench import invented_register as register

    def name() -> str:
        return f"{chance.choice(GIVEN)} {family(chance.randrange(FAMILIES))}"

    def slip() -> str:
        typed = family(chance.randrange(FAMILIES))
        return typed[:3] + typed[4:]

    def of_register() -> dict[str, str]:
        place = chance.randrange(registered)
        last, first, _other = register.name_of(place)
        return {"q": f"{first} {last}", "place": register.region_of(place)}

    return {
        "number": lambda: {"q": register.number_of(chance.randrange(registered))},
        "whole_name": lambda: {"q": name()},
        "family_name": lambda: {"q": family(chance.randrange(FAMILIES))},
        "initial_and_family_name": lambda: {"q": f"{chance.choice(GIVEN)[0]} {family(chance.randrange(FAMILIES))}"},
        "given_name": lambda: {"q": chance.choice(GIVEN)},
        "two_letters": lambda: {"q": chance.choice(STARTS)[:2]},
        "slip_of_the_pen": lambda: {"q": slip()},
        "nobody": lambda: {"q": f"Zzyzx{chance.randrange(9_999)}q"},
        "name_and_place": of_register,
        "family_name_and_place": lambda: of_register() | {"q": register.name_of(chance.randrange(registered))[0]},
        "specialty": lambda: {"specialty": chance.choice(SPECIALTIES)},
        "specialty_and_place": lambda: {"specialty": chance.choice(SPECIALTIES), "place": chance.choice(PLACES)[2]},
        "place": lambda: {"place": chance.choice(PLACES)[0]},
        "country": lambda: {"place": chance.choice(PLACES)[2]},
        "language": lambda: {"language": chance.choice(LANGUAGES)},
        "topic": lambda: {"topic": chance.choice(TOPICS)},
        "all_together": lambda: {
            "q": chance.choice(GIVEN),
            "specialty": chance.choice(SPECIALTIES),
            "place": chance.choice(PLACES)[2],
            "language": chance.choice(LANGUAGES),
        },
    }


def directory(*, rows: int, members: int, listed: int, chance: Random) -> dict[str, Any]:
    """Make a site of its own with a register of `rows`, and measure each kind of search there."""
    from bedside.site.bench import registry

    for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="bedside-bench-directory-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the database server, another user, passes through
        os.environ["BEDSIDE_DATA"] = f"{home}/data"
        config = site_config.load()
        with database.running(config) as found:
            database.migrate(config, found)
            database.set_up_django(config, found)
            keys.make_ready()
            registry.fill(rows=rows, owner_url=found.owner)
            fill(members=members, listed=listed, chance=chance)
            gather_statistics(found.owner)
            sizes = {"register_rows": rows, "listed": listed, "members": members, "checked": min(members, CHECKED)}
            return sizes | searches(registered=rows, chance=chance)


def searches(*, registered: int, chance: Random) -> dict[str, Any]:
    """Return of each kind of search p50, p95 and the longest in ms, and the processor time of one, of both sides."""
    kinds = kinds_of_search(registered=registered, chance=chance)
    found = {kind: _timed(ask) for kind, ask in kinds.items()}
    return found | {
        "second_page": _timed(kinds["given_name"], page=2),
        "tenth_page": _timed(kinds["specialty"], page=10),
    }


def _timed(ask: Callable[[], dict[str, str]], *, page: int = 1) -> str:
    from bedside.site.bench.pages import backend

    for _warm in range(10):
        _search(ask(), page)
    app, server = time.process_time_ns(), cpu_ns(backend())
    taken = [_search(ask(), page) for _again in range(SEARCHES)]
    spent = (time.process_time_ns() - app + cpu_ns(backend()) - server) / MS / SEARCHES
    shown = " / ".join(f"{one:.1f}" for one in (percentile(taken, 50), percentile(taken, 95), max(taken)))
    return f"{shown}   cpu {spent:.1f}"


def _search(said: dict[str, str], page: int) -> float:
    """Return how long the page took, in ms; the pages before it are opened first."""
    from bedside.areas.directory.queries import find
    from bedside.areas.people.viewer import ANONYMOUS
    from bedside.policy.directory.asking import question

    asked, cursor = question(**said), ""
    for _before in range(page - 1):
        cursor = find(ANONYMOUS, asked, cursor=cursor).next
        if not cursor:
            break
    began = time.perf_counter_ns()
    find(ANONYMOUS, asked, cursor=cursor)
    return (time.perf_counter_ns() - began) / MS
