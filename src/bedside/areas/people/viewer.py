"""Who looks. Every read of members' content takes a `Viewer` as its first argument."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A persona that reads or acts now, with what the rules need to know about it.

    `persona_id` 0 is a visitor without an account. `level` is that of the live credential, "V0" without one.
    `confirmed` tells that the account's mail address was confirmed. `staff` holds the account's site-wide roles;
    `waiting` those that sleep until a second lock guards the account. `limited`: for some days it posts less often,
    makes no first contact and is not found. `zone` names whose calendar her days follow; "" for the site's.
    `proxy_id` is the carer's persona that stands here for this one by a grant, 0 where it is she herself: for the carer
    nothing exists that is for the owner alone.
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
    proxy_id: int = 0

    @property
    def signed_in(self) -> bool:
        """Whether there is a persona at all."""
        return self.persona_id != 0

    @property
    def hand_id(self) -> int:
        """The persona that acts: her own, or that of who stands here for her."""
        return self.proxy_id or self.persona_id


ANONYMOUS = Viewer()
