"""Pictures in conversations: painted anew, sealed, read by who reads the thread, gone with it."""

import io
import json

import pytest
from PIL import Image

from bedside.areas.messaging import actions
from bedside.areas.messaging.actions import team as verbs
from bedside.areas.messaging.actions.copying import take_messages
from bedside.areas.messaging.actions.leaving import pictures_of
from bedside.areas.messaging.actions.team.answering import Reply
from bedside.areas.messaging.models import Message, Picture, Thread
from bedside.areas.messaging.queries import mine, pictures
from bedside.areas.people.models import Persona
from bedside.areas.people.parts import Leaver
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.vault import key_no_of
from tests.areas.messaging.making import a_picture, make_channel, make_colleague, make_practice, make_thread
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
BLUE = (20, 90, 160)


@pytest.fixture
def thread() -> Thread:
    return make_thread(make_channel(make_practice(), make_persona(name="Juniper")), subject="Rash")


@pytest.fixture
def nurse(thread: Thread) -> Persona:
    return make_colleague(thread.channel.practice, name="Nurse A")


def patient_of(thread: Thread) -> Persona:
    return Persona.objects.select_related("account").get(id=thread.patient_id)


def sent(thread: Thread, *files: bytes, words: str = "My arm, today.") -> Message:
    viewer = viewer_of(patient_of(thread))
    token = mine.token_in(viewer, thread)
    return actions.write(by=viewer, thread_id=thread.id, words=words, token=token, files=files)


def answer(thread: Thread, nurse: Persona, *files: bytes) -> Message:
    reply = Reply("Like this?", key=new_id(), seen=2**62, files=files)
    return verbs.answer(by=viewer_of(nurse), thread_id=thread.id, reply=reply)


def test_what_is_kept_is_painted_anew_and_opens_with_the_patients_key_alone(thread: Thread) -> None:
    noted, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Ward 7, Mrs Reed"
    Image.new("RGB", (40, 30), BLUE).save(noted, "JPEG", exif=exif)
    message = sent(thread, noted.getvalue())
    picture = Picture.objects.get()
    assert message.images == [str(picture.id)]
    assert b"Mrs Reed" in noted.getvalue()
    assert b"Mrs Reed" not in picture.data
    assert Image.open(io.BytesIO(picture.data)).size == (picture.width, picture.height) == (40, 30)
    assert key_no_of(picture.data_sealed) == patient_of(thread).account.key_no


def test_both_sides_see_both_sides_pictures_and_the_team_alone_its_own(thread: Thread, nurse: Persona) -> None:
    first = sent(thread, a_picture(), a_picture())
    back = answer(thread, nurse, a_picture())
    inside = verbs.comment(by=viewer_of(nurse), thread_id=thread.id, words="Look.", files=[a_picture()])
    assert {key: [one.number for one in hung] for key, hung in pictures.hung_in(thread, internal=True).items()} == {
        first.id: [1, 2],
        back.id: [1],
        inside.id: [1],
    }
    assert set(pictures.hung_in(thread, internal=False)) == {first.id, back.id}
    hidden = Picture.objects.get(internal=True)
    assert pictures.for_team(viewer_of(nurse), thread.id, hidden.id).id == hidden.id
    with pytest.raises(NotHere):
        pictures.on_my_side(viewer_of(patient_of(thread)), thread.id, hidden.id)


@pytest.mark.parametrize("mark", ["sensitive", "hidden"])
def test_a_picture_is_closed_as_its_thread_is(thread: Thread, nurse: Persona, mark: str) -> None:
    sent(thread, a_picture())
    number = Picture.objects.get().id
    if mark == "sensitive":
        Thread.objects.update(sensitive=True)
        with pytest.raises(NotHere):
            pictures.for_team(viewer_of(nurse), thread.id, number)
        verbs.open_thread(by=viewer_of(nurse), thread_id=thread.id, why="On duty.")
        assert pictures.for_team(viewer_of(nurse), thread.id, number).id == number
    else:
        actions.hide_thread(by=viewer_of(patient_of(thread)), thread_id=thread.id)
        with pytest.raises(NotHere):
            pictures.on_my_side(viewer_of(patient_of(thread)), thread.id, number)


def test_no_picture_is_got_by_way_of_another_thread_or_by_somebody_else(thread: Thread, nurse: Persona) -> None:
    sent(thread, a_picture())
    number, other = Picture.objects.get().id, make_thread(thread.channel)
    for who, where in ((patient_of(thread), other), (make_persona(), thread), (nurse, thread)):
        with pytest.raises(NotHere):
            pictures.on_my_side(viewer_of(who), where.id, number)
    stranger = make_colleague(make_practice(), name="Nurse B")
    for who, where in ((nurse, other), (stranger, thread), (patient_of(thread), thread)):
        with pytest.raises(NotHere):
            pictures.for_team(viewer_of(who), where.id, number)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([a_picture()] * 5, "too_many_images"),
        ([b"%PDF-1.7 and so on"], "no_pdf"),
        ([a_picture(), b"no picture"], "bad_image"),
        ([b"x" * (10 * 1024 * 1024 + 1)], "image_too_big"),
    ],
)
def test_one_file_that_is_not_taken_keeps_the_message_from_being_sent(
    thread: Thread, nurse: Persona, files: list[bytes], code: str
) -> None:
    for send in (lambda: sent(thread, *files), lambda: answer(thread, nurse, *files)):
        with pytest.raises(Refused) as told:
            send()
        assert (told.value.code, told.value.field) == (code, "pictures")
    assert not Picture.objects.exists()
    assert Message.objects.count() == 1


def test_a_form_that_is_sent_twice_hangs_its_picture_once(thread: Thread) -> None:
    viewer = viewer_of(patient_of(thread))
    token = mine.token_in(viewer, thread)
    for _ in range(2):
        actions.write(by=viewer, thread_id=thread.id, words="My arm.", token=token, files=[a_picture()])
    assert Picture.objects.count() == 1


def test_a_copy_holds_the_pictures_but_not_those_of_the_team(thread: Thread, nurse: Persona) -> None:
    sent(thread, a_picture())
    verbs.comment(by=viewer_of(nurse), thread_id=thread.id, words="Look.", files=[a_picture((9, 9, 9))])
    viewer = viewer_of(patient_of(thread))
    plain = take_messages(by=viewer, form="json", thread_id=thread.id)
    files = [one["files"] for one in json.loads(plain)["conversations"][0]["messages"]]
    assert [len(one) for one in files] == [0, 1]
    bundle = json.loads(take_messages(by=viewer, form="fhir", thread_id=thread.id))
    payload = bundle["entry"][1]["resource"]["payload"]
    assert payload[1]["contentAttachment"]["data"] == files[1][0]["data"]
    with_it = take_messages(by=viewer, form="pdf", thread_id=thread.id)
    assert b"/Subtype/Image" in with_it.replace(b" ", b"")


def test_pictures_are_in_the_copy_of_all_ones_data_and_go_with_the_thread(thread: Thread, nurse: Persona) -> None:
    sent(thread, a_picture())
    verbs.comment(by=viewer_of(nurse), thread_id=thread.id, words="Look.", files=[a_picture((9, 9, 9))])
    owner = patient_of(thread)
    [(name, content)] = pictures_of(Leaver(owner.account_id, (owner.id,)))
    assert name.startswith("practice_pictures/")
    assert Image.open(io.BytesIO(content)).size == (40, 30)
    thread.delete()
    assert not Picture.objects.exists()
