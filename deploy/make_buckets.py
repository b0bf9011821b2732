"""Makes the two buckets of the store in compose.yaml: anyone may read the images, nobody the documents. Safe to repeat."""

import json
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from environ import FileAwareEnv

THERE_ALREADY = {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}


def main(env: FileAwareEnv) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=env("AWS_S3_ENDPOINT_URL"),
        aws_access_key_id=env("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=env("AWS_SECRET_ACCESS_KEY"),
        region_name=env("AWS_S3_REGION_NAME"),
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 10, "mode": "standard"}),
    )
    images, documents = env("AWS_STORAGE_BUCKET_NAME"), env("AWS_PRIVATE_BUCKET_NAME")
    for bucket in (images, documents):
        make(client, bucket)
    client.put_bucket_policy(Bucket=images, Policy=json.dumps(readable_by_anyone(images)))


def make(client: Any, bucket: str) -> None:
    try:
        client.create_bucket(Bucket=bucket)
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] not in THERE_ALREADY:
            raise


def readable_by_anyone(bucket: str) -> dict[str, Any]:
    """Reading one file of which the name is known; not listing them."""
    read = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    return {"Version": "2012-10-17", "Statement": [read]}


if __name__ == "__main__":
    main(FileAwareEnv())
