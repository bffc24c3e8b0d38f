"""Marks on a thread: sensitive, so that it opens with a reason only; and records of substance use treatment (B67)."""

from django.db import transaction

from bedside.areas.messaging.actions.team import steps
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import Refused
from bedside.kit.texts import taken_line
from bedside.policy.practice.roles import Right
from bedside.policy.practice.sending import REDISCLOSURE

LONGEST_WHY = 300


@transaction.atomic
def mark_sensitive(*, by: Viewer, thread_id: int, on: bool) -> None:
    """Mark a thread as sensitive, or no longer. Who marks it has given her reason by working on it."""
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ANSWER)
    if thread.sensitive == on:
        return
    thread.sensitive = on
    thread.save(update_fields=["sensitive"])
    steps.note_down("thread.sensitive" if on else "thread.not_sensitive", by=by, here=here, thread=thread)


@transaction.atomic
def tag_part2(*, by: Viewer, thread_id: int, on: bool, why: str = "") -> None:
    """Tag a thread as a record under 42 CFR part 2, or take the tag off, which needs a reason that the team keeps.

    The patient is told of both in the thread. Raises Refused for a practice that runs no such programme.
    """
    words = taken_line(why, field="why", name="Your reason", at_most=LONGEST_WHY, at_least=0 if on else 1)
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.PART2)
    if on and not here.practice.substance_use:
        do = "The owner says so on the team page, if it does."
        raise Refused("This practice runs no programme for substance use.", do=do, code="no_programme")
    if thread.part2 == on:
        return
    thread.part2 = on
    thread.save(update_fields=["part2"])
    told = f"This conversation is protected by 42 CFR part 2. {REDISCLOSURE}"
    off = "This conversation is no longer marked as protected by 42 CFR part 2."
    steps.note(thread, "part2" if on else "part2_off", told if on else off, by=by)
    if words:
        steps.inside(thread, words, by=by)
    steps.note_down("thread.part2" if on else "thread.part2_off", by=by, here=here, thread=thread)
