"""The cast of the machine, on a real site: five accounts, two of them with two faces, and one account of the staff."""

from dataclasses import dataclass, field
from functools import cached_property

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.practice.models import Practice
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.policy.personas import CHECKED_KINDS
from tests.factories import join, make_account, make_credential, make_persona, make_space, viewer_of
from tests.security.machine.model import VISITOR, Model, Seat

# Handle, kind, account, whether followers wait.
CAST = (
    ("ann", "patient", "A", True),
    ("anntoo", "personal", "A", True),
    ("ben", "patient", "B", False),
    ("bencares", "carer", "B", True),
    ("cleo", "clinician", "C", False),
    ("dora", "patient", "D", False),
    ("eli", "clinician", "E", False),
    ("sam", "personal", "S", True),
)
# Name, kind, found by invitation only, asks a steward first, who is the steward, who is in it.
SPACES = (
    ("square", "square", False, False, "", ()),
    ("illness", "community", False, True, "dora", ("ann", "bencares")),
    ("open-illness", "community", False, False, "dora", ("anntoo",)),
    ("quiet", "community", True, True, "dora", ("ben",)),
    ("room", "room", False, False, "eli", ("cleo",)),
    ("hill", "practice", False, True, "eli", ()),
)


@dataclass
class House:
    """The rows of the cast by their names."""

    people: dict[str, Persona] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)

    @cached_property
    def practice(self) -> Practice:
        """Return the one practice, whose page is "hill": who works there is a thing of its own."""
        told = {"time_zone": "America/New_York", "country": "US", "telephone": "555 0140"}
        return Practice.objects.get_or_create(space=self.spaces["hill"], defaults=told)[0]

    def viewer(self, who: str) -> Viewer:
        """Return somebody as the rules see them today."""
        if who == VISITOR:
            return ANONYMOUS
        persona = self.people[who]
        if persona.kind in CHECKED_KINDS or who == "sam":
            return viewer_of(persona)
        return Viewer(persona_id=persona.id, account_id=persona.account_id, kind=persona.kind, confirmed=True)

    def id(self, who: str) -> int:
        """Return a persona's id."""
        return self.people[who].id

    def names(self) -> dict[int, str]:
        """Return the handle of every id."""
        return {persona.id: handle for handle, persona in self.people.items()}


def open_house() -> tuple[House, Model]:
    """Write the cast, and say the same to a model."""
    house, staff = House(), ("administrator", "moderator")
    accounts = {name: make_account(staff=staff if name == "S" else ()) for name in "ABCDES"}
    for handle, kind, account, asks in CAST:
        house.people[handle] = make_persona(kind=kind, handle=handle, account=accounts[account], asks_first=asks)
    model = Model(
        kinds={handle: kind for handle, kind, _account, _asks in CAST},
        accounts={handle: account for handle, _kind, account, _asks in CAST},
        asks=frozenset(handle for handle, _kind, _account, asks in CAST if asks),
        spaces={name: kind for name, kind, *_rest in SPACES},
        by_invitation=frozenset(name for name, _kind, hidden, *_rest in SPACES if hidden),
        approves=frozenset(name for name, _kind, _hidden, approves, *_rest in SPACES if approves),
    )
    for doctor in ("cleo", "eli"):
        make_credential(house.people[doctor])
        model.levels[doctor] = "V3"
    _open_spaces(house, model)
    return house, model


def _open_spaces(house: House, model: Model) -> None:
    for name, kind, hidden, approves, steward, members in SPACES:
        if kind == "square":
            house.spaces[name] = Space.objects.get(id=SQUARE_ID)
            continue
        house.spaces[name] = make_space(kind=kind, slug=name, by_invitation=hidden, approves=approves)
        for who in (steward, *members):
            role = "steward" if who == steward else "member"
            join(house.people[who], house.spaces[name], role=role)
            model.seats[who, name] = Seat("joined", role)
