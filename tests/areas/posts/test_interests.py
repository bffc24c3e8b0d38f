"""A declared interest stands with the posts that name it: at reading time, whatever the author changes."""

from datetime import date, timedelta

import pytest
import time_machine

from bedside.areas.credentials import actions as credentials
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from tests.areas.posts.writing import poll, write
from tests.factories import follow, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Persona:
    made = make_persona(kind="clinician")
    make_credential(made)
    return made


def declare(doctor: Persona, payer: str = "Acme Pharma", *, days: int = 10, **more: object) -> int:
    begun = now().date() - timedelta(days=days)
    given = {"payer": payer, "kind": "payment", "begun": begun} | more
    return credentials.declare(by=viewer_of(doctor), persona_id=doctor.id, **given).id  # type: ignore[arg-type]  # a table


def told(post: Post) -> list[str]:
    return [one.payer for one in queries.seen(ANONYMOUS, post.id).interests]


def test_a_post_that_names_the_payer_tells_it(doctor: Persona) -> None:
    declare(doctor)
    assert told(write(doctor, "A trial by Acme Pharma has begun.")) == ["Acme Pharma"]
    assert told(write(doctor, "Sleep is good.")) == []


def test_so_does_an_earlier_post_within_its_days(doctor: Persona) -> None:
    post = write(doctor, "Acme Pharma has news.")
    assert told(post) == []
    declare(doctor)
    assert told(post) == ["Acme Pharma"]


def test_a_post_from_before_its_days_does_not(doctor: Persona) -> None:
    post = write(doctor, "Acme Pharma has news.")
    Post.objects.filter(id=post.id).update(created_at=now() - timedelta(days=11))
    declare(doctor)
    assert told(post) == []


@pytest.mark.parametrize("text", ["Try #sleepwell", "Try Sleepwell", "Try sleepwell®"])
def test_what_it_concerns_is_found_as_a_word_and_as_a_hashtag(text: str, doctor: Persona) -> None:
    declare(doctor, concerns=("Sleepwell",))
    assert told(write(doctor, text)) == ["Acme Pharma"]


def test_the_title_a_poll_and_a_warning_are_read_too(doctor: Persona) -> None:
    declare(doctor)
    article = write(doctor, "Words.", kind="article", title="News of Acme Pharma")
    assert told(article) == ["Acme Pharma"]
    assert told(poll(doctor, options=("Acme Pharma", "Nobody"))) == ["Acme Pharma"]
    assert told(write(doctor, "Words.", warning="Acme Pharma")) == ["Acme Pharma"]


def test_an_edit_does_not_take_it_away_while_the_name_stands(doctor: Persona) -> None:
    declare(doctor)
    post = write(doctor, "Acme Pharma has news.")
    actions.edit(by=viewer_of(doctor), post_id=post.id, words=Words(text="ACME pharma: still the same."))
    assert told(post) == ["Acme Pharma"]


def test_an_end_leaves_the_posts_of_its_days_as_they_are(doctor: Persona) -> None:
    number = declare(doctor)
    post = write(doctor, "Acme Pharma has news.")
    credentials.end_interest(by=viewer_of(doctor), interest_id=number, ended=now().date())
    assert told(post) == ["Acme Pharma"]
    with time_machine.travel(now() + timedelta(days=2)):
        assert told(write(doctor, "Acme Pharma again.")) == []


def test_nobody_ends_it_far_back_to_clear_what_was_written(doctor: Persona) -> None:
    number = declare(doctor, days=300)
    with pytest.raises(Refused) as refused:
        credentials.end_interest(by=viewer_of(doctor), interest_id=number, ended=now().date() - timedelta(days=60))
    assert refused.value.field == "ended"


def test_a_slip_can_be_taken_back_for_a_day(doctor: Persona) -> None:
    number = declare(doctor)
    with time_machine.travel(now() + timedelta(hours=25)), pytest.raises(Refused):
        credentials.take_back_interest(by=viewer_of(doctor), interest_id=number)
    credentials.take_back_interest(by=viewer_of(doctor), interest_id=number)
    assert told(write(doctor, "Acme Pharma has news.")) == []


def test_everybody_who_reads_it_is_told_in_every_list(doctor: Persona) -> None:
    declare(doctor)
    post = write(doctor, "Acme Pharma has news.")
    reader = make_persona()
    follow(reader, doctor)
    actions.mark(by=viewer_of(reader), post_id=post.id, kind="saved", on=True)
    viewer = viewer_of(reader)
    lists = (queries.square(viewer), queries.persona_timeline(viewer, doctor), queries.saved(viewer))
    for page in (*lists, queries.search(viewer, "news")):
        assert [one.payer for one in page.posts[0].interests] == ["Acme Pharma"]


def test_a_patient_has_no_such_line(doctor: Persona) -> None:
    declare(doctor)
    assert told(write(make_persona(), "Acme Pharma has news.")) == []


def test_six_are_told_last_begun_first(doctor: Persona) -> None:
    for number in range(6):
        declare(doctor, f"Company{number}", days=20 - number)
    words = " ".join(f"Company{number}" for number in range(6))
    assert told(write(doctor, words)) == [f"Company{number}" for number in (5, 4, 3, 2, 1, 0)]


def test_none_to_declare_is_said_as_of_a_day_and_not_while_one_stands(doctor: Persona) -> None:
    voice = viewer_of(doctor)
    credentials.declare_none(by=voice, persona_id=doctor.id)
    number = declare(doctor)
    with pytest.raises(Refused):
        credentials.declare_none(by=voice, persona_id=doctor.id)
    credentials.end_interest(by=voice, interest_id=number, ended=now().date() - timedelta(days=1))
    credentials.declare_none(by=voice, persona_id=doctor.id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"payer": "  "}, "payer"),
        ({"payer": "x" * 121}, "payer"),
        ({"payer": "..."}, "payer"),
        ({"kind": "gift"}, "kind"),
        ({"begun": date(2200, 1, 1)}, "begun"),
        ({"begun": date(2020, 1, 2), "ended": date(2020, 1, 1)}, "ended"),
        ({"concerns": tuple(f"w{n}" for n in range(13))}, "concerns"),
    ],
)
def test_bad_input_is_refused_by_its_field(given: dict[str, object], field: str, doctor: Persona) -> None:
    with pytest.raises(Refused) as refused:
        declare(doctor, **given)  # type: ignore[arg-type]  # a table
    assert refused.value.field == field
