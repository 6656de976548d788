"""How a file would read in other charsets."""

from feuilleton.importing import readings


def test_the_right_charset_is_among_those_offered_with_the_line_as_it_was_written():
    data = "Title: Rain\n\nУтро. Никто не пришёл.".encode("cp1251")

    found = {one.charset: one.sample for one in readings.readings(data)}

    assert found["cp1251"] == "Утро. Никто не пришёл."
    assert "utf-8" not in found
    assert len(set(found.values())) == len(found) > 1


def test_plain_ascii_needs_no_choice():
    assert readings.readings(b"It rained.") == []


def test_a_letter_cut_in_two_at_the_lines_end_does_not_rule_its_charset_out():
    line = ("雨" * 200).encode()

    assert readings.readings(line)[0].charset == "utf-8"
