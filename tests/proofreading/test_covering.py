"""What is said of what is looked at."""

from feuilleton.proofreading import covering


def test_english_is_looked_at_most():
    english, klingon = covering.coverage("en-GB"), covering.coverage("tlh")

    assert len(english.looked_at) > len(klingon.looked_at)
    assert any("tlhIngan Hol" in one for one in klingon.unseen)
    assert not any("dictionary" in one for one in english.unseen)


def test_nobody_is_told_that_everything_is_seen():
    assert covering.coverage("en").unseen
