"""A small world in which every kind of actor stands somewhere: who may see what is known of each thing in it.

`patient_member` owns nearly everything that has an owner; the others look at it from their places. What is posted goes
through the actions, as on the site.
"""

import io
from dataclasses import dataclass, field
from datetime import time, timedelta
from hashlib import sha256
from http.cookies import SimpleCookie
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from PIL import Image

from bedside.areas.boundaries.models import Change
from bedside.areas.consents import actions as consents
from bedside.areas.consents import queries as permissions
from bedside.areas.contacts import actions as contacts
from bedside.areas.contacts import queries as contacts_queries
from bedside.areas.contacts.models import Asking, Mute
from bedside.areas.credentials import actions as credentials
from bedside.areas.credentials import papers
from bedside.areas.credentials.models import (
    CallBack,
    Claim,
    Credential,
    Document,
    Employer,
    Evidence,
    MailCode,
    Measure,
    Review,
    Volunteer,
    Vouch,
    VouchRound,
)
from bedside.areas.directory import actions as directory
from bedside.areas.directory.models import Listing
from bedside.areas.escalations import actions as escalations
from bedside.areas.helplines.models import Line
from bedside.areas.messaging.actions import care_teams
from bedside.areas.messaging.actions.codes import hashed
from bedside.areas.messaging.models import CallRequest, IdentityCode
from bedside.areas.moderation import actions as moderation
from bedside.areas.moderation.models import Act, Case, EmergencyAccess, Report
from bedside.areas.notify.models import Notice
from bedside.areas.people import actions as people
from bedside.areas.people import sessions, tokens
from bedside.areas.people.actions.site import setup_token
from bedside.areas.people.models import Account, AccountState, Hold, Persona, Session
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.sessions import stored_key
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.areas.posts import drafts
from bedside.areas.posts.models import PollOption
from bedside.areas.posts.words import Words
from bedside.areas.practice.models import Practice
from bedside.areas.records import actions as records
from bedside.areas.records.models import Allergy as KeptAllergy
from bedside.areas.records.models import (
    AskedWave,
    Condition,
    Crash,
    DayCheck,
    OpenRelease,
    PrivacyCharge,
    SymptomLog,
    Told,
    TreatmentCourse,
)
from bedside.areas.records.models import Goal as KeptGoal
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.areas.trials import actions as trials
from bedside.areas.visits import actions as visits
from bedside.areas.visits.actions.linking import token_hash
from bedside.areas.visits.models import SheetLink
from bedside.areas.vocabulary.marks import mark_of
from bedside.areas.vocabulary.models import Decision, WaitingWord
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.vault import vault
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.conditions import Illness
from bedside.policy.consents.authorisation import Terms
from bedside.policy.consents.grants import RECORD
from bedside.policy.courses import Course as TakenCourse
from bedside.policy.dates import part
from bedside.policy.entries.allergy import Allergy
from bedside.policy.entries.goal import Goal
from bedside.policy.evaluations import Evaluation as TreatmentAnswer
from bedside.policy.practice.codes import LIVES
from bedside.policy.symptoms import Strength
from bedside.policy.visits.facts import Facts
from tests.areas.directory.people import listed
from tests.areas.likeme.making import introduced
from tests.areas.messaging.making import (
    add_message,
    hang,
    make_care_team,
    make_channel,
    make_talk,
    make_thread,
    put_on_team,
)
from tests.areas.moderation.house import settle
from tests.areas.posts.writing import send_held, unread
from tests.areas.trials.making import begun, lived
from tests.factories import (
    PASSWORD,
    block,
    client_of,
    follow,
    join,
    keep_away,
    make_account,
    make_badge,
    make_claim,
    make_credential,
    make_entry,
    make_persona,
    make_space,
    viewer_of,
)
from tests.policy.fhir.bundles import bundle, condition
from tests.security.answers import Answer, plain

ACTORS = (
    "anonymous",
    "unconfirmed",
    "patient_member",
    "patient_stranger",
    "carer",
    "clinician_guest",
    "clinician_stranger",
    "steward",
    "moderator",
    "administrator",
    "suspended",
    "blocked",
)
# Actor A23 of security.md 3.1: staff with an emergency access that is open. It has no column of the matrix: a test says
# that it gets what staff without any right get, and which few routes are the exception.
IN_EMERGENCY = "safety_lead"
NO_SUCH_ADDRESS = "/there/is/no/such/address/"
NOWHERE = 404_404_404  # an id that nothing has
TREATMENT_FORM = {
    "treatment": "Pacing",
    "purpose": "ME/CFS",
    "started_month": "1",
    "started_year": "2024",
    "standing": "still",
    "effect": "2",
    "side_effects": "0",
    "words": "It helped on most days.",
}
A_FILE = bundle(condition("Heronscald", id="s"))  # of health data, as a hospital gives it
TRIAL_FORM = {
    "question": "Do I sleep better?",
    "arm_a": "Window open",
    "arm_b": "Window shut",
    "measure": "own",
    "outcome": "How well did you sleep?",
    "block_days": "5",
    "pairs": "5",
    "washout_days": "1",
    "starts": (now().date() + timedelta(days=2)).isoformat(),
    "prescribed": "no",
    "pregnant": "no",
}
TREATMENT = records.Wish(
    treatment="Rest", purpose="ME/CFS", started=now().date().replace(day=1), standing="still", effect=2
)


PDF_FILE = b"%PDF-1.4\n%%EOF\n"


def picture(*, width: int = 24, height: int = 24, form: str = "PNG") -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form)
    return out.getvalue()


def passkey() -> dict[str, Any]:
    """Return what a browser answers when a passkey is made: a true key, attested by nobody."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"c" * 16, public)
    told = AuthenticatorData.create(sha256(b"localhost").digest(), 0x45, 0, credential)
    attested = AttestationObject.create("none", told, {})
    client = CollectedClientData.create("webauthn.create", b"x" * 32, "http://localhost")
    answer = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
    name = websafe_encode(b"c" * 16)
    return {"id": name, "rawId": name, "type": "public-key", "response": answer, "clientExtensionResults": {}}


@dataclass
class World:
    """Everything by name. Personas and posts are rows; posts are kept by their ids."""

    people: dict[str, Persona] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    jars: dict[str, SimpleCookie] = field(default_factory=dict)
    nothing: dict[str, Answer] = field(default_factory=dict)
    # One site for all browsers, as in truth; else each of them would build its own out of the middleware.
    site: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def viewer(self, name: str) -> Viewer:
        """Return somebody as the rules see them."""
        return viewer_of(self.people[name])

    def handle(self, name: str) -> str:
        """Return somebody's handle."""
        return self.people[name].handle

    def slug(self, name: str) -> str:
        """Return the address of a space."""
        return self.spaces[name].slug

    def browser(self, actor: str) -> Client:
        """Return a fresh browser of `actor`, signed in (but for a visitor), which shows a fault as an answer of 500."""
        client = Client(raise_request_exception=False)
        client.handler = self.site
        client.cookies = SimpleCookie({name: morsel.value for name, morsel in self.jars.get(actor, {}).items()})
        return client

    def browser_of(self, name: str) -> Client:
        """Return a fresh browser of one of the people who are no actors."""
        client = client_of(self.people[name])
        client.raise_request_exception = False
        client.handler = self.site
        return client

    def nothing_for(self, actor: str) -> Answer:
        """Return what `actor` gets for an address that is nobody's."""
        if actor not in self.nothing:
            self.nothing[actor] = plain(self.browser(actor).get(NO_SUCH_ADDRESS))
        return self.nothing[actor]


def make_world() -> World:
    """Write the world."""
    world = World()
    _people(world)
    _spaces(world)
    _contacts(world)
    _posts(world)
    _things(world)
    _claims(world)
    _channels(world)
    _consents(world)
    _visits(world)
    deliver_now()
    # Working out which unread notices may be told takes a third of each page, and is not what the world is for.
    Notice.objects.update(read_at=now())
    _browsers(world)
    return world


def _people(world: World) -> None:
    def live(name: str, kind: str, **more: Any) -> Persona:
        world.people[name] = make_persona(kind=kind, handle=name[:30], account=make_account(**more))
        return world.people[name]

    world.people["unconfirmed"] = make_persona(
        kind="patient", handle="unconfirmed", account=make_account(confirmed=False, password=PASSWORD), hidden=True
    )
    live("patient_member", "patient", password=PASSWORD)
    for name in ("patient_stranger", "steward", "blocked", "asker", "banned", "waiting"):
        live(name, "patient", password=PASSWORD)
    live("carer", "carer", password=PASSWORD)
    live("applicant", "clinician")
    world.things["credential"] = make_badge(live("clinician_guest", "clinician", password=PASSWORD)).id
    world.things["match"] = make_badge(live("matched", "clinician"), level="V2", title="").id
    for name in ("clinician_stranger", "room_doctor", "kept_doctor"):
        make_credential(live(name, "clinician", password=PASSWORD))
    live("moderator", "personal", staff=("moderator",), password=PASSWORD)
    live("administrator", "personal", staff=("administrator",), password=PASSWORD)
    live("safety_lead", "personal", staff=("safety_lead",), password=PASSWORD)
    live("practice_voice", "organisation", password=PASSWORD)
    live("suspended", "patient", password=PASSWORD)
    owner = world.people["patient_member"].account
    world.people["other_face"] = make_persona(kind="personal", handle="other_face", account=owner)
    world.people["second_face"] = make_persona(kind="patient", handle="second_face", account=owner)


def _spaces(world: World) -> None:
    made = world.spaces
    made["square"] = Space.objects.get(id=SQUARE_ID)
    made["community"] = make_space(kind="community", slug="me-cfs", name="Living with ME/CFS", condition="ME/CFS")
    made["hidden"] = make_space(kind="community", slug="quiet-corner", name="Quiet corner", by_invitation=True)
    made["room"] = make_space(kind="room", slug="neurology-room", name="Neurology room", approves=False)
    made["practice"] = make_space(kind="practice", slug="hill-practice", name="Hill practice")
    inside = ("patient_member", "carer", "suspended", "blocked")
    for name in inside:
        join(world.people[name], made["community"])
    join(world.people["clinician_guest"], made["community"], role="guest")
    join(world.people["steward"], made["community"], role="steward")
    join(world.people["asker"], made["community"], state="asked")
    join(world.people["banned"], made["community"], state="banned")
    join(world.people["steward"], made["hidden"], role="steward")
    join(world.people["room_doctor"], made["room"], role="steward")
    join(world.people["clinician_guest"], made["room"])
    join(world.people["practice_voice"], made["practice"], role="steward")


def _contacts(world: World) -> None:
    owner = world.people["patient_member"]
    block(owner, world.people["blocked"])
    Asking.objects.create(owner=world.people["waiting"], target=owner)
    doctor, reason = world.viewer("clinician_guest"), "She asked for help in public."
    contacts.look_up(by=doctor, target_id=owner.id, reason=reason)
    world.things["look-up"] = contacts_queries.look_ups(doctor)[0].id
    keep_away(owner, world.people["kept_doctor"])
    follow(world.people["carer"], owner)
    follow(world.people["waiting"], owner, accepted=False)
    Mute.objects.create(owner=world.people["steward"], target=world.people["banned"])


def _posts(world: World) -> None:
    def post(name: str, by: str, words: Words, space: str = "square", **more: Any) -> None:
        made = posts.publish(by=world.viewer(by), words=words, space_id=world.spaces[space].id, **more)
        world.posts[name] = made.id

    owner = "patient_member"
    key = posts.add_image(by=world.viewer(owner), data=picture(), alt="A teal square")
    post(
        "community",
        owner,
        Words(text="Pacing gave me zebrafinch mornings.", images=(key,), alts=("Teal",)),
        "community",
    )
    posts.edit(
        by=world.viewer(owner),
        post_id=world.posts["community"],
        words=Words(text="Pacing gives me back zebrafinch mornings.", images=(key,), alts=("Teal",)),
    )
    poll = Words(text="When do you rest?", kind="poll", options=("Early", "Late"))
    post("poll", owner, poll, "community")
    post("answer", "carer", Words(text="The same for us."), reply_to_id=world.posts["community"])
    post("public", owner, Words(text="A quokkasong day in the open. #rest"))
    post("followers", owner, Words(text="Only for those who follow: narwhalnote."), audience="followers")
    named = Words(text="For @carer alone: ibexletter.")
    post("mentioned", owner, named, audience="mentioned")
    asked = Words(text="Could we talk, @patient_member? tamarinknock.")
    world.things["knock"] = posts.publish(by=world.viewer("patient_stranger"), words=asked, audience="mentioned").id
    post("room", "room_doctor", Words(text="Colleagues, which okapiscore do you use?"), "room")
    post("practice", "practice_voice", Words(text="The practice is closed on Monday."), "practice")
    post("hidden", "steward", Words(text="Welcome to the tapircorner."), "hidden")
    world.things["image"] = key


def _things(world: World) -> None:
    things, owner = world.things, world.viewer("patient_member")
    things["waiting_image"] = posts.add_image(by=owner, data=picture(), alt="Not yet published")
    place = f"space:{SQUARE_ID}"
    things["draft"] = posts.save_draft(by=owner, place=place, fields={"text": "Not finished: lemurdraft."})
    assert drafts.one(owner, things["draft"]).place == place
    key = posts.add_image(by=owner, data=picture(), alt="Not looked at")
    held = Words(text="Not published: marmotwait.", images=(key,), alts=("A marmot",))
    things["held"] = send_held(owner, held)
    unread(things["held"])
    things["option"] = (
        PollOption.objects.filter(post_id=world.posts["poll"]).order_by("place").values_list("id", flat=True)[0]
    )
    things["course"] = records.record_evaluation(by=owner, wish=TREATMENT)
    charge = PrivacyCharge.objects.create(year=now().year, epsilon=1)
    counts = {"named": 1, "released": 0, "threshold": 100}
    things["release"] = OpenRelease.objects.create(charge=charge, rules="1", body="people\r\n", **counts).id
    today = now().date()
    things["day"] = records.say_day(by=owner, day=today, face=2, energy=3, line="A narwhalday.")
    DayCheck.objects.update(kept_at=F("kept_at") + timedelta(hours=1))  # building the world may take over 30 seconds
    things["condition"] = records.add_condition(by=owner, illness=Illness(text="A heronfever"))
    Condition.objects.update(kept_at=F("kept_at") + timedelta(hours=1))
    things["allergy"] = records.add_entry(by=owner, thing=Allergy(text="Heronmilk"))
    things["goal"] = records.add_entry(by=owner, thing=Goal(text="To the heronpond", ahead=("To the heronlane",)))
    KeptGoal.objects.update(kept_at=F("kept_at") + timedelta(hours=1))
    things["kept file"] = records.read_file(by=owner, raw=bundle(condition("Heronburn", id="h")))
    records.keep_file(by=owner, file_id=things["kept file"])
    things["read file"] = records.read_file(by=owner, raw=A_FILE)
    KeptAllergy.objects.update(kept_at=F("kept_at") + timedelta(hours=1))
    things["file"] = records.attach(
        by=owner, kind="conditions", item_id=things["condition"], data=PDF_FILE, words="The heronrash"
    )
    felt = records.Felt("Jackalache", Strength("0-10", 4), note="A jackalnote.", factors=("exertion",))
    things["symptom"] = records.log_symptom(by=owner, day=today, felt=felt)
    SymptomLog.objects.update(kept_at=F("kept_at") + timedelta(hours=1))
    records.keep_about(by=owner, said=AboutMe(sex=Sex.FEMALE, born=1971))
    things["crash"] = records.begin_crash(by=owner)
    Crash.objects.update(began_at=F("began_at") - timedelta(days=2))
    records.end_crash(by=owner)
    taken = TakenCourse(text="Herontea", purpose="heronrest", declared=today)
    things["own course"] = records.add_treatment(by=owner, course=taken)
    asked_about = TakenCourse(
        text="Heronbark", purpose="heronrest", declared=today, start=part(today.isoformat()), asks=True
    )
    asked_course = records.add_treatment(by=owner, course=asked_about)
    AskedWave.objects.filter(course_id=asked_course, wave="w2").update(opens=today - timedelta(days=1))
    things["question"] = AskedWave.objects.get(course_id=asked_course, wave="w2").id
    AskedWave.objects.filter(course_id=asked_course, wave="m3").update(opens=today)
    answered = AskedWave.objects.get(course_id=asked_course, wave="m3").id
    records.answer_question(by=owner, question_id=answered, said=TreatmentAnswer(effect=1))
    TreatmentCourse.objects.update(kept_at=F("kept_at") + timedelta(hours=1))
    things["sitting"] = records.keep(by=owner, key="pain", given=(("pain-1", 6),), day=today)
    things["sitting in danger"] = records.keep(by=owner, key="phq9", given=(("44260-8", 2),), day=today)
    things["introduction"] = introduced(world.viewer("patient_stranger"), to=owner)
    things["trial"] = begun(owner, first=today - timedelta(days=2))
    trials.note(by=owner, trial_id=things["trial"], words="Visitors came.", today=today)
    things["trial over"] = lived(owner, first=today - timedelta(days=40), arm_b="Lamp on all night")
    trials.give(by=owner, trial_id=things["trial over"], today=today)
    steward = world.viewer("steward")
    things["copy"] = people.ask_copy(by=owner)
    people.make_copy(code=things["copy"])
    held = world.people["patient_stranger"]
    things["hold"] = Hold.objects.create(
        account_id=held.account_id,
        named_by=held.id,
        reference="Court 1",
        scope="Posts",
        asked_by=world.people["steward"].id,
        expires_at=now() + timedelta(days=30),
    ).id
    things["invitation"] = spaces.invite(by=steward, space=world.spaces["hidden"], uses=50)
    account = world.people["patient_member"].account
    data = {"name": "Key", "passwordless": True, "credential": passkey()}
    things["passkey"] = Authenticator.objects.create(user=account, type="webauthn", data=data).id
    things["setup"] = setup_token()
    called = {"checked_on": now().date(), "checked_by_id": owner.persona_id}  # she was staff once
    things["help line"] = Line.objects.create(country="GB", name="Samaritans", telephone="116 123", **called).id
    things["escalation"] = escalations.flag(by=owner, post_id=world.posts["public"], reason="sensitive")
    _words(world)
    _list(world)
    _emergencies(world)
    _reports(world)
    _colleagues(world)
    account = world.people["unconfirmed"].account
    things["confirm"] = tokens.make("confirm", account=account)
    member = Account.objects.get(id=owner.account_id)
    things["reset"] = tokens.make("reset", account=member)


def _channels(world: World) -> None:
    """A desk at the practice: clinician_guest answers there, and patient_member has written to it."""
    things, owner, nurse = world.things, world.people["patient_member"], world.people["clinician_guest"]
    desk = Practice.objects.create(space=world.spaces["practice"], time_zone="America/Chicago", country="US")
    put_on_team(nurse, desk, "owner", "responder")
    put_on_team(world.people["room_doctor"], desk, "responder", "editor")
    channel = make_channel(desk, owner)
    thread = make_thread(channel, subject="Walking", words="How far may I walk?")
    about = {"practice_id": desk.pk, "patient_id": owner.id}
    thread.readings.create(persona=nurse, name=nurse.name, upto_id=thread.last_message_id, **about)
    call = CallRequest(thread=thread, day=now().date(), opens=time(9), closes=time(12), **about)
    call.number_sealed = vault().seal("555 0177", call.place("number_sealed"), key_no=owner.account.key_no)
    call.save()
    things["asked"] = thread.messages.get().id
    inside = add_message(thread, "Please look.", by=nurse, kind="internal")
    things["comment"] = inside.id
    things["answer"] = add_message(thread, "As far as you like.", by=nurse).id
    things["picture"], things["picture inside"] = hang(thread.messages.order_by("id")[0]).id, hang(inside).id
    sensitive = make_thread(channel, words="Something private.", sensitive=True)
    things |= {"desk": desk, "channel": channel.id, "thread": thread.id, "thread row": thread, "call wish": call.id}
    things["sensitive"] = sensitive.id
    things["care team row"] = make_care_team(owner, desk)
    things["talk row"] = make_talk(things["care team row"], world.people["room_doctor"])
    things["care team"], things["talk"] = things["care team row"].id, things["talk row"].id
    with_team = {"team_id": things["care team"], "kinds": ("days",), "covers": "chosen"}
    things["share"] = care_teams.share_record(by=world.viewer("patient_member"), **with_team)
    code = IdentityCode(practice=desk, hash=hashed(desk.pk, "K7QM01X9"), way="printed", maker_id=nurse.id)
    code.expires_at, code.record_sealed = now() + LIVES, vault().seal("chart 40-117", code.place())
    code.save()
    things["practice code"] = code.id
    key = str(things["answer"])
    moderation.report(by=world.viewer("patient_member"), kind="message", key=key, reason="unkind", words="It hurt me.")
    settle()
    things["case of message"] = Case.objects.get(kind="message").id
    things["report"] = Report.objects.get(case_id=things["case of message"]).id


def _desk(world: World) -> None:
    """A claim before clinician_guest, who reviews for the site, and a call that the moderator is to make."""
    guest, moderator = world.people["clinician_guest"], world.people["moderator"]
    Credential.objects.filter(persona=guest).update(checked_at=now() - timedelta(days=100))
    Volunteer.objects.create(persona=guest)
    claim = make_claim(world.people["applicant"], number="1234567893", state="in_review")
    review = Review.objects.create(claim=claim, reviewer_id=guest.id, reviewer_account=guest.account_id)
    paper = Document(persona_id=claim.persona_id, claim=claim, key="d" * 32, hash=b"0" * 16, width=24, height=24)
    paper.save(force_insert=True)
    papers.keep(paper, picture())
    call = CallBack(persona_id=claim.persona_id, claim=claim, expires_at=now() + timedelta(days=7), for_staff=True)
    call.caller_id, call.caller_account, call.drawn_at = moderator.id, moderator.account_id, now()
    call.code_sealed = vault().seal("234567", call.place(), key_no=key_no_of(claim.persona_id))
    call.save(force_insert=True)
    world.things |= {"review": review.id, "paper": paper.id, "call": call.id}


def _consents(world: World) -> None:
    """What clinician_guest asks patient_member to permit, and what she signed; a carer who acts for her."""
    doctor, owner = world.viewer("clinician_guest"), world.viewer("patient_member")
    until = (now() + timedelta(days=30)).date()
    terms = Terms(what="My arm.", by_whom="Dr Guest", to_whom="All.", purpose="To teach.", until=until, zone="UTC")
    for name in ("permission asked", "permission signed"):
        world.things[name] = consents.ask(by=doctor, owner_id=owner.persona_id, terms=terms).id
    number = world.things["permission signed"]
    mark = permissions.one(owner, number).mark
    signing = consents.Signing(name="Pia Member", signer="self", mark=mark, proved_at=now())
    consents.sign(by=owner, authorisation_id=number, signing=signing)
    wish = consents.Wish(frozenset({"read", "post", *RECORD}), "carer", until)
    carer = world.viewer("carer")
    world.things["grant"] = consents.offer(by=owner, other_id=carer.persona_id, wish=wish).id
    consents.accept(by=carer, grant_id=world.things["grant"])
    records.ask_to_tell(by=owner, person_id=carer.persona_id)
    world.things["told"] = Told.objects.get(owner_id=owner.account_id).id
    cared_for = world.people["cared_for"] = make_persona(handle="cared_for", account=make_account())
    make_channel(world.things["desk"], cared_for)
    let = consents.Wish(frozenset({"message practice"}), "carer", until)
    world.things["grant practice"] = consents.offer(by=viewer_of(cared_for), other_id=carer.persona_id, wish=let).id
    consents.accept(by=carer, grant_id=world.things["grant practice"])
    steward = world.people["steward"]
    world.things["grant asked"] = consents.offer(by=carer, other_id=steward.id, wish=wish).id


def _visits(world: World) -> None:
    """The member has a link to a visit sheet that opens, and one that has ended."""
    member = world.viewer("patient_member")
    for name in ("visit", "visit over"):
        facts = Facts(name="P. M.", birth_year=None, made_on=now().date(), questions=("Is it the tablets?",))
        made = visits.make_link(by=member, facts=facts, lasting="day", with_code=False)
        row = SheetLink.objects.get(token_hash=token_hash(made.token))
        world.things |= {f"{name} token": made.token, f"{name} link": row.id}
    visits.open_sheet(token=world.things["visit token"], code="", form="page")
    visits.end_link(by=member, link_id=world.things["visit over link"])


def _colleagues(world: World) -> None:
    """One clinician's interest, and another who asks her to vouch: rows, since both are checked already."""
    guest, asker = world.people["clinician_guest"], world.people["clinician_stranger"]
    Credential.objects.filter(persona=world.people["room_doctor"]).update(specialty="Neurology")
    begun = now().date() - timedelta(days=10)
    made = credentials.declare(
        by=viewer_of(guest), persona_id=guest.id, payer="Acme", kind="shares", begun=begun, concerns=("Sleepwell",)
    )
    world.things["interest"] = made.id
    asking = VouchRound.objects.create(persona=asker, profession="Physician", specialty="Neurology")
    _desk(world)
    world.things["vouch"] = Vouch.objects.create(round=asking, asker_id=asker.id, voucher_id=guest.id).id


WORK_ADDRESS = "stranger@elmclinic.example"


def _claims(world: World) -> None:
    """Give the strange clinician an open claim and a suspension, the guest one that holds and one that was refused."""
    stranger, guest = world.people["clinician_stranger"], world.people["clinician_guest"]
    make_entry("2900000029")
    make_entry("2900000060", family="Osei", given="Kofi")
    Change.objects.create(row="B40", decision="deny", reason="Members asked for it.", changed_by=1)
    employer = Employer.objects.create(name="Elm Street Clinic", domain="elmclinic.example", added_by=1)
    claim = make_claim(stranger, state="proving")
    Evidence.objects.create(persona=stranger, claim=claim, kind="register_match")
    code = MailCode(claim=claim, domain=employer.domain, expires_at=now() + timedelta(minutes=20), tries_left=5)
    key_no = stranger.account.key_no
    code.address_sealed = vault().seal(WORK_ADDRESS, code.address_place(), key_no=key_no)
    code.save(force_insert=True)
    held = make_claim(guest, number="2900000060", family="Osei", given="Kofi", state="granted")
    Credential.objects.filter(persona=guest).update(claim_id=held.id)
    refused = make_claim(guest, number="2900000060", family="Osei", given="Kofi", state="refused")
    Claim.objects.filter(id=refused.id).update(decided_at=now())
    owner = make_persona(kind="clinician", handle="suspended_doctor")
    stopped = make_credential(owner)
    Credential.objects.filter(id=stopped.id).update(suspended_at=now(), suspended_reason="suspicion")
    for persona, credential_id in ((owner, stopped.id), (stranger, stranger.id)):
        Measure.objects.create(persona=persona, credential_id=credential_id, reason="suspicion")
    world.things |= {"employer": employer.id, "code": code.code}


def _words(world: World) -> None:
    """A word that three people used, and one about which a curator decided."""
    waiting = WaitingWord.objects.create(mark=mark_of("wired but tired"), text="wired but tired", band="3 to 10")
    decided = Decision.objects.create(mark=mark_of("histamine dump"), text="histamine dump", choice="leave")
    world.things["word that waits"] = bytes(waiting.mark).hex()
    world.things["decision about a word"] = decided.id


def _list(world: World) -> None:
    """Three who post elsewhere: one listed, one who asked to be taken out, one whom a clinician claims."""
    listed("Ana Finchley", handle="ana@clinic.example")
    out = listed("Bo Finchley", handle="bo@clinic.example")
    claimed = listed("Cy Finchley", handle="cy_finchley", network="x", url="https://x.com/cy_finchley")
    directory.ask_out(network="fediverse", handle=out.handle)
    by = world.viewer("clinician_guest")
    world.things["listing claim"] = directory.claim(by=by, listing_id=claimed.id).id
    directory.say_it_stands(by=by, listing_id=claimed.id)
    world.things |= {"listed": Listing.objects.get(handle="ana@clinic.example").id, "asked out": out.id}
    directory.refresh_all()


def _emergencies(world: World) -> None:
    """One emergency access that is open for the safety lead, one that waits for a second person, one that is over."""
    lead, second = world.viewer("safety_lead"), world.viewer("administrator")
    for name in ("over", "open", "waiting"):
        words = f"Asked for this: {name}."
        made = moderation.ask(by=lead, handle=world.handle("patient_member"), reason="life", words=words)
        world.things[f"emergency {name}"] = made
        if name != "waiting":
            moderation.allow(by=second, access_id=made)
    moderation.open_post(by=lead, access_id=made_open(world), post_id=world.posts["community"])
    hours = timedelta(hours=2)
    # The tests of a module may take longer than the ten minutes in which it must be answered.
    EmergencyAccess.objects.filter(id=world.things["emergency waiting"]).update(asked_at=F("asked_at") + hours)
    moments = {name: F(name) - hours for name in ("asked_at", "allowed_at", "tell_at")}
    EmergencyAccess.objects.filter(id=world.things["emergency over"]).update(**moments)


def _reports(world: World) -> None:
    """A case at each desk, and two acts that meet patient_member: a steward's, which she appealed; a moderator's."""
    things, steward, moderator = world.things, world.viewer("steward"), world.viewer("moderator")

    def reported(post: str) -> int:
        key = str(world.posts[post])
        moderation.report(by=world.viewer("carer"), kind="post", key=key, reason="unkind", words="It hurt me.")
        settle()
        return Case.objects.get(subject_id=world.posts[post]).id

    def labelled(post: str, by: Viewer) -> Act:
        case_id = reported(post)
        moderation.claim(by=by, case_id=case_id)
        choice = moderation.Choice(act="label", reason="rules", words="Look at the rules.")
        return Act.objects.get(batch_id=moderation.act(by=by, case_id=case_id, choice=choice))

    things["case of steward"], things["case of moderator"] = reported("community"), reported("public")
    things["act of steward"] = labelled("poll", steward).id
    fresh = labelled("followers", moderator)
    things["act of moderator"], things["press"] = fresh.id, fresh.batch_id
    moderation.appeal(by=world.viewer("patient_member"), act_id=things["act of steward"], words="It fits the rules.")
    about = {"about_id": world.people["suspended"].id, "by_id": moderator.persona_id}
    by_account = {"by_account": moderator.account_id, "desk": "moderator", "case_id": 1, "batch_id": 1}
    Act.objects.create(act="suspend", reason="unkind", **about, **by_account)


def made_open(world: World) -> int:
    """Return the emergency access that is open for the safety lead."""
    return int(world.things["emergency open"])


def log_in(world: World, actor: str) -> None:
    """Give `actor` a session as after logging in: with its times, so that no request has to write into it."""
    who = world.people[actor]
    client = client_of(who)
    session = client.session
    sessions.begin(session, account=who.account, persona_id=who.id, user_agent="")
    session["seen_at"] = (now() + timedelta(hours=6)).isoformat()  # staff are logged out after 15 minutes unused
    request = HttpRequest()
    request.session = session
    record_authentication(request, who.account, "password", reauthenticated=True)
    session.save()
    world.jars[actor] = client.cookies
    if actor == "patient_member":
        world.things["session"] = stored_key(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _browsers(world: World) -> None:
    for actor in (*ACTORS, IN_EMERGENCY):
        if actor != "anonymous":
            log_in(world, actor)
    suspended = world.people["suspended"]
    Account.objects.filter(id=suspended.account_id).update(state=AccountState.SUSPENDED)
    Persona.objects.filter(id=suspended.id).update(hidden=True)
    world.things["stopped"] = tokens.make("stopped", account=Account.objects.get(id=suspended.account_id))
    assert Session.objects.filter(session_key=world.things["session"]).exists()
