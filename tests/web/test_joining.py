"""The stylesheets, joined: what is in them, and how little they weigh."""

import brotli
from django.contrib.staticfiles import finders

from feuilleton.web import joining


def test_every_part_is_in_the_one_stylesheet():
    joined = joining.join("css/site.css").read_text("utf-8")

    for part in joining.PARTS.glob("*.css"):
        rules = joining.smaller(part.read_text("utf-8")).partition("{")[2]
        assert rules[:60].rstrip("}") in joined, f"{part.name} is missing"


def test_the_order_of_the_layers_comes_first():
    for path in ("css/site.css", "css/reading.css"):
        assert joining.join(path).read_text("utf-8").startswith("@layer reset,tokens,base,layout,components,pages")


def test_what_reading_needs_fits_into_five_kilobytes():
    joined = joining.join("css/reading.css").read_bytes()

    assert len(brotli.compress(joined)) <= 5_000


def test_a_warning_looks_the_same_on_every_page():
    for path in ("css/site.css", "css/reading.css"):
        assert ".warned{color:var(--rubric)" in joining.join(path).read_text("utf-8")


def test_only_joined_stylesheets_are_collected():
    found = {path for finder in finders.get_finders() for path, _ in finder.list([])}

    assert {path for path in found if path.startswith("css/")} == {"css/site.css", "css/reading.css"}
    assert "faces/literata-latin-normal.woff2" in found


def test_joining_changes_nothing_that_means_something():
    css = "/* a */\n@layer x {\n  a:hover > b,\n  c { color: red;\n margin: calc(1em + 2px) ; }\n}\n"
    css += '@layer x { d { x: " +"; } }\n'

    assert joining.smaller(css) == '@layer x{a:hover > b,c{color:red;margin:calc(1em + 2px)}d{x:" +"}}'
