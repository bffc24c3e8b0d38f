"""The world, made once for each module and rolled back after it; each test of a module sees it as it was made."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

from tests.security.world import World


def rendered(template: Any, context: Any) -> str:
    """Render as the site does: Django's own for tests tells every part of a page to listeners, which nobody here is."""
    return str(template.nodelist.render(context))


@pytest.fixture(scope="module")
def made_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Write the world inside a transaction that never commits."""
    from django.db import transaction
    from django.template import Template
    from django.test import override_settings

    from tests.security.world import make_world

    media = tmp_path_factory.mktemp("media")
    # However slow the machine, a password that was typed as the module began still counts at its end.
    settings = {"MEDIA_DIR": media, "ACCOUNT_REAUTHENTICATION_TIMEOUT": 86_400}
    plainly = mock.patch.object(Template, "_render", rendered)
    with django_db_blocker.unblock(), override_settings(**settings), plainly, transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(made_world: World) -> Iterator[World]:
    """Give the world to one test, and take back what the test changes."""
    from django.db import transaction

    with transaction.atomic():
        yield made_world
        transaction.set_rollback(True)
