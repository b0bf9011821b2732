"""What the site is built of is told from its own files, whole, and whether it has known holes is asked where that can be asked."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import audit, sbom

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def test_every_locked_package_stands_in_it_once():
    made = sbom.sbom()["components"]
    locked = {f"pkg:pypi/{name}@{version}" for lock in sbom.LOCKS for name, version in PINNED.findall((ROOT / lock).read_text())}
    assert len(locked) > 80
    assert [one["purl"] for one in made if one["type"] == "library"] == sorted(locked)


def test_what_the_site_needs_is_told_apart_from_what_posters_need():
    scopes = {one["name"]: one["scope"] for one in sbom.sbom()["components"] if one["type"] == "library"}
    assert (scopes["django"], scopes["brotli"], scopes["weasyprint"]) == ("required", "required", "optional")


def test_files_of_others_stand_in_it_with_their_sum_licence_and_source():
    files = {one["bom-ref"]: one for one in sbom.sbom()["components"] if one["type"] == "file"}
    assert set(files) == {entry["path"] for entry in json.loads((ROOT / "static" / "vendor" / "vendor.json").read_text())}
    leaflet = files["static/vendor/leaflet/leaflet.js"]
    assert (leaflet["purl"], leaflet["licenses"]) == ("pkg:npm/leaflet@1.9.4", [{"license": {"id": "BSD-2-Clause"}}])
    assert leaflet["hashes"] == [{"alg": "SHA-256", "content": "dc71f8a6880bc3ca1bd9fa8dc5f1af48c702dc510b0a78240a07c5feed7ce935"}]


def test_the_images_of_the_containers_stand_in_it():
    assert {one["name"] for one in sbom.sbom()["components"] if one["type"] == "container"} == {
        "postgres",
        "valkey/valkey",
        "chrislusf/seaweedfs",
        "nginxinc/nginx-unprivileged",
    }


def test_it_says_what_asks_for_what_and_every_name_is_known():
    made = sbom.sbom()
    needs = {entry["ref"]: entry["dependsOn"] for entry in made["dependencies"]}
    refs = {one["bom-ref"] for one in made["components"]}
    by_name = {one["name"]: one["bom-ref"] for one in made["components"]}
    assert {ref for on in needs.values() for ref in on} == refs
    assert by_name["willow"] in needs[by_name["wagtail"]]
    assert (by_name["wagtail"] in needs["ikkooplokaal"], by_name["willow"] in needs["ikkooplokaal"]) == (True, False)


def test_the_same_files_give_the_same_list_in_the_form_of_cyclonedx():
    told = [subprocess.run([sys.executable, "deploy/sbom.py"], cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2)]
    assert told[0] == told[1]
    made = json.loads(told[0])
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert len({one["bom-ref"] for one in made["components"]}) == len(made["components"])


def test_without_a_network_the_audit_says_that_nothing_was_checked(monkeypatch, capsys):
    """uv that finds nobody says nothing on its first stream."""
    monkeypatch.setattr(audit, "question", lambda lock: [sys.executable, "-c", "import sys; print('no route', file=sys.stderr); sys.exit(2)"])
    assert audit.main() == 0
    assert capsys.readouterr().out.splitlines() == [audit.NOT_CHECKED.format(lock=lock) for lock in audit.LOCKS]


@pytest.mark.parametrize(("holes", "ends_with"), [([], 0), ([{"id": "CVE-2027-1", "fix_versions": ["8.0.2"]}], 1)])
def test_a_known_hole_is_named_and_ends_the_audit_with_1(monkeypatch, capsys, holes, ends_with):
    answer = {"dependencies": [{"name": "wagtail", "version": "8.0.1", "vulns": holes}, {"name": "own", "skip_reason": "not known"}]}
    monkeypatch.setattr(audit, "LOCKS", ("requirements.txt",))
    monkeypatch.setattr(audit, "question", lambda lock: [sys.executable, "-c", f"print({json.dumps(answer)!r})"])
    assert audit.main() == ends_with
    named = ["wagtail 8.0.1: CVE-2027-1, mended in 8.0.2"] if holes else []
    assert capsys.readouterr().out.splitlines() == [f"requirements.txt: {len(holes)} known holes", *named, "of these nothing was known: own"]


def test_the_audit_asks_of_every_lock_file_by_its_sums():
    assert {path.name for path in ROOT.glob("requirements*.txt")} == set(audit.LOCKS)
    asked = audit.question("requirements.txt")
    assert asked[1:5] == ["tool", "run", "--quiet", "pip-audit==2.10.1"]
    assert {"--require-hashes", "--disable-pip", str(ROOT / "requirements.txt")} <= set(asked)
