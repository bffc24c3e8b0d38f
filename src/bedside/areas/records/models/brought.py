"""Files of health data that a member brought: what was read and waits for her yes, and what came of which."""

import json
from typing import Any

from django.db import models

from bedside.areas.people.models import Account
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class BroughtFile(models.Model):
    """One file. Until she says yes its body holds what was read, for a day at most; then only what came of it.

    A kept body holds the file's fingerprint, the things that came from it, by kind and id, and a mark for each, by
    which it is known again when she has deleted it since: never what it was.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=now)
    kept_at = models.DateTimeField(null=True)
    body = models.BinaryField(max_length=40_000_000)  # JSON

    class Meta:
        db_table = "records_brought_file"
        indexes = [models.Index(fields=["owner", "-id"], name="brought_file_owner")]

    @property
    def place(self) -> vault.Place:
        """Where the sealed body stands."""
        return vault.Place(self._meta.db_table, "body", self.id)

    def seal(self, said: dict[str, Any], *, key_no: int | None) -> None:
        """Put in what was read or kept, with its owner's key."""
        self.body = vault.vault().seal(json.dumps(said, ensure_ascii=False), self.place, key_no=key_no)

    def opened(self) -> dict[str, Any]:
        """What was read or kept, in clear: for its owner only."""
        found: dict[str, Any] = json.loads(vault.vault().open(bytes(self.body), self.place))
        return found
