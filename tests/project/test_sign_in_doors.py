"""No address of the admin opens before the second step of the login."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from wagtail.models import Collection, CollectionViewRestriction

from accounts.models import User
from home.demo.logins import give_app
from media_library.models import SiteDocument
from tests.signing_in import sign_in, sign_in_by, sign_in_by_password_only

PARAMETER = re.compile(r"<[^>]+>")
GROUP = re.compile(r"\((?:\?P<\w+>|\?:)?[^()]*\)\??[+*]?")
LEFT_OVER = re.compile(r"\\.[+*]?|[\^$?+*.]")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        path = before + filled(pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, path)
        else:
            yield path


def filled(pattern: URLPattern | URLResolver) -> str:
    """The pattern as an address, its parameters filled with 1."""
    text = str(pattern.pattern)
    if isinstance(pattern.pattern, RoutePattern):
        return PARAMETER.sub("1", text)
    return LEFT_OVER.sub("", GROUP.sub("1", text))


@pytest.fixture(scope="module")
def addresses() -> list[str]:
    return sorted({f"/{path}" for path in patterns(get_resolver()) if path.startswith("admin/")})


def behind_the_doors(addresses: list[str]) -> list[str]:
    return [address for address in addresses if address not in {"/admin/login/", "/admin/logout/"}]


@pytest.fixture
def user(site_tree) -> User:
    return User.objects.create_superuser("beheer@ikkooplokaal.example", "een lange zin van mij")


@pytest.fixture
def with_app(user) -> User:
    give_app(user, SECRET)
    return user


def answers(client: Client, addresses: list[str], **headers: str) -> dict[str, set]:
    """{where it leads, or the status: the addresses}, of GET and POST; a body longer than a redirect's or an error page's is told apart."""
    seen: dict[str, set] = {}
    for address in addresses:
        for method in ["get", "post"]:
            answer = getattr(client, method)(address, headers=headers)
            assert answer.status_code not in {200, 404} and b"wagtail" not in answer.content.lower(), (method, address)
            assert "no-store" in answer.headers["Cache-Control"], address
            place = answer.headers.get("Location", str(answer.status_code)).partition("?")[0]
            seen.setdefault(place, set()).add(address)
    return seen


def test_the_walk_goes_past_every_address_of_the_admin(addresses):
    assert len(addresses) > 250
    assert {"/admin/", "/admin/pages/1/edit/", "/admin/users/", "/admin/images/1/", "/admin/snippets/shops/shop/edit/1/", "/admin/sprite/"} <= set(
        addresses
    )


def test_a_stranger_is_sent_to_the_login_from_everywhere(client, addresses, site_tree):
    seen = answers(client, addresses)
    assert seen == {"/account/login/": set(addresses), "405": {"/admin/logout/"}}


def test_who_has_no_second_factor_yet_is_sent_to_set_one_up_from_everywhere(client, addresses, user):
    sign_in_by_password_only(client, user)
    inside = behind_the_doors(addresses)
    assert answers(client, inside) == {"/account/tweede-stap/": set(inside)}


def test_who_gave_the_password_only_is_sent_to_the_second_step_from_everywhere(client, addresses, with_app):
    sign_in_by_password_only(client, with_app)
    inside = behind_the_doors(addresses)
    assert answers(client, inside) == {"/account/tweede-stap/bevestigen/": set(inside)}


def test_a_script_is_refused_where_a_person_is_sent_on(client, addresses, user):
    sign_in_by_password_only(client, user)
    some = behind_the_doors(addresses)[::25]
    assert answers(client, some, x_requested_with="XMLHttpRequest") == {"403": set(some)}


@pytest.mark.parametrize("type", ["totp", "webauthn", "recovery_codes"])
def test_each_kind_of_second_factor_opens_the_door(client, user, type):
    sign_in_by(client, user, {"method": "password"}, {"method": "mfa", "type": type, "id": 1})
    assert client.get("/admin/").status_code == 200


def test_a_passkey_that_asked_for_a_finger_opens_it_alone(client, user):
    sign_in_by(client, user, {"method": "mfa", "type": "webauthn", "id": 1, "passwordless": True})
    assert client.get("/admin/").status_code == 200


def test_the_second_step_of_another_person_is_none(client, user, site_tree):
    sign_in(client, User.objects.create_superuser("ander@ikkooplokaal.example"))
    steps = dict(client.session.items())
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = steps["account_authentication_methods"]
    session["account_authentication_methods_user"] = steps["account_authentication_methods_user"]
    session.save()
    assert client.get("/admin/").headers["Location"] == "/account/tweede-stap/?next=/admin/"


def test_who_may_not_work_in_the_admin_is_told_so_and_not_sent_round_in_circles(client, site_tree):
    sign_in(client, User.objects.create_user("iemand@ikkooplokaal.example", "x"))
    assert client.get("/admin/").status_code == 403


def test_what_one_searched_for_does_not_stand_in_the_address_of_the_login(client, site_tree):
    assert client.get("/admin/users/?q=jan.peeters").headers["Location"] == "/account/login/?next=/admin/users/"


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_wagtails_other_login_leads_to_ours(client, site_tree, language):
    for method in [client.get, client.post]:
        assert method(f"/{language}/_util/login/").headers["Location"] == "/account/login/"


def test_a_session_of_one_step_is_nobody_on_the_public_site(client, user):
    sign_in_by_password_only(client, user)
    half = client.get("/nl/")
    assert half.status_code == 200 and not half.wsgi_request.user.is_authenticated
    assert sign_in(client, user).get("/nl/").wsgi_request.user == user


def test_a_document_for_who_is_logged_in_waits_for_the_second_step(client, user):
    shelf = Collection.get_first_root_node().add_child(name="Voor redacteurs")
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    document = SiteDocument.objects.create(title="Plan", collection=shelf, file=ContentFile(b"plan", name="plan.txt"))
    assert client.get(document.url).headers["Location"].startswith("/account/login/")
    assert sign_in_by_password_only(client, user).get(document.url).headers["Location"].startswith("/account/login/")
    assert b"".join(sign_in(client, user).get(document.url).streaming_content) == b"plan"


def test_managing_ones_login_needs_the_second_step_once_there_is_one(client, with_app):
    sign_in_by_password_only(client, with_app)
    for address in ["", "app/", "app/verwijderen/", "passkeys/nieuw/", "passkeys/1/verwijderen/", "herstelcodes/", "herstelcodes/nieuw/"]:
        place = client.post(f"/account/tweede-stap/{address}").headers["Location"]
        assert place == f"/account/tweede-stap/bevestigen/?next=/account/tweede-stap/{address}"
    assert client.get("/account/wachtwoord/").headers["Location"] == "/account/tweede-stap/bevestigen/?next=/account/wachtwoord/"


@pytest.mark.parametrize(
    "address", ["signup/", "email/", "inactive/", "login/code/", "3rdparty/", "confirm-email/", "2fa/", "sessions/", "password/reset/"]
)
def test_pages_of_allauth_that_nobody_needs_have_no_address(client, site_tree, address):
    assert client.get(f"/account/{address}").status_code == 404
