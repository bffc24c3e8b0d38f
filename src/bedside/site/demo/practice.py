"""The demo's practice opens its desk: a team, hours, and two invented patients who wrote to it."""

import tomllib
from datetime import time
from pathlib import Path
from typing import Any

from bedside.areas.messaging import actions as messages
from bedside.areas.messaging.actions import team
from bedside.areas.messaging.actions.team.answering import Reply
from bedside.areas.messaging.models import Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice import actions
from bedside.areas.practice.queries import Door, door
from bedside.areas.spaces.models import Space
from bedside.kit.ids import new_id
from bedside.policy.practice.hours import Opening

FILE = Path(__file__).with_name("elm-street-channel.toml")
NETWORK = "203.0.113.0/24"  # RFC 5737: nobody's


def load(viewers: dict[str, Viewer], *, steward: Viewer, space: Space) -> None:
    """Open the desk of `space` and let the demo's patients write to it, through the same actions as anybody."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    hours = raw["desk"].pop("hours")
    desk = actions.open_desk(by=steward, space=space, facts=actions.Facts(**raw["desk"]))
    openings = [Opening(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day, opens, closes in hours]
    actions.set_hours(by=steward, practice_id=desk.pk, openings=openings)
    for member in raw["team"]:
        for role in member["roles"]:
            actions.add_member(by=steward, practice_id=desk.pk, handle=member["handle"], role=role)
    here = door(desk.pk)
    assert here is not None
    for thread in raw["thread"]:
        _thread(viewers, thread, here=here, steward=steward)


def _thread(viewers: dict[str, Viewer], raw: dict[str, Any], *, here: Door, steward: Viewer) -> None:
    patient, practice_id = viewers[raw["by"]], here.practice.space_id
    if "record" in raw:
        code = messages.make_code(by=steward, practice_id=practice_id, record_of=raw["record"], way="spoken")
        messages.open_with_code(by=patient, practice_id=practice_id, typed=code, network=NETWORK)
    reason = mine.before_typing(patient, here, raw["reason"])
    begun = messages.Begun(raw["reason"], raw["subject"], raw["words"])
    token = mine.token_for(patient, here, reason)
    thread = messages.begin_thread(by=patient, practice_id=practice_id, begun=begun, token=token)
    if "answer" in raw:
        _answer(viewers[raw["answer_by"]], thread, raw["answer"])
        messages.note_seen(by=patient, thread_id=thread.id)
        token = mine.token_in(patient, thread)
        messages.write(by=patient, thread_id=thread.id, words=raw["more"], token=token)


def _answer(clinician: Viewer, thread: Thread, words: str) -> None:
    team.open_thread(by=clinician, thread_id=thread.id)
    reply = Reply(words=words, key=new_id(), seen=thread.last_message_id or 0)
    team.answer(by=clinician, thread_id=thread.id, reply=reply)
