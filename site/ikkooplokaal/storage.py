"""Where files live: on disk, or on an S3 server with a public store for images and a private one for documents."""

from typing import Any
from urllib.parse import urlsplit

from environ import Env

MANIFEST = {"BACKEND": "ikkooplokaal.static_files.HashedStaticFilesStorage"}
ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def storages(env: Env) -> dict[str, dict[str, Any]]:
    """Django's STORAGES by environment.

    Without AWS_STORAGE_BUCKET_NAME everything stands in MEDIA_ROOT. With it, images go to that bucket, readable by anyone
    through AWS_S3_CUSTOM_DOMAIN when set; documents go to AWS_PRIVATE_BUCKET_NAME and are only reached by signed, short-lived links.
    """
    bucket = env("AWS_STORAGE_BUCKET_NAME", default="")
    if not bucket:
        return {"default": ON_DISK, "documents": ON_DISK, "staticfiles": MANIFEST}
    return {"default": public_bucket(env, bucket), "documents": private_bucket(env), "staticfiles": MANIFEST}


def public_bucket(env: Env, bucket: str) -> dict[str, Any]:
    """Images: unsigned addresses that a browser may keep for a year, because a changed image gets a new name."""
    options = shared_options(env) | {
        "bucket_name": bucket,
        "custom_domain": env("AWS_S3_CUSTOM_DOMAIN", default=None),
        "url_protocol": env("AWS_S3_URL_PROTOCOL", default="https:"),
        "querystring_auth": False,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    return {"BACKEND": "ikkooplokaal.s3_storage.PlainS3Storage", "OPTIONS": options}


def media_hosts(env: Env) -> list[str]:
    """Where browsers fetch images from when that is not the site itself: one origin ("https://s3.example.org"), or none."""
    bucket = env("AWS_STORAGE_BUCKET_NAME", default="")
    if not bucket:
        return []
    if domain := env("AWS_S3_CUSTOM_DOMAIN", default=""):
        return [f"{env('AWS_S3_URL_PROTOCOL', default='https:')}//{domain.split('/')[0]}"]
    endpoint = urlsplit(env("AWS_S3_ENDPOINT_URL", default="") or amazon_endpoint(env))
    owner = f"{bucket}." if env("AWS_S3_ADDRESSING_STYLE", default="path") == "virtual" else ""
    return [f"{endpoint.scheme}://{owner}{endpoint.netloc}"]


def amazon_endpoint(env: Env) -> str:
    region = env("AWS_S3_REGION_NAME", default="")
    return f"https://s3.{region}.amazonaws.com" if region else "https://s3.amazonaws.com"


def private_bucket(env: Env) -> dict[str, Any]:
    """Documents: nobody reads them without a link that this site signed a minute ago."""
    options = shared_options(env) | {
        "bucket_name": env("AWS_PRIVATE_BUCKET_NAME"),
        "querystring_auth": True,
        "querystring_expire": 60,
        "object_parameters": {"CacheControl": "private, no-store"},
    }
    return {"BACKEND": "ikkooplokaal.s3_storage.PlainS3Storage", "OPTIONS": options}


def shared_options(env: Env) -> dict[str, Any]:
    """What both buckets share. boto3 reads AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from the environment by itself too."""
    return {
        "access_key": env("AWS_ACCESS_KEY_ID"),
        "secret_key": env("AWS_SECRET_ACCESS_KEY"),
        "region_name": env("AWS_S3_REGION_NAME", default=None),
        "endpoint_url": env("AWS_S3_ENDPOINT_URL", default=None),
        "addressing_style": env("AWS_S3_ADDRESSING_STYLE", default="path"),
        "signature_version": "s3v4",
        "file_overwrite": False,
        "default_acl": None,
    }
