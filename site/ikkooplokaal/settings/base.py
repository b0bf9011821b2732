"""Settings that every environment shares. Whatever differs comes from environment variables, listed in README.md."""

from pathlib import Path

from csp.constants import NONE, SELF
from environ import FileAwareEnv

from ikkooplokaal.environment import Environment
from ikkooplokaal.map_tiles import tile_hosts
from ikkooplokaal.translating.chosen_machine import machine_translator

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"

env = Environment()  # NAME_FILE: the value of NAME stands in that file
FileAwareEnv.read_env(BASE_DIR / ".env")

DEBUG = False

# -- apps, from left to right as imports may run (docs/architecture.md)
INSTALLED_APPS = [
    "ikkooplokaal",
    "home",
    "votes",
    "ambassadors",
    "events",
    "shops",
    "municipalities",
    "content",
    "mail",
    "gate",
    "media_library",
    "accounts",
    "privacy",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "django_filters",
    "phonenumber_field",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.sitemaps",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "ikkooplokaal.watching.middleware.WatchingMiddleware",
    "ikkooplokaal.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "ikkooplokaal.headers.AdminPolicyMiddleware",
    "ikkooplokaal.headers.FramePolicyMiddleware",
    "ikkooplokaal.watching.metrics.MetricsMiddleware",
    "ikkooplokaal.hostile_input.HostileInputMiddleware",
    "ikkooplokaal.outages.OutageMiddleware",
    "ikkooplokaal.compression.CompressionMiddleware",
    "ikkooplokaal.caching.PublicCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ikkooplokaal.languages.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ikkooplokaal.sign_in.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ikkooplokaal.admin_doors.AdminDoorsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

CSRF_FAILURE_VIEW = "ikkooplokaal.errors.token_refused"
ROOT_URLCONF = "ikkooplokaal.urls"
WSGI_APPLICATION = "ikkooplokaal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


# A machine that vanished without a word is given up after half a minute; libpq's own patience is two hours. Seconds, milliseconds the last.
LOST_LINE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4, "tcp_user_timeout": 30_000}


def database(url: str) -> dict:
    """Turn DATABASE_URL into Django's setting; SQLite gets the pragmas that make it safe for several processes.

    IMMEDIATE takes the write lock at the start of a transaction, so that two writers queue instead of failing;
    synchronous=FULL keeps what was acknowledged through a power cut (docs/decisions/0002-sqlite-full.md); secure_delete overwrites what is
    deleted, so that what the vote forgets is not left on free pages of the file.
    """
    config = env.db_url_config(url)
    config["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000; "
            "PRAGMA mmap_size=134217728;",
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        connect_timeout = env.int("DATABASE_CONNECT_TIMEOUT", default=2)
        config["OPTIONS"] = LOST_LINE | config.get("OPTIONS", {}) | {"connect_timeout": connect_timeout}
    return config


def cache(url: str) -> dict:
    """Turn CACHE_URL into Django's setting; Redis may be away (ikkooplokaal.tolerant_cache)."""
    config = env.cache_url_config(url)
    is_redis = config["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    return config | ({"BACKEND": "ikkooplokaal.tolerant_cache.TolerantRedisCache"} if is_redis else {})


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotOnEverybodysList"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# -- login: by e-mail address, password and a second factor (ikkooplokaal/sign_in); nobody makes an account by themselves
AUTHENTICATION_BACKENDS = ["ikkooplokaal.sign_in.backend.EmailBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
ACCOUNT_ADAPTER = "ikkooplokaal.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # gate.throttle counts, in the database
ACCOUNT_FORMS = {
    "login": "ikkooplokaal.sign_in.forms.LoginForm",
    "reset_password": "ikkooplokaal.sign_in.forms.ResetForm",
    "user_token": "ikkooplokaal.sign_in.forms.TokenForm",
    "reset_password_from_key": "ikkooplokaal.sign_in.forms.NewPasswordForm",
    "change_password": "ikkooplokaal.sign_in.forms.ChangePasswordForm",
    "reauthenticate": "ikkooplokaal.sign_in.forms.ConfirmPasswordForm",
}
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60  # seconds
MFA_ADAPTER = "ikkooplokaal.sign_in.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "ikkooplokaal.sign_in.forms.CodeForm",
    "reauthenticate": "ikkooplokaal.sign_in.forms.ConfirmCodeForm",
    "activate_totp": "ikkooplokaal.sign_in.forms.SetUpAppForm",
    "add_webauthn": "ikkooplokaal.sign_in.forms.AddPasskeyForm",
    "login_webauthn": "ikkooplokaal.sign_in.forms.PasskeyLoginForm",
    "authenticate_webauthn": "ikkooplokaal.sign_in.credentials.SecondStepForm",
    "reauthenticate_webauthn": "ikkooplokaal.sign_in.credentials.ConfirmPasskeyForm",
}
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a telephone's clock may be off
MFA_TOTP_ISSUER = "Ik koop lokaal"

# -- languages: Dutch is the source, every public address stands under a language prefix
LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "site" / "locale", BASE_DIR / "municipalities" / "admin_words"]  # the second mends Wagtail's Dutch
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # an address without accents is one that a poster and a mail can hold
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(env)  # None: nobody translates but people
PHONENUMBER_DEFAULT_REGION = "BE"
PHONENUMBER_DB_FORMAT = "E164"

# -- static files and media
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_DIRS = [BASE_DIR / "static", ("gids", BASE_DIR / "docs" / "editors" / "images")]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
VOTE_KEYS_DIR = env("VOTE_KEYS_DIR", default=str(VAR_DIR / "vote-keys"))  # outside of the database, and of its backups
BACKUP_DIR = env("BACKUP_DIR", default="")  # none are made without it
# "dump": this database; "base": its whole server, to go with a journal
BACKUP_POSTGRES = env.one_of("BACKUP_POSTGRES", "dump", "base")
BACKUP_DATABASE = database(env("BACKUP_DATABASE_URL")) if env("BACKUP_DATABASE_URL", default="") else None  # who may copy a server
SERVE_MEDIA = False  # whether Django itself hands out local media: on one machine, never behind nginx
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# -- mail: what a mail said is erased once it is sent, unless it is kept for the mailbox page of the demo (postvak/)
EMAIL_TIMEOUT = 10  # seconds for each step of a conversation with the mail server
KEEP_SENT_MAIL = False
MAILBOX_PAGE = False

TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many stand in front and add to X-Forwarded-For (gate/visitor.py)

SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])  # who is told of a weakness (security_txt.py)

# -- who provides the site, which the law wants to be told on it (home/provider.py)
PROVIDER_NAME, PROVIDER_ADDRESS = env("PROVIDER_NAME", default=""), env("PROVIDER_ADDRESS", default="")
PROVIDER_EMAIL, PROVIDER_PHONE = env("PROVIDER_EMAIL", default=""), env("PROVIDER_PHONE", default="")
PROVIDER_NUMBER, PROVIDER_VAT = env("PROVIDER_NUMBER", default=""), env("PROVIDER_VAT", default="")
PROVIDER_REGISTER, PROVIDER_AUTHORITY = env("PROVIDER_REGISTER", default=""), env("PROVIDER_AUTHORITY", default="")

DEMO_ALLOWED = False  # whether invented shops and a login with a known password may be loaded

# -- background tasks: at once, unless a worker runs (production.py)
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# -- Wagtail
WAGTAIL_SITE_NAME = "Ik koop lokaal"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_USER_TIME_ZONES = ["Europe/Brussels"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("fr", "Français"), ("de", "Deutsch")]
WAGTAILIMAGES_IMAGE_MODEL = "media_library.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media_library.SiteDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "media_library.forms.ImageForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = None  # Wagtail decides: a file on disk is handed out, one on S3 is redirected to by a signed link
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}}
WAGTAIL_AUTOSAVE_INTERVAL = 0

# -- what a browser may do on our pages; the admin gets its own, wider policy (ikkooplokaal/headers.py)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
DIRECTORY_READ_SHARE = 0.05  # of the time of a process that reading all shops anew may take while they change
# The ground of the map is our own, so that no other site sees who looks where; an operator may choose pictures of another host.
MAP_TILES_URL = env("MAP_TILES_URL", default="")  # "https://tiles.example/{z}/{x}/{y}.png"
MAP_TILES_BY = env("MAP_TILES_BY", default="")  # who must be named beside them
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] += tile_hosts(MAP_TILES_URL, MAP_TILES_BY)
DENIED_FEATURES = ["accelerometer", "camera", "display-capture", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"]
PERMISSIONS_POLICY = {"geolocation": "self", **{feature: [] for feature in DENIED_FEATURES}}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = 24 * 60 * 60  # seconds: a form that was opened yesterday is opened anew
CSRF_COOKIE_SAMESITE = "Lax"

PAGE_MAX_AGE = 60  # seconds that a public page may be kept after it was made, by whomever; shorter when a shown state changes sooner
WAGTAILFRONTENDCACHE: dict[str, dict] = {}  # the caches that are told when a page changes (production.py, proxies.py)
WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []  # each address is named in full: Wagtail need not guess those in other languages

# -- watching (ikkooplokaal/watching): whatever writes a line does so through one of these, which leave out what is somebody's
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)  # a question to the database that takes this long is logged; 0: none is
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # who may read /metrics from elsewhere; without: only programs of this machine
SENTRY_DSN = env("SENTRY_DSN", default="")  # where mistakes are told to as well

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "ikkooplokaal.watching.lines.PlainLines"},
        "json": {"()": "ikkooplokaal.watching.lines.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
