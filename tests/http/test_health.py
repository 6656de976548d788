"""Health: whoever watches the site is told in one word."""

import pytest


def test_a_process_that_answers_says_so(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_a_site_with_its_database_is_ready(client):
    assert client.get("/readyz").content == b"ok\n"
