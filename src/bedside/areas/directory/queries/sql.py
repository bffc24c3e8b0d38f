"""The statement of a search, put together from what is asked for. All values are parameters; the pieces are ours."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.db import connection

from bedside.areas.credentials.queries import index_of
from bedside.areas.directory import standing
from bedside.areas.people.viewer import Viewer
from bedside.kit.viewing import as_system
from bedside.policy.directory.asking import Question
from bedside.policy.directory.ordering import LIKE_FROM_LETTERS, LISTED_RANK, Kind
from bedside.policy.registers.model import Entry

Row = tuple[int, int, int, str, str, int]
"""How an entry matches, its rank, its posts in the topic (less than nothing), its name, kind and id: their order."""

BRANCHES: Final = {
    Kind.VERIFIED: f"""
        SELECT {{match}} AS match, array_position(%(levels)s::text[], c.level::text) - 1 AS rank,
               {{topic}} AS less_topic, m.name_key COLLATE "C" AS name_key, 'verified' AS kind, m.persona_id AS id
        FROM directory_member m JOIN people_persona p ON p.id = m.persona_id
        JOIN credentials_credential c ON c.persona_id = p.id
        LEFT JOIN credentials_profile f ON f.persona_id = p.id
        WHERE {standing.MEMBER} AND {{fits}}""",  # noqa: S608  # our own words
    Kind.LISTED: f"""
        SELECT {{match}} AS match, {LISTED_RANK} AS rank, 0 AS less_topic, m.name_key COLLATE "C" AS name_key,
               'listed' AS kind, m.id AS id
        FROM directory_listing m WHERE {standing.LISTED} AND {{fits}}""",  # noqa: S608  # our own words
}
ORDER: Final = "match, rank, less_topic, name_key, kind, id"


def rows(
    viewer: Viewer, asked: Question, *, kinds: Sequence[Kind], behind: Sequence[Any] | None, most: int
) -> list[Row]:
    """Return who fits, in order, behind a row (or from the beginning).

    Without a name all match alike, so every member stands before everybody else: the second kind is asked only for
    what the first leaves open.
    """
    if asked.words or len(kinds) == 1:
        return _rows(viewer, asked, kinds=kinds, behind=behind, most=most)
    found: list[Row] = []
    for kind in kinds:
        if len(found) < most:
            found += _rows(viewer, asked, kinds=[kind], behind=behind, most=most - len(found))
    return found


def _rows(
    viewer: Viewer, asked: Question, *, kinds: Sequence[Kind], behind: Sequence[Any] | None, most: int
) -> list[Row]:
    branches = " UNION ALL ".join(_branch(kind, asked) for kind in kinds)
    parameters = standing.params(viewer) | _parameters(asked) | {"most": most}
    after = ""
    if behind is not None:
        places = ", ".join(f"%(behind{place})s" for place in range(len(behind)))
        after = f"WHERE ({ORDER}) > ({places})"
        parameters |= {f"behind{place}": value for place, value in enumerate(behind)}
    # Of listed people alone all but the name is equal, and an index has the names in order: a page of it is read.
    order = ORDER if kinds[0] is Kind.VERIFIED or asked.words else "name_key, id"
    statement = f"SELECT {ORDER} FROM ({branches}) found {after} ORDER BY {order} LIMIT %(most)s"  # noqa: S608  # of our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _branch(kind: Kind, asked: Question) -> str:
    return BRANCHES[kind].format(
        match=_match(asked),
        topic="-((m.topics -> %(topic)s ->> 0)::integer)" if asked.topic else "0",
        fits=" AND ".join(_fits(kind, asked)) or "true",
    )


def _match(asked: Question) -> str:
    """Return how well a name fits, as `policy.directory.ordering.match_of` has it; the best where no name is asked."""
    if not asked.words:
        return "0"
    whole = " AND ".join(f"m.name_key LIKE %(whole{place})s" for place in range(len(asked.words)))
    begins = " AND ".join(f"({_begins(asked, place)})" for place in range(len(asked.words)))
    some = " OR ".join(f"m.name_key LIKE %(begins{place})s" for place, word in enumerate(asked.words) if len(word) > 1)
    return f"""CASE WHEN {whole} THEN CASE WHEN length(m.name_key) = %(length)s THEN 0 ELSE 1 END
        WHEN ({begins}) AND ({some or "true"}) THEN 2 ELSE 3 END"""


def _fits(kind: Kind, asked: Question) -> list[str]:
    """Return the conditions under which an entry fits what is asked for."""
    conditions = [f"({_begins(asked, place)}{_is_like(word, place)})" for place, word in enumerate(asked.words)]
    if len(asked.words) > 1:  # initials alone would find half of the list
        long = [
            f"m.name_key LIKE %(begins{place})s{_is_like(word, place)}"
            for place, word in enumerate(asked.words)
            if len(word) > 1
        ]
        conditions.append(f"({' OR '.join(long)})")
    conditions += [f"m.place_key LIKE %(place{place})s" for place, _word in enumerate(asked.place.split())]
    if asked.specialty:
        conditions.append("m.specialty_key LIKE %(specialty)s")
    if asked.language:
        conditions.append("m.languages @> ARRAY[%(language)s]::varchar[]")
    if asked.topic:
        conditions.append("m.topics ? %(topic)s AND %(topic)s <> ALL(coalesce(f.topics_dropped, '{}'))")
    if asked.accepts:
        conditions.append("f.accepts_general")
    return conditions if kind is Kind.VERIFIED else [one for one in conditions if "f." not in one]


def _begins(asked: Question, place: int) -> str:
    """Return that a word is the beginning of one of the name; where there are more words, also of its initial."""
    initial = f" OR m.name_key LIKE %(initial{place})s" if len(asked.words) > 1 else ""
    return f"m.name_key LIKE %(begins{place})s{initial}"


def _is_like(word: str, place: int) -> str:
    return f" OR m.name_key %%> %(word{place})s" if len(word) >= LIKE_FROM_LETTERS else ""


def _parameters(asked: Question) -> dict[str, Any]:
    said: dict[str, Any] = {
        "specialty": f"% {asked.specialty}%",
        "language": asked.language,
        "topic": asked.topic,
        "length": sum(map(len, asked.words)) + len(asked.words) + 1,
    }
    for place, word in enumerate(asked.words):
        said |= {f"word{place}": word, f"whole{place}": f"% {word} %", f"begins{place}": f"% {word}%"}
        said[f"initial{place}"] = f"% {word[:1]} %"
    for place, word in enumerate(asked.place.split()):
        said[f"place{place}"] = f"% {word} %" if len(word) <= 3 else f"% {word}%"
    return said


def fitting(viewer: Viewer, asked: Question, ids: Collection[int]) -> set[int]:
    """Return which of these members fit what is asked for by what they say themselves."""
    if not ids:
        return set()
    statement = f"SELECT id FROM ({_branch(Kind.VERIFIED, asked)}) found WHERE id = ANY(%(ids)s::bigint[])"  # noqa: S608  # of our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, standing.params(viewer) | _parameters(asked) | {"ids": list(ids)})
        return {row[0] for row in cursor.fetchall()}


BY_LICENCE: Final = f"""
SELECT asked.place, p.id FROM people_persona p JOIN credentials_credential c ON c.persona_id = p.id
LEFT JOIN credentials_profile f ON f.persona_id = p.id
JOIN unnest(%(places)s::integer[], %(regions)s::text[], %(licences)s::text[]) AS asked(place, region, licence)
  ON asked.region = c.region AND asked.licence = c.licence
WHERE {standing.MEMBER} AND c.licence <> ''
"""  # noqa: S608  # our own words
BY_NUMBER: Final = f"""
SELECT asked.place, p.id FROM unnest(%(places)s::integer[], %(indexes)s::bytea[]) AS asked(place, number_index)
JOIN credentials_claim k ON k.number_index = asked.number_index
JOIN credentials_credential c ON c.claim_id = k.id AND c.persona_id = k.persona_id
JOIN people_persona p ON p.id = c.persona_id LEFT JOIN credentials_profile f ON f.persona_id = p.id
WHERE {standing.MEMBER}
"""  # noqa: S608  # our own words


def members_of(viewer: Viewer, entries: Sequence[Entry]) -> list[list[int]]:
    """Return of each row of a register the members who are this person, as far as the viewer finds them in the list.

    Whoever was checked by the row's number, or by one of its licences. A number is compared by its blind index.
    """
    found: list[set[int]] = [set() for _one in entries]
    licences = [
        (place, one.region, one.number)
        for place, row in enumerate(entries)
        for one in row.licences
        if one.region and one.number
    ]
    told = standing.params(viewer) | {
        "places": [place for place, _region, _number in licences],
        "regions": [region for _place, region, _number in licences],
        "licences": [number for _place, _region, number in licences],
    }
    numbers = told | {
        "places": list(range(len(entries))),
        "indexes": [index_of(one.register, one.number) for one in entries],
    }
    with connection.cursor() as cursor, as_system("whose number was checked; who stands in the list is asked with it"):
        for statement, parameters in ((BY_LICENCE, told), (BY_NUMBER, numbers)) if entries else ():
            cursor.execute(statement, parameters)
            for place, persona_id in cursor.fetchall():
                found[place].add(persona_id)
    return [sorted(ids) for ids in found]
