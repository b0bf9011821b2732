"""What no person types gets a 400 or a 404, never a 500."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.http import HttpResponse

from accounts.models import User
from ikkooplokaal.hostile_input import HostileInputMiddleware
from tests.signing_in import sign_in

HUGE = "99999999999999999999"
ADDRESSES = ["/nl/", "/", "/admin/login/", "/admin/", "/healthz"]
HUGE_ADDRESSES = [
    f"/admin/pages/{HUGE}/edit/",
    f"/admin/pages/{HUGE}/",
    f"/admin/pages/{HUGE}/delete/",
    f"/admin/pages/{HUGE}/history/",
    f"/admin/pages/add/home/homepage/{HUGE}/",
    f"/admin/images/{HUGE}/",
    f"/admin/images/{HUGE}/delete/",
    f"/admin/documents/edit/{HUGE}/",
    f"/admin/users/{HUGE}/",
    f"/admin/groups/edit/{HUGE}/",
    f"/admin/collections/{HUGE}/",
    f"/admin/redirects/{HUGE}/",
    f"/admin/sites/edit/{HUGE}/",
    f"/admin/workflows/edit/{HUGE}/",
    f"/admin/localize/translate/{HUGE}/",
    f"/admin/images/?collection_id={HUGE}",
    f"/admin/images/?p={HUGE}",
    f"/admin/reports/site-history/?user={HUGE}",
    f"/documents/{HUGE}/plan.pdf",
]
NUL_COOKIES = ["a=\x00", 'django_language="\\000"', 'sessionid="x\\000y"', "\x00=b"]


@pytest.fixture
def careful_client(client, site_tree):
    """A client that gets the 500 page instead of the exception."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def administrator(careful_client):
    sign_in(careful_client, User.objects.create_superuser("admin@ikkooplokaal.example"))
    return careful_client


@pytest.mark.parametrize("address", ["/%00", "/nl/%00/", "/nl/a%00b/", "/admin/%00", "/admin/login/%00", "/static/%00", "/media/%00.jpg"])
def test_nul_in_the_path_is_refused(careful_client, address):
    assert careful_client.get(address).status_code in {400, 404}
    assert careful_client.post(address).status_code in {400, 404}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["q=%00", "%00=q", "q=a%00b&p=2", "next=/%00"])
def test_nul_in_the_query_is_refused(careful_client, address, query):
    assert careful_client.get(f"{address}?{query}").status_code == 400
    assert careful_client.post(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("cookie", NUL_COOKIES)
def test_nul_in_a_cookie_is_refused(careful_client, address, cookie):
    assert careful_client.get(address, headers={"cookie": cookie}).status_code == 400


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["accept-language", "user-agent", "referer", "x-forwarded-for"])
def test_nul_in_a_header_is_refused(careful_client, address, name):
    assert careful_client.get(address, headers={name: "nl\x00"}).status_code == 400


@pytest.mark.parametrize("address", ["/nl/", "/admin/login/"])
@pytest.mark.parametrize("fields", [{"username": "a\x00b"}, {"a\x00": "b"}, {"username": ["a", "\x00"]}])
@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=BoUnDaRyStRiNg", "application/x-www-form-urlencoded"])
def test_nul_in_a_form_is_refused(careful_client, address, fields, content_type):
    if content_type.startswith("multipart"):
        answer = careful_client.post(address, fields)
    else:
        answer = careful_client.post(address, urlencode(fields, doseq=True), content_type)
    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/nl/", "/admin/login/"])
def test_nul_in_the_name_of_a_file_field_is_refused(careful_client, address):
    assert careful_client.post(address, {"a\x00b": SimpleUploadedFile("plan.pdf", b"x")}).status_code == 400


def test_nul_in_the_name_of_a_file_never_reaches_a_view(rf):
    seen = []
    middleware = HostileInputMiddleware(lambda request: HttpResponse())
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="pl\x00an.pdf"\r\nContent-Type: application/pdf\r\n\r\nx\r\n--b--\r\n'
    request = rf.post("/nl/", body, content_type="multipart/form-data; boundary=b")
    middleware.process_view(request, lambda request: seen.append(request), [], {})
    assert [file.name for file in request.FILES.getlist("file")] in ([], ["plan.pdf"])


def test_a_clean_request_with_all_of_these_passes(careful_client):
    careful_client.cookies["a"] = 'b "c"'
    assert careful_client.get("/nl/?q=br%C3%BCgge&p=2", headers={"accept-language": "nl", "user-agent": "é"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_number_beyond_what_a_database_holds_is_the_askers_mistake(administrator):
    answers = {(method, address): getattr(administrator, method)(address) for address in HUGE_ADDRESSES for method in ["get", "post"]}
    assert {asked: answer.status_code for asked, answer in answers.items() if answer.status_code >= 500} == {}
    assert answers["get", f"/admin/pages/{HUGE}/edit/"].status_code in {400, 404}
    assert answers["get", f"/documents/{HUGE}/plan.pdf"].status_code in {400, 404}


@pytest.mark.parametrize("exception", [DataError("value out of range"), OverflowError("Python int too large to convert to SQLite INTEGER")])
def test_what_the_database_cannot_hold_becomes_a_400(careful_client, monkeypatch, exception):
    def fail(*args, **kwargs):
        raise exception

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    assert careful_client.get("/nl/").status_code == 400


def test_another_failure_stays_a_failure(careful_client, monkeypatch):
    def fail(*args, **kwargs):
        raise OverflowError("math range error")

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    assert careful_client.get("/nl/").status_code == 500
