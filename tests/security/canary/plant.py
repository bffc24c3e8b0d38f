"""The world with a word in everything. What members write goes through the actions, as on the site."""

import io
import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from PIL import Image, PngImagePlugin

from bedside.areas.consents import signed, terms
from bedside.areas.consents.models import Authorisation, Grant
from bedside.areas.contacts import actions as contacts
from bedside.areas.credentials import papers
from bedside.areas.credentials.actions import places
from bedside.areas.credentials.models import (
    Claim,
    Credential,
    Document,
    MailCode,
    Measure,
    Opening,
    Review,
    Vouch,
    VouchRound,
)
from bedside.areas.escalations.models import CaseReview, Glass, PrivateMessage
from bedside.areas.likeme import actions as likeme
from bedside.areas.likeme.models import MatchProfile
from bedside.areas.messaging.actions import care_teams
from bedside.areas.messaging.models import CareTeam, CareThread, IdentityCode
from bedside.areas.messaging.models import Picture as Photo
from bedside.areas.moderation import actions as moderation
from bedside.areas.moderation.models import Act, Appeal, Case, EmergencyAccess
from bedside.areas.people import actions as people
from bedside.areas.people import tokens
from bedside.areas.people.models import Account, Hold, Persona, StaffRole
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.areas.posts import drafts, waiting
from bedside.areas.posts.actions.looking import look_at
from bedside.areas.posts.models import Image as Picture
from bedside.areas.posts.models import Mark, PollOption, Waiting
from bedside.areas.posts.words import Words
from bedside.areas.records import actions as records
from bedside.areas.records.actions import sharing
from bedside.areas.records.models import (
    AskedWave,
    BroughtFile,
    Condition,
    DayCheck,
    Evaluation,
    InstrumentPack,
    Sitting,
    SymptomLog,
    TreatmentCourse,
    WaveAnswer,
)
from bedside.areas.records.models.entries import TABLES
from bedside.areas.spaces.models import Membership, Space
from bedside.areas.trials import actions as trials
from bedside.areas.trials.models import Trial, TrialNote
from bedside.areas.visits.models import SheetLink
from bedside.kit.clock import now
from bedside.kit.images.reading import Reader, Seen
from bedside.kit.vault import vault
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course as TakenCourse
from bedside.policy.dates import part
from bedside.policy.entries import kind_of
from bedside.policy.entries.allergy import Allergy
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import Measurement
from bedside.policy.entries.procedure import Procedure
from bedside.policy.evaluations import Evaluation as Said
from bedside.policy.sharing import SHARED_KINDS
from bedside.policy.symptoms import Strength
from bedside.site import config
from tests.areas.escalations.scene import plant_everything as plant_escalation
from tests.areas.messaging.making import add_message
from tests.areas.moderation.house import settle
from tests.areas.posts.writing import send_held
from tests.areas.trials.making import begun
from tests.factories import PASSWORD, follow, join, make_claim, make_persona, viewer_of
from tests.policy.fhir.bundles import PATIENT, bundle, condition
from tests.policy.instruments.rules.pack import pack
from tests.security.answers import content
from tests.security.canary.kinds import Finder, word
from tests.security.world import TREATMENT, World, log_in

OWNER = "patient_member"
ADDRESS = "203.0.113.201"
FILLERS = 21  # more than a page of a timeline: what matters stands on the second


@dataclass
class Planted:
    """The world, what is looked for in it, and the ids of what was written."""

    world: World
    finder: Finder
    posts: dict[str, int] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Persona] = field(default_factory=dict)

    def post(self, name: str, words: Words, *, by: str = OWNER, space: str = "square", **more: Any) -> int:
        """Publish `words`, and remember the post by `name`."""
        space_id = self.world.spaces[space].id
        made = posts.publish(by=self.world.viewer(by), words=words, space_id=space_id, **more)
        self.posts[name] = made.id
        return made.id

    def opened(self) -> list[str]:
        """Return in clear what is sealed in the database."""
        adapter = get_adapter()
        new = Persona.objects.get(handle="new_here_9").account
        owner = Account.objects.get(id=self.world.people[OWNER].account_id)
        kept = Authenticator.objects.filter(user_id=self.world.people["carer"].account_id)
        data = [row.data for row in kept]
        secrets = [text for row in data for text in (*row.get("migrated_codes", ()), row.get("secret", "")) if text]
        said = Evaluation.objects.get(course_id=self.things["course"])
        answers = (answers_of(said, "words_sealed"), answers_of(said, "other_sealed"))
        reviewed = EmergencyAccess.objects.get(id=self.world.things["reviewed"])
        over = EmergencyAccess.objects.get(id=self.world.things["emergency over"])
        emergency = (reviewed.words("review_sealed"), over.words("delay_sealed"), over.words("words_sealed"))
        rows = [Authorisation.objects.get(id=self.world.things[f"permission {one}"]) for one in ("asked", "signed")]
        permitted = [terms.to_json(terms.opened(row)) for row in rows]
        copy = vault().open(bytes(rows[1].signature or b""), rows[1].place("signature"))
        grant = Grant.objects.get(id=self.world.things["grant"])
        draft = json.dumps(drafts.one(self.world.viewer(OWNER), self.things["draft"]).fields)
        return [
            new.mail,
            owner.next_mail or "",
            draft,
            waiting.one(self.world.viewer(OWNER), self.things["held"]).to_json(),
            *answers,
            json.dumps(DayCheck.objects.get(id=self.things["day"]).opened()),
            json.dumps(Condition.objects.get(series_id=self.things["condition"]).opened()),
            *(json.dumps(TABLES[kind].objects.get(series_id=self.things[f"kept {kind}"]).opened()) for kind in TABLES),
            json.dumps(BroughtFile.objects.get(id=self.things["read file"]).opened()),
            json.dumps(MatchProfile.objects.get(owner_id=owner.id).opened()),
            json.dumps(SymptomLog.objects.get(id=self.things["symptom"]).opened()),
            json.dumps(WaveAnswer.objects.get(series_id=self.things["question"]).opened()),
            json.dumps(TreatmentCourse.objects.get(series_id=self.things["own course"]).opened()),
            json.dumps(Sitting.objects.get(id=self.things["answered"]).opened()),
            *(
                json.dumps(row.opened())
                for row in (
                    Trial.objects.get(id=self.things["tried"]),
                    TrialNote.objects.get(trial_id=self.things["tried"]),
                )
            ),
            *permitted,
            copy,
            vault().open(bytes(grant.told), grant.place()),
            *emergency,
            *self.things["claim"],
            *self.things["channel"],
            *self.things["care"],
            *self.things["escalation"],
            *(adapter.decrypt(text) for text in secrets),
        ]


def answers_of(row: Evaluation, column: str) -> str:
    """Return one sealed answer of an evaluation."""
    return vault().open(bytes(getattr(row, column)), row.place(column))


def said(kind: str, rest: str = "was here today.") -> str:
    """Return a sentence with the word of `kind` at its beginning."""
    return f"{word(kind)} {rest}"


def plant(world: World) -> Planted:
    """Write every kind of thing into the world."""
    site = Planted(world, Finder())
    for step in (
        _names,
        _spaces,
        _contacts,
        _posts,
        _closed_posts,
        _edited,
        _gone,
        _drafts,
        _held,
        _records,
        _new_mail,
        _secrets,
        _mails,
        _emergencies,
        _reports,
        _claims,
        _vouching,
        _channels,
        _escalation,
        _consents,
        _visits,
    ):
        step(site)
    return site


def _names(site: Planted) -> None:
    world = site.world
    _call(world.people["moderator"], name=word("moderator's name"))
    roles = StaffRole.objects.filter(account=world.people["moderator"].account)
    roles.update(given_to=world.people["moderator"].id)
    Hold.objects.filter(id=world.things["hold"]).update(reference=said("legal order"), scope=said("legal order"))
    _call(world.people["other_face"], name=word("other face"))
    _call(world.people["suspended"], name=word("suspended name"), about=said("suspended about"))
    _call(world.people["unconfirmed"], name=word("unconfirmed name"), about=said("unconfirmed about"))
    kinds = ("voter", "saver", "member", "unlisted member", "hidden member", "asker", "banned member", "blocked name")
    for kind in (*kinds, "muted name", "waiting follower", "follower", "asked colleague", "reviewer's name"):
        handle = f"p_{kind.replace(' ', '_').replace(chr(39), '')}"
        site.people[kind] = make_persona(handle=handle, name=word(kind), findable=False)


def _call(persona: Persona, **fields: str) -> None:
    for name, value in fields.items():
        setattr(persona, name, value)
    persona.save(update_fields=list(fields))


def _spaces(site: Planted) -> None:
    spaces, who = site.world.spaces, site.people
    about = {name: said(f"hidden {name}") for name in ("purpose", "rules", "condition")}
    Space.objects.filter(id=spaces["hidden"].id).update(name=word("hidden name"), **about)
    Space.objects.filter(id=spaces["room"].id).update(name=word("room name"))
    for kind, space in (("member", "community"), ("hidden member", "hidden"), ("voter", "community")):
        join(who[kind], spaces[space])
    join(who["saver"], spaces["community"])
    join(who["unlisted member"], spaces["community"])
    unlisted = [who[kind].id for kind in ("unlisted member", "voter", "saver")]
    Membership.objects.filter(persona_id__in=unlisted).update(listed=False)
    join(who["asker"], spaces["community"], state="asked")
    Membership.objects.filter(persona=who["asker"]).update(note=said("join note"))
    join(who["banned member"], spaces["community"], state="banned")
    site.finder.mark("invitation code", site.world.things["invitation"])


def _contacts(site: Planted) -> None:
    owner = site.world.viewer(OWNER)
    contacts.block(by=owner, target_id=site.people["blocked name"].id)
    contacts.mute(by=owner, target_id=site.people["muted name"].id)
    follow(site.people["follower"], site.world.people[OWNER])
    contacts.follow(by=viewer_of(site.people["waiting follower"]), target_id=owner.persona_id)
    posts.follow_tag(by=owner, tag=word("followed hashtag"))
    doctor = site.world.viewer("clinician_guest")
    contacts.look_up(by=doctor, target_id=owner.persona_id, reason=said("reason to look"))


def _posts(site: Planted) -> None:
    site.post("square", Words(text=said("square post", f"in the open. #{word('hashtag')}")))
    site.post("practice", Words(text=said("practice post")), by="practice_voice", space="practice")
    site.post("suspended", Words(text=said("suspended post")), by="suspended")
    site.post("followers", Words(text=said("followers post")), audience="followers")
    site.post("mentioned", Words(text=said("mentioned post", "for @carer alone.")), audience="mentioned")
    knock = Words(text=said("first message", "for @patient_member, who decides."))
    site.post("knock", knock, by="patient_stranger", audience="mentioned")
    for number in range(FILLERS):
        site.post("filler", Words(text=f"Walk number {number} round the lake."), by="patient_stranger")


def _closed_posts(site: Planted) -> None:
    key = posts.add_image(by=site.world.viewer(OWNER), data=picture_with_notes())
    shown = Words(text=said("community post"), warning=word("warning"), images=(key,), alts=(said("alternative text"),))
    site.things["image"] = key
    asked = site.post("community", shown, space="community")
    site.post("reply", Words(text=said("reply")), by="carer", reply_to_id=asked)
    site.post("question", Words(text="Who knows?", kind="question", title=word("title")), space="community")
    site.post("article", Words(text="A.", kind="article", title="On rest", topic=word("topic")), space="community")
    poll = Words(text="Which?", kind="poll", options=(word("poll option"), "Another"))
    poll_id = site.post("poll", poll, space="community")
    option = PollOption.objects.filter(post_id=poll_id).values_list("id", flat=True)[0]
    posts.vote(by=viewer_of(site.people["voter"]), post_id=poll_id, option_id=option)
    posts.mark(by=viewer_of(site.people["saver"]), post_id=asked, kind=Mark.Kind.SAVED, on=True)
    site.post("room", Words(text=said("room post")), by="room_doctor", space="room")
    site.post("hidden", Words(text=said("hidden post")), by="steward", space="hidden")


def _edited(site: Planted) -> None:
    before = Words(text=said("earlier words"), warning=word("earlier warning"))
    edited = site.post("edited", before, space="community")
    posts.edit(by=site.world.viewer(OWNER), post_id=edited, words=Words(text="Other words."))


def _gone(site: Planted) -> None:
    owner = site.world.viewer(OWNER)
    key = posts.add_image(by=owner, data=picture_with_notes())
    alts = (said("deleted alternative text"),)
    words = Words(text=said("deleted revision"), warning=word("deleted warning"), images=(key,), alts=alts)
    gone = site.post("deleted", words)
    posts.edit(by=owner, post_id=gone, words=replace(words, text=said("deleted post")))
    site.post("answer to the deleted", Words(text="So it is."), by="carer", reply_to_id=gone)
    poll = site.post("deleted poll", Words(text="Which?", kind="poll", options=(word("deleted option"), "Another")))
    removed = site.post("removed", Words(text=said("removed post")))
    site.things["written"] = _readable(site, gone, poll, removed)
    posts.delete(by=owner, post_id=gone)
    posts.delete(by=owner, post_id=poll)
    posts.remove(by=site.world.viewer("moderator"), post_id=removed, reason=said("reason of removal"))


def _readable(site: Planted, *post_ids: int) -> bytes:
    """Return what a reader saw of these posts before they were gone, and where their pictures' texts stood."""
    browser = site.world.browser(OWNER)
    pages = [f"/posts/{post_id}/{part}" for post_id in post_ids for part in ("", "history/")]
    return b"".join(browser.get(page).content for page in pages)


def _drafts(site: Planted) -> None:
    owner = site.world.viewer(OWNER)
    key = posts.add_image(by=owner, data=picture_with_notes())
    fields = {
        "text": said("draft"),
        "warning": word("draft warning"),
        "images": [key],
        "alts": [said("draft alternative text")],
    }
    site.things["draft"] = posts.save_draft(by=owner, place=f"space:{site.world.spaces['community'].id}", fields=fields)
    sent = SimpleUploadedFile(f"{word('file name')}.png", picture_with_notes(), "image/png")
    form = {"text": "", "do": "publish", "image_1": sent, "alt_1": "A square"}
    before = set(Picture.objects.values_list("key", flat=True))
    site.world.browser(OWNER).post("/compose/", form)
    site.things["sent image"] = (set(Picture.objects.values_list("key", flat=True)) - before).pop()
    site.things["sent"] = f"{sent.name}\n".encode() + picture_with_notes()


def _held(site: Planted) -> None:
    """A question with a picture, in which somebody's number was read, waits for its author."""
    owner = site.world.viewer(OWNER)
    key = posts.add_image(by=owner, data=picture_with_notes())
    question = {"text": said("held post"), "kind": "question", "title": said("held title")}
    words = Words(**question, images=(key,), alts=(said("held alternative text"),))
    site.things["held"] = send_held(owner, words, space_id=site.world.spaces["community"].id)
    row = Waiting.objects.get(form_key=site.things["held"])
    read = Seen("text", (0.1, 0.1, 0.4, 0.1), f"MRN 00482917 {word('words in a picture')}")
    look_at(row.id, row.owner_id, cast("Reader", SimpleNamespace(read=lambda _data: (read,))))
    assert waiting.one(owner, site.things["held"]).looks[key].shown


def _vouching(site: Planted) -> None:
    """A clinician asks two colleagues to vouch; one of them has said no."""
    asked = VouchRound.objects.get()
    asked.profession, asked.specialty = word("vouching"), said("vouching")
    asked.save(update_fields=["profession", "specialty"])
    colleague = site.people["asked colleague"]
    Vouch.objects.create(round=asked, asker_id=asked.persona_id, voucher_id=colleague.id, state=Vouch.State.NO)


def _consents(site: Planted) -> None:
    """One permission is asked for, one is signed, and the reason of a carer's grant is told."""
    world, owner = site.world, site.world.viewer(OWNER)
    for name, kind in (("permission asked", "permission"), ("permission signed", "signed permission")):
        row = Authorisation.objects.get(id=world.things[name])
        told = replace(terms.opened(row), what=said(kind))
        terms.keep(row, told)
        signature = signed.Signature("self", word("signer"), "", "", now())
        if row.signature is not None:
            copy = signed.sign(signed.document(row, told, signature, handles=("a", "b")))
            row.signature = vault().seal(copy, row.place("signature"), key_no=key_no_of(owner.persona_id))
        row.save(update_fields=["terms", "signature"])
    grant = Grant.objects.get(id=world.things["grant"])
    note = json.dumps({"reason": "carer", "note": said("care grant")})
    grant.told = vault().seal(note, grant.place(), key_no=key_no_of(owner.persona_id))
    grant.save(update_fields=["told"])


def _visits(site: Planted) -> None:
    """What stands on the sheet of the link that opens."""
    row = SheetLink.objects.get(id=site.world.things["visit link"])
    facts = json.loads(vault().open(bytes(row.facts), row.place()))
    words = json.dumps(facts | {"questions": [said("visit sheet")]})
    row.facts = vault().seal(words, row.place(), key_no=key_no_of(row.owner_id))
    row.save(update_fields=["facts"])


def picture_with_notes() -> bytes:
    """Return a picture into which the camera wrote something."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", word("image metadata"))
    out = io.BytesIO()
    Image.new("RGB", (24, 24), "teal").save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def _records(site: Planted) -> None:
    wish = replace(
        TREATMENT,
        treatment=word("treatment"),
        purpose=word("purpose of a course"),
        words=said("evaluation"),
        other_unwanted=said("side effect"),
        counted=True,
    )
    site.things["course"] = records.record_evaluation(by=site.world.viewer(OWNER), wish=wish)
    site.things["day"] = records.say_day(
        by=site.world.viewer(OWNER), day=now().date(), face=2, energy=3, line=word("day")
    )
    illness = Illness(text=word("illness"))
    site.things["condition"] = records.add_condition(by=site.world.viewer(OWNER), illness=illness)
    site.things["file"] = _hung(site.world.viewer(OWNER), site.things["condition"])
    site.things |= {f"kept {kind}": number for kind, number in _kept(site.world.viewer(OWNER)).items()}
    person = PATIENT | {"name": [{"text": word("name in a file")}]}
    brought = bundle(condition("Broken arm"), patient=person)
    site.things["read file"] = records.read_file(by=site.world.viewer(OWNER), raw=brought)
    felt = records.Felt(word("symptom"), Strength("0-10", 4), note=said("symptom"))
    site.things["symptom"] = records.log_symptom(by=site.world.viewer(OWNER), day=now().date(), felt=felt)
    site.things["own course"], site.things["question"] = _taken(site.world.viewer(OWNER))
    site.things["answered"] = _answered(site.world)
    _shared(site.world)
    likeme.begin(by=site.world.viewer(OWNER), wish=likeme.Wish(fields=("conditions",)))
    site.things["tried"] = _tried(site.world)


def _hung(by: Viewer, illness: int) -> int:
    """Hang a PDF file with a word in it on an illness, which a carer sees; return its id."""
    data = f"%PDF-1.4\n{said('record file')}\n%%EOF\n".encode()
    return records.attach(by=by, kind="conditions", item_id=illness, data=data, words=said("record file"))


def _kept(by: Viewer) -> dict[str, int]:
    """Keep an entry of each kind; return their ids by kind."""
    name, day = word("entry"), part("2020-05-17")
    things = (
        Measurement(text=word("measurement"), value="4.2", unit="U/L"),
        Allergy(text=name),
        Immunisation(text=name),
        Procedure(text=name),
        Goal(text=name),
        Appointment(text=name, on=day, questions=(said("entry"),)),
        FreeNote(text="A note", words=said("note to herself")),
    )
    return {kind_of(thing).key: records.add_entry(by=by, thing=thing) for thing in things}


def _tried(world: World) -> int:
    """Begin a trial that nobody else could have, and note beside it what went otherwise."""
    owner, today = world.viewer(OWNER), now().date()
    trial_id = begun(owner, first=today - timedelta(days=1), question=said("trial"))
    trials.note(by=owner, trial_id=trial_id, words=said("trial note"), today=today)
    return trial_id


def _taken(by: Viewer) -> tuple[int, int]:
    """Keep a course, be asked about it, and answer; return the course's id and the question's."""
    today = now().date()
    start = part(today.isoformat())
    made = TakenCourse(text=word("own course"), purpose="rest", declared=today, start=start, asks=True)
    taken = records.add_treatment(by=by, course=made)
    question = AskedWave.objects.get(course_id=taken, wave="w2")
    question.opens = today
    question.save(update_fields=["opens"])
    records.answer_question(by=by, question_id=question.id, said=Said(effect=1, words=word("wave answer")))
    return taken, question.id


def _shared(world: World) -> None:
    """Share all of it with a care team, and with a community: each then reads it, and nobody else does."""
    by, team_id = world.viewer(OWNER), world.things["care team"]
    what: dict[str, Any] = {"kinds": SHARED_KINDS, "covers": "all"}
    care_teams.share_record(by=by, team_id=team_id, **what)
    sharing.share_with_space(by=by, space=world.spaces["community"], **what)


def _answered(world: World) -> int:
    """Answer a questionnaire that nobody else could have, and forget that the site ever had it."""
    definition = pack(key=word("questionnaire").lower())
    records.load_pack(definition=definition, accepted_by="Rosa")
    given = (("lamp-1", 2), ("lamp-2", 1))
    sitting = records.keep(by=world.viewer(OWNER), key=definition["key"], given=given, day=now().date())
    InstrumentPack.objects.filter(key=definition["key"]).delete()
    return sitting


def _secrets(site: Planted) -> None:
    world, adapter = site.world, get_adapter()
    owner, carer = world.people[OWNER].account, world.people["carer"].account
    Authenticator.objects.filter(id=world.things["passkey"]).update(
        data=Authenticator.objects.get(id=world.things["passkey"]).data | {"name": word("passkey name")}
    )
    Authenticator.objects.create(user=carer, type="totp", data={"secret": adapter.encrypt(word("code app secret"))})
    codes = {"migrated_codes": [adapter.encrypt(word("recovery code"))]}
    Authenticator.objects.create(user=carer, type="recovery_codes", data=codes)
    cookie = world.jars[OWNER][settings.SESSION_COOKIE_NAME].value
    site.finder.mark("session", cookie)
    site.finder.mark("password hash", owner.password, owner.password.rsplit("$", 1)[1])
    session = world.browser(OWNER).session
    session["label"] = word("session label")
    session.save()
    keys = config.load_secrets(settings.CONFIG.data)
    site.finder.mark("site keys", settings.SECRET_KEY, keys.keyring.index, *keys.keyring.master.values())
    site.finder.mark("network address", ADDRESS)
    doctor = world.people["clinician_guest"]
    told = {"checked_by": world.people["administrator"].id, "revoked_at": now(), "valid_until": now()}
    more = {"revoked_reason": said("reason of revocation"), "profession": "Nurse", "checked": "licence", "level": "V3"}
    Credential.objects.filter(id=world.things["credential"]).update(licence=f"{word('licence number')}6642")
    Credential.objects.create(persona=doctor, place=places.take(), **told, **more)


def _new_mail(site: Planted) -> None:
    owner = site.world.people[OWNER].account
    people.confirm_new_mail(token=_token_for(owner, f"{word('mail address')}@mail.example"))
    owner.refresh_from_db()
    log_in(site.world, OWNER)  # a new address ends all sessions


def _mails(site: Planted) -> None:
    world = site.world
    people.ask_new_mail(by=world.viewer(OWNER), mail=f"{word('next mail address')}@mail.example", password=PASSWORD)
    people.ask_reset(mail=f"{word('mail address')}@mail.example")
    wish = {"kind": "patient", "name": "New Here", "handle": "new_here_9", "password": "seven teal lanterns sway"}
    people.sign_up(mail=f"{word('sign-up mail address')}@mail.example", **wish)
    visitor = world.browser("anonymous")
    form = {"mail": f"{word('mail address')}@mail.example", "password": word("typed password")}
    seen = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": f"Firefox {word('user agent')} Linux"}
    visitor.post("/log-in/", form, **seen)
    visitor.post("/log-in/", {"mail": owner_mail("carer", world), "password": PASSWORD}, **seen)
    world.browser("anonymous").post(
        "/log-in/", {"mail": owner_mail("patient_stranger", world), "password": PASSWORD}, **seen
    )


def _emergencies(site: Planted) -> None:
    """Words in the accesses of the world: one is over, one waits, and one that was reviewed."""
    things = site.world.things
    for name in ("emergency waiting", "emergency over"):
        access = EmergencyAccess.objects.get(id=things[name])
        access.words_sealed = vault().seal(said("reason of emergency"), access.place("words_sealed"))
        access.delay_sealed = vault().seal(said("reason of delay"), access.place("delay_sealed"))
        access.save()
    lead, second = site.world.viewer("safety_lead"), site.world.viewer("administrator")
    made = moderation.ask(by=lead, handle="carer", reason="law", words=said("reason of emergency"))
    moderation.allow(by=second, access_id=made)
    hours = timedelta(hours=2)
    past = {name: F(name) - hours for name in ("asked_at", "allowed_at", "tell_at")}
    EmergencyAccess.objects.filter(id=made).update(**past)
    moderation.review(by=second, access_id=made, justified=True, words=said("review of emergency"))
    things["reviewed"] = made


def _reports(site: Planted) -> None:
    """A report with words at each desk, from somebody whom nobody may name there, and a decision that was answered.

    Its author is patient_member, who asked for a second look, which the administrator took.
    """
    world, things = site.world, site.world.things
    reporter = make_persona(kind="patient", handle="hedgerow", name=word("reporter"), findable=False)
    join(reporter, world.spaces["community"])
    Membership.objects.filter(persona=reporter).update(listed=False)
    for post in ("community", "public"):
        key = str(world.posts[post])
        moderation.report(by=viewer_of(reporter), kind="post", key=key, reason="rules", words=said("words of a report"))
        settle()
    moderator, second = world.viewer("moderator"), world.viewer("administrator")
    moderation.claim(by=moderator, case_id=things["case of moderator"])
    choice = moderation.Choice(act="label", reason="rules", words=said("words of moderators"))
    batch = moderation.act(by=moderator, case_id=things["case of moderator"], choice=choice)
    things["answered"] = Act.objects.get(batch_id=batch).id
    moderation.appeal(
        by=world.viewer("patient_member"), act_id=things["answered"], words=said("words against a decision")
    )
    moderation.decide(by=second, act_id=things["answered"], upheld=True, words=said("answer to that"))
    closed = Act.objects.get(act="suspend", about_id=world.people["suspended"].id)
    asked = Appeal(act_id=closed.id, by_id=closed.about_id, acted_account=closed.by_account)
    key_no = key_no_of(closed.about_id)
    asked.words_sealed = vault().seal(said("words of who is suspended"), asked.place("words_sealed"), key_no=key_no)
    asked.save(force_insert=True)
    things["act of steward"] = things["answered"]  # the page of a decision shows this one
    moderation.claim(by=world.viewer("steward"), case_id=things["case of steward"])


def owner_mail(name: str, world: World) -> str:
    """Return the address of somebody."""
    return str(world.people[name].account.mail)


def _token_for(account: Any, mail: str) -> str:
    account.next_mail_sealed = vault().seal(mail, account.next_mail_place())
    account.save(update_fields=["next_mail_sealed"])
    return tokens.make("new_mail", account=account)


def _channels(site: Planted) -> None:
    """Put a word into all that a patient and the team of a practice write."""
    world = site.world
    thread, owner, nurse = world.things["thread row"], world.people[OWNER], world.people["clinician_guest"]
    key_no = owner.account.key_no
    thread.subject_sealed = vault().seal(said("thread subject"), thread.place(), key_no=key_no)
    thread.save(update_fields=["subject_sealed"])
    sent = add_message(thread, said("channel message"), by=owner, by_patient=True)
    _reported_message(site)
    inside = add_message(thread, said("internal comment"), by=nurse, kind="internal")
    seen, call = thread.readings.get(), thread.call_requests.get()
    seen.why_sealed = vault().seal(said("reason of opening"), seen.place(), key_no=key_no)
    seen.save()
    kinds = {"number_sealed": "call number", "topic_sealed": "call topic", "note_sealed": "note of a call"}
    for column, kind in kinds.items():
        setattr(call, column, vault().seal(said(kind), call.place(column), key_no=key_no))
    call.save()
    site.things["care"] = _care_team(world.things["care team row"], world.things["talk row"], key_no)
    for name, kind, colour in PHOTOS:
        picture = Photo.objects.get(id=world.things[name])
        picture.data_sealed = vault().seal_bytes(_flat(colour), picture.place(), key_no=key_no)
        picture.save(update_fields=["data_sealed"])
        site.finder.mark(kind, bytes(colour) * RUN)
    channel, code = thread.channel, IdentityCode.objects.get(id=world.things["practice code"])
    channel.record_sealed = vault().seal(said("record reference"), channel.place(), key_no=key_no)
    channel.save(update_fields=["record_sealed"])
    code.record_sealed = vault().seal(said("record reference"), code.place())
    code.save(update_fields=["record_sealed"])
    world.things["desk"].templates.create(name=word("template"), words=said("template"), writer_id=nurse.id)
    opened = [thread.subject, sent.words, inside.words, vault().open(bytes(seen.why_sealed), seen.place())]
    site.things["channel"] = [*opened, channel.record, code.record, *(call.words(column) for column in kinds)]


def _reported_message(site: Planted) -> None:
    """A message of the practice that its patient reported, and that a moderator has before her."""
    world = site.world
    thread, nurse = world.things["thread row"], world.people["clinician_guest"]
    message = add_message(thread, said("reported message"), by=nurse)
    about = {"key": str(message.id), "reason": "unkind", "words": said("words of a report")}
    moderation.report(by=world.viewer(OWNER), kind="message", **about)
    settle()
    world.things["answer"], world.things["case of message"] = message.id, Case.objects.get(subject_id=message.id).id
    moderation.claim(by=world.viewer("moderator"), case_id=world.things["case of message"])


def _care_team(team: CareTeam, thread: CareThread, key_no: int | None) -> list[str]:
    """Put a word into all that is sealed of a care team, and return the words as they open."""
    for column, kind in (("about_sealed", "care team"), ("signed_sealed", "signed care team")):
        setattr(team, column, vault().seal(said(kind), team.place(column), key_no=key_no))
    team.save()
    thread.subject_sealed = vault().seal(said("care heading"), thread.place(), key_no=key_no)
    thread.save()
    message = thread.messages.get()
    message.words_sealed = vault().seal(said("care message"), message.place(), key_no=key_no)
    message.save()
    signed_words = vault().open(bytes(team.signed_sealed), team.place("signed_sealed"))
    return [team.about, signed_words, thread.subject, message.words]


def _escalation(site: Planted) -> None:
    """Put a word into the private thread, into what two people passed on, and into what was learned."""
    owner = site.world.people[OWNER]
    row, key_no = plant_escalation(owner, post_id=site.posts["square"]), owner.account.key_no
    message = PrivateMessage.objects.get(escalation_id=row.id)
    glass, review = Glass.objects.get(escalation_id=row.id), CaseReview.objects.get(escalation_id=row.id)
    message.sealed = vault().seal(said("private answer"), message.place(), key_no=key_no)
    glass.sealed = vault().seal(said("words to others"), glass.place(), key_no=key_no)
    review.sealed = vault().seal(said("lessons"), review.place())
    for one in (message, glass, review):
        one.save()
    site.things["escalation"] = [message.words, glass.words, review.words]


PAPER = (201, 46, 163)  # a colour of no other picture of these tests, which JPEG keeps
RUN = 16
PHOTOS = (("picture", "channel picture", (52, 170, 90)), ("picture inside", "internal picture", (91, 60, 212)))
CLAIMED = ("number", "family", "given", "profession", "employer", "note", "appeal")


def _claims(site: Planted) -> None:
    """Give a clinician's stranger a claim with a word in everything that she typed, and a code on its way."""
    told = {
        "number": word("claim number"),
        "family": word("claim name"),
        "given": word("claim name"),
        "profession": word("claim profession"),
        "specialty": word("claim profession"),
        "employer": word("claim employer"),
        "note": said("note on a claim"),
        "appeal": said("words of an appeal"),
    }
    Claim.objects.filter(persona=site.world.people["clinician_stranger"]).delete()
    claim = make_claim(site.world.people["clinician_stranger"], state="proving", **told)
    reviewer = site.people["reviewer's name"]
    review = Review(claim=claim, reviewer_id=reviewer.id, reviewer_account=reviewer.account_id)
    review.ended, review.answer = "answered", "approve"
    key_no = claim.persona.account.key_no
    review.note_sealed = vault().seal(said("note of a reviewer"), review.place(), key_no=key_no)
    review.save(force_insert=True)
    code = MailCode(claim=claim, domain="clinic.example", tries_left=5, expires_at=now() + timedelta(minutes=20))
    key_no = claim.persona.account.key_no
    code.address_sealed = vault().seal(f"{word('work address')}@clinic.example", code.address_place(), key_no=key_no)
    code.save(force_insert=True)
    row = Measure.objects.get(persona=claim.persona)
    for name in ("note", "answer"):
        text = said(f"{'note on' if name == 'note' else 'answer to'} a suspension")
        setattr(row, f"{name}_sealed", vault().seal(text, row.place(f"{name}_sealed"), key_no=key_no))
    row.save()
    site.things["claim"] = [row.words("note_sealed"), row.words("answer_sealed")]
    site.things["claim"] += [*(claim.words(f"{name}_sealed") for name in CLAIMED), code.address]
    site.things["claim"].append(vault().open(review.note_sealed, review.place()))
    _papers(site, claim, reviewer)


def _papers(site: Planted, claim: Claim, reviewer: Persona) -> None:
    """Let a reviewer have opened a paper of the claim; a paper of another claim waits for who may see it."""
    paper = Document(persona_id=claim.persona_id, claim=claim, key="e" * 32, hash=b"1" * 16, width=400, height=300)
    paper.save(force_insert=True)
    looked = Opening(persona_id=claim.persona_id, document=paper, reviewer_account=reviewer.account_id)
    looked.reviewer_id, looked.shown_at = reviewer.id, now()
    looked.save(force_insert=True)
    waiting = Document.objects.get(id=site.world.things["paper"])
    for one in (paper, waiting):
        papers.keep(one, _flat(PAPER))
    site.finder.mark("document", bytes(PAPER) * RUN)
    site.things["shown"] = _shown(site, waiting)


def _shown(site: Planted, paper: Document) -> bytes:
    """Return a paper as who was drawn to look at it gets it, and take the look back."""
    browser, review = site.world.browser("clinician_guest"), site.world.things["review"]
    with transaction.atomic():
        browser.post(reverse("desk_open", args=[review]))
        shown = content(browser.get(reverse("desk_paper", args=[review, paper.id])))
        transaction.set_rollback(True)
    return shown


def _flat(colour: tuple[int, int, int]) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(made, "PNG")
    return made.getvalue()
