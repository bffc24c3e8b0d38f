"""Many follows at once, for sites that test their size."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.kit.clock import now
from bedside.kit.copying import copy_rows

Pairs = Mapping[int, Sequence[int]]


@transaction.atomic
def add_contacts(*, follows: Pairs, blocks: Pairs, mutes: Pairs) -> None:
    """Let each key follow (accepted), block and mute the personas that are its values."""
    at = now()
    followed = ((owner, target, True, at) for owner, targets in follows.items() for target in targets)
    copy_rows("contacts_follow", ["owner_id", "target_id", "accepted", "created_at"], followed)
    for table, pairs in (("contacts_block", blocks), ("contacts_mute", mutes)):
        rows = ((owner, target, at) for owner, targets in pairs.items() for target in targets)
        copy_rows(table, ["owner_id", "target_id", "created_at"], rows)
    record("seed.contacts", by=None, count=sum(map(len, follows.values())))
