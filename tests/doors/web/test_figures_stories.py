"""Three stories of figures, told over HTTP: too few to say; the drug that only looks good; I withdraw, they follow."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from bedside.areas.people.models import Persona
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import building
from bedside.areas.records.models import Build, Course, Evaluation
from bedside.areas.records.queries.auditing import audited
from bedside.kit.clock import now
from tests.areas.records.people import answer, members
from tests.factories import client_of, viewer_of

pytestmark = pytest.mark.django_db


def page(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return response.content.decode()


def said(text: str) -> str:
    """The words of a page's main part, as a reader sees them."""
    main = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def plain(text: str) -> str:
    return re.sub(r'(nonce|name="csrfmiddlewaretoken" value)="[^"]*"', "", text)


def stopped(treatment: str, *, people: int, silent: int = 0) -> None:
    """Let people start and stop without ever saying what it did, and others start and go silent."""
    for many, is_silent in ((people, False), (silent, True)):
        rows = answer(treatment, people=many) if many else []
        ids = [course_id for _, course_id in rows]
        Evaluation.objects.filter(course_id__in=ids).delete()
        old = now() - timedelta(days=200)
        fields = {"confirmed_at": old} if is_silent else {"standing": "stopped", "stop_reason": "side_effects"}
        stop = {} if is_silent else {"stopped": (now() - timedelta(days=200)).date()}
        Course.objects.filter(id__in=ids).update(**fields, **stop)


def test_too_few_to_say() -> None:
    """Ten people, nobody, and a name that nobody ever typed are one page; in the comparison too."""
    answer("Tea", people=60)
    answer("Tea", people=40, effect=0)
    answer("Hats", people=10)
    actions.build()
    few, never = (plain(page(f"/treatments/depression/{name}/")) for name in ("hats", "cats"))
    assert few == never.replace("Cats", "Hats").replace("cats", "hats")
    assert "Too few to say." in said(few)
    beside = [plain(page(f"/treatments/depression/compare/?t=tea&t={name}")) for name in ("hats", "cats")]
    assert beside[0] == beside[1].replace("Cats", "Hats").replace("cats", "hats")
    assert "Too few people told us about Hats to compare it." in said(beside[0])


def test_the_drug_that_only_looks_good() -> None:
    """Whom it helped stays and answers. The page says first that it is habit-forming, and how many are not there."""
    answer("Tramadol", people=100, effect=4)
    answer("Tramadol", people=15, effect=0)
    stopped("Tramadol", people=80, silent=60)
    for name, helped in (("Walking", 40), ("Sleep", 38), ("Tea", 42)):
        answer(name, people=helped, effect=3)
        answer(name, people=120 - helped, effect=0)
    actions.build()
    text = said(page("/treatments/depression/tramadol/"))
    order = [
        text.index("higher than trials do"),
        text.index("About 255 people started"),
        text.index("How long people keep taking it"),
        text.index("Unwanted effects about 80 people"),
        text.index("How many said it helped"),
        text.index("Did it help more than waiting would have? We cannot say"),
        text.index("Nobody has put a trial"),
        text.index("How this was made"),
    ]
    assert order == sorted(order)
    assert "stopped about 80" in text
    assert "silent for 4 months or more about 60" in text
    assert "false alarm in" in text
    beside = said(page("/treatments/depression/compare/?t=tramadol&t=walking&t=tea"))
    assert "Tramadol: People tend to rate this kind of medicine higher than trials do." in beside
    assert "Walking and Tea can't be told apart." in beside
    assert "More people say Tramadol helped" in beside
    assert "cannot rule out" in beside
    others = beside.replace("Nothing here is called the best", "").replace("our best estimate", "")
    assert "best" not in others


def test_i_withdraw_and_the_figures_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What I said is gone at once; the figure stays, so that nobody sees that it was me; in 30 days it follows."""
    others = answer("Tea", people=32)
    me = members(1)[0]
    [(_, course_id)] = answer("Tea", by=me)
    assert len(others) == 32
    actions.build()
    address = "/treatments/depression/tea/"
    before = said(page(address))
    assert "About 35 people" in before
    actions.withdraw(by=me, course_id=course_id)
    assert queries.own_evaluations(me) == ()
    actions.build()
    assert said(page(address)) == before
    later = now() + timedelta(days=30)
    monkeypatch.setattr("bedside.areas.records.actions.republishing.now", lambda: later)
    actions.build()
    assert "About 30 people" in said(page(address))
    assert audited().faults == ()


def test_a_build_that_is_killed_leaves_yesterdays_page_with_its_date(monkeypatch: pytest.MonkeyPatch) -> None:
    answer("Tea", people=30)
    actions.build()
    before = said(page("/treatments/depression/tea/"))
    assert "Figures of" in before
    answer("Tea", people=40)

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "_publish", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.build()
    assert said(page("/treatments/depression/tea/")) == before
    assert Build.objects.count() == 1


@pytest.mark.parametrize(
    ("treatments", "words"),
    [
        pytest.param({"Tea": 40}, "at least 70 of 100", id="all answers alike"),
        pytest.param({}, "Too few to say", id="a purpose without people"),
    ],
)
def test_odd_input_gives_figures_that_may_be_shown_or_none(treatments: dict[str, int], words: str) -> None:
    for name, people in treatments.items():
        answer(name, people=people, effect=4)
    actions.build()
    assert words.lower() in said(page("/treatments/depression/")).lower()
    assert audited().faults == ()


def test_one_person_with_500_answers_is_one_person_in_each() -> None:
    me = members(1)[0]
    for number in range(500):
        answer(f"Tea {number}", by=me)
    answer("Tea 0", people=9)
    actions.build()
    assert "Too few to say" in said(page("/treatments/depression/"))


def test_a_member_sees_her_own_answer_beside_the_same_figures() -> None:
    answer("Tea", people=30)
    me = members(1)[0]
    answer("Tea", by=me, effect=1)
    actions.build()

    client = client_of(Persona.objects.get(id=me.persona_id))
    mine, theirs = page("/treatments/depression/tea/", client), page("/treatments/depression/tea/")
    assert "You told us that it had a slight effect." in mine
    assert said(mine) == said(theirs)
    assert viewer_of(Persona.objects.get(id=me.persona_id)).account_id == me.account_id


@pytest.mark.parametrize("query", ["", "?t=tea", "?t=&t=", "?t=a&t=b&t=c&t=d&t=e", "?x=1"])
def test_a_comparison_that_nobody_can_make_asks_again(query: str) -> None:
    assert "Choose two to four treatments" in page(f"/treatments/depression/compare/{query}")
