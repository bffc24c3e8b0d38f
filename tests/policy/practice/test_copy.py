"""Copies of conversations: everything the patient may read, in order, with the notice where the law asks for it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from bedside.policy.practice.copy import ACT_CODE, Conversation, Said, as_data, as_fhir
from bedside.policy.practice.pictures import Attached
from bedside.policy.practice.sending import REDISCLOSURE

AT: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
PICTURE: Final = Attached(name="7-1.png", media_type="image/png", width=4, height=3, data=b"pixels")
ADDRESS: Final = "https://bedside.example"


def conversation(*, part2: bool = False) -> Conversation:
    asked = Said(id=2**60, at=AT, side="patient", who="Juniper", words="May I drive?\nIt is far.")
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))
    answered = Said(id=2**60 + 1, at=elsewhere, side="practice", who="Nurse A for Dr B", words="Yes.", files=(PICTURE,))
    return Conversation(
        id=7,
        practice="Elm Street",
        patient="Juniper",
        topic="A question about my health",
        opened_at=AT,
        closed_at=None,
        part2=part2,
        said=(asked, answered),
    )


def data(*, part2: bool = False) -> dict[str, Any]:
    return as_data([conversation(part2=part2)], site="Bedside", made_at=AT, kept="Kept for 6 years.")


def bundle(*, part2: bool = False) -> dict[str, Any]:
    return as_fhir([conversation(part2=part2)], address=ADDRESS, made_at=AT)


def test_the_json_holds_every_message_in_order_with_ids_as_texts_and_moments_in_utc() -> None:
    [thread] = data()["conversations"]
    assert [(one["id"], one["name"], one["words"]) for one in thread["messages"]] == [
        (str(2**60), "Juniper", "May I drive?\nIt is far."),
        (str(2**60 + 1), "Nurse A for Dr B", "Yes."),
    ]
    assert {one["at"] for one in thread["messages"]} == {"2026-03-02T12:00:00Z"}
    assert thread["messages"][1]["files"] == [{"name": "7-1.png", "media_type": "image/png", "data": "cGl4ZWxz"}]


def test_the_json_of_a_tagged_thread_carries_the_notice_at_the_top_and_beside_the_thread() -> None:
    tagged = data(part2=True)
    assert tagged["notices"] == [REDISCLOSURE]
    assert tagged["conversations"][0]["notice"] == REDISCLOSURE
    assert data()["notices"] == []
    assert data()["conversations"][0]["notice"] == ""


def test_each_message_is_one_communication_from_its_writer_to_the_other_side() -> None:
    first, second = (entry["resource"] for entry in bundle()["entry"])
    assert (first["sender"], first["recipient"]) == ({"display": "Juniper"}, [{"display": "Elm Street"}])
    assert (second["sender"], second["recipient"]) == ({"display": "Nurse A for Dr B"}, [{"display": "Juniper"}])
    attached = {"contentType": "image/png", "data": "cGl4ZWxz", "title": "7-1.png"}
    assert second["payload"] == [{"contentString": "Yes."}, {"contentAttachment": attached}]
    assert {one["status"] for one in (first, second)} == {"completed"}


def test_every_communication_of_a_tagged_thread_and_the_bundle_are_labelled() -> None:
    tagged = bundle(part2=True)
    labelled = [tagged, *(entry["resource"] for entry in tagged["entry"])]
    assert all({one["code"] for one in part["meta"]["security"]} == {"42CFRPart2", "NORDSCLCD"} for part in labelled)
    assert {one["system"] for one in tagged["meta"]["security"]} == {ACT_CODE}
    assert all(entry["resource"]["note"] == [{"text": REDISCLOSURE}] for entry in tagged["entry"])
    assert "meta" not in bundle()


def test_entries_have_names_of_their_own_that_stay_the_same() -> None:
    urls = [entry["fullUrl"] for entry in bundle()["entry"]]
    assert len(set(urls)) == 2
    assert urls == [entry["fullUrl"] for entry in bundle(part2=True)["entry"]]
    assert [url.removeprefix("urn:uuid:") for url in urls] == [entry["resource"]["id"] for entry in bundle()["entry"]]


def test_a_copy_of_nothing_is_a_bundle_without_entries() -> None:
    assert "entry" not in as_fhir([], address=ADDRESS, made_at=AT)
