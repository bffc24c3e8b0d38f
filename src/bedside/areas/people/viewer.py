"""Who looks. Every read of members' content takes a `Viewer` as its first argument."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A persona that reads or acts now, with what the rules need to know about it.

    `persona_id` 0 is a visitor without an account. `level` is that of the live credential, "V0" without one.
    `confirmed` tells that the account's mail address was confirmed. `staff` holds the account's site-wide roles;
    `waiting` those that sleep until a second lock guards the account. `limited`: for some days it posts less often,
    makes no first contact and is not found. `zone` names whose calendar her days follow; "" for the site's.
    """

    persona_id: int = 0
    account_id: int = 0
    kind: str = ""
    level: str = "V0"
    confirmed: bool = False
    staff: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    teen: bool = False
    limited: bool = False
    zone: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether there is a persona at all."""
        return self.persona_id != 0


ANONYMOUS = Viewer()
