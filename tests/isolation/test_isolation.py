"""Nobody reads or changes what another municipality has not published, at any address of the site.

`make isolation` asks every address with every kind of object, as every role, by every method. `make test` does GET and POST for three
roles. Both print what they asked. The controls show that each of the three walls holds something that the others do not.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from itertools import chain

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from ikkooplokaal import admin_doors
from municipalities.guarding import GuardedList
from municipalities.models import Role
from municipalities.policies import MunicipalityPermissionPolicy
from shops.models import Shop
from tests.factories import roles
from tests.ground import ground
from tests.isolation import fingerprint
from tests.isolation.patterns import Filled, Pattern, fill, patterns
from tests.isolation.town import MARK, Town, both_towns, shared_bundle, superuser_bundle, the_superuser
from tests.isolation.walking import Findings, Walk, form_on
from tests.signing_in import sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the same code answers; on SQLite it is asked more quickly"),
    # Wagtail leaves it to the garbage collector to close the files of smaller copies.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

WHOLE = os.environ.get("IKL_ISOLATION") == "whole"
METHODS = ["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"] if WHOLE else ["GET", "POST"]
ROLES = ["visitor", "without a role", "reviewer", "author", "editor", "province", "superuser"] if WHOLE else ["author", "editor", "province"]
# What the province looks after everywhere; the rest is for superusers.
OF_THE_PROVINCE = {
    *("page live with a draft", "page draft", "page scheduled", "shop live with a draft", "shop draft", "import batch", "image", "document"),
    "request of a shop",
    *("ambassador draft", "event live with a draft", "event draft", "event scheduled", "story draft", "letters", "agenda import", "agenda columns"),
    *("translation", "redirect", "vote", "shared", "nothing", "suggestion"),
}
OF_ANY_TOWN = {"shops_requests:hours"}  # settings of a town that the province may change too
OF_REVIEWERS = {"votes_admin:propose", "votes_admin:decide"}  # ballots that a rule set apart, in any town
# Only where MAILBOX_PAGE is on, which is never in production (ikkooplokaal.settings); static files of uploads are public by their address.
ELSEWHERE = ("postvak/", "^media/", "documents/^(\\d+)/(.*)$")


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker) -> Iterator[tuple[Town, Town]]:
    with ground(django_db_blocker):
        yield both_towns()


@pytest.fixture
def kortrijk(both: tuple[Town, Town], db: None) -> Town:
    """As it was made, whoever looked at its people before."""
    return deepcopy(both[0])


@pytest.fixture
def tielt(both: tuple[Town, Town], db: None) -> Town:
    return deepcopy(both[1])


def person(role: str, tielt: Town) -> User | None:
    made = {
        "visitor": lambda: None,
        "without a role": lambda: roles.somebody(None),
        "reviewer": lambda: roles.somebody(Role.REVIEWER),
        "author": lambda: tielt.users["author"],
        "editor": lambda: tielt.users["editor"],
        "province": roles.province,
        "superuser": lambda: roles.superuser("walker@ikkooplokaal.example"),
    }
    return made[role]()


def walker(role: str, tielt: Town, findings: Findings, before: dict) -> Walk:
    user = person(role, tielt)
    client = Client(raise_request_exception=False)
    if user:
        sign_in(client, user)
    own = {"accounts_user": {user.pk}} if user else {}
    return Walk(client, role, "" if role in {"province", "superuser"} else MARK, before, findings, own)


def filled_by(town: Town, found: list[Pattern]) -> dict[Pattern, list[Filled]]:
    bundles = [*town.bundles, shared_bundle(town.municipality), superuser_bundle(town)]
    return {pattern: fill(pattern, bundles, town.addresses) for pattern in found}


def asked() -> list[Pattern]:
    return [pattern for pattern in patterns() if not pattern.route.startswith(ELSEWHERE)]


def may(role: str, filled: Filled, method: str) -> bool:
    """Whether this request may write by right, so that the walk leaves it out."""
    if method in {"GET", "HEAD", "OPTIONS"}:
        return False
    if role == "reviewer" and filled.pattern.name in OF_REVIEWERS:
        return True
    return role == "superuser" or (
        role == "province" and (filled.kind in OF_THE_PROVINCE or of_towns_people(filled) or filled.pattern.name in OF_ANY_TOWN)
    )


def of_towns_people(filled: Filled) -> bool:
    """The province lets towns join and leave, and manages their editors; never a superuser, whatever town the address names."""
    return filled.pattern.namespace == "municipalities" and (filled.kind == "person" or "user_id" not in filled.pattern.parameters)


def test_every_pattern_can_be_filled(kortrijk, tielt):
    unfilled = [pattern.route for pattern, filled in filled_by(kortrijk, asked()).items() if not filled]
    assert not unfilled, unfilled


def test_nobody_reads_or_changes_what_another_municipality_has_not_published(kortrijk, tielt, capsys):
    every = filled_by(kortrijk, asked())
    superuser = sign_in(Client(raise_request_exception=False), the_superuser())
    people = [(role, person) for role in ROLES]
    findings = Findings()
    walkers = [walker(role, tielt, findings, {}) for role in ROLES]
    before = fingerprint.fingerprint()
    for one in walkers:
        one.before = before
    for filled in [filled for those in every.values() for filled in those]:
        body = form_on(superuser, filled) if filled.names_object else {}
        for one in walkers:
            for method in METHODS:
                if not may(one.role, filled, method):
                    one.ask(filled, method, body)
    kinds = {filled.kind for those in every.values() for filled in those}
    with capsys.disabled():
        print(f"\nisolation: {len(every)} patterns, {len(people)} roles, {len(METHODS)} methods, {len(kinds)} kinds, {findings}, 0 unfilled")
    assert findings.as_text() == ""


# -- controls: each wall alone, taken away, and the walk turns red; and with all of them up an editor can still work


def walk_as_editor(kortrijk: Town, tielt: Town, wanted: Callable[[Pattern], bool], methods: Iterable[str] = ("GET", "POST")) -> Findings:
    findings = Findings()
    superuser = sign_in(Client(raise_request_exception=False), the_superuser())
    one = walker("editor", tielt, findings, fingerprint.fingerprint())
    for filled in chain.from_iterable(filled_by(kortrijk, [pattern for pattern in asked() if wanted(pattern)]).values()):
        body = form_on(superuser, filled) if filled.names_object and "POST" in methods else {}
        for method in methods:
            one.ask(filled, method, body)
    return findings


def of_shops(pattern: Pattern) -> bool:
    return pattern.namespace == "wagtailsnippets_shops_shop"


def test_without_the_policy_an_editor_reads_and_changes_shops_of_a_neighbour(kortrijk, tielt, monkeypatch):
    monkeypatch.setattr(MunicipalityPermissionPolicy, "reaches", lambda *asked: True)
    monkeypatch.setattr(MunicipalityPermissionPolicy, "within_reach", lambda self, user, actions, rows: rows)
    findings = walk_as_editor(kortrijk, tielt, of_shops)
    assert any("shops_shop changed" in line for line in findings.writes)
    assert any(":list;" in line for line in findings.reads)


def test_without_the_guard_an_editor_reads_the_drafts_in_a_list(kortrijk, tielt, monkeypatch):
    monkeypatch.setattr(GuardedList, "get_base_queryset", lambda self: super(GuardedList, self).get_base_queryset())
    findings = walk_as_editor(kortrijk, tielt, lambda pattern: of_shops(pattern) and not pattern.parameters, ["GET"])
    assert any(":list;" in line for line in findings.reads)


def test_without_the_list_of_doors_an_editor_reads_what_wagtail_says_to_everybody(kortrijk, tielt, monkeypatch):
    monkeypatch.setattr(admin_doors, "is_open", lambda request: True)
    told = ("wagtailadmin_reports", "wagtail_localize", "wagtailadmin_api:images")
    findings = walk_as_editor(kortrijk, tielt, lambda pattern: pattern.namespace in told, ["GET"])
    assert any("site_history" in line for line in findings.reads)


def test_an_editor_opens_everything_of_their_own_municipality(kortrijk, tielt):
    """Walls that let nobody in would pass every test above."""
    pages = ("edit", "history", "revisions_compare", "view_draft")
    shops = ("list", "add", "edit", "delete", "history", "unpublish", "revisions_compare")
    needed = {f"wagtailadmin_pages:{view}" for view in pages} | {f"wagtailsnippets_shops_shop:{view}" for view in shops}
    needed |= {"wagtailadmin_home", "wagtailadmin_explore", "wagtailimages:index", "wagtailimages:edit", "wagtaildocs:edit", "wagtailadmin_account"}
    needed |= {"wagtailadmin_choose_page", "wagtailimages_chooser:choose", "wagtail_bulk_action", "shops_import:upload", "shops_import:preview"}
    needed |= {"events_admin:list", "events_admin:days", "events_admin:again", "events_admin:call_off", "wagtailadmin_pages:add"}
    needed |= {"events_import:upload", "events_import:list", "events_import:preview", "events_import:columns", "events_import:refused_file"}
    needed |= {"votes_admin:rounds", "votes_admin:board", "votes_admin:hours_csv", "votes_admin:rounds_xlsx", "candidacy:application"}
    needed |= {"translating:overview", "translating:page", "wagtail_localize:download_pofile"}
    findings = walk_as_editor(tielt, tielt, lambda pattern: pattern.name in needed, ["GET"])
    assert needed - findings.opened == set()


@pytest.mark.parametrize(("action", "status"), [("confirm", 200), ("delete", 200)])
def test_an_editor_does_their_own_shops_several_at_once_and_a_neighbours_among_them_stop_it(kortrijk, tielt, action, status):
    client = sign_in(Client(), tielt.users["editor"])
    own, other = Shop.objects.get(name=tielt.named("winkelconcept")), Shop.objects.get(name=kortrijk.named("winkelconcept"))
    address = f"/admin/bulk/shops/shop/{action}/"
    assert client.get(address, {"id": own.pk}).status_code == status
    mixed = client.get(address, {"id": [own.pk, other.pk]}, follow=True).content.decode()
    assert kortrijk.named("winkelconcept") not in mixed
