"""Who is there in the tests of escalations: a rota of two, somebody who stands in, an author, a reader, a post."""

from dataclasses import dataclass
from datetime import timedelta

from bedside.areas.escalations import actions
from bedside.areas.escalations.models import Escalation, Shift, Step
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import Post
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from tests import factories

CALM = "Slept well on the new pillow, thanks to everybody who answered."
GOODBYE = "Thank you all, you were kind. I have written the letters. This is goodbye."


@dataclass
class Scene:
    """The people of a test, as personas."""

    author: Persona
    reader: Persona
    first: Persona
    second: Persona
    lead: Persona
    post: Post

    def viewer(self, who: str) -> Viewer:
        return factories.viewer_of(getattr(self, who))

    def flagged(self, reason: str = "urgent", who: str = "reader") -> int:
        return actions.flag(by=self.viewer(who), post_id=self.post.id, reason=reason)

    def contacted(self, reason: str = "urgent") -> int:
        escalation_id = self.flagged(reason)
        actions.triage(by=self.viewer("first"), escalation_id=escalation_id, choice="confirm", why="said")
        actions.contact(by=self.viewer("first"), escalation_id=escalation_id)
        return escalation_id


def write(author: Persona, text: str = CALM, **fields: object) -> Post:
    """Put a public post of `author` into the square, as if it had been there for long."""
    new = new_id()
    told = {"audience": "public", "space_id": SQUARE_ID, "thread_id": new, "thread_author_id": author.id} | fields
    return Post.objects.create(id=new, author=author, text=text, html=f"<p>{text}</p>", **told)


def put_on_rota(persona: Persona, *, place: int = 1, role: str = "moderator", hours: float = 12) -> Shift:
    """Let `persona` be on duty from an hour ago on."""
    return Shift.objects.create(
        persona_id=persona.id,
        role=role,
        begins_at=now() - timedelta(hours=1),
        ends_at=now() + timedelta(hours=hours),
        place=place,
        published=True,
    )


def make(*, rota: bool = True) -> Scene:
    """Return the people and their post; with `rota` two moderators are on duty."""
    first, second = factories.make_staff("moderator", "mod_one"), factories.make_staff("moderator", "mod_two")
    lead = factories.make_staff("safety_lead", "lead")
    if rota:
        put_on_rota(first)
        put_on_rota(second, place=2)
    author, reader = factories.make_persona(handle="juniper"), factories.make_persona(handle="heron")
    return Scene(author, reader, first, second, lead, write(author))


def row(escalation_id: int) -> Escalation:
    """Return the row as it is now."""
    with as_system("a test looks"):
        return Escalation.objects.get(id=escalation_id)


def steps(escalation_id: int) -> list[str]:
    """Return what was written down, in order."""
    with as_system("a test looks"):
        return [f"{one.kind}:{one.reason}" for one in Step.objects.filter(escalation_id=escalation_id).order_by("id")]


def plant_everything(owner: Persona, *, post_id: int = 0, over: bool = False) -> Escalation:
    """Write a row into each table of escalations: `owner` is the author, and on the rota, and read a review."""
    from bedside.areas.escalations.models import Absence, CaseReview, Glass, MonthCount, PrivateMessage, Rota

    lead = factories.make_staff("safety_lead", f"lead_{new_id()}")
    row = Escalation.objects.create(
        post_id=post_id or new_id(),
        post_hash=b"0" * 16,
        author_id=owner.id,
        klass="C2",
        state="E7" if over else "E5",
        trigger="T2",
        queued=True,
    )
    Step.objects.create(escalation_id=row.id, kind="E1", who="software")
    Step.objects.create(escalation_id=row.id, kind="stays", who="author", by_id=owner.id)
    key_no = owner.account.key_no
    message = PrivateMessage(escalation_id=row.id, author_id=owner.id, from_author=True)
    message.sealed = vault().seal("I am safe.", message.place(), key_no=key_no)
    message.save()
    glass = Glass(escalation_id=row.id, author_id=owner.id, reason="plan", to="service")
    glass.asked_by, glass.asked_account = lead.id, lead.account_id
    glass.second_by, glass.second_account, glass.agreed_at = lead.id, lead.account_id + 1, glass.asked_at
    glass.sealed = vault().seal("Somebody at this address may be in danger.", glass.place(), key_no=key_no)
    glass.save()
    review = CaseReview(escalation_id=row.id, lead_id=lead.id, lead_account=lead.account_id)
    review.member_id, review.member_account = owner.id, owner.account_id
    review.sealed = vault().seal("Ask sooner.", review.place())
    review.save()
    put_on_rota(owner)
    times = {"begins_at": now(), "ends_at": now() + timedelta(hours=1)}
    Absence.objects.create(persona_id=owner.id, **times)
    Rota.objects.create(published_by=lead.id, **times)
    MonthCount.objects.get_or_create(month=now().date().replace(day=1), klass="C2", defaults={"count": 1})
    return row
