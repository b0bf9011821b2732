"""Production does not start half configured."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.services.processes import PATIENCE

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "SECRET_KEY": "a-key-of-this-test-only-that-is-long-enough-to-be-taken-for-real",
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
    "DATABASE_URL": "sqlite://:memory:",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "consolemail://",
    "DEFAULT_FROM_EMAIL": "info@example.org",
    "VOTE_KEYS_DIR": tempfile.gettempdir(),
}
KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
ON_S3 = COMPLETE | KEYS | {"AWS_STORAGE_BUCKET_NAME": "images", "AWS_PRIVATE_BUCKET_NAME": "documents"}
SHOW = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in %r}))
"""


def start(environment: dict[str, str], code: str = "import django; django.setup()") -> subprocess.CompletedProcess[str]:
    """Run `code` on production settings in an interpreter that sees nothing of this machine's environment."""
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.production"}
    return subprocess.run([sys.executable, "-c", code], env=own | environment, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)


def without(environment: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in environment.items() if key != name}


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_a_missing_variable_stops_the_start_and_is_named(name):
    started = start(without(COMPLETE, name))
    assert started.returncode != 0
    assert f"Set the {name} environment variable" in started.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "VOTE_KEYS_DIR"])
def test_one_that_is_there_and_says_nothing_is_missing_too(name):
    started = start(COMPLETE | {name: ""})
    assert started.returncode != 0
    assert f"Set the {name} environment variable" in started.stderr


def test_an_empty_one_that_may_be_missing_leaves_its_default():
    """And does not mean: uploads in the folder of the code, no https."""
    show = "from django.conf import settings; print(settings.MEDIA_ROOT, settings.SECURE_SSL_REDIRECT)"
    assert start(COMPLETE | {"MEDIA_ROOT": "", "SECURE_SSL_REDIRECT": ""}, show).stdout == f"{ROOT / 'var' / 'media'} True\n"


def test_a_variable_may_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from-a-file-that-only-the-site-can-read-and-long-enough")
    started = start(without(COMPLETE, "SECRET_KEY") | {"SECRET_KEY_FILE": str(tmp_path / "key")}, SHOW % ["SECRET_KEY"])
    assert started.stdout == '{"SECRET_KEY": "from-a-file-that-only-the-site-can-read-and-long-enough"}\n'


@pytest.mark.parametrize("name", ["AWS_PRIVATE_BUCKET_NAME", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_a_bucket_for_images_asks_for_the_rest_of_the_s3_settings(name):
    started = start(without(ON_S3, name))
    assert started.returncode != 0
    assert f"Set the {name} environment variable" in started.stderr


def test_a_complete_environment_starts_with_https_cookies_and_hsts():
    cookies = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    started = start(COMPLETE, SHOW % ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", *cookies, "DEBUG", "SERVE_MEDIA"])
    assert started.stderr == ""
    assert started.stdout.strip() == (
        '{"SECURE_SSL_REDIRECT": true, "SECURE_HSTS_SECONDS": 63072000, "SESSION_COOKIE_NAME": "__Host-session", '
        '"SESSION_COOKIE_SECURE": true, "CSRF_COOKIE_SECURE": true, "DEBUG": false, "SERVE_MEDIA": false}'
    )


@pytest.mark.parametrize(
    ("changes", "hosts"),
    [
        ({}, '["https://s3.amazonaws.com"]'),
        ({"AWS_S3_REGION_NAME": "eu-west-1", "AWS_S3_ADDRESSING_STYLE": "virtual"}, '["https://images.s3.eu-west-1.amazonaws.com"]'),
        ({"AWS_S3_ENDPOINT_URL": "https://s3.example.org"}, '["https://s3.example.org"]'),
        ({"AWS_S3_CUSTOM_DOMAIN": "images.example.org/shop"}, '["https://images.example.org"]'),
    ],
)
def test_the_store_of_the_images_is_named_in_the_content_policy(changes, hosts):
    started = start(ON_S3 | changes, SHOW % ["MEDIA_HOSTS"] + "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][2:])")
    assert started.stdout.splitlines() == [f'{{"MEDIA_HOSTS": {hosts}}}', hosts.replace('"', "'")]


@pytest.mark.parametrize("inside", ["media", "media/keys"])
def test_keys_of_the_vote_where_uploads_are_handed_out_stop_the_start(tmp_path, inside):
    started = start(COMPLETE | {"MEDIA_ROOT": str(tmp_path / "media"), "VOTE_KEYS_DIR": str(tmp_path / inside)})
    assert started.returncode != 0
    assert "VOTE_KEYS_DIR must be a folder of its own" in started.stderr


def test_keys_of_the_vote_among_static_files_stop_the_start():
    started = start(COMPLETE | {"VOTE_KEYS_DIR": str(ROOT / "static-built" / "keys")})
    assert "VOTE_KEYS_DIR must be a folder of its own" in started.stderr


def test_a_folder_for_keys_that_cannot_be_made_stops_the_start(tmp_path):
    (tmp_path / "file").write_text("")
    started = start(COMPLETE | {"VOTE_KEYS_DIR": str(tmp_path / "file" / "keys")})
    assert "VOTE_KEYS_DIR cannot be made" in started.stderr


def test_the_folder_for_keys_is_made_for_the_site_alone(tmp_path):
    started = start(COMPLETE | {"VOTE_KEYS_DIR": str(tmp_path / "keys")})
    assert (started.returncode, (tmp_path / "keys").stat().st_mode & 0o777) == (0, 0o700)


@pytest.mark.parametrize(
    ("backups", "keys", "named"),
    [
        ("{0}/media/backups", "{0}/keys", "BACKUP_DIR"),
        ("{0}/keys/backups", "{0}/keys", "BACKUP_DIR"),
        ("{0}/backups", "{0}/backups/keys", "VOTE_KEYS_DIR"),
    ],
)
def test_backups_and_keys_of_the_vote_stand_apart_from_each_other_and_from_what_is_handed_out(tmp_path, backups, keys, named):
    places = {"BACKUP_DIR": backups.format(tmp_path), "VOTE_KEYS_DIR": keys.format(tmp_path), "MEDIA_ROOT": f"{tmp_path}/media"}
    started = start(COMPLETE | places)
    assert started.returncode != 0
    assert f"{named} must be a folder of its own" in started.stderr


def test_a_folder_of_backups_that_can_only_be_read_stops_no_start(tmp_path):
    (tmp_path / "backups").mkdir(mode=0o500)
    started = start(COMPLETE | {"BACKUP_DIR": f"{tmp_path}/backups", "VOTE_KEYS_DIR": f"{tmp_path}/keys"}, SHOW % ["BACKUP_DIR"])
    assert started.stdout == f'{{"BACKUP_DIR": "{tmp_path}/backups"}}\n'
