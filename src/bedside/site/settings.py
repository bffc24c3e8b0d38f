"""Django's settings, derived from `site.config`."""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from bedside.kit import vault
from bedside.kit.images.reading import can_read
from bedside.policy.retention import configured
from bedside.site import config as site_config

CONFIG = site_config.load()
_secrets = site_config.load_secrets(CONFIG.data)
# The store stands beside the database, never in it: what a backup holds must not open without it.
KEY_STORE = CONFIG.data / "keys.sqlite"
vault.configure(_secrets.keyring, store=KEY_STORE, reread=lambda: site_config.load_secrets(CONFIG.data).keyring)

RETENTION = configured(CONFIG.retention)

BASE = Path(__file__).resolve().parent.parent
SECRET_KEY = _secrets.session_key
DEBUG = CONFIG.debug
ALLOWED_HOSTS = ["localhost", "127.0.0.1", CONFIG.address.split("//", 1)[1].split(":")[0].split("/")[0]]
ROOT_URLCONF = "bedside.site.urls"
WSGI_APPLICATION = "bedside.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "bedside.kit.outbox",
    "bedside.areas.audit",
    "bedside.areas.people",
    "bedside.areas.helplines",
    "bedside.areas.registers",
    "bedside.areas.credentials",
    "bedside.areas.boundaries",
    "bedside.areas.consents",
    "bedside.areas.spaces",
    "bedside.areas.practice",
    "bedside.areas.contacts",
    "bedside.areas.posts",
    "bedside.areas.vocabulary",
    "bedside.areas.records",
    "bedside.areas.trials",
    "bedside.areas.likeme",
    "bedside.areas.visits",
    "bedside.areas.messaging",
    "bedside.areas.escalations",
    "bedside.areas.directory",
    "bedside.areas.moderation",
    "bedside.areas.notify",
    "bedside.doors.web",
]

MIDDLEWARE = [
    "bedside.doors.web.middleware.network.KnownNetwork",
    "bedside.doors.web.middleware.headers.SafeHeaders",
    "bedside.doors.web.middleware.limits.ToldLimits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bedside.doors.web.middleware.dark.StayDark",
    "bedside.areas.people.sessions.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bedside.areas.people.sessions.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bedside.doors.web.middleware.viewer.ViewerMiddleware",
    "bedside.doors.web.middleware.errors.PlainErrors",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "doors" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "bedside.doors.web.context.site",
            ],
        },
    }
]


def database(url: str) -> dict[str, Any]:
    """Return Django's entry for a libpq URL."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "bedside.kit.database",
        "NAME": parts.get("dbname", "bedside"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        # Values travel apart from the statements, and PostgreSQL keeps the plan of those that come again: planning the
        # statement of a timeline anew costs three times its run. Compiling it (JIT) would cost more still.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 2,
            "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
        },
        "TEST": {"MIGRATE": False},
    }


DATABASES = {"default": database(CONFIG.database_url or "postgresql://bedside_app@/bedside")}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["bedside.areas.people.sign_in.MailBackend"]
PASSWORD_HASHERS = ["bedside.areas.people.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "bedside.areas.people.hashing.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "bedside.areas.people.hashing.CommonStemValidator"},
]
LOGIN_URL = "signin"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

SESSION_ENGINE = "bedside.areas.people.sessions"
SESSION_COOKIE_NAME = "__Host-bedside" if CONFIG.secure else "bedside"
SESSION_COOKIE_SECURE = CONFIG.secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
KNOWN_COOKIE_NAME = "__Host-bedside-known" if CONFIG.secure else "bedside-known"
THEME_COOKIE_NAME = "__Host-bedside-theme" if CONFIG.secure else "bedside-theme"
CSRF_COOKIE_NAME = "__Host-bedside-csrf" if CONFIG.secure else "bedside-csrf"
CSRF_COOKIE_SECURE = CONFIG.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bedside.doors.web.pages.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [CONFIG.address]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # what strangers send is taken out: web/network.py
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# allauth is used for second factors and passkeys only; mail addresses and passwords are ours (docs/decisions).
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "bedside.areas.people.allauth_adapter.AccountAdapter"
MFA_ADAPTER = "bedside.areas.people.allauth_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "bedside.areas.people.mfa_forms.CodeForm",
    "reauthenticate": "bedside.areas.people.mfa_forms.CodeAgainForm",
    "login_webauthn": "bedside.areas.people.mfa_forms.PasskeyForm",
}
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIG.secure
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# All limits are ours (policy/limits.py), counted in one place.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
# In the database, so that all processes count the same tries and know the same used codes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_DIR = CONFIG.data / "media"
EVIDENCE_DIR = CONFIG.data / "evidence"  # what a build of figures counts; empty between two builds
LOOKS_AT_PICTURES = can_read()  # where the extra `images` is installed: posts with pictures wait until then
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "bedside.doors.web.uploads.CappedUploads",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = "bedside.site.smtp.Smtp"
if not CONFIG.mail_host:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = CONFIG.data / "mail"
EMAIL_HOST, EMAIL_PORT = CONFIG.mail_host, CONFIG.mail_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CONFIG.mail_user, CONFIG.mail_password
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = CONFIG.mail_from

# Logs hold events, never what members wrote: no query strings, no bodies, no addresses of visitors, no words of errors.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "bedside.kit.logs.Line", "fmt": "{levelname:<7} {name} {message}", "style": "{"}},
    "filters": {"route_only": {"()": "bedside.kit.logs.RouteOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["route_only"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"bedside": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
