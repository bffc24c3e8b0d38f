"""The site's keys: made once, checked before anything is written, never made anew over lost ones."""

import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from bedside.areas.credentials import queries
from bedside.areas.credentials.queries import signed
from bedside.kit import vault as kit
from bedside.kit.errors import Refused
from bedside.kit.vault import Keyring, vault
from bedside.site import config, keys, up
from bedside.site.config import BadSettings, Config
from bedside.site.database import Addresses
from tests.factories import make_account, make_badge, make_persona


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data directory of another site, whose vault is in use for the test."""
    monkeypatch.setattr(kit, "_current", None)
    monkeypatch.setenv("BEDSIDE_DATA", str(tmp_path))
    use(tmp_path)
    return tmp_path


def use(data: Path) -> None:
    kit.configure(config.load_secrets(data).keyring, store=data / "keys.sqlite", durable=False)


@pytest.mark.django_db
def test_a_new_site_gets_its_store(data: Path) -> None:
    keys.make_ready()
    assert vault().store.exists()


@pytest.mark.django_db
def test_a_lost_store_is_not_made_anew(data: Path) -> None:
    keys.make_ready()
    make_account()
    (data / "keys.sqlite").unlink()
    with pytest.raises(keys.KeysUnfit, match="is not there"):
        keys.make_ready()
    assert not (data / "keys.sqlite").exists()


@pytest.mark.django_db
def test_a_store_of_another_site_is_refused_by_the_number_of_the_key(data: Path, tmp_path: Path) -> None:
    keys.make_ready()
    vault().store.take(1999)
    lost = make_account().key_no
    (data / "keys.sqlite").unlink()
    vault().store.create()
    with pytest.raises(keys.KeysUnfit, match=f"lacks key {lost}"):
        keys.make_ready()


@pytest.mark.django_db
def test_another_master_key_is_refused(data: Path) -> None:
    keys.make_ready()
    make_account()
    store = data / "keys.sqlite"
    store.rename(data / "kept")
    (data / "secrets.toml").unlink()
    config.load_secrets(data)
    (data / "kept").rename(store)
    use(data)
    with pytest.raises(keys.KeysUnfit, match="master key 1"):
        keys.make_ready()


def test_lost_secrets_are_not_made_anew(data: Path) -> None:
    vault().store.create()
    (data / "secrets.toml").unlink()
    with pytest.raises(BadSettings, match="put back"):
        config.load_secrets(data)
    assert not (data / "secrets.toml").exists()


def test_a_site_whose_keys_do_not_fit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up.database, "migrate", lambda *args: None)
    monkeypatch.setattr(up, "gather_static", lambda *args: None)
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: SimpleNamespace(returncode=1))
    with pytest.raises(up.StartFailed, match="not opened"):
        up.prepare(Config(data=tmp_path), Addresses(app="", owner=""))


@pytest.mark.django_db
def test_a_new_master_key_wraps_what_was_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.make_ready()
    account = make_account(mail="ann@mail.example")
    shutil.copy(data / "secrets.toml", data / "before.toml")
    assert keys.rotate(SimpleNamespace(person="")) == 0  # type: ignore[arg-type]  # what the parser gives
    assert set(vault().store.masters_in_use()) == {2}
    assert account.mail == "ann@mail.example"
    keys.status(SimpleNamespace())  # type: ignore[arg-type]  # what the parser gives
    assert "master key 2 (newest): wraps 1000 keys" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_new_master_key_is_on_the_disk_before_it_wraps(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.make_ready()
    account = make_account(mail="ann@mail.example")

    def dies(self: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("bedside.kit.keystore.KeyStore.rewrap", dies)
        with pytest.raises(KeyboardInterrupt):
            keys.rotate(SimpleNamespace(person=""))  # type: ignore[arg-type]  # what the parser gives
    use(data)
    keys.make_ready()
    assert account.mail == "ann@mail.example"


@pytest.mark.django_db
def test_badges_are_signed_on_when_the_old_master_key_is_given_up(data: Path) -> None:
    keys.make_ready()
    row = make_badge(make_persona(kind="clinician"))
    before = queries.token(row)
    keys.rotate(SimpleNamespace(person=""))  # type: ignore[arg-type]  # what the parser gives
    number, key = vault().newest()
    assert number == 2
    ring = config.load_secrets(data).keyring
    vault().use(Keyring(master={number: key}, index=ring.index))
    signed._private.cache_clear()
    assert queries.token(row) == before


@pytest.mark.django_db
def test_the_badge_key_is_changed_and_a_stolen_one_trusted_no_more(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.make_ready()
    keys.badge(SimpleNamespace(stolen=None))  # type: ignore[arg-type]  # what the parser gives
    keys.badge(SimpleNamespace(stolen=1))  # type: ignore[arg-type]  # what the parser gives
    told = capsys.readouterr().out
    assert "badge key 2 signs now; what older keys signed stays valid" in told
    assert "badge key 1 is trusted no more, nor what it signed; key 2 signs now" in told
    assert [one.rpartition("#")[2] for one in queries.public_keys()] == ["key-2"]
    with pytest.raises(Refused):
        keys.badge(SimpleNamespace(stolen=1))  # type: ignore[arg-type]  # what the parser gives


@pytest.mark.django_db
def test_a_copy_of_the_store_opens_what_the_store_opened(data: Path) -> None:
    keys.make_ready()
    account = make_account(mail="ann@mail.example")
    keys.copy(SimpleNamespace(file=data / "second"))  # type: ignore[arg-type]  # what the parser gives
    (data / "second").replace(data / "keys.sqlite")
    assert account.mail == "ann@mail.example"
