"""For production and for `make serve`. A variable without a default must be set: its absence stops the start and is named."""

from logging import captureWarnings

from ikkooplokaal.connections import require_encrypted
from ikkooplokaal.private_folder import apart, private_folder
from ikkooplokaal.storage import media_hosts, storages

from .base import *  # noqa: F403
from .base import BACKUP_DIR, CONTENT_SECURITY_POLICY, LOGGING, MEDIA_ROOT, STATIC_ROOT, STATICFILES_DIRS, cache, database, env
from .proxies import proxies

SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env("BASE_URL")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[WAGTAILADMIN_BASE_URL])
DATABASES = {"default": database(env("DATABASE_URL"))}
CACHES = {"default": cache(env("CACHE_URL"))}
MAIL = env.email("EMAIL_URL")
vars().update(MAIL)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL")
require_encrypted(
    database=DATABASES["default"],
    cache=CACHES["default"],
    mail=MAIL,
    store=env("AWS_S3_ENDPOINT_URL", default=""),
    unencrypted_hosts=env.list("UNENCRYPTED_HOSTS", default=[]),
)
STORAGES = storages(env)
MEDIA_HOSTS = media_hosts(env)  # pages may show images from there (ikkooplokaal/headers.py does the admin's)
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] += MEDIA_HOSTS
PUBLIC_FOLDERS = [MEDIA_ROOT, STATIC_ROOT, *(entry[1] if isinstance(entry, tuple) else entry for entry in STATICFILES_DIRS)]
VOTE_KEYS_DIR = private_folder("VOTE_KEYS_DIR", env("VOTE_KEYS_DIR"), away_from=PUBLIC_FOLDERS)
BACKUP_DIR = BACKUP_DIR and apart("BACKUP_DIR", BACKUP_DIR, away_from=[*PUBLIC_FOLDERS, VOTE_KEYS_DIR])
apart("VOTE_KEYS_DIR", VOTE_KEYS_DIR, away_from=[BACKUP_DIR] if BACKUP_DIR else [])
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
DEMO_ALLOWED = env.bool("DEMO_ALLOWED", default=False)

WAGTAILFRONTENDCACHE = proxies(env)

if env.bool("BACKGROUND_WORKER", default=True):
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- https, unless this is a rehearsal on one machine
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if BEHIND_PROXY else 0)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=63_072_000 if SECURE_SSL_REDIRECT else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
if SECURE_SSL_REDIRECT:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-language"
    MESSAGE_STORAGE = "ikkooplokaal.host_messages.HostStorage"

# -- the log: a JSON object a line, one for each request (which says what Django's own warning of a 404 would); warnings of Python's too
captureWarnings(True)
LOGGING = LOGGING | {
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "filters": {"only_a_warning": {"()": "ikkooplokaal.watching.lines.OnlyAWarning"}},
    "loggers": {
        "django.security.DisallowedHost": {"filters": ["only_a_warning"]},
        "ikkooplokaal": {"level": "INFO"},
        "gate": {"level": "INFO"},
        "ikkooplokaal.requests": {"level": "INFO" if env.bool("LOG_REQUESTS", default=True) else "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
