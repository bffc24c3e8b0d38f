"""A page of figures as a file: what the page shows, and nothing that it hides."""

import csv
import io

import pytest
from django.test import Client

from bedside.areas.records import actions
from tests.areas.records.people import answer
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db
AT = "/treatments/depression/"


def get(address: str) -> bytes:
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="figures.csv"'
    return bytes(response.content)


def rows(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(get(address).decode(), newline="")))


@pytest.fixture
def figures() -> None:
    answer("Tea", people=40, effect=4, unwanted=("nausea",), side_effects=1)
    answer("Tea", people=20, effect=0, side_effects=3)
    answer("=1+1", people=20, effect=4)
    answer("Hats", people=9)
    actions.build()


@pytest.mark.usefixtures("figures")
def test_a_condition_is_a_line_for_each_treatment_of_its_page() -> None:
    found = rows(f"{AT}figures.csv")
    shown = {row["what"]: (row["people"], row["words"]) for row in found if row["people"]}
    assert shown == {"Tea": ("60", "65 of 100"), "'=1+1": ("20", "too few to say")}
    assert f'href="{AT}figures.csv"' in Client().get(AT).content.decode()


@pytest.mark.usefixtures("figures")
def test_every_word_and_number_of_the_file_stands_on_the_page() -> None:
    page = Client().get(f"{AT}tea/").content.decode()
    found = rows(f"{AT}tea/figures.csv")
    assert [row["part"] for row in found if row["part"] == "Unwanted effects"]
    assert len(found) > 8
    for row in found:
        assert row["words"] in page or row["what"] in page, row
        for number in filter(None, (row["people"], row["share_of_100"], row["low"], row["high"])):
            assert number in page, row


def test_nobody_nine_people_and_one_fewer_are_the_same_bytes() -> None:
    answer("Tea", people=30)
    actions.build()
    nobody = get(f"{AT}hats/figures.csv"), get(f"{AT}figures.csv")
    for _more in range(2):
        answer("Hats", people=5 if _more else 4)
        actions.build()
        assert (get(f"{AT}hats/figures.csv"), get(f"{AT}figures.csv")) == nobody
    [line] = rows(f"{AT}hats/figures.csv")
    assert (line["what"], line["people"], line["words"]) == ("Hats", "", "too few to say")


@pytest.mark.usefixtures("figures")
def test_the_file_is_the_same_for_everybody() -> None:
    assert client_of(make_persona()).get(f"{AT}tea/figures.csv").content == get(f"{AT}tea/figures.csv")


def test_a_condition_that_is_in_no_vocabulary_is_not_there() -> None:
    assert Client().get("/treatments/no-such-illness/figures.csv").status_code == 404
    assert Client().get("/treatments/no-such-illness/tea/figures.csv").status_code == 404
