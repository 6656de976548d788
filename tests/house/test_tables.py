"""The database as a whole: models and migrations agree, and no number can run out."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

OF_OTHERS = {"contenttypes", "auth", "sessions", "account", "mfa", "socialaccount"}


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_key_of_ours_has_64_bits():
    small = [
        str(field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in OF_OTHERS
        for field in model._meta.local_fields
        if isinstance(field, models.AutoField) and not isinstance(field, models.BigAutoField)
    ]

    assert not small


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one kind of integer")
def test_every_foreign_key_in_the_database_is_as_wide_as_what_it_points_to():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.conrelid::regclass, a.attname, a.atttypid::regtype, b.atttypid::regtype
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
            WHERE c.contype = 'f' AND a.atttypid <> b.atttypid
            """
        )
        assert cursor.fetchall() == []
