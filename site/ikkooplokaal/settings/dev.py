"""For development and for `make demo`: SQLite in var/, mails on the console, tasks at once unless BACKGROUND_WORKER is set."""

from urllib.parse import quote

from ikkooplokaal.translating.chosen_machine import machine_translator

from .base import *  # noqa: F403
from .base import VAR_DIR, WAGTAILADMIN_BASE_URL, cache, database, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-the-demo")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
VAR_DIR.mkdir(exist_ok=True)
DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{quote(str(VAR_DIR / 'demo.sqlite3'))}"))}
CACHES = {"default": cache(env("CACHE_URL", default="locmemcache://"))}
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Ik koop lokaal <demo@ikkooplokaal.example>")
WAGTAILADMIN_BASE_URL = env("BASE_URL", default=WAGTAILADMIN_BASE_URL)
if env.bool("BACKGROUND_WORKER", default=False):
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(env, may_be_dummy=True)
KEEP_SENT_MAIL = MAILBOX_PAGE = True
SERVE_MEDIA = True
DEMO_ALLOWED = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
