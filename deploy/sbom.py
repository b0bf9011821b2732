"""The list of everything that the site is built of, as CycloneDX (https://cyclonedx.org/docs/1.6/json/): locked packages with what asks for them,
files of others in static/, and images of compose.yaml. The same list from the same files: it holds no time and no number of its own.

python deploy/sbom.py > sbom.cdx.json
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.txt": "required", "requirements-posters.txt": "optional", "requirements-sentry.txt": "optional"}
LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<where>.*?))? \\?$", re.MULTILINE)
VIA = re.compile(r"#(?: via |   )([\w.-]+)$", re.MULTILINE)
NPM = re.compile(r"npmjs\.com/package/([\w@/.-]+)")
IMAGE = re.compile(r"^    image: ([\w./-]+):([\w.-]+)$", re.MULTILINE)
SITE = "ikkooplokaal"
Component = dict[str, Any]


def sbom() -> dict[str, Any]:
    packages = [found for lock, scope in LOCKS.items() for found in locked(ROOT / lock, scope)]
    known = {component["bom-ref"]: component for component, _asked_by in reversed(packages)}
    asked = {(asker, component["name"]) for component, asked_by in packages for asker in asked_by}
    others = [*vendored(), *images()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": SITE, "bom-ref": SITE}},
        "components": [*sorted(known.values(), key=lambda one: one["bom-ref"]), *others],
        "dependencies": dependencies(list(known.values()), asked, others),
    }


def locked(lock: Path, scope: str) -> Iterator[tuple[Component, set[str]]]:
    """Each package of a lock file, and the names of those that ask for it."""
    for block in re.split(r"\n(?=[\w])", lock.read_text(encoding="utf-8")):
        if found := LOCKED.search(block):
            name, version, where = found["name"], found["version"], found["where"]
            purl = f"pkg:pypi/{name}@{version}"
            component: Component = {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl, "scope": scope}
            condition = {"properties": [{"name": "python:marker", "value": where}]} if where else {}
            yield component | condition, set(VIA.findall(block)) | ({SITE} if " -r requirements" in block else set())


def dependencies(packages: list[Component], asked: set[tuple[str, str]], others: list[Component]) -> list[dict[str, Any]]:
    refs: dict[str, list[str]] = {}
    for one in packages:
        refs.setdefault(one["name"], []).append(one["bom-ref"])
    needs = {one["bom-ref"]: sorted(ref for asker, name in asked if asker == one["name"] for ref in refs[name]) for one in packages}
    own = sorted(ref for asker, name in asked if asker == SITE for ref in refs[name])
    return [
        {"ref": SITE, "dependsOn": own + [one["bom-ref"] for one in others]},
        *({"ref": ref, "dependsOn": on} for ref, on in sorted(needs.items())),
    ]


def vendored() -> Iterator[Component]:
    """Files of others that the site hands out itself (static/vendor/vendor.json)."""
    for entry in json.loads((ROOT / "static" / "vendor" / "vendor.json").read_text(encoding="utf-8")):
        npm = NPM.search(entry["source"])
        yield {
            "type": "file",
            "name": entry["name"],
            "version": entry["version"],
            "bom-ref": entry["path"],
            "licenses": [{"license": {"id": entry["licence"]}}],
            "hashes": [{"alg": "SHA-256", "content": entry["sha256"]}],
            "externalReferences": [{"type": "distribution", "url": entry["source"].split(" ")[0]}],
            **({"purl": f"pkg:npm/{npm[1]}@{entry['version']}"} if npm else {}),
        }


def images() -> Iterator[Component]:
    """What the site is installed with in containers."""
    for name, version in IMAGE.findall((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")):
        purl = f"pkg:docker/{name}@{version}"
        yield {"type": "container", "name": name, "version": version, "purl": purl, "bom-ref": purl, "scope": "optional"}


if __name__ == "__main__":
    json.dump(sbom(), sys.stdout, indent=1, ensure_ascii=False)
    print()
