"""The figures of `evidence.md` sections 4 and 6 on the two public sets. Skipped where the sets are absent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

import numpy as np
import pytest

from bedside.policy.disclosure import tier
from bedside.policy.evidence.purpose import Count, by_helped, figures
from bedside.policy.evidence.shrinkage import fit_prior, shrink
from bedside.policy.evidence.sources import BadRow, Row

from .conftest import Records

AsWritten = Callable[[str, str], list[list[str]]]
Key = TypeVar("Key", bound=Hashable)
Pair = tuple[str, str]
TIERS = ("none", "count", "at_most", "at_least", "share")


def count(units: Iterable[tuple[Key, bool]]) -> dict[Key, tuple[int, int]]:
    """(people, helped) of each key."""
    people, helped = Counter[Key](), Counter[Key]()
    for key, has_helped in units:
        people[key] += 1
        helped[key] += has_helped
    return {key: (n, helped[key]) for key, n in people.items()}


def tiers(cells: Mapping[Key, tuple[int, int]]) -> tuple[int, ...]:
    found = Counter(tier(people=n, helped=k).value for n, k in cells.values())
    return tuple(found[name] for name in TIERS)


def taken(records: Records) -> list[Row]:
    return [record for record in records if isinstance(record, Row)]


@pytest.fixture(scope="session")
def drugscom_written(as_written: AsWritten) -> dict[Pair, tuple[int, int]]:
    """(people, helped) of each pair of condition and drug, before any repair."""
    rows = as_written("drugscom_ratings.csv.gz", ",")
    return count(((condition, drug), float(rating) >= 7) for _, drug, condition, rating in rows)


def test_drugscom_as_written_falls_into_the_five_tiers(drugscom_written: dict[Pair, tuple[int, int]]) -> None:
    assert tiers(drugscom_written) == (3835, 463, 11, 139, 247)


def test_68_drugscom_shares_stand_on_a_hundred_people_or_more(drugscom_written: dict[Pair, tuple[int, int]]) -> None:
    large = [n for n, k in drugscom_written.values() if tier(people=n, helped=k) == "share" and n >= 100]
    assert len(large) == 68


def test_druglib_as_written_falls_into_the_five_tiers(as_written: AsWritten) -> None:
    rows = [row for row in as_written("druglib.tsv.gz", "\t") if row[5].strip().lower() != "n/a"]
    pairs = count(((row[5].strip().lower(), row[1]), row[3][:4] in {"Cons", "High"}) for row in rows)
    assert tiers(pairs) == (2622, 25, 0, 5, 3)


def test_druglib_by_drug_falls_into_the_five_tiers(as_written: AsWritten) -> None:
    rows = as_written("druglib.tsv.gz", "\t")
    assert tiers(count((row[1], row[3][:4] in {"Cons", "High"}) for row in rows)) == (415, 73, 0, 33, 20)


def test_every_druglib_row_is_taken_or_refused(druglib: Records) -> None:
    refused = Counter(record.code for record in druglib if isinstance(record, BadRow))
    assert (len(taken(druglib)), refused) == (4140, {"missing": 2, "characters": 1})


def test_every_drugscom_row_is_taken_or_refused(drugscom: Records) -> None:
    refused = Counter(record.code for record in drugscom if isinstance(record, BadRow))
    assert len(taken(drugscom)) + sum(refused.values()) == 46108
    assert refused == {
        "condition_page_text": 218,
        "condition_not_listed": 112,
        "condition_medicine_name": 58,
        "condition_fragment": 8,
    }


def test_the_line_of_a_refused_row_is_the_one_an_editor_shows(as_written: AsWritten, drugscom: Records) -> None:
    rows = as_written("drugscom_ratings.csv.gz", ",")
    refused = [record for record in drugscom if isinstance(record, BadRow) and record.code == "condition_page_text"]
    assert all("users found" in rows[bad.line - 2][2] for bad in refused)


def test_the_mending_of_drugscom_reaches_4161_rows_of_67_strings(as_written: AsWritten, drugscom: Records) -> None:
    rows = as_written("drugscom_ratings.csv.gz", ",")
    mended = [rows[row.line - 2][2] for row in taken(drugscom) if row.repaired]
    assert (len(mended), len(set(mended))) == (4161, 67)


def test_after_mending_only_refused_and_merged_pairs_are_missing_from_the_tiers(drugscom: Records) -> None:
    """Pairs in the tiers, before and after: none 3,835 and 3,535, at_least 139 and 138, the others as they were."""
    cells = count(((row.purpose, row.treatment), row.helped) for row in taken(drugscom))
    assert tiers(cells) == (3535, 463, 11, 138, 247)


def test_after_tidying_druglib_loses_four_small_pairs(druglib: Records) -> None:
    """Two rows are refused, and two pairs were written with one and with two spaces."""
    cells = count(((row.purpose, row.treatment), row.helped) for row in taken(druglib))
    assert tiers(cells) == (2618, 25, 0, 5, 3)


@pytest.fixture(scope="session")
def depression(drugscom: Records) -> dict[str, Count]:
    cells = count((row.treatment, row.helped) for row in taken(drugscom) if row.purpose == "depression")
    return {name: Count(people=n, helped=k) for name, (n, k) in cells.items()}


def test_mending_leaves_depression_as_it_was(
    drugscom_written: dict[Pair, tuple[int, int]], depression: dict[str, Count]
) -> None:
    before = {drug: cell for (condition, drug), cell in drugscom_written.items() if condition == "depression"}
    assert before == {drug: (cell.people, cell.helped) for drug, cell in depression.items()}


def test_depression_falls_into_the_five_tiers(depression: dict[str, Count]) -> None:
    assert tiers({name: (cell.people, cell.helped) for name, cell in depression.items()}) == (50, 12, 0, 3, 24)


def test_the_prior_of_depression_is_that_of_the_specification(depression: dict[str, Count]) -> None:
    people, helped = [c.people for c in depression.values()], [c.helped for c in depression.values()]
    prior = fit_prior(people, helped)
    assert (len(people), sum(people), sum(helped)) == (89, 2761, 1933)
    assert prior.mean == pytest.approx(0.7001, abs=5e-5)
    assert prior.weight == pytest.approx(32.36, abs=5e-3)


@pytest.mark.parametrize(
    ("drug", "counts", "share", "low", "high"),
    [
        ("Lexapro", (92, 77), 0.801, 0.727, 0.866),
        ("Tramadol", (20, 20), 0.815, 0.700, 0.907),
        ("Abilify", (39, 32), 0.766, 0.662, 0.856),
        ("Bupropion", (186, 134), 0.717, 0.656, 0.775),
    ],
)
def test_shares_of_depression_are_those_of_the_specification(
    depression: dict[str, Count], drug: str, counts: tuple[int, int], share: float, low: float, high: float
) -> None:
    """Only for Abilify the specification prints another interval, 0.656 to 0.862; its own formula gives this one."""
    assert (depression[drug].people, depression[drug].helped) == counts
    result = shrink([c.people for c in depression.values()], [c.helped for c in depression.values()])
    i = list(depression).index(drug)
    assert (result.share[i], result.low[i], result.high[i]) == pytest.approx((share, low, high), abs=5.1e-4)


def test_the_page_of_depression_says_of_lexapro_what_the_specification_says(depression: dict[str, Count]) -> None:
    assert figures(depression)["Lexapro"].to_json() == {
        "tier": "share",
        "people": 90,
        "helped": {"share": 0.80, "interval": [0.70, 0.90], "shrunken": True, "prior": 0.70},
        "message": "About 90 people; 80 % say it helped (70 to 90 %).",
    }


def test_most_treatments_of_depression_cannot_be_told_apart(depression: dict[str, Count]) -> None:
    ranks = by_helped(figures(depression))
    assert ranks[0].name == "Lexapro"
    assert sum(ranked.rank == 1 for ranked in ranks) > len(ranks) / 2


@pytest.fixture(scope="session")
def split_halves(as_written: AsWritten) -> dict[str, tuple[float, float]]:
    """Mean errors (raw, shrunken) over seeds 1-20 of predicting the other half, for large and for small cells."""
    rows = as_written("drugscom_ratings.csv.gz", ",")
    _, purpose = np.unique([row[2] for row in rows], return_inverse=True)
    _, pair = np.unique([f"{row[2]}\t{row[1]}" for row in rows], return_inverse=True)
    helped = np.array([float(row[3]) >= 7 for row in rows])
    purpose_of = np.zeros(pair.max() + 1, dtype=int)
    purpose_of[pair] = purpose
    errors = defaultdict(list)
    for seed in range(1, 21):
        half = np.random.default_rng(seed).random(len(rows)) < 0.5
        (n, k), (other_n, other_k) = (halved(pair[side], helped[side], len(purpose_of)) for side in (half, ~half))
        shrunken = shrunken_by_purpose(n, k, purpose_of)
        for name, chosen in {"large": (n > 0) & (other_n >= 11), "small": (n > 0) & (n < 11) & (other_n >= 5)}.items():
            truth, weights = other_k[chosen] / other_n[chosen], other_n[chosen]
            guesses = (k[chosen] / n[chosen], shrunken[chosen])
            errors[name].append([np.sqrt(np.average((guess - truth) ** 2, weights=weights)) for guess in guesses])
    return {name: tuple(np.mean(found, axis=0)) for name, found in errors.items()}


def halved(pairs: np.ndarray, helped: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    return np.bincount(pairs, minlength=size), np.bincount(pairs, weights=helped, minlength=size)


def shrunken_by_purpose(n: np.ndarray, k: np.ndarray, purpose_of: np.ndarray) -> np.ndarray:
    """Fitted on this half, purpose by purpose. Only the means: the intervals are not needed here."""
    result = np.zeros(len(n))
    order = np.argsort(purpose_of, kind="stable")
    for chosen in np.split(order, np.flatnonzero(np.diff(purpose_of[order])) + 1):
        if n[chosen].sum():
            prior = fit_prior(n[chosen], k[chosen])
            result[chosen] = (k[chosen] + prior.weight * prior.mean) / (n[chosen] + prior.weight)
    return result


@pytest.mark.parametrize(("cells", "bar"), [("large", 0.92), ("small", 0.80)])
def test_shrunken_shares_predict_the_other_half_better_than_raw_ones(
    split_halves: dict[str, tuple[float, float]], cells: str, bar: float
) -> None:
    raw, shrunken = split_halves[cells]
    assert shrunken <= bar * raw


@pytest.mark.parametrize(("cells", "raw", "shrunken"), [("large", 0.1111, 0.0988), ("small", 0.2635, 0.1983)])
def test_the_errors_are_those_of_the_specification(
    split_halves: dict[str, tuple[float, float]], cells: str, raw: float, shrunken: float
) -> None:
    assert split_halves[cells] == pytest.approx((raw, shrunken), abs=2e-4)
