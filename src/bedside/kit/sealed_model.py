"""A row whose words are one sealed JSON body: where it stands, how it is put in and read."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from bedside.kit import vault


class SealedModel(models.Model):
    """A table with a column `body`, sealed with its owner's key for its row alone; each says how long it may be."""

    body: Any

    class Meta:
        abstract = True

    @property
    def place(self) -> vault.Place:
        """Where the sealed body stands."""
        return vault.Place(self._meta.db_table, "body", self.pk)

    def seal(self, said: dict[str, Any], *, key_no: int | None) -> None:
        """Put in what was said, with its owner's key."""
        self.body = vault.vault().seal(json.dumps(said, ensure_ascii=False), self.place, key_no=key_no)

    def opened(self) -> dict[str, Any]:
        """What was said, in clear: for its owner only. Raises CannotOpen once her key is destroyed."""
        found: dict[str, Any] = json.loads(vault.vault().open(bytes(self.body), self.place))
        return found


def opened_values(model: type[SealedModel], rows: Iterable[tuple[int, bytes | memoryview]]) -> Iterator[dict[str, Any]]:
    """Yield what was said in each row, from its id and body alone: for many, of which few are shown.

    Raises CannotOpen as `opened` does.
    """
    table, opens = model._meta.db_table, vault.vault().opener()
    for row_id, body in rows:
        yield json.loads(opens(bytes(body), vault.Place(table, "body", row_id)).decode())
