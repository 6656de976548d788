"""Ids go with the words, through any edit."""

import random

from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import aligning, sources
from feuilleton.kit.prose.blocks import Block

SENTENCES = [
    "The lamp on the landing had gone out again, and nobody had seen to it.",
    "She counted the stairs under her breath, nineteen of them, and stopped at the last.",
    "“You came,” he said from the dark, as though it were a fault of hers.",
    "Outside a tram went by, and all the glasses in the cupboard spoke at once.",
    "Nobody answered.",
    "It was the ninth of March, a Tuesday, and the river stood as high as the second window.",
    "He put the letter down between them and turned it round so that she could read it.",
    "日本語の段落がここにあります。彼女は窓の外を見ていた。",
]
texts = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.just("***"), st.text("ab ", min_size=1, max_size=6)), max_size=12
)


def blocks(*paragraphs: str) -> list[Block]:
    return aligning.keep_ids([], unnamed(*paragraphs))


def unnamed(*paragraphs: str) -> list[Block]:
    return sources.from_text("\n\n".join(paragraphs))


def ids(some: list[Block]) -> list[str]:
    return [block.id for block in some]


@given(texts)
def test_unchanged_text_keeps_every_id_in_order(paragraphs: list[str]) -> None:
    old = blocks(*paragraphs)

    assert aligning.keep_ids(old, unnamed(*paragraphs)) == old


@given(texts, texts)
def test_no_id_comes_twice_and_no_text_is_changed(before: list[str], after: list[str]) -> None:
    old, new = blocks(*before), unnamed(*after)

    kept = aligning.keep_ids(old, new)

    assert len(set(ids(kept))) == len(kept)
    assert all(len(block.id) == 8 for block in kept)
    assert [block.text for block in kept] == [block.text for block in new]


@given(st.permutations(SENTENCES), st.randoms(use_true_random=False))
def test_an_id_never_goes_to_another_unchanged_paragraph(sentences: list[str], chance: random.Random) -> None:
    old = blocks(*sentences)
    edited = [sentence for sentence in sentences if chance.random() > 0.2]
    edited = [f"{sentence} {chance.choice(SENTENCES)}" if chance.random() < 0.2 else sentence for sentence in edited]
    chance.shuffle(edited) if chance.random() < 0.3 else None

    owner = {block.id: block.text for block in old}
    for block in aligning.keep_ids(old, unnamed(*edited)):
        if block.text in owner.values() and block.id in owner:
            assert owner[block.id] == block.text


def test_an_edited_paragraph_keeps_its_id() -> None:
    old = blocks(*SENTENCES)

    new = aligning.keep_ids(old, unnamed(*(sentence.replace("the", "that") for sentence in SENTENCES)))

    assert ids(new) == ids(old)


def test_a_paragraph_that_moved_keeps_its_id() -> None:
    old = blocks(*SENTENCES)

    new = aligning.keep_ids(old, unnamed(*SENTENCES[1:], SENTENCES[0]))

    assert ids(new) == [*ids(old)[1:], ids(old)[0]]


def test_of_a_split_paragraph_the_best_part_keeps_the_id() -> None:
    old = blocks(SENTENCES[0], f"{SENTENCES[1]} {SENTENCES[2]}", SENTENCES[3])

    new = aligning.keep_ids(old, unnamed(*SENTENCES[:4]))

    assert ids(new)[:2] == ids(old)[:2]
    assert ids(new)[3] == ids(old)[2]
    assert ids(new)[2] not in ids(old)


def test_of_merged_paragraphs_the_first_keeps_its_id() -> None:
    old = blocks(*SENTENCES[:4])

    new = aligning.keep_ids(old, unnamed(SENTENCES[0], f"{SENTENCES[1]} {SENTENCES[2]}", SENTENCES[3]))

    assert ids(new) == [ids(old)[0], ids(old)[1], ids(old)[3]]


def test_a_paragraph_put_in_between_gets_a_fresh_id() -> None:
    old = blocks(*SENTENCES[:3])

    new = aligning.keep_ids(old, unnamed(SENTENCES[0], SENTENCES[5], *SENTENCES[1:3]))

    assert [ids(new)[place] for place in (0, 2, 3)] == ids(old)
    assert ids(new)[1] not in ids(old)


def test_a_paragraph_in_place_of_another_gets_a_fresh_id() -> None:
    old = blocks(*SENTENCES[:3])

    new = aligning.keep_ids(old, unnamed(SENTENCES[0], SENTENCES[6], SENTENCES[2]))

    assert ids(new)[1] not in ids(old)


def test_ids_that_came_twice_or_from_outside_do_not_spread() -> None:
    old = [Block("aaaaaaaa", "paragraph", text) for text in ("one", "two", "three")]
    new = [Block("aaaaaaaa", "paragraph", text) for text in ("one", "two", "four")]

    kept = aligning.keep_ids(old, new)

    assert len(set(ids(kept))) == 3


def test_a_scene_break_with_another_ornament_is_the_same_one() -> None:
    old = blocks(SENTENCES[0], "***", SENTENCES[1])

    new = aligning.keep_ids(old, unnamed(SENTENCES[0], "~*~", SENTENCES[1]))

    assert ids(new) == ids(old)


def test_what_became_of_each_block_is_said() -> None:
    old = blocks(SENTENCES[0], SENTENCES[1], f"{SENTENCES[2]} {SENTENCES[3]}", SENTENCES[5], SENTENCES[6], SENTENCES[7])
    edited = [SENTENCES[7], SENTENCES[0].replace("lamp", "light"), SENTENCES[2], SENTENCES[3], SENTENCES[6]]

    new = aligning.keep_ids(old, unnamed(*edited))
    links = aligning.align(old, new)

    assert [link.fate for link in links] == ["edited", "gone", "split", "gone", "same", "moved"]
    assert [link.new for link in links] == [1, None, 2, None, 4, 0]
    assert all(link.new_id == (link.old_id if link.new is not None else "") for link in links)


@given(texts, texts)
def test_every_old_block_has_one_link_in_order(before: list[str], after: list[str]) -> None:
    old = blocks(*before)
    new = aligning.keep_ids(old, unnamed(*after))

    links = aligning.align(old, new)

    assert [link.old for link in links] == list(range(len(old)))
    assert all(link.new_id == new[link.new].id for link in links if link.new is not None)


@given(st.text(max_size=60), st.text(max_size=60))
def test_word_changes_cover_both_texts(one: str, other: str) -> None:
    before, after = (
        Block("", "paragraph", sources.inline.escape(one)),
        Block("", "paragraph", sources.inline.escape(other)),
    )

    changes = aligning.words(before, after)

    assert "".join(before.text[change.old_start : change.old_end] for change in changes) == before.text
    assert "".join(after.text[change.new_start : change.new_end] for change in changes) == after.text
    for change in changes:
        if change.kind == "equal":
            assert before.text[change.old_start : change.old_end] == after.text[change.new_start : change.new_end]


def test_a_changed_word_is_found() -> None:
    before, after = Block("", "paragraph", "She sat up."), Block("", "paragraph", "She <em>stood</em> up.")

    changed = [change for change in aligning.words(before, after) if change.kind != "equal"]

    assert {change.kind for change in changed} <= {"insert", "delete", "replace"}
    assert "".join(before.text[change.old_start : change.old_end] for change in changed) == "sat"
    assert "".join(after.text[change.new_start : change.new_end] for change in changed) == "stood"
