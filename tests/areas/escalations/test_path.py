"""From a press to the review: what each step does, who may take it, and what it leaves behind."""

import pytest

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.actions import MovedOn
from bedside.areas.escalations.models import PrivateMessage
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from bedside.kit.errors import NotHere, Refused
from tests import factories
from tests.areas.escalations.scene import Scene, row, steps, write

pytestmark = pytest.mark.django_db


def test_a_readers_press_shows_the_author_a_card_and_asks_the_first_on_duty(scene: Scene) -> None:
    escalation_id = scene.flagged("urgent")
    card = queries.card_for(scene.viewer("author"), scene.post.id)
    assert card is not None
    assert (card.escalation_id, card.klass, card.state) == (escalation_id, "C3", "E2")
    (line,) = queries.board(scene.viewer("first"))
    assert (line.klass, line.asked, line.late) == ("C3", True, False)
    assert not queries.board(scene.viewer("second"))[0].asked


def test_the_whole_way_to_a_resolved_end(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    thread = queries.thread(scene.viewer("author"), escalation_id)
    assert thread.as_author
    assert not thread.messages[0].mine
    assert "112" in thread.messages[0].words
    actions.answer(by=scene.viewer("author"), escalation_id=escalation_id, words="I am with my sister now.")
    actions.read_thread(by=scene.viewer("first"), escalation_id=escalation_id)
    actions.write(by=scene.viewer("first"), escalation_id=escalation_id, words="Good. We are glad.")
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome="author_safe")
    words = [one.words for one in queries.thread(scene.viewer("author"), escalation_id).messages]
    assert words[1:] == ["I am with my sister now.", "Good. We are glad."]
    assert row(escalation_id).state == "E6"
    assert steps(escalation_id) == [
        "E1:T2",
        "flag:self_harm",
        "E2:T2",
        "triage:confirm",
        "E3:contact",
        "answer:",
        "write:",
        "E6:author_safe",
    ]


def test_the_one_public_line_is_from_the_sites_own_persona_and_names_nobody(scene: Scene) -> None:
    escalation_id = scene.contacted()
    line = Post.objects.select_related("author").get(id=row(escalation_id).line_id)
    assert (line.author.handle, line.text) == ("site", "We have written to the author privately.")
    assert (line.reply_to_id, line.audience) == (scene.post.id, "public")
    assert Persona.objects.filter(handle="site").count() == 1


def test_nobody_writes_before_somebody_said_how_grave_it_is(scene: Scene) -> None:
    escalation_id = scene.flagged()
    with pytest.raises(Refused, match="look_first"):
        actions.contact(by=scene.viewer("first"), escalation_id=escalation_id)
    assert not PrivateMessage.objects.exists()


def test_a_false_alarm_ends_it_and_the_author_was_never_written_to(scene: Scene) -> None:
    escalation_id = scene.flagged()
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="false_alarm", why="figure")
    assert (row(escalation_id).state, row(escalation_id).outcome) == ("E6", "false_alarm")
    assert queries.card_for(scene.viewer("author"), scene.post.id) is None
    assert not Post.objects.filter(reply_to_id=scene.post.id).exists()


def test_two_people_who_answer_at_once_are_one_answer(scene: Scene) -> None:
    escalation_id = scene.flagged()
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="confirm", why="said")
    with pytest.raises(MovedOn):
        actions.triage(by=scene.viewer("second"), escalation_id=escalation_id, choice="false_alarm", why="figure")
    actions.triage(by=scene.viewer("second"), escalation_id=escalation_id, choice="raise", why="said", to="C1")
    assert row(escalation_id).klass == "C1"
    actions.contact(by=scene.viewer("second"), escalation_id=escalation_id)
    with pytest.raises(MovedOn):
        actions.contact(by=scene.viewer("first"), escalation_id=escalation_id)
    assert PrivateMessage.objects.count() == 1


@pytest.mark.parametrize("who", ["author", "reader", "lead_of_nothing", "off_duty"])
def test_the_board_does_not_exist_for_who_is_not_on_duty(scene: Scene, who: str) -> None:
    escalation_id = scene.flagged()
    viewer = {
        "author": scene.viewer("author"),
        "reader": scene.viewer("reader"),
        "lead_of_nothing": factories.viewer_of(factories.make_persona(kind="clinician")),
        "off_duty": factories.viewer_of(factories.make_staff("moderator", "off_duty")),
    }[who]
    assert queries.board(viewer) == []
    for press in (
        lambda: queries.one(viewer, escalation_id),
        lambda: actions.open_post(by=viewer, escalation_id=escalation_id),
        lambda: actions.triage(by=viewer, escalation_id=escalation_id, choice="confirm", why="said"),
        lambda: actions.pass_on(by=viewer, escalation_id=escalation_id),
        lambda: actions.contact(by=viewer, escalation_id=escalation_id),
        lambda: actions.write(by=viewer, escalation_id=escalation_id, words="x"),
        lambda: actions.resolve(by=viewer, escalation_id=escalation_id, outcome="in_care"),
    ):
        with pytest.raises(NotHere):
            press()


def test_a_moderator_who_wrote_the_post_never_meets_it_as_duty_whichever_face_she_wears(scene: Scene) -> None:
    """Her other persona is on the rota: the person is the same, and is not asked about herself."""
    other = factories.make_persona(handle="quiet_face", account=scene.first.account)
    post = write(other)
    escalation_id = actions.flag(by=scene.viewer("reader"), post_id=post.id, reason="self_harm")
    assert row(escalation_id).asked_id == scene.second.id
    assert queries.board(scene.viewer("first")) == []
    with pytest.raises(NotHere):
        actions.open_post(by=scene.viewer("first"), escalation_id=escalation_id)


def test_passing_on_needs_no_reason_and_leaves_no_trace_for_others(scene: Scene) -> None:
    """The author's own clinician is on the rota: she passes, and nothing tells that it was she, or why."""
    escalation_id = scene.flagged()
    before = queries.one(scene.viewer("second"), escalation_id).steps
    actions.pass_on(by=scene.viewer("first"), escalation_id=escalation_id)
    case = queries.one(scene.viewer("second"), escalation_id)
    assert case.steps == before
    assert case.line.asked
    assert row(escalation_id).asked_id == scene.second.id


def test_when_everybody_passes_those_who_stand_in_are_asked(scene: Scene) -> None:
    from bedside.kit.outbox.models import OutboxRow

    escalation_id = scene.flagged()
    actions.pass_on(by=scene.viewer("first"), escalation_id=escalation_id)
    actions.pass_on(by=scene.viewer("second"), escalation_id=escalation_id)
    assert row(escalation_id).asked_id == 0
    assert OutboxRow.objects.order_by("-id")[0].payload["people"] == [scene.lead.id]


def test_pressed_twice_it_counts_once_and_a_graver_press_raises_it(scene: Scene) -> None:
    escalation_id = scene.flagged("sensitive")
    assert scene.flagged("self_harm") == escalation_id  # the same reader
    assert row(escalation_id).klass == "C4"
    other = factories.viewer_of(factories.make_persona())
    assert actions.flag(by=other, post_id=scene.post.id, reason="self_harm") == escalation_id
    assert (row(escalation_id).klass, row(escalation_id).round) == ("C2", 2)
    third = factories.viewer_of(factories.make_persona())
    actions.flag(by=third, post_id=scene.post.id, reason="sensitive")
    assert row(escalation_id).klass == "C2"  # nothing here ever lowers a class


def test_an_unknown_reason_and_a_post_that_may_not_be_read_are_refused(scene: Scene) -> None:
    with pytest.raises(Refused, match="no_such_reason"):
        scene.flagged("boring")
    hidden = write(scene.author, audience="mentioned")
    with pytest.raises(NotHere):
        actions.flag(by=scene.viewer("reader"), post_id=hidden.id, reason="urgent")


def test_the_author_leaves_it_and_what_rested_rests_no_more(scene: Scene) -> None:
    escalation_id = scene.flagged("self_harm")
    scene.post.refresh_from_db()
    assert scene.post.paused_at is not None
    actions.leave_it(by=scene.viewer("author"), escalation_id=escalation_id, outcome="in_care")
    scene.post.refresh_from_db()
    assert scene.post.paused_at is None
    assert queries.mine(scene.viewer("author"))[0].outcome == "in_care"
    with pytest.raises(NotHere):
        actions.leave_it(by=scene.viewer("reader"), escalation_id=escalation_id, outcome="in_care")


def test_the_author_decides_what_becomes_of_the_post(scene: Scene) -> None:
    escalation_id = scene.contacted()
    actions.decide(by=scene.viewer("author"), escalation_id=escalation_id, stays="keep")
    assert Post.objects.filter(id=scene.post.id, gone=False).exists()
    actions.decide(by=scene.viewer("author"), escalation_id=escalation_id, stays="remove")
    assert not Post.objects.filter(id=scene.post.id, gone=False).exists()
    with pytest.raises(NotHere):
        actions.decide(by=scene.viewer("first"), escalation_id=escalation_id, stays="keep")


def test_danger_does_not_end_with_a_post_that_its_author_deletes(scene: Scene) -> None:
    escalation_id = scene.flagged("self_harm")
    Post.objects.filter(id=scene.post.id).update(gone=True)
    actions.post_gone(post_id=scene.post.id)
    assert row(escalation_id).state == "E2"
    assert actions.open_post(by=scene.viewer("first"), escalation_id=escalation_id).gone
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="confirm", why="said")
    actions.contact(by=scene.viewer("first"), escalation_id=escalation_id)
    assert row(escalation_id).line_id is None  # there is nothing to write under
    assert queries.thread(scene.viewer("author"), escalation_id).messages


def test_what_was_only_too_private_ends_with_its_post(scene: Scene) -> None:
    escalation_id = scene.flagged("sensitive")
    actions.post_gone(post_id=scene.post.id)
    actions.post_gone(post_id=scene.post.id)
    assert (row(escalation_id).state, row(escalation_id).outcome) == ("E6", "withdrew")


def test_the_duty_reads_the_one_post_and_the_author_is_told_of_the_look(scene: Scene) -> None:
    from bedside.areas.moderation import queries as moderation

    closed = write(scene.author, "Only my followers read this.", audience="followers")
    factories.follow(scene.reader, scene.author)
    escalation_id = actions.flag(by=scene.viewer("reader"), post_id=closed.id, reason="self_harm")
    opened = actions.open_post(by=scene.viewer("first"), escalation_id=escalation_id)
    assert opened.text == "Only my followers read this."
    assert not opened.changed
    (look,) = moderation.looks_at_mine(scene.viewer("author")).looks
    assert (look.action, look.role) == ("look.escalation", "moderator")


def test_staff_without_their_second_lock_are_on_no_rota(scene: Scene) -> None:
    from dataclasses import replace

    scene.flagged()
    asleep = replace(scene.viewer("first"), staff=frozenset(), waiting=frozenset({"moderator"}))
    assert queries.board(asleep) == []


def test_a_role_that_was_taken_away_ends_the_duty_at_once(scene: Scene) -> None:
    scene.first.account.staff_roles.all().delete()
    escalation_id = scene.flagged()
    assert row(escalation_id).asked_id == scene.second.id
    assert queries.board(scene.viewer("first")) == []


def test_with_nobody_on_duty_those_who_stand_in_are_asked_at_once(db: None) -> None:
    from bedside.kit.outbox.models import OutboxRow
    from tests.areas.escalations import scene as scenes

    scene = scenes.make(rota=False)
    scene.flagged("self_harm")
    (call,) = [one.payload for one in OutboxRow.objects.all() if one.payload.get("why")]
    assert call["people"] == [scene.lead.id]
    assert queries.nobody_until() is not None
    assert len(queries.board(scene.viewer("lead"))) == 1


def test_an_author_under_18_reads_that_a_grown_up_can_help_and_nobody_is_told(scene: Scene) -> None:
    """Her card and her choices are those of everybody; no parent and no carer hears of it."""
    from bedside.areas.notify.models import Notice
    from bedside.kit.outbox.actions import deliver_now

    Persona.objects.filter(id=scene.author.id).update(teen=True)
    escalation_id = scene.contacted("self_harm")
    deliver_now()
    assert "a grown-up you trust" in queries.thread(scene.viewer("author"), escalation_id).messages[0].words
    assert set(Notice.objects.values_list("owner_id", flat=True)) == {scene.first.id, scene.author.id}
    adult = write(scene.reader)
    other = actions.flag(by=scene.viewer("author"), post_id=adult.id, reason="self_harm")
    actions.triage(by=scene.viewer("first"), escalation_id=other, choice="confirm", why="said")
    actions.contact(by=scene.viewer("first"), escalation_id=other)
    assert "grown-up" not in queries.thread(scene.viewer("reader"), other).messages[0].words


def test_a_false_alarm_has_no_thread_to_write_into(scene: Scene) -> None:
    escalation_id = scene.flagged()
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="false_alarm", why="figure")
    with pytest.raises(MovedOn):
        actions.write(by=scene.viewer("first"), escalation_id=escalation_id, words="We are here.")
    with pytest.raises(MovedOn):
        actions.answer(by=scene.viewer("author"), escalation_id=escalation_id, words="I am at home.")
