"""The invented people of the browser tests, written into a new site by `python -m tests.stories.world`.

It runs in a process of its own with the site's settings, and prints as JSON what the tests need to know: ids, addresses
with their secret parts, and for each actor of the screens the cookie of a session.
"""

import io
import json
import sys
from datetime import timedelta
from typing import Any

import django

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
RTL = "أرتاح قبل أن أتعب. هذا ما ساعدني في الصباح."
LATE = "Mine comes two days later, never the same night. Does anyone else get it so late? #pacing"
SQUARE_POSTS = 24


class World:
    """Everything by name, as it is made."""

    def __init__(self) -> None:
        from django.contrib.auth.hashers import make_password

        from bedside.areas.spaces.models import SQUARE_ID, Space
        from tests.factories import PASSWORD

        self._password = make_password(PASSWORD)  # one for all: the real parameters cost a tenth of a second each
        self.people: dict[str, Any] = {}
        self.spaces: dict[str, Any] = {"square": Space.objects.get(id=SQUARE_ID)}
        self.told: dict[str, Any] = {}

    def person(self, handle: str, name: str, *, kind: str = "patient", **account: Any) -> None:
        """Make somebody with an account of their own; their mail is HANDLE@mail.example."""
        from tests.factories import make_account, make_persona

        made = make_account(mail=f"{handle}@mail.example", **account)
        made.password = self._password
        made.save(update_fields=["password"])
        self.people[handle] = make_persona(kind=kind, handle=handle, name=name, account=made)

    def viewer(self, handle: str) -> Any:
        """Return somebody as the rules see them."""
        from tests.factories import viewer_of

        return viewer_of(self.people[handle])

    def post(self, by: str, text: str, *, space: str = "square", reply_to: int | None = None, **words: Any) -> int:
        """Publish something through the action, as the site does."""
        from bedside.areas.posts import actions
        from bedside.areas.posts.words import Words

        target = {"reply_to_id": reply_to} if reply_to else {"space_id": self.spaces[space].id}
        made = actions.publish(by=self.viewer(by), words=Words(text=text, **words), **target)
        return int(made.id)

    def holds(
        self, by: str, *seen: Any, key: int = 0, text: str = "Look.", cover: bool = False, out: bool = False
    ) -> int:
        """Send a post with a picture for each of `seen`, and look at them; None stays unlooked at."""
        from types import SimpleNamespace

        from bedside.areas.posts import actions, waiting
        from bedside.areas.posts.actions.looking import look_at
        from bedside.areas.posts.models import Waiting
        from bedside.areas.posts.words import Words
        from bedside.kit.images.reading import TooSlow
        from tests import eyes
        from tests.areas.posts.writing import send_held

        viewer, rest = self.viewer(by), list(seen)

        def read(_data: bytes) -> Any:
            found = rest.pop(0)
            if found == "slow":
                raise TooSlow
            return found

        blocks = eyes.block(eyes.NUMBER, eyes.FACE)
        images = tuple(actions.add_image(by=viewer, data=blocks) for _one in seen)
        words = Words(text=text, images=images, alts=("A chart beside a window",) * len(images))
        form_key = send_held(viewer, words, form_key=key or None)
        if seen[0] is None:
            return form_key
        look_at(Waiting.objects.get(form_key=form_key).id, viewer.persona_id, SimpleNamespace(read=read))  # type: ignore[arg-type]
        (image, looked), *_others = waiting.one(viewer, form_key).looks.items()
        if cover:
            actions.cover(by=viewer, form_key=form_key, key=image, mark=looked.mark)
        if out:
            actions.take_out(by=viewer, form_key=form_key, key=image)
        return form_key


def write() -> dict[str, Any]:
    """Write the world and return what is told about it."""
    from django.db import transaction

    from bedside.kit.outbox.actions import deliver_now

    with transaction.atomic():
        world = World()
        for part in (
            _people,
            _spaces,
            _contacts,
            _square,
            _community,
            _drafts,
            _waiting,
            _treatments,
            _links,
            _help_lines,
            _words,
            _care,
            _second_factor,
            _limits,
            _emergencies,
            _list,
            _clinicians,
            _students,
            _claims,
            _desk,
            _consents,
            _crashes,
            _symptoms,
            _visits,
            _reports,
            _channels,
        ):
            part(world)
    deliver_now()
    with transaction.atomic():
        world.told["cookies"] = {actor: _cookie(world.people[handle]) for actor, handle in ACTORS.items()}
    return world.told


def _reports(world: World) -> None:
    """What waits at the moderators' desk: a case taken by the administrator, three look-alikes, and a second look."""
    from bedside.areas.moderation import actions
    from bedside.areas.moderation.actions import Choice
    from bedside.areas.moderation.models import Act, Case
    from tests.areas.moderation.house import settle

    def reported(by: str, post_id: int, reason: str) -> int:
        actions.report(by=world.viewer(by), kind="post", key=str(post_id), reason=reason, words="Please look at this.")
        settle()
        return Case.objects.get(subject_id=post_id, state="open").id

    admin, mod = world.viewer("admin"), world.viewer("marten")
    taken = reported(
        "tansy", world.post("newcomer", "Tea is enough for every illness, throw your pills away."), "harms"
    )
    actions.claim(by=admin, case_id=taken)
    tea = "Our herbal tea took away my pain in a week, I never felt better, order it at half the price {}"
    alike = [reported("heron", world.post(by, tea.format("now")), "sells") for by in ("tansy", "juniper", "newcomer")]
    judged = reported("tansy", world.told["own_post"], "rules")
    actions.claim(by=mod, case_id=judged)
    choice = Choice(act="label", reason="rules", words="Please read the rules of the square.")
    act = Act.objects.get(batch_id=actions.act(by=mod, case_id=judged, choice=choice))
    actions.appeal(by=world.viewer("juniper"), act_id=act.id, words="It is about my kettle, and fits.")
    pressed = reported("juniper", world.post("newcomer", "Come to my page for the only true cure."), "sells")
    actions.claim(by=admin, case_id=pressed)
    press = actions.act(by=admin, case_id=pressed, choice=choice)
    world.told |= {"case": taken, "wave": min(alike), "decided": act.id, "press": press}


ACTORS = {
    "patient": "juniper",
    "newcomer": "newcomer",
    "unconfirmed": "unconfirmed",
    "steward": "heron",
    "clinician": "castellane",
    "matched": "matched",
    "administrator": "admin",
    "safety_lead": "linden",
    "moderator": "marten",
    "locked": "rowan",
    "draftsman": "sorrel",
    "unlocked": "unlocked",
    "hurried": "hurried",
    "unchecked": "sable",
    "student": "willow",
    "claimant": "claimant",
    "applicant": "applicant",
    "reviewer": "reviewer",
    "refused": "refused",
    "checked": "checked",
    "suspended": "suspended",
    "carer": "ana",
}


def _people(world: World) -> None:
    from tests.factories import make_credential

    for handle, name in {
        "juniper": "Juniper",
        "heron": "Heron",
        "tansy": "Tansy",
        "newcomer": "Newcomer",
        "asker": "Aster",
        "rowan": "Rowan",
        "sorrel": "Sorrel",
        "keyholder": "Moss",
        "unlocked": "Fen",
        "hurried": "Swift",
        "goldfinch": "Goldfinch",
    }.items():
        world.person(handle, name)
    world.person("unconfirmed", "Not yet", confirmed=False)
    world.person("castellane", "Oluremi Castellane", kind="clinician")
    world.person("brook", "Brook", kind="clinician")
    world.person("admin", "Ida", kind="personal", staff=("administrator",))
    world.person("marten", "Marten", kind="personal", staff=("moderator",))
    world.person("linden", "Linden", kind="personal", staff=("safety_lead",))
    world.person("gone", "Gone")
    make_credential(world.people["brook"])
    _badges(world)
    _second_face(world)


def _badges(world: World) -> None:
    """One that counts, one that lapsed, one that was taken back, and a register match alone."""
    from bedside.areas.credentials.models import Credential
    from bedside.kit.clock import now
    from tests.factories import make_badge

    world.told["badge"] = make_badge(world.people["castellane"], specialty="neurology", specialty_checked=True).id
    for handle, name, changes in (
        ("ivy", "Ivy Sand", {"valid_until": now() - timedelta(days=2), "checked_at": now() - timedelta(days=360)}),
        ("otto", "Otto Reed", {"revoked_at": now(), "revoked_reason": "A reason for staff alone"}),
        ("matched", "Nils Berg", {"level": "V2", "title": ""}),
    ):
        world.person(handle, name, kind="clinician")
        row = make_badge(world.people[handle])
        Credential.objects.filter(id=row.id).update(**changes)
        world.told[f"badge_{handle}"] = row.id


def _second_face(world: World) -> None:
    from tests.factories import make_persona

    account = world.people["juniper"].account
    world.people["long"] = make_persona(kind="personal", handle="long_name", name=LONG_WORD, account=account)
    world.told["second_persona"] = world.people["long"].id


def _spaces(world: World) -> None:
    from tests.factories import join, make_space

    made = world.spaces
    purpose = "For people with ME/CFS and those who look after them."
    made["community"] = make_space(slug="me-cfs", name="ME/CFS", condition="ME/CFS", purpose=purpose)
    made["empty"] = make_space(slug="quiet-corner", name="Quiet corner", by_invitation=True)
    made["long"] = make_space(slug="long-words", name=LONG_WORD, purpose=f"{LONG_WORD} {LONG_WORD}")
    made["room"] = make_space(kind="room", slug="neurology", name="Neurology", approves=False)
    made["practice"] = make_space(kind="practice", slug="elm-street", name="Elm Street Practice")
    for handle in ("juniper", "tansy"):
        join(world.people[handle], made["community"])
    join(world.people["castellane"], made["community"], role="guest")
    join(world.people["asker"], made["community"], state="asked")
    join(world.people["gone"], made["community"], state="banned")
    for space in ("community", "empty", "long"):
        join(world.people["heron"], made[space], role="steward")
    join(world.people["juniper"], made["long"])
    join(world.people["castellane"], made["room"], role="steward")
    join(world.people["brook"], made["room"])


def _channels(world: World) -> None:
    """A practice with a desk: castellane answers there, juniper wrote and was answered, and one code waits."""
    from datetime import time

    from bedside.areas.messaging import actions
    from bedside.areas.messaging.actions.writing import in_thread, put
    from bedside.areas.messaging.models import Thread
    from bedside.areas.messaging.queries import mine
    from bedside.areas.practice.models import Hours, Practice
    from bedside.areas.practice.queries import door
    from tests.factories import make_channel, on_team

    space, juniper = world.spaces["practice"], world.viewer("juniper")
    told = {"time_zone": "America/New_York", "country": "US", "telephone": "555 0140"}
    desk = Practice.objects.create(space=space, stated_answer_time="Two working days.", **told)
    for weekday in range(7):
        Hours.objects.create(practice=desk, weekday=weekday, opens=time(0), closes=time(0))
    doctor = on_team(world.people["castellane"], desk, "owner", "responder")
    make_channel(world.people["juniper"], desk)
    here = door(desk.pk)
    assert here is not None
    begun = actions.Begun("prescription", "Repeat of naltrexone", "I have six days left. Can I have the next box?")
    token = mine.token_for(juniper, here, mine.REASONS["prescription"])
    thread = actions.begin_thread(by=juniper, practice_id=desk.pk, begun=begun, token=token)
    message = put(in_thread(thread, author=doctor, name=doctor.name), "The box is ready for Friday.")
    answered = {"state": "waiting_patient", "owner": doctor, "asked_at": None, "last_by_patient": False}
    Thread.objects.filter(id=thread.id).update(last_message_id=message.id, **answered)
    world.told |= {"channel_thread": thread.id, "channel_answer": message.id}
    closed = actions.begin_thread(
        by=juniper,
        practice_id=desk.pk,
        begun=actions.Begun("appointment", "", "May I come on Tuesday?"),
        token=mine.token_for(juniper, here, mine.REASONS["appointment"]),
    )
    actions.close_thread(by=juniper, thread_id=closed.id)
    world.told["closed_thread"] = closed.id
    _inbox(world)
    _carer_of_a_patient(world)
    castellane = world.viewer("castellane")
    actions.make_code(by=castellane, practice_id=desk.pk, record_of="chart 40-117", way="printed")


def _carer_of_a_patient(world: World) -> None:
    """Cleo lets the carer write to the practice that knows her."""
    from bedside.areas.consents import actions
    from bedside.areas.practice.models import Practice
    from bedside.kit.clock import now
    from tests.areas.messaging.making import make_channel

    world.person("cleo_let", "Cleo")
    make_channel(Practice.objects.get(space=world.spaces["practice"]), world.people["cleo_let"])
    until = (now() + timedelta(days=90)).date()
    wish = actions.Wish(frozenset({"message practice"}), "carer", until, "")
    carer = world.people["ana"]
    world.told["grant_practice"] = actions.offer(by=world.viewer("cleo_let"), other_id=carer.id, wish=wish).id
    actions.accept(by=world.viewer("ana"), grant_id=world.told["grant_practice"])


def _inbox(world: World) -> None:
    """What waits at the desk of that practice: something urgent, a call, a comment, a sensitive thread, a text."""
    from datetime import time

    from bedside.areas.messaging.models import CallRequest, Channel
    from bedside.kit.clock import now
    from bedside.kit.vault import vault
    from tests.areas.messaging.making import add_message, make_care_team, make_talk, make_thread
    from tests.factories import make_practice

    doctor = world.people["castellane"]
    channel = Channel.objects.get(patient=world.people["juniper"])
    make_thread(channel, reason="worse_today", subject="Dizzy since noon", words="It is worse than yesterday.")
    told = {"due_at": now() - timedelta(hours=1), "subject": "May I drive again?"}
    asked = make_thread(channel, words="I have not fainted for six weeks. " * 12, **told)
    add_message(asked, "Six weeks is what the rule asks for.", by=doctor, kind="internal")
    call = CallRequest(thread=asked, practice_id=asked.practice_id, patient_id=asked.patient_id)
    call.day, call.opens, call.closes = now().date(), time(9), time(12)
    call.number_sealed = vault().seal("555 0177", call.place("number_sealed"), key_no=channel.patient.account.key_no)
    call.save()
    world.told["team_thread"] = asked.id
    team = make_care_team(world.people["juniper"], channel.practice, make_practice(slug="quay-clinic"))
    talk = make_talk(team, doctor, f"May she stop it before {LONG_WORD}?")
    world.told |= {"care_team": team.id, "shared_talk": talk.id}
    _sharing(world)
    world.told["team_sensitive"] = make_thread(channel, words="Something private.", sensitive=True).id
    text = {"name": "Results", "words": "Dear {{patient}}, your result is in the normal range.", "writer_id": 1}
    channel.practice.templates.create(approver_id=2, approved_at=now(), **text)


def _sharing(world: World) -> None:
    """Some days with a long word, read by a care team and by a community; one of them is for nobody else."""
    from bedside.areas.messaging.actions import care_teams
    from bedside.areas.records import actions
    from bedside.areas.records.actions import sharing
    from bedside.kit.clock import now
    from bedside.policy.sharing import SHARED_KINDS

    by, what = world.viewer("juniper"), {"kinds": SHARED_KINDS, "covers": "new"}
    care_teams.share_record(by=by, team_id=world.told["care_team"], **what)
    sharing.share_with_space(by=by, space=world.spaces["community"], **what)
    for back, face in ((3, 2), (2, 1), (1, 3)):
        day = now().date() - timedelta(days=back)
        world.told["shared_day"] = actions.say_day(by=by, day=day, face=face, energy=3, line=LONG_WORD)


def _contacts(world: World) -> None:
    from bedside.areas.contacts import actions
    from bedside.areas.posts import actions as posts

    juniper = world.viewer("juniper")
    for handle in ("tansy", "castellane", "heron"):
        actions.follow(by=juniper, target_id=world.people[handle].id)
    actions.follow(by=world.viewer("tansy"), target_id=world.people["juniper"].id)
    actions.mute(by=juniper, target_id=world.people["gone"].id)
    posts.follow_tag(by=juniper, tag="pacing")


def _square(world: World) -> None:
    for n in range(SQUARE_POSTS):
        world.post("tansy", f"A slow morning, written down as number {n + 1}. #slow")
    article = "\n\n".join(["Dizziness has many causes, and most of them are harmless."] * 40)
    world.told["article"] = world.post("castellane", article, kind="article", title="On dizziness", topic="dizziness")
    world.told["long_post"] = world.post("long", f"{LONG_WORD * 3}\n\n#{LONG_WORD}", title="")
    world.told["own_post"] = world.post("juniper", "The kettle is my clock today.")


def _community(world: World) -> None:
    from bedside.areas.posts import actions
    from bedside.areas.posts.words import Words

    here = {"space": "community"}
    juniper = world.viewer("juniper")
    question = world.post("heron", LATE, kind="question", title="Does the crash come two days later for you?", **here)
    actions.edit(by=world.viewer("heron"), post_id=question, words=_question(LATE + " I wrote it down for a month."))
    actions.pin(by=world.viewer("heron"), post_id=question, on=True)
    first = world.post("tansy", "Always on the second day.", reply_to=question)
    second = world.post("juniper", "For me as well.", reply_to=first)
    third = world.post("heron", "Thank you both.", reply_to=second)
    world.post("castellane", "In general, such a delay is often described.", reply_to=third)
    key = actions.add_image(by=juniper, data=_picture(), alt="A teal blanket")
    world.post("juniper", "My blanket for bad days.", images=(key,), alts=("A teal blanket",), **here)
    world.told["folded"] = world.post("tansy", "It was at the bus stop.", warning="talks about fainting", **here)
    poll = world.post("heron", "When do you rest?", kind="poll", options=("Early", "Late"), **here)
    world.post("juniper", RTL, language="ar", **here)
    for post, kind in ((question, "helped"), (question, "saved"), (poll, "saved")):
        actions.mark(by=juniper, post_id=post, kind=kind, on=True)
    actions.mark(by=world.viewer("tansy"), post_id=world.told["own_post"], kind="helped", on=True)
    gone = world.post("tansy", "I take this back.", **here)
    world.told["orphan"] = gone
    world.post("heron", "As you like.", reply_to=gone)
    actions.delete(by=world.viewer("tansy"), post_id=gone)
    actions.publish(
        by=world.viewer("heron"), words=Words(text="Welcome to the long words."), space_id=world.spaces["long"].id
    )
    world.told |= {"question": question, "reply": second}


def _question(text: str) -> Any:
    from bedside.areas.posts.words import Words

    return Words(text=text, kind="question", title="Does the crash come two days later for you?")


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (320, 200), "teal").save(out, "PNG")
    return out.getvalue()


def _drafts(world: World) -> None:
    from bedside.areas.posts import actions

    for name, draft in {"draft": f"space:{world.spaces['community'].id}", "lost_draft": "space:404404404"}.items():
        text = f"Not finished: {LONG_WORD}. MRN 00482917."
        made = actions.save_draft(by=world.viewer("juniper"), place=draft, fields={"text": text}, held=name == "draft")
        world.told[name] = made


def _waiting(world: World) -> None:
    """Posts that wait for their pictures, in each state; `World.told` has the keys of their forms."""
    from bedside.kit.images.reading import Seen
    from tests.stories.wsgi_header import LEFT_ALONE

    line, face = Seen("text", (0.1, 0.13, 0.5, 0.14), "MRN 00482917"), Seen("face", (0.7, 0.4, 0.2, 0.34))
    world.told["held_checked"] = world.holds("juniper", None, key=LEFT_ALONE)
    world.told["held_own"] = world.holds("juniper", (line, face), (face,))
    world.told["held_failed"] = world.holds("juniper", "slow")
    world.told["held_case"] = world.holds("castellane", (line, face), (), text=LONG_WORD * 3)
    world.told["held_clean"] = world.holds("castellane", ())
    world.told["held_covered"] = world.holds("castellane", (line,), cover=True)
    world.told["held_empty"] = world.holds("castellane", (line,), out=True)


def _treatments(world: World) -> None:
    from bedside.areas.records import actions
    from bedside.kit.clock import now
    from tests.areas.records.people import answer

    about: dict[str, Any] = {"purpose": "ME/CFS"}
    for treatment, people, effect in (("Pacing", 45, 3), ("Pacing", 15, 1), ("Low-dose naltrexone", 30, 2)):
        unwanted = ("headache",) if effect < 3 else ()
        answer(treatment, people=people, effect=effect, side_effects=1, unwanted=unwanted, **about)
    answer("Low-dose naltrexone", people=20, effect=0, side_effects=3, unwanted=("headache",), **about)
    answer("Compression socks", people=12, effect=1, **about)
    for people, effect in ((60, 4), (12, 0)):
        answer("Tramadol", people=people, effect=effect, purpose="nerve pain", side_effects=3)
    wish = actions.Wish(
        treatment="Pacing", started=now().date() - timedelta(days=200), standing="still", effect=3, **about
    )
    world.told["course"] = actions.record_evaluation(by=world.viewer("juniper"), wish=wish)
    _questionnaires(world)
    _trials(world)
    _illnesses(world)
    _release()
    actions.build()


def _release() -> None:
    """A release that is out; its numbers are invented."""
    from decimal import Decimal

    from bedside.areas.records.models import OpenRelease, PrivacyCharge
    from bedside.kit.clock import now
    from bedside.policy.evidence.release_files import figures_csv
    from bedside.policy.evidence.releases import Named, released

    cells = (Named("me/cfs", "pacing"), Named("me/cfs", "low-dose naltrexone"))
    lines = released(cells, (212, 148), (180.0, 20.0), epsilon=Decimal(1))
    charge = PrivacyCharge.objects.create(year=now().year, epsilon=1)
    counts = {"named": 267, "released": len(lines), "threshold": 100}
    digests = {"cells_digest": "c" * 64, "digest": "d" * 64}
    OpenRelease.objects.create(charge=charge, rules="1", body=figures_csv(lines), **counts, **digests)


def _illnesses(world: World) -> None:
    """Illnesses of each standing, one with a long name and one that was put right."""
    from bedside.areas.records import actions
    from bedside.policy.conditions import Confidence, Illness, Severity, Status
    from bedside.policy.dates import part

    by = world.viewer("juniper")
    kept = actions.add_condition(by=by, illness=Illness(text="Chronic fatigue", onset=part("2019")))
    right = Illness(text="ME/CFS", onset=part("2019-05"), severity=Severity.SEVERE, primary=True)
    actions.change_condition(by=by, condition_id=kept, illness=right)
    long = "Pain after exertion that begins in the left shoulder and goes on for days whatever I do " * 3
    actions.add_condition(by=by, illness=Illness(text=long.strip(), confidence=Confidence.OWN))
    actions.add_condition(by=by, illness=Illness(text="Glandular fever", status=Status.RESOLVED))
    actions.add_condition(by=by, illness=Illness(text="Lupus", confidence=Confidence.RULED_OUT))
    world.told["illness"] = kept
    for data, words in ((_picture(), "My rash"), (b"%PDF-1.4\n%%EOF\n", f"Letter from the clinic. {long}"[:200])):
        file_id = actions.attach(by=by, kind="conditions", item_id=kept, data=data, words=words.strip())
        world.told["file"] = file_id
    _entries(world)
    _taken(world)


def _entries(world: World) -> None:
    """An entry of each kind, one of them put right, one with a long name."""
    from datetime import timedelta

    from bedside.areas.records import actions
    from bedside.kit.clock import now
    from bedside.policy.dates import part
    from bedside.policy.entries.allergy import Allergy, Worst
    from bedside.policy.entries.appointment import Appointment
    from bedside.policy.entries.free_note import FreeNote
    from bedside.policy.entries.goal import Goal
    from bedside.policy.entries.measurement import Measurement
    from tests.policy.fhir.bundles import bundle, condition, observation, statement

    by, soon = world.viewer("juniper"), (now() + timedelta(days=5)).date().isoformat()
    weight = Measurement(text="Weight", loinc="29463-7", value="62.5", unit="kg", on=part("2026-05-17"), at="09:05")
    actions.add_entry(by=by, thing=weight)
    kept = actions.add_entry(by=by, thing=Allergy(text="Penicilin"))
    right = Allergy(text="Penicillin", reaction="Rash", worst=Worst.SEVERE, since=part("2004"), note="At school.")
    actions.change_entry(by=by, entry_id=kept, thing=right)
    long = "Plasters of every make that I have tried, and the glue of the sensors that I wear by day " * 3
    actions.add_entry(by=by, thing=Allergy(text=long.strip()))
    ahead = (
        "To the lane",
        "To the bench under the lime, and to sit there as long as it takes, whoever is waiting " * 2,
    )
    walk = Goal(text="To the gate and back", done=("To the door", "To the gate"), ahead=ahead)
    world.told |= {"goal": actions.add_entry(by=by, thing=walk)}
    about = "The letter from the hospital. Ask for it again before the next visit. "
    actions.add_entry(by=by, thing=FreeNote(text="Letters", words=about * 3))
    asked = ("Is the dizziness from the dose?", "May I drive?", "When do we look again?")
    seen = Appointment(text="Dr Lark", on=part(soon), at="09:05", why="the dizziness", questions=asked)
    read = actions.read_file(by=by, raw=bundle(condition("Hay fever", id="h"), statement()))
    actions.keep_file(by=by, file_id=read)
    more = bundle(condition("Hay fever", id="h"), condition("A long name of an illness " * 6, id="l"), observation())
    world.told |= {"kept_file": read, "read_file": actions.read_file(by=by, raw=more)}
    world.told |= {"allergy": kept, "appointment": actions.add_entry(by=by, thing=seen)}


def _taken(world: World) -> None:
    """Treatments of each standing: one with doses, one that was stopped and taken up again, one with a long name."""
    from bedside.areas.records import actions
    from bedside.kit.clock import now
    from bedside.policy.courses import Course, Dose, Reason, Taking
    from bedside.policy.dates import part

    by, today = world.viewer("juniper"), now().date()

    def kept(text: str, purpose: str, **said: Any) -> int:
        return actions.add_treatment(by=by, course=Course(text=text, purpose=purpose, declared=today, **said))

    first = Dose(amount="1", unit="mg", times="at night")
    taken = kept("Low-dose naltrexone", "ME/CFS", start=part("2024-02"), dose=first, route="by mouth")
    actions.change_dose(by=by, course_id=taken, on=part("2024-06"), dose=Dose(amount="3", unit="mg", times="at night"))
    ended: dict[str, Any] = {"taking": Taking.NO, "stop": part("2021-03")}
    old = kept("Melatonin", "sleep", start=part("2020"), **ended)
    reasons = (Reason.NO_EFFECT, Reason.COST)
    actions.stop_treatment(by=by, course_id=old, stop=part("2021-03"), reasons=reasons, main=Reason.COST)
    kept("Melatonin", "sleep", start=part("2023"), taking=Taking.ON_OFF)
    kept("A heart-rate monitor that I wear all day and that warns me before I do too much " * 3, "ME/CFS")
    world.told["taken"] = taken
    _asked(world, taken)


def _asked(world: World, taken: int) -> None:
    """Questions of every standing about a course: answered, without an answer, open, ahead."""
    from datetime import timedelta

    from bedside.areas.records import actions
    from bedside.areas.records.models import AskedWave
    from bedside.kit.clock import now
    from bedside.policy.evaluations import Evaluation

    owner, today = world.viewer("juniper"), now().date()
    for wave, days in (("m3", -100), ("m12", 190)):
        opens = today + timedelta(days=days)
        kept = {"course_id": taken, "wave": wave, "opens": opens, "closes": opens + timedelta(days=24)}
        AskedWave.objects.create(owner_id=owner.account_id, **kept)
    for wave in ("w2", "m6"):
        closes = today + timedelta(days=20)
        kept = {"course_id": taken, "wave": wave, "opens": today, "closes": closes}
        world.told["asked_wave"] = AskedWave.objects.create(owner_id=owner.account_id, **kept).id
        if wave == "w2":
            actions.answer_question(by=owner, question_id=world.told["asked_wave"], said=Evaluation(effect=2))


def _crashes(world: World) -> None:
    """One that is over, and one that has lasted so long that the page asks."""
    from datetime import timedelta

    from bedside.areas.records import actions
    from bedside.areas.records.models import Crash
    from bedside.kit.clock import now

    for handle, began, lasts in (("juniper", 40, timedelta(days=6)), ("ana", 15, None)):
        by, moment = world.viewer(handle), now() - timedelta(days=began)
        actions.begin_crash(by=by)
        mine = Crash.objects.filter(owner_id=by.account_id)
        mine.update(began_at=moment, ended_at=moment + lasts if lasts else None)


def _symptoms(world: World) -> None:
    """Two months with gaps: two symptoms on different scales, one rather not said, some told late."""
    from datetime import timedelta

    from bedside.areas.records import actions
    from bedside.areas.records.models import SymptomLog
    from bedside.kit.clock import now
    from bedside.policy.symptoms import FIGURES, LEVELS, Strength

    by, today = world.viewer("juniper"), now().date()
    for back in range(36, -1, -1):
        day = today - timedelta(days=back)
        if back % 3:
            value = None if back == 7 else (back * 7) % 11
            felt = actions.Felt("Fatigue", Strength(FIGURES, value), factors=("exertion",) if back % 4 else ())
            actions.log_symptom(by=by, day=day, felt=felt)
        if back % 9 == 1:
            felt = actions.Felt("Light hurts my eyes", Strength(LEVELS, back % 4), at="14:30", note="In the kitchen.")
            world.told["symptom"] = actions.log_symptom(by=by, day=day, felt=felt)
        SymptomLog.objects.filter(owner_id=by.account_id).update(kept_at=now() - timedelta(days=2))


def _questionnaires(world: World) -> None:
    """A year of answers with gaps, one day without a score, and answers after which help is due."""
    from datetime import timedelta

    from bedside.areas.records import actions
    from bedside.kit.clock import now
    from bedside.policy.instruments import SHIPPED

    by, today = world.viewer("juniper"), now().date()
    links = [item.link_id for item in SHIPPED["gad7"].items]
    for back, value in ((350, 3), (336, 3), (322, 2), (200, 2), (186, 1), (30, None), (14, 1), (0, 2)):
        given = [(link, value) for link in links]
        world.told["sitting"] = actions.keep(by=by, key="gad7", given=given, day=today - timedelta(days=back))
    world.told["danger"] = actions.keep(by=by, key="phq9", given=[("44260-8", 2)], day=today)
    actions.begin(by=by, key="pem", given=[("pem-1", 7)], day=today)


def _trials(world: World) -> None:
    """A trial under way, with a number, a crash and a note; and one that is over."""
    from datetime import timedelta

    from bedside.areas.trials import actions
    from bedside.kit.clock import now
    from tests.areas.trials.making import begun, lived

    by, today = world.viewer("juniper"), now().date()
    first = today - timedelta(days=4)
    world.told["trial"] = under_way = begun(by, first=first, question=f"Does it help? {LONG_WORD}")
    actions.say(by=by, trial_id=under_way, day=first, today=today, value=6)
    actions.say_crash(by=by, trial_id=under_way, day=first + timedelta(days=1), today=today, crash=True)
    actions.note(by=by, trial_id=under_way, words=f"Visitors came. {LONG_WORD}", today=today)
    world.told["trial_over"] = over = lived(by, first=today - timedelta(days=40), arm_b="Lamp on all night")
    actions.give(by=by, trial_id=over, today=today)


def _care(world: World) -> None:
    """Posts that need a private answer, each at another point of its way; a rota; a glass that waits for a second."""
    from datetime import timedelta

    from django.db.models import F

    from bedside.areas.escalations import actions
    from bedside.areas.escalations.models import Glass
    from bedside.kit.clock import now

    world.person("watch", "Watch", kind="personal", staff=("safety_lead",))
    admin, lead, watch = world.viewer("admin"), world.viewer("linden"), world.viewer("watch")
    told, under = world.told, world.told["article"]
    told["care_post"] = world.post("juniper", "I have run out of my epilepsy tablets since yesterday.", reply_to=under)
    told["care_danger"] = world.post("juniper", "I want to kill myself. This is goodbye.", reply_to=under)
    for name in ("care_post", "care_danger"):
        actions.hint(post_id=told[name])
    for name, by in (("care_talk", "juniper"), ("care_over", "tansy")):
        post = world.post(by, f"It is too much tonight. {LONG_WORD}", reply_to=under)
        told[name] = one = actions.flag(by=world.viewer("heron"), post_id=post, reason="self_harm")
        actions.triage(by=admin, escalation_id=one, choice="confirm", why="said")
        actions.contact(by=admin, escalation_id=one)
    actions.answer(by=world.viewer("juniper"), escalation_id=told["care_talk"], words=f"I am here. {LONG_WORD}")
    actions.resolve(by=admin, escalation_id=told["care_over"], outcome="author_safe")
    told["care_queued"] = actions.flag(by=world.viewer("heron"), post_id=told["care_danger"], reason="self_harm")
    told["glass"] = actions.break_glass(
        by=watch,
        escalation_id=told["care_talk"],
        reason="plan",
        to="service",
        words=f"In danger at home. {LONG_WORD}",
        unreachable=True,
    )
    Glass.objects.update(asked_at=F("asked_at") + timedelta(hours=1))  # the walk may take longer than ten minutes
    begins = now() - timedelta(hours=1)
    actions.add_shift(by=lead, handle="admin", role="moderator", begins=begins, ends=begins + timedelta(hours=30))
    actions.publish_rota(by=lead, begins=begins, ends=begins + timedelta(days=3), gaps_told=True)
    actions.away(by=lead, begins=now() + timedelta(days=1), ends=now() + timedelta(days=2))


def _help_lines(world: World) -> None:
    """Lines of two countries that somebody called, one that has to be called again, and one that nobody called."""
    from datetime import timedelta

    from bedside.areas.helplines.models import Line
    from bedside.kit.clock import now

    today = now().date()
    called = {"checked_on": today, "checked_by": "Ann of the duty team"}
    long_ago = {"checked_on": today - timedelta(days=170), "checked_by": "Ann of the duty team"}
    Line.objects.create(country="GB", name="Samaritans", telephone="116 123", hours="Day and night", **called)
    Line.objects.create(country="GB", name="Shout", sms="SHOUT to 85258", **long_ago)
    line = Line.objects.create(country="US", name="988 Suicide & Crisis Lifeline", telephone="988", sms="988")
    world.told["help_line"] = str(line.id)


def _words(world: World) -> None:
    """The words that come along, one that waits for a curator, and one that was decided about."""
    from bedside.areas.vocabulary import actions
    from bedside.areas.vocabulary.marks import mark_of
    from bedside.areas.vocabulary.models import Decision, VocabularyTerm, WaitingWord

    actions.keep_own_words()
    meant = VocabularyTerm.objects.get(label="post-exertional malaise")
    for n, word in enumerate(("wired but tired", "fatige"), start=1):
        for handle in ("juniper", "heron", "tansy"):  # three people: the night's counting keeps what it finds
            actions.note_use(by=world.viewer(handle), source="symptom", source_id=n, text=word)
    actions.gather()
    waiting = WaitingWord.objects.get(text="fatige")
    Decision.objects.create(mark=mark_of("crashed out"), text="crashed out", choice="alias", term=meant)
    world.told["word"] = bytes(waiting.mark).hex()


def _links(world: World) -> None:
    from bedside.areas.people import actions as people
    from bedside.areas.people import tokens
    from bedside.areas.people.actions.site import setup_token
    from bedside.areas.spaces import actions as spaces

    steward = world.viewer("heron")
    world.told["invitation"] = spaces.invite(by=steward, space=world.spaces["empty"], uses=50)
    world.told["setup"] = setup_token()
    world.told["copy"] = people.ask_copy(by=world.viewer("juniper"))
    people.make_copy(code=world.told["copy"])
    world.told["confirm"] = tokens.make("confirm", account=world.people["unconfirmed"].account)
    world.told["reset"] = tokens.make("reset", account=world.people["juniper"].account)


def _clinicians(world: World) -> None:
    """A clinician with six interests and a practice, one whose badge ran out, and one who asks colleagues."""
    from bedside.areas.credentials import actions
    from bedside.areas.credentials.models import Credential, Vouch
    from bedside.kit.clock import now
    from tests.factories import join, make_credential

    doctor = world.people["castellane"]
    Credential.objects.filter(persona=doctor).update(specialty="Neurology", specialty_checked=True, region="NE")
    wish = actions.Wish(
        city="Omaha",
        region="Nebraska",
        country="US",
        languages=("en", "ar"),
        specialties=("Neurology", "Headache"),
        accepts_general=True,
        accepts_guest=True,
        accepts_mentoring=True,
    )
    voice = world.viewer("castellane")
    actions.save_profile(by=voice, persona_id=doctor.id, wish=wish)
    join(doctor, world.spaces["practice"])
    begun = now().date() - timedelta(days=400)
    for number, kind in enumerate(("payment", "shares", "employment", "research", "family", "payment")):
        payer = LONG_WORD if number == 5 else f"Acme Pharma {number}"
        made = actions.declare(
            by=voice, persona_id=doctor.id, payer=payer, kind=kind, begun=begun, concerns=("Sleepwell", "#rest")
        )
        world.told["interest"] = made.id
    world.post("castellane", "Acme Pharma 0 and Acme Pharma 1 have a new leaflet on rest. It is a fair one.")
    world.person("fennel", "Fennel", kind="clinician")
    make_credential(world.people["fennel"], days=-3)
    for handle, name in (("sable", "Sable"), ("thistle", LONG_WORD)):
        world.person(handle, name, kind="clinician")
        asker = world.people[handle].id
        actions.save_profile(by=world.viewer(handle), persona_id=asker, wish=actions.Wish(country="KE"))
        actions.begin_vouching(by=world.viewer(handle), profession="Physician", specialty="Neurology")
        asked = actions.ask_to_vouch(by=world.viewer(handle), voucher_id=doctor.id)
        if handle == "thistle":
            Vouch.objects.filter(id=asked.id).update(state=Vouch.State.YES)


def _students(world: World) -> None:
    from bedside.areas.posts import actions
    from bedside.areas.posts.models import Waiting
    from bedside.areas.posts.words import Words
    from bedside.areas.spaces.models import SQUARE_ID

    world.person("willow", "Willow", kind="student")
    for key, name in ((71, "delayed"), (72, "stopped")):
        words = Words(text="On the ward we saw how a good team hands over.")
        try:
            actions.publish(by=world.viewer("willow"), words=words, space_id=SQUARE_ID, placement="yes", form_key=key)
        except actions.WaitsForItsDay:
            world.told[name] = key
    Waiting.objects.filter(form_key=72).update(state=Waiting.State.AGAIN)


def _second_factor(world: World) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from bedside.areas.people.models import StaffRole

    account = world.people["rowan"].account
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)
    key = Authenticator.objects.create(user=account, type="webauthn", data={"name": "My phone", "credential": {}})
    world.told["passkey"] = key.id
    StaffRole.objects.create(account=world.people["unlocked"].account, role="moderator")


def _limits(world: World) -> None:
    """Let somebody have written as much as one may, and somebody else wait for a new address."""
    from bedside.areas.people import actions
    from bedside.areas.people.actions import limits
    from bedside.policy.limits import POSTS
    from tests.factories import PASSWORD

    for _post in range(POSTS.tries):
        limits.spend(POSTS, value=str(world.people["hurried"].id))
    actions.ask_new_mail(
        by=world.viewer("hurried"),
        mail="a.name.as.long.as.some.are@a-long-domain.example",
        password=PASSWORD,
    )


def _list(world: World) -> None:
    """One who posts elsewhere, and one whom a clinician claims."""
    from bedside.areas.directory import actions
    from tests.areas.directory.people import listed

    world.told["listed"] = listed("Ana Finchley", handle="ana@clinic.example").id
    listed(f"Bo {LONG_WORD}", handle="bo@clinic.example")
    claimed = listed("Cy Finchley", handle="cy_finchley", network="x", url="https://x.com/cy_finchley").id
    by = world.viewer("castellane")
    actions.claim(by=by, listing_id=claimed)
    actions.say_it_stands(by=by, listing_id=claimed)
    out = listed("Di Finchley", handle="di@clinic.example")
    actions.ask_out(network="fediverse", handle=out.handle)
    world.told["claimed"] = claimed
    actions.refresh_all()


def _emergencies(world: World) -> None:
    from datetime import timedelta

    from django.db.models import F

    from bedside.areas.moderation import actions
    from bedside.areas.moderation.models import EmergencyAccess

    lead, admin = world.viewer("linden"), world.viewer("admin")
    why = f"She wrote that she has collected her pills. {LONG_WORD}"
    later, ago = timedelta(hours=1), timedelta(hours=2)
    for name, by, second, whom in (
        ("waiting", lead, None, "heron"),
        ("to_answer", admin, None, "heron"),
        ("open", lead, admin, "heron"),
        ("empty", lead, admin, "brook"),
        ("over", lead, admin, "heron"),
    ):
        made = actions.ask(by=by, handle=whom, reason="life", words=why)
        world.told[f"emergency_{name}"] = made
        if second is None:  # it must be answered within ten minutes: the walk may take longer
            EmergencyAccess.objects.filter(id=made).update(asked_at=F("asked_at") + later)
        else:
            actions.allow(by=second, access_id=made)
    actions.open_list(by=lead, access_id=world.told["emergency_over"])
    actions.open_post(by=lead, access_id=world.told["emergency_over"], post_id=world.told["question"])
    past = {name: F(name) - ago for name in ("asked_at", "allowed_at", "tell_at")}
    EmergencyAccess.objects.filter(id=world.told["emergency_over"]).update(**past)


def _claims(world: World) -> None:
    """A clinician whose proof is on its way, one who is suspended, and the register of another who is yet to come."""
    from bedside.areas.credentials.models import Credential, Employer, Measure
    from bedside.kit.clock import now
    from tests.factories import make_claim, make_credential, make_entry

    for handle in ("claimant", "suspended"):
        world.person(handle, handle.title(), kind="clinician")
    make_entry("2900000029")
    Employer.objects.create(name="Elm Street Clinic", domain="elmclinic.example", added_by=1)
    make_claim(world.people["claimant"], number="2900000060", employer=LONG_WORD, state="proving")
    held = make_claim(world.people["suspended"], number="2900000078", state="suspended")
    row = make_credential(world.people["suspended"])
    Credential.objects.filter(id=row.id).update(
        claim_id=held.id, suspended_at=now(), suspended_reason="register_inactive"
    )
    Measure.objects.create(persona=world.people["suspended"], credential_id=row.id, reason="register_inactive")


def _desk(world: World) -> None:
    """A reviewer with a claim whose papers wait, and a call to make; one who was refused, one to be checked anew."""
    from bedside.areas.credentials import papers
    from bedside.areas.credentials.models import CallBack, Claim, Credential, Document, MailCode, Review, Volunteer
    from bedside.areas.people.queries import key_no_of
    from bedside.kit.clock import now
    from bedside.kit.vault import vault
    from tests.factories import make_claim, make_credential, make_entry

    for handle in ("applicant", "reviewer", "refused", "checked"):
        world.person(handle, handle.title(), kind="clinician")
    reviewer, applicant = world.people["reviewer"], world.people["applicant"]
    make_credential(reviewer)
    Credential.objects.filter(persona=reviewer).update(checked_at=now() - timedelta(days=100))
    Volunteer.objects.create(persona=reviewer)
    make_entry("1234567893", family=LONG_WORD, given="Uma")
    claim = make_claim(applicant, number="1234567893", state="in_review", employer=LONG_WORD)
    review = Review.objects.create(claim=claim, reviewer_id=reviewer.id, reviewer_account=reviewer.account_id)
    paper = Document(persona_id=applicant.id, claim=claim, key="e" * 32, hash=b"1" * 16, width=40, height=30)
    paper.save(force_insert=True)
    papers.keep(paper, _picture())
    call = CallBack(persona_id=applicant.id, claim=claim, expires_at=now() + timedelta(days=7))
    call.caller_id, call.caller_account, call.drawn_at = reviewer.id, reviewer.account_id, now()
    call.code_sealed = vault().seal("234567", call.place(), key_no=key_no_of(applicant.id))
    call.save(force_insert=True)
    refused = make_claim(world.people["refused"], number="2900000086", state="refused")
    Claim.objects.filter(id=refused.id).update(decided_at=now(), outcome="not_shown")
    held = make_claim(world.people["checked"], number="2900000094", state="granted")
    row = make_credential(world.people["checked"])
    Credential.objects.filter(id=row.id).update(claim_id=held.id)
    proving = Claim.objects.get(persona=world.people["claimant"])
    code = MailCode(claim=proving, domain="elmclinic.example", expires_at=now() + timedelta(minutes=20), tries_left=5)
    code.address_sealed = vault().seal(
        "uma@elmclinic.example", code.address_place(), key_no=key_no_of(proving.persona_id)
    )
    code.save(force_insert=True)
    world.told |= {"review": review.id, "call": call.id}


def _consents(world: World) -> None:
    """What castellane asks juniper to permit, signed and not; what stands on it; and who acts for her."""
    from bedside.areas.consents import actions, queries
    from bedside.areas.posts import actions as posts
    from bedside.areas.posts.words import Words
    from bedside.kit.clock import now
    from bedside.policy.consents.authorisation import Terms
    from bedside.policy.consents.grants import RECORD
    from bedside.policy.consents.releasing import Release

    doctor, juniper = world.viewer("castellane"), world.viewer("juniper")
    until = (now() + timedelta(days=90)).date()
    told = {"by_whom": "Dr Castellane", "to_whom": "Everybody who reads the public square.", "zone": "America/Chicago"}
    for name, what in (("permission", "The rash on your arm."), ("permission_asked", f"{LONG_WORD} and your story.")):
        terms = Terms(what=what, purpose="To teach other doctors.", until=until, **told)
        world.told[name] = actions.ask(by=doctor, owner_id=juniper.persona_id, terms=terms).id
    mark = queries.one(juniper, world.told["permission"]).mark
    signing = actions.Signing(name="Juno Ferreira", signer="self", mark=mark, proved_at=now())
    actions.sign(by=juniper, authorisation_id=world.told["permission"], signing=signing)
    release = Release("authorised", authorisation_id=world.told["permission"])
    world.told["permitted"] = posts.publish(by=doctor, words=Words(text="How a rash begins."), release=release).id
    world.person("ana", "Ana", kind="carer")
    carer = world.viewer("ana")
    wish = actions.Wish(frozenset({"read", "post", *RECORD}), "carer", until, "She is my sister.")
    world.told["grant"] = actions.offer(by=juniper, other_id=carer.persona_id, wish=wish).id
    actions.accept(by=carer, grant_id=world.told["grant"])
    actions.offer(by=carer, other_id=world.people["tansy"].id, wish=wish)
    _told(juniper, carer)


def _told(juniper: Any, carer: Any) -> None:
    """Juniper named her carer, who said yes."""
    from bedside.areas.records import actions
    from bedside.areas.records.models import Told

    actions.ask_to_tell(by=juniper, person_id=carer.persona_id)
    row = Told.objects.get(owner_id=juniper.account_id).id
    actions.answer_telling(by=carer, told_id=row, yes=True)
    actions.switch_telling(by=juniper, told_id=row, switch="tells_end", on=True)


def _visits(world: World) -> None:
    """Juniper has a link to a sheet with long words, another that asks for a code, and one that has ended."""
    from bedside.areas.visits import actions
    from bedside.areas.visits.models import SheetLink
    from bedside.kit.clock import now
    from bedside.policy.visits.facts import Facts

    juniper = world.viewer("juniper")
    for name, with_code in (("sheet", False), ("sheet_code", True), ("sheet_over", False)):
        facts = Facts(name="Juno F.", birth_year=1984, made_on=now().date(), questions=(f"Is it {LONG_WORD}?",))
        world.told[name] = actions.make_link(by=juniper, facts=facts, lasting="week", with_code=with_code).token
    actions.open_sheet(token=world.told["sheet"], code="", form="page")
    over = SheetLink.objects.filter(owner_id=juniper.persona_id).order_by("-id").first()
    actions.end_link(by=juniper, link_id=over.id if over else 0)


def _cookie(persona: Any) -> str:
    from django.conf import settings

    from bedside.areas.people import sessions
    from bedside.kit.clock import now
    from tests.factories import client_of

    client = client_of(persona)
    session = client.session
    sessions.begin(session, account=persona.account, persona_id=persona.id, user_agent="")
    session["seen_at"] = (now() + timedelta(hours=6)).isoformat()  # staff are logged out after a quarter of an hour
    # As after typing the password just now, and for the whole run: pages about the second factor ask for that.
    later = now() + timedelta(hours=1)
    session["account_authentication_methods"] = [
        {"method": "password", "at": later.timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(persona.account.pk)
    session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def main() -> int:
    """Write the world into the site that the environment names."""
    django.setup()
    from bedside.kit import viewing
    from bedside.site import keys

    viewing.declare_process(viewing.SYSTEM)  # it writes everybody's rows
    keys.make_ready()
    json.dump(write(), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
