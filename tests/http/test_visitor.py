"""Visitor: who is in front of the page, without asking the database about strangers."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory

from feuilleton.http.visitor import address_of, in_templates, network_of, visitor_of


def test_a_stranger_costs_no_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/see").content == b"None False"


def test_consent_is_in_a_cookie(client, db):
    client.cookies["adult"] = "1"

    assert client.get("/see").content == b"None True"


@pytest.mark.django_db
def test_a_member_is_known_and_so_is_what_their_account_consents_to():
    client = Client()
    client.force_login(get_user_model().objects.create_user("maud"))
    before = client.get("/see").content

    get_user_model().objects.update(adult_ok=True)

    assert (before, client.get("/see").content) == (b"maud False", b"maud True")


@pytest.mark.django_db
def test_a_session_that_is_over_is_a_stranger(client):
    client.cookies["sessionid"] = "gone"

    assert client.get("/see").content == b"None False"


def test_templates_are_given_the_look():
    request = RequestFactory().get("/")
    request.COOKIES["look"] = "theme:dark"

    assert f"<html{in_templates(request)['look']}>" == '<html data-theme="dark">'
    assert not visitor_of(request).is_member


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "127.0.0.1"),
        (2, "1.1.1.1", "127.0.0.1"),
    ],
)
def test_the_address_is_what_the_proxies_we_trust_have_seen(settings, trusted, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted

    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0DB8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_limits_know_a_visitor_by_their_network(address, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network
