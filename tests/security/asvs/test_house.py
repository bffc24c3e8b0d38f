"""What the source of the house does and does not do: cryptography, chance, scripts, templates, forms."""

import ast
import re
import tomllib
from pathlib import Path

import allauth.mfa.recovery_codes.internal.auth as recovery
import allauth.mfa.totp.internal.auth as totp
import pytest

from tests.shape.routes import all_routes, layers_of
from tests.shape.source import HOUSE, ROOT, calls, imported, modules, templates

HASHES = {"sha256", "sha512", "blake2b"}
# Of `cryptography`: AES-GCM, Ed25519, HKDF with SHA-256, AES key wrap (RFC 3394), and the errors that these raise.
PRIMITIVES = re.compile(
    r"cryptography\.(exceptions\.\w+|hazmat\.primitives\.(ciphers\.aead\.AESGCM|hashes\.SHA256|kdf\.hkdf\.HKDF(Expand)?|"
    r"asymmetric\.(ed25519\.Ed25519|x25519\.X25519)\w+|serialization(\.\w+)?|keywrap(\.\w+)?))"
)
CRYPTOGRAPHY = re.compile(r"(cryptography|Crypto|nacl|OpenSSL|pyaes|rsa|ecdsa|jwt|jose|bcrypt|scrypt|argon2)(\.|$)")
# Where chance comes from a generator that can be foreseen, and why nothing hangs on it.
FORESEEN = {
    "areas/records/actions/inventing": "invented courses of a demo",
    "areas/records/actions/seeding.py": "invented days of a benchmark",
    "doors/cli/": "invented members",
    "policy/guard/training/": "texts that a model learns from, the same each time",
    "site/bench/": "what is measured",
    "site/demo/": "invented people",
}
# What is drawn shorter, and is no secret.
NO_SECRETS = {
    "doors/web/drawing.py": "a mark in a stored card, by which its nonce is put in; made anew by each process",
    "doors/web/team_rows.py": "a mark in a line that is drawn once and filled in; made anew by each process",
    "site/config.py": "the name of a file that is written beside another",
}
SCRIPTS = sorted((HOUSE / "doors" / "web" / "static").rglob("*.js"))
FORM = re.compile(r"<form\b(?![^>]*method=\"?post)[^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
FIELD = re.compile(r"<(?:input|select|textarea)\b[^>]*\bname=\"([^\"]+)\"", re.IGNORECASE)
# What is looked up, and where: of clinicians, never of who asks. `day`: which day is opened, and not how it was.
# `t`: which public figures stand side by side.
IN_ADDRESSES = {"q", "country", "specialty", "place", "language", "topic", "accepts", "day", "t"}
# What is kept on a device without a connection, sealed with a key that no script reads out: docs/decisions/0055.
WITHOUT_A_CONNECTION = {
    "offline.js": {"indexedDB", "serviceWorker", "JSON.parse", "fetch("},
    "worker.js": {"caches.", "fetch("},
}


def names_of(attribute: str) -> set[tuple[str, str]]:
    """Return every `hashlib.NAME` or NAME imported from hashlib, with its file."""
    found = {
        (path, node.attr)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == attribute
    }
    for path, tree in modules().items():
        found |= {(path, name.split(".")[1]) for name, _line in imported(tree) if name.startswith(f"{attribute}.")}
    return found


@pytest.mark.asvs("11.4.1", "11.4.3")
def test_only_sound_hashes_are_used():
    used = names_of("hashlib")
    assert len(used) > 5
    assert {(path, name) for path, name in used if name not in HASHES} == set()


@pytest.mark.asvs("11.2.1", "11.3.1", "11.3.2", "11.6.1")
def test_only_sound_ciphers_and_signatures_are_used_and_all_of_one_library():
    used = {
        (path, name) for path, tree in modules().items() for name, _line in imported(tree) if CRYPTOGRAPHY.match(name)
    }
    assert "kit/vault.py" in {path for path, _name in used}
    assert {(path, name) for path, name in used if not PRIMITIVES.fullmatch(name)} == set()


@pytest.mark.asvs("11.5.1")
def test_chance_that_can_be_foreseen_guards_nothing():
    used = {
        path for path, tree in modules().items() for name, _line in imported(tree) if name.split(".")[0] == "random"
    }
    assert {path for path in used if not path.startswith(tuple(FORESEEN))} == set()


@pytest.mark.asvs("11.2.3", "11.5.1")
def test_every_secret_that_is_drawn_has_128_bits_and_more():
    drawn = [
        (path, ast.unparse(call))
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func) in ("secrets.token_bytes", "secrets.token_hex", "secrets.token_urlsafe")
    ]
    assert len(drawn) > 6
    small = [(path, call) for path, call in drawn if re.search(r"\(([0-9]|1[0-5])\)$", call)]
    assert [one for one in small if one[0] not in NO_SECRETS] == []


@pytest.mark.asvs("6.5.3")
@pytest.mark.parametrize("drawn", [totp.generate_totp_secret, recovery.RecoveryCodes.generate_seed])
def test_seeds_of_codes_come_from_a_generator_fit_for_secrets(drawn: object, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("secrets.token_bytes", lambda size: asked.append(size) or bytes(size))
    monkeypatch.setattr("secrets.token_hex", lambda size: asked.append(size) or "0" * 2 * size)
    drawn()  # type: ignore[operator]  # each is called without arguments
    assert asked
    assert min(asked) >= 20


@pytest.mark.asvs("1.2.4")
def test_a_statement_that_is_put_together_says_of_what():
    """`make check` refuses such statements (ruff S608) but for lines that are excused: each says why it is sound."""
    assert "S" in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]["select"]
    lines = [line for path in modules() for line in (HOUSE / path).read_text().splitlines() if "noqa: S608" in line]
    assert len(lines) > 3
    assert [line for line in lines if not re.search(r"noqa: S608\s+#\s*\w.{5,}", line)] == []


@pytest.mark.asvs("1.3.7")
def test_no_template_is_made_of_a_text():
    makes = {"Template", "from_string", "get_template_from_string"}
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if ast.unparse(call.func).split(".")[-1] in makes
    ]
    assert found == []


@pytest.mark.asvs("3.2.2")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_put_text_into_pages_as_text(script: Path) -> None:
    makes_html = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "createContextualFragment",
        "DOMParser",
    )
    assert [word for word in (*makes_html, "eval(", "new Function") if word in script.read_text()] == []


@pytest.mark.asvs("14.3.1", "14.3.3")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_nothing_in_the_browser(script: Path) -> None:
    keeps = ("localStorage", "sessionStorage", "indexedDB", "caches.", "document.cookie", "serviceWorker")
    allowed = WITHOUT_A_CONNECTION.get(script.name, set())
    assert {word for word in keeps if word in script.read_text()} - allowed == set()


@pytest.mark.asvs("14.3.3")
def test_what_a_script_keeps_is_sealed_with_a_key_that_no_script_reads_out():
    """Of what is said only the sealed form goes into the store, and the key is made so that it can't be taken out."""
    script = next(path for path in SCRIPTS if path.name == "offline.js").read_text()
    assert re.findall(r"generateKey\(\{[^}]*\}, (\w+)", script) == ["false"]
    stored = [line.strip() for line in script.splitlines() if ".put(" in line and '"entries"' in line]
    assert stored == ['await done((await store("entries", "readwrite")).put(row));']
    assert 'const row = { key: entry.key, owner: await own("owner"), ...await sealed(entry) };' in script


@pytest.mark.asvs("14.3.1", "14.3.3")
def test_the_library_of_scripts_keeps_nothing_in_the_browser():
    import django_htmx

    library = Path(str(django_htmx.__file__)).parent / "static" / "django_htmx"
    assert "{% htmx_script version=4 %}" in templates()["base.html"]
    text = (library / "htmx-4.min.js").read_text()
    assert [word for word in ("localStorage", "sessionStorage", "indexedDB") if word in text] == []


@pytest.mark.asvs("3.5.5", "15.3.6")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_take_no_messages_and_no_objects_from_elsewhere(script: Path) -> None:
    takes = (
        "postMessage",
        '"message"',
        "onmessage",
        "JSON.parse",
        "Object.assign",
        "__proto__",
        "fetch(",
        "XMLHttpRequest",
    )
    allowed = WITHOUT_A_CONNECTION.get(script.name, set())
    assert {word for word in takes if word in script.read_text()} - allowed == set()


@pytest.mark.asvs("3.5.1")
def test_no_view_does_without_the_token_of_the_form() -> None:
    layers = [(route.name, layer) for route in all_routes() for layer in layers_of(route.view)]
    assert len(layers) > 200
    assert [name for name, layer in layers if getattr(layer, "csrf_exempt", False)] == []


@pytest.mark.asvs("14.2.1")
def test_a_form_that_looks_something_up_puts_nothing_private_into_the_address() -> None:
    forms = [(name, form) for name, text in templates().items() for form in FORM.findall(text)]
    fields = {(name, field) for name, form in forms for field in FIELD.findall(form)}
    assert len(fields) > 5
    assert {(name, field) for name, field in fields if field not in IN_ADDRESSES} == set()
