"""Makes the secrets that compose.yaml hands to its services, as files of `deploy/secrets/`, once. Needs only Python.

What stands there already is never replaced: a second run makes only what is missing. In email_url.txt you write where mails go to.
Compose mounts each file as it is, so whoever runs in a container must be able to read it; the folder keeps everybody else on this machine out.
"""

import json
import secrets
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "secrets"
NOWHERE = "dummymail://"  # until somebody says where mails go to


def main(folder: Path) -> list[str]:
    """The names of the files that were made."""
    folder.mkdir(mode=0o700, exist_ok=True)
    password = kept(folder, "database_password.txt", secrets.token_urlsafe(32))
    access = kept(folder, "s3_access_key.txt", secrets.token_hex(10))
    secret = kept(folder, "s3_secret_key.txt", secrets.token_urlsafe(40))
    wanted = {
        "secret_key.txt": secrets.token_urlsafe(50),
        "secret_key_fallbacks.txt": "",
        "database_password.txt": password,
        "database_url.txt": f"postgres://ikl:{password}@database:5432/ikl",
        "s3_access_key.txt": access,
        "s3_secret_key.txt": secret,
        "s3_identities.json": identities(access, secret),
        "email_url.txt": NOWHERE,
        "metrics_token.txt": secrets.token_urlsafe(32),
    }
    made = [name for name in wanted if not (folder / name).exists()]
    for name in made:
        (folder / name).write_text(wanted[name], encoding="utf-8")  # without a line's end: it would be part of the secret
        (folder / name).chmod(0o444)
    return made


def kept(folder: Path, name: str, otherwise: str) -> str:
    """What the file says, because other files repeat it; `otherwise` when there is none."""
    file = folder / name
    return file.read_text(encoding="utf-8").strip() if file.exists() else otherwise


def identities(access: str, secret: str) -> str:
    """Who may do what on the S3 server: the site everything. Anyone else has only what the policy of a bucket says."""
    site = {"name": "site", "credentials": [{"accessKey": access, "secretKey": secret}], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    return json.dumps({"identities": [site]}, indent=2)


if __name__ == "__main__":
    sys.stdout.write("".join(f"made {name}\n" for name in main(FOLDER)) or "all secrets are there\n")
