"""Files on an S3 server as they are. A module of its own: what it imports is heavy, and only needed with S3."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# A store that hangs holds whoever waits for it: boto3's own patience is ten minutes, and nginx gives up after 35 seconds.
PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"total_max_attempts": 2, "mode": "standard"}}


class PlainS3Storage(S3Storage):
    """Sends no checksum behind a file: over https it changes the file's Content-Encoding into one that SeaweedFS keeps and no browser knows."""

    client_config: Config

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.client_config = self.client_config.merge(Config(request_checksum_calculation="when_required", **PATIENCE))
