"""Notes stay on their passage through any revision, and leave when it does."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import anchoring, mapping
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.mapping import Mapped, Other
from tests.kit.prose.revisions import carried, carry, edited, note, text, unnamed

LAMP = "The lamp on the landing had gone out again, and nobody had seen to it."
STAIRS = "She counted the stairs under her breath. She smiled. There were nineteen of them."
LETTER = "He put the letter down between them and turned it round so that she could read it."
TRAM = "Outside a tram went by. She smiled. All the glasses in the cupboard spoke at once."
BEFORE = [LAMP, STAIRS, LETTER, TRAM]


def changed(place: int, old: str, new: str) -> list[str]:
    assert old in BEFORE[place]
    return [*BEFORE[:place], BEFORE[place].replace(old, new), *BEFORE[place + 1 :]]


def test_a_note_stays_exactly_while_all_around_it_changes() -> None:
    after = ["Rain.", LAMP.replace("lamp", "light"), f"Slowly, {STAIRS}", TRAM, LETTER.upper()]

    assert carried("under her breath", BEFORE, after) == ("exact", "under her breath")


def test_a_corrected_word_keeps_the_note_on_it() -> None:
    wrong = [LAMP.replace("nobody", "noboddy"), *BEFORE[1:]]

    assert carried("noboddy", wrong, BEFORE) == ("edited", "nobody")


@pytest.mark.parametrize(
    ("wrong", "right", "corrected"),
    [
        ("Then [he] tram went by.", "Then the tram went by.", "the"),
        ("She sat [n] the dark.", "She sat in the dark.", "in"),
        ("She saw [any thing] at all.", "She saw anything at all.", "anything"),
        ("She saw any [thing] at all.", "She saw anything at all.", "anything"),
        ("A [well known] man.", "A well-known man.", "well-known"),
        ("Come back [to-day], he said.", "Come back today, he said.", "today"),
        ("It was [alot] to ask.", "It was a lot to ask.", "a lot"),
        ("彼女は笑っ[だ]。", "彼女は笑った。", "た"),
        ("A strange [freind] came.", "A strange friend came.", "friend"),
    ],
)
def test_a_word_parted_joined_or_filled_in_keeps_the_note_on_it(wrong: str, right: str, corrected: str) -> None:
    start, end = wrong.index("["), wrong.index("]") - 1
    old = text(LAMP, wrong.replace("[", "").replace("]", ""), TRAM)
    anchor = anchoring.describe(old, old[1].id, start, old[1].id, end)

    (mapped,) = carry([anchor], old, edited(old, LAMP, right, TRAM))

    assert mapped.anchor
    assert (mapped.outcome in {"edited", "touched"}, mapped.anchor.quote) == (True, corrected)


def test_a_phrase_that_was_rewritten_leaves_the_note_on_what_replaced_it() -> None:
    after = changed(2, "turned it round so that she could read it", "waited")

    assert carried("turned it round so that she could read it", BEFORE, after) == ("touched", "waited")


def test_a_sentence_that_was_cut_takes_its_note_along_though_the_same_words_stand_elsewhere() -> None:
    assert carried("She smiled", BEFORE, changed(1, "She smiled. ", "")) == ("detached", None)
    assert carried("She smiled.", BEFORE, changed(1, "She smiled. ", "")) == ("detached", None)


def test_a_sentence_that_was_changed_does_not_send_its_note_to_the_same_words_elsewhere() -> None:
    assert carried("She smiled", BEFORE, changed(1, "She smiled", "She grinned")) == ("edited", "She grinned")


def test_a_paragraph_that_was_cut_takes_its_notes_along() -> None:
    assert carried("She smiled", BEFORE, [LAMP, LETTER, TRAM]) == ("detached", None)


def test_what_was_cut_is_not_replaced_by_what_was_put_into_the_next_sentence() -> None:
    after = changed(1, "She smiled. There were", "Now there were")

    assert carried("She smiled.", BEFORE, after) == ("detached", None)


def test_a_paragraph_that_moved_takes_its_notes_along() -> None:
    assert carried("the letter", BEFORE, [LETTER, LAMP, STAIRS, TRAM]) == ("moved", "the letter")


def test_a_paragraph_that_moved_and_was_edited_takes_its_notes_along() -> None:
    after = [LETTER.replace("put", "laid"), LAMP, STAIRS, TRAM]

    assert carried("so that she could read it", BEFORE, after) == ("moved", "so that she could read it")


def test_of_two_paragraphs_that_changed_places_both_moved_and_those_around_them_did_not() -> None:
    after = [LAMP, LETTER, STAIRS, TRAM]

    assert [carried(words, BEFORE, after)[0] for words in ("lamp", "stairs", "letter", "tram")] == [
        "exact",
        "moved",
        "moved",
        "exact",
    ]


def test_a_sentence_that_went_to_another_paragraph_takes_its_note_along() -> None:
    after = [f"There were nineteen of them. {LAMP}", STAIRS.replace(" There were nineteen of them.", ""), *BEFORE[2:]]

    assert carried("There were nineteen of them.", BEFORE, after) == ("moved", "There were nineteen of them.")


def test_a_paragraph_that_was_parted_keeps_its_notes() -> None:
    after = [LAMP, "She counted the stairs under her breath.", "She smiled. There were nineteen of them.", *BEFORE[2:]]

    assert carried("nineteen of them", BEFORE, after) == ("exact", "nineteen of them")
    assert carried("under her breath. She smiled.", BEFORE, after) == ("exact", "under her breath.\nShe smiled.")


def test_paragraphs_that_were_joined_keep_their_notes() -> None:
    after = [f"{LAMP} {STAIRS}", LETTER, TRAM]

    assert carried("nineteen of them", BEFORE, after) == ("exact", "nineteen of them")
    assert carried("seen to it.\nShe counted", BEFORE, after) == ("exact", "seen to it. She counted")


def test_a_note_over_several_paragraphs_stays_on_them() -> None:
    quote = f"There were nineteen of them.\n{LETTER}\nOutside a tram"

    assert carried(quote, BEFORE, BEFORE) == ("exact", quote)
    assert carried(quote, BEFORE, changed(2, "put", "laid")) == ("edited", quote.replace("put", "laid"))
    assert carried(quote, BEFORE, [LAMP, STAIRS, TRAM]) == ("touched", "There were nineteen of them.\nOutside a tram")


def test_a_paragraph_that_was_written_anew_leaves_the_note_on_what_stands_there() -> None:
    anew = "The letter lay there for her to read, and he would not look at it again."

    outcome, quote = carried(LETTER, BEFORE, [LAMP, STAIRS, anew, TRAM])

    assert (outcome in {"edited", "touched"}, quote) == (True, anew)


def test_a_paragraph_that_another_took_the_place_of_takes_its_note_along() -> None:
    assert carried(LETTER, BEFORE, [LAMP, STAIRS, "Nobody came.", TRAM]) == ("detached", None)


def test_a_paragraph_in_chinese_keeps_its_note_on_the_same_signs() -> None:
    before, after = "他把信放在桌上，转过身去。外面下着雨。", "他把那封信轻轻放在桌上，然后转过身去。外面正下着雨。"

    assert carried("转过身去", [before], [after]) == ("exact", "转过身去")
    assert carried("把信放在", [before], [after]) == ("edited", "把那封信轻轻放在")


def test_a_passage_that_moved_to_another_chapter_is_found_there_but_not_what_stood_there_before() -> None:
    old, new = text(*BEFORE), text(LAMP, TRAM)
    other = text("It had been a long week.", "She smiled. Then she slept.")
    later = edited(other, "It had been a long week.", LETTER, "She smiled. Then she slept.")
    there = Other(other, later)

    letter, smile = mapping.carry(
        [note(old, "so that she could read it"), note(old, "She smiled")], old, edited(old, LAMP, TRAM), {"two": there}
    )

    assert (letter.outcome, letter.elsewhere) == ("moved", "two")
    assert letter.anchor
    assert (letter.anchor.start_block, letter.anchor.quote) == (later[1].id, "so that she could read it")
    assert smile == Mapped("detached", None, 0.0)
    assert new


def test_a_note_on_another_text_is_detached() -> None:
    old = text(*BEFORE)
    foreign = note(text("Quite another story."), "another")

    assert carry([foreign], old, old) == [Mapped("detached", None, 0.0)]


def test_words_tell_where_a_note_is_when_its_block_has_another_id() -> None:
    old, again = text(*BEFORE), text(*BEFORE)

    (mapped,) = carry([note(old, "between them")], again, again)

    assert mapped.anchor
    assert (mapped.outcome, mapped.anchor.start_block) == ("exact", again[2].id)


# What never may happen, tried on many edits. Every word is like no other, so it is known where each one went.

NEW = 10_000


class Author:
    """Writes paragraphs of words like no other, and edits them by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._count = 0

    def sentence(self) -> str:
        self._count += 1
        words = [f"{self._sound()}{self._count}x{nth}" for nth in range(self.chance.randint(3, 9))]
        return f"{' '.join(words)}."

    def _sound(self) -> str:
        return "".join(self.chance.choice("bdfgklmnprstvz") + self.chance.choice("aeiou") for _ in range(2))

    def paragraph(self) -> list[str]:
        return [self.sentence() for _ in range(self.chance.randint(1, 4))]

    def edit(self, paragraphs: list[list[str]]) -> list[list[str]]:
        after = [self._sentences(paragraph) for paragraph in paragraphs]
        for _ in range(self.chance.randint(0, 3)):
            if after:
                self._move(after)
        return [paragraph for paragraph in after if paragraph]

    def _sentences(self, paragraph: list[str]) -> list[str]:
        fate = self.chance.random()
        if fate < 0.5:
            return paragraph
        if fate < 0.6:
            return []
        after = []
        for sentence in paragraph:
            change = self.chance.random()
            if change < 0.2:
                after.append(self.sentence())
            elif change < 0.35:
                words = sentence.split()
                words[self.chance.randrange(len(words) - 1)] = self.sentence().split()[0]
                after.append(" ".join(words))
            elif change < 0.85:
                after.append(sentence)
        return after

    def _move(self, after: list[list[str]]) -> None:
        here = self.chance.randrange(len(after))
        act = self.chance.choice(["split", "merge", "move", "insert"])
        if act == "split" and len(after[here]) > 1:
            after[here : here + 1] = [after[here][:1], after[here][1:]]
        elif act == "merge" and here + 1 < len(after):
            after[here : here + 2] = [after[here] + after[here + 1]]
        elif act == "move":
            one = after.pop(here)
            after.insert(self.chance.randint(0, len(after)), one)
        elif act == "insert":
            after.insert(here, self.paragraph())


def _notes(chance: random.Random, old: list[Block]) -> list[anchoring.Anchor]:
    notes = []
    for block in old:
        starts = [0, *(place + 1 for place, sign in enumerate(block.text) if sign == " ")]
        start = chance.choice(starts)
        ends = [*(place - 1 for place in starts if place > start), len(block.text)]
        notes.append(anchoring.describe(old, block.id, start, block.id, chance.choice(ends)))
    return notes


def _set(words: str) -> set[str]:
    return set(words.replace(".", "").split())


@given(st.randoms(use_true_random=False), st.integers(1, 8), st.booleans())
def test_a_note_never_goes_to_other_words_that_stood_before(chance: random.Random, length: int, with_ids: bool) -> None:
    author = Author(chance)
    before = [author.paragraph() for _ in range(length)]
    after = [" ".join(paragraph) for paragraph in author.edit(before)]
    old = text(*(" ".join(paragraph) for paragraph in before))
    new = edited(old, *after) if with_ids else text(*after)
    known = _set(" ".join(block.text for block in old))
    notes = _notes(chance, old)

    for anchor, mapped in zip(notes, carry(notes, old, new), strict=True):
        own = _set(anchor.quote)
        if mapped.anchor:
            here = _set(mapped.anchor.quote)
            assert len(here & known - own) <= len(here & own)
        assert (mapped.anchor is None) == (mapped.outcome == "detached")
        left = own & _set(" ".join(after))
        if mapped.anchor is None:
            assert len(left) < 3 or 2 * len(left) < len(own)


@given(st.randoms(use_true_random=False), st.integers(1, 8), st.booleans())
def test_text_that_did_not_change_keeps_its_notes_exactly(chance: random.Random, length: int, with_ids: bool) -> None:
    author = Author(chance)
    before = [author.paragraph() for _ in range(length)]
    after = [" ".join(paragraph) for paragraph in author.edit(before)]
    old = text(*(" ".join(paragraph) for paragraph in before))
    new = edited(old, *after) if with_ids else text(*after)
    texts = {block.text: block for block in new}
    notes = [one for one in _notes(chance, old) if _block(old, one.start_block).text in texts]

    for anchor, mapped in zip(notes, carry(notes, old, new), strict=True):
        same = texts[_block(old, anchor.start_block).text]
        assert mapped.outcome in {"exact", "moved"}
        assert mapped.anchor
        assert mapped.anchor.start_block == same.id
        assert (mapped.anchor.start, mapped.anchor.end) == (anchor.start, anchor.end)
        assert (mapped.anchor.quote, mapped.anchor.digest, mapped.kept) == (anchor.quote, anchor.digest, 1.0)


def _block(blocks: list[Block], id: str) -> Block:
    return next(block for block in blocks if block.id == id)


@given(st.randoms(use_true_random=False), st.integers(2, 8), st.booleans())
def test_a_refrain_that_was_cut_never_sends_its_note_to_another(
    chance: random.Random, length: int, with_ids: bool
) -> None:
    author = Author(chance)
    sides = [(author.sentence(), author.sentence()) for _ in range(length)]
    old = text(*(f"{first} She smiled. {last}" for first, last in sides))
    notes = [note(old, "She smiled.", nth) for nth in range(length)]
    fates = [chance.choice(["kept", "cut", "changed", "gone", "grown"]) for _ in sides]
    versions = {
        "kept": "{} She smiled. {}",
        "cut": "{} {}",
        "changed": "{} She looked away. {}",
        "grown": "{} {new} She smiled. {}",
    }
    after = [
        versions[fate].format(*both, new=author.sentence())
        for fate, both in zip(fates, sides, strict=True)
        if fate != "gone"
    ]
    if chance.random() < 0.3:
        chance.shuffle(after)
    new = edited(old, *after) if with_ids else unnamed(*after)
    new = new if with_ids else text(*after)

    for (first, last), fate, mapped in zip(sides, fates, carry(notes, old, new), strict=True):
        here = _block(new, mapped.anchor.start_block).text if mapped.anchor else ""
        if fate in {"kept", "grown"}:
            assert mapped.anchor
            assert (mapped.anchor.quote, mapped.outcome in {"exact", "moved"}) == ("She smiled.", True)
        if fate in {"gone", "cut"}:
            assert mapped.outcome == "detached"
        assert not here or (here.startswith(first) and here.endswith(last))
