"""For the tests: the same site, with quick passwords and a place for mail in memory. DATABASE_URL chooses the database."""

import atexit
import shutil
import tempfile

from .base import *  # noqa: F403
from .base import database, env

SECRET_KEY = "only-for-the-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database(env("DATABASE_URL", default="sqlite:///test.sqlite3"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "Ik koop lokaal <test@ikkooplokaal.example>"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="ikl-media-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
VOTE_KEYS_DIR = env("VOTE_KEYS_DIR", default=f"{MEDIA_ROOT}/vote-keys")
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None  # whatever the environment says: a test that wants one sets the dummy
KEEP_SENT_MAIL = False  # as in production
MAILBOX_PAGE = True
SERVE_MEDIA = True
PAGE_MAX_AGE = 300  # longer than on the site, so that tests see how long a page is true
DIRECTORY_READ_SHARE = 1.0
DEMO_ALLOWED = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
