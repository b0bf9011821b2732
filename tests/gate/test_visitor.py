"""Who a visitor is to a throttle."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from gate.visitor import address_of, network, network_of


def asked(forwarded: str | None = None, connection: str = "10.0.0.1"):
    """A request over `connection`, with X-Forwarded-For as given."""
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=connection, **extra)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "10.0.0.1"),
        (0, "192.0.2.7", "10.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1,198.51.100.2,192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "198.51.100.1, nonsense", "unknown"),
        (1, "198.51.100.1,", "unknown"),
    ],
)
def test_the_address_is_the_one_that_the_outermost_trusted_proxy_wrote(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert network_of(asked(forwarded)) == expected


def test_a_request_over_a_socket_without_an_address_is_nobody_known(settings):
    settings.TRUSTED_PROXIES = 0
    assert network_of(asked(connection="")) == "unknown"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("192.0.2.7:52100", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::7]:52100", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::7]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::ffff:192.0.2.7]:80", "192.0.2.7"),
        ("192.0.2", "unknown"),
        ("192.0.2.256", "unknown"),
        ("unknown", "unknown"),
        ("", "unknown"),
        ("[", "unknown"),
        ("١٩٢.0.2.7", "unknown"),
    ],
)
def test_an_address_in_any_dress_is_its_network(written, expected):
    assert network(written) == expected


@given(st.text(), st.integers(0, 4), st.text())
def test_whatever_is_sent_gives_an_answer(forwarded, proxies, connection):
    assert network(address_of({"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": connection}, proxies))
