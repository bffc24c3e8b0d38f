"""Django's settings for the tests: the site's own, in a data directory of this process alone."""

import gc
import os
import tempfile
from pathlib import Path

# Looking for rings of unused objects after every 700 new ones is a fifth of the time of a page in a test.
gc.set_threshold(50_000, 20, 50)

_data = Path(tempfile.mkdtemp(prefix="bedside-tests-"))
(_data / "static").mkdir()  # whitenoise warns where there is none
KEPT = ("BEDSIDE_PG_BIN", "BEDSIDE_PG_CACHE", "BEDSIDE_SHARED")
for name in [name for name in os.environ if name.startswith("BEDSIDE_") and name not in KEPT]:
    del os.environ[name]
os.environ.pop("DATABASE_URL", None)
os.environ["BEDSIDE_DATA"] = str(_data)

from bedside.kit import vault as _vault  # noqa: E402
from bedside.kit import viewing  # noqa: E402
from bedside.site.config import load_secrets  # noqa: E402

# A test arranges everybody's rows. What a member sees goes through the door, or says so itself.
viewing.declare_process(viewing.SYSTEM)

from bedside.site.settings import *  # noqa: E402, F403  # the environment must be set before they are read

# Keys of persons are made for each process anew, without waiting for the disk.
_vault.configure(load_secrets(_data).keyring, store=KEY_STORE, durable=False)  # noqa: F405  # of the settings
_vault.vault().store.create()

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Hashing a password must not be most of a test; that the real parameters are used is a test of its own.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What the extra `images` is there for is a matter of tests/areas/posts/test_looking.py, wherever it is installed.
LOOKS_AT_PICTURES = False
