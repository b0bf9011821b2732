"""No middleware, no templates, no language; the database with the settings of the site."""

from ikkooplokaal.settings.base import database, env

SECRET_KEY = "only-for-the-bench"
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS = ["bench.bare"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare.urls"
DATABASES = {"default": database(env("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
USE_I18N = False
