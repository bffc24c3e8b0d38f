"""`python -m bedside.site.migrating`: Django's `migrate`, where a step and its record are one transaction.

Django records a migration after its transaction when keys or indexes are made at the end of it. A process that is
killed in between leaves tables that no record knows, and no later start gets past them.
"""

from typing import Any

import django
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor


class WholeSteps(MigrationExecutor):
    """Does and records each migration in one transaction; those that refuse one (`atomic = False`) as Django does."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Apply one migration and return the state after it."""
        if not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        with transaction.atomic(using=self.connection.alias):
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


def main() -> None:
    """Bring all tables up to date."""
    django.setup()
    migrate.MigrationExecutor = WholeSteps  # type: ignore[misc]  # the command offers no other way
    call_command("migrate", skip_checks=True, verbosity=0)


if __name__ == "__main__":
    main()
