"""Splicing: whatever is put into the opening tag, the result is one honest gzip file."""

import gzip
import subprocess

from hypothesis import given
from hypothesis import strategies as st

from feuilleton.pages import splicing

HTML = b'<!doctype html>\n<html lang="en" dir="ltr"><head><title>A title</title></head><body>' + b"Some words. " * 400


@given(rest=st.binary(max_size=70_000), attributes=st.binary(max_size=300))
def test_a_spliced_page_unpacks_to_opening_attributes_and_rest(rest, attributes):
    page = splicing.split(b'<html lang="en">' + rest)

    whole = b'<html lang="en"' + attributes + b">" + rest
    assert gzip.decompress(page.gzip(attributes)) == whole
    assert page.plain(attributes) == whole


def test_attributes_stand_at_the_end_of_the_opening_tag():
    text = gzip.decompress(splicing.split(HTML).gzip(b' data-theme="dark"'))

    assert text.startswith(b'<!doctype html>\n<html lang="en" dir="ltr" data-theme="dark"><head>')


def test_what_is_not_html_takes_no_attributes():
    page = splicing.split(b"<feed/>")

    assert gzip.decompress(page.gzip(b' data-theme="dark"')) == b"<feed/>"
    assert page.plain(b' data-theme="dark"') == b"<feed/>"


def test_gzip_itself_finds_no_fault(tmp_path):
    (tmp_path / "page.gz").write_bytes(splicing.split(HTML).gzip(b' data-size="115"'))

    assert subprocess.run(["gzip", "-t", tmp_path / "page.gz"], check=False).returncode == 0


def test_the_page_is_small():
    assert len(splicing.split(HTML).gzip()) < len(HTML) / 10
