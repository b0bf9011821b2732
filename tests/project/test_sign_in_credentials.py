"""What a browser hands over for a passkey can be anything: nonsense gets the answer of a wrong passkey."""

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of
from tests.signing_in import sign_in

EMAIL, PASSWORD = "redactie@ikkooplokaal.example", "een lange zin van mij"
LOGIN, NEW, CONFIRM = (f"/account/tweede-stap/{tail}" for tail in ("passkeys/login/", "passkeys/nieuw/", "bevestigen/passkey/"))
WRONG = "Deze code klopt niet. Neem de code die je app nu toont."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def encoded(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).decode().rstrip("=")


def credential(**answer: object) -> str:
    told = {"clientDataJSON": encoded(b'{"type":"webauthn.get","challenge":"AAAA","origin":"https://x.example"}')} | answer
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": told})


NONSENSE = {
    "deep": "[" * 5000,
    "deep in a key": '{"a":' * 5000,
    "no json": "{",
    "a list": "[1]",
    "a number": "7",
    "a text": '"x"',
    "an empty answer": json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}),
    "an answer that is a list": json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": [1]}),
    "a client that nests": credential(clientDataJSON=encoded(b"[" * 5000)),
    "short data": credential(authenticatorData="AA", signature="AA", userHandle="AA"),
    "cbor that nests": credential(attestationObject=encoded(b"\x81" * 5000)),
    "bytes that are none": credential(authenticatorData="\u00e9", signature="A", userHandle="A"),
    "a handle of nobody": credential(authenticatorData=encoded(bytes(37)), signature="AAAA", userHandle=encoded(b"9" * 40)),
    "a handle of many": credential(authenticatorData=encoded(bytes(37)), signature="AAAA", userHandle=encoded(b"zzzzzzzzzzzz")),
}
each = pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)


@pytest.fixture
def now(clock):
    return clock(2026, 11, 25, 12, 0)


@pytest.fixture
def user(site_tree) -> User:
    user = User.objects.create_superuser(EMAIL, PASSWORD)
    give_app(user, secret_of(EMAIL))
    return user


@pytest.fixture
def with_passkey(user) -> User:
    """Somebody whose passkey is real, but not at hand."""
    key = AttestedCredentialData.create(Aaguid(bytes(16)), b"key", ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key()))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    attestation = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, key), {})
    made = json.loads(credential(attestationObject=encoded(bytes(attestation))))
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "laptop", "credential": made})
    return user


def read(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@each
def test_a_stranger_with_nonsense_for_a_passkey_is_back_at_the_login(client, user, nonsense):
    client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})
    answer = client.post(LOGIN, {"credential": nonsense}, follow=True)
    assert answer.redirect_chain == [("/account/login/", 302)]
    assert WRONG in read(answer)
    assert "_auth_user_id" not in client.session


@each
def test_nonsense_adds_no_passkey_and_is_not_shown_again(client, user, nonsense):
    sign_in(client, user)
    client.get(NEW)
    answer = client.post(NEW, {"name": "laptop", "credential": nonsense})
    assert answer.status_code == 200
    assert WRONG in read(answer)
    assert BeautifulSoup(answer.content, "html.parser").select_one("input[name=credential]").get("value", "") == ""
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


@each
def test_nonsense_confirms_nobody(client, with_passkey, nonsense):
    sign_in(client, with_passkey)
    assert client.get(CONFIRM).status_code == 200
    answer = client.post(CONFIRM, {"credential": nonsense}, follow=True)
    assert answer.redirect_chain == [(CONFIRM, 302)]
    assert WRONG in read(answer)


@each
def test_nonsense_is_no_second_step(client: Client, with_passkey, nonsense, now):
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    answer = client.post("/account/tweede-stap/code/", {"credential": nonsense})
    assert answer.status_code == 200
    assert client.get("/admin/").status_code == 302
    assert client.post("/account/tweede-stap/code/", {"code": code_of(EMAIL, now)}).status_code == 302
