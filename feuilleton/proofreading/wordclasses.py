"""What can stand where in English, for short: a word's class. A small word is a class of its own."""

from __future__ import annotations

from typing import Final

from feuilleton.proofreading.wordlists import words

# What a word of the open classes can be; the bits of `Table.kinds`.
NOUN, NOUNS, VERB, VERBS, PAST, GERUND, PARTICIPLE, ADJECTIVE, ADVERB = (1 << bit for bit in range(9))
_LETTERS: Final = ("n", "N", "v", "z", "d", "g", "p", "j", "r")
START, END, NAME, FIGURE, STRANGE, COMPOUND = "<s>", ".", "<name>", "<figure>", "<strange>", "<compound>"
POSSESSIVE: Final = "'s"

_ARTICLES: Final = words("a an the this that these those my your his her its our their")
_PRONOUNS: Final = words(
    """
    i you he she it we they me him us them mine yours hers ours theirs myself yourself himself herself itself
    ourselves themselves who whom whose which what where when why how
    """
)
_JOINING: Final = words(
    """
    and or but nor so yet if because although though while whereas unless until till since whether as than
    """
)
PREPOSITIONS: Final = words(
    """
    of in on at by for to with from into onto upon about above across after against along among around before behind
    below beneath beside between beyond despite down during except inside like near off out outside over past through
    throughout toward towards under up within without
    """
)
_HELPING: Final = words(
    """
    am is are was were be been being have has had having do does did done doing will would shall should may might must
    can could ought let
    """
)
_OTHERS: Final = words(
    """
    not no none nothing nobody never ever neither either both all any some each every few many more most much less
    least several another other others such same own then there here now just only even still too very quite rather
    almost also again away back once always often perhaps maybe somehow something someone somebody somewhere anything
    anyone anybody anywhere everything everyone everybody everywhere nowhere last next enough soon
    """
)
# Small too, for what stands beside them; but nobody writes one for another by a slip of the finger alone.
_UNMISTAKEN: Final = words(
    """
    yes oh well first one two three four five six seven eight nine ten go goes went gone going come comes came coming
    get got say says said see saw seen look looked looks know knew known think thought make made take took taken tell
    told give gave given
    """
)
ARTICLES: Final = frozenset({"a", "an", "the"})
CLOSED: Final = _ARTICLES | _PRONOUNS | _JOINING | PREPOSITIONS | _HELPING | _OTHERS
SMALL: Final = CLOSED | _UNMISTAKEN
_SHORTENED: Final = {"'s": POSSESSIVE, "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}
_BEFORE_IS: Final = words("he she it that there who what where here how")
_ODD: Final = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "cannot": ("can", "not"),
               "let's": ("let", "us"), "'tis": ("it", "is"), "'twas": ("it", "was"), "o'clock": ("o'clock",),
               "ain't": ("is", "not")}  # fmt: skip


def parts(low: str) -> tuple[str, ...]:
    """A word as it reads when nothing is drawn together: `don't` as do and not; of a possessive, the word and 's."""
    if "'" not in low:
        return _ODD.get(low, (low,))
    if low in _ODD:
        return _ODD[low]
    if low.endswith("n't") and len(low) > 4:
        return low[:-3], "not"
    head, apostrophe, tail = low.rpartition("'")
    if tail == "s" and head in _BEFORE_IS:
        return head, "is"
    if apostrophe + tail in _SHORTENED and head:
        return head, _SHORTENED[apostrophe + tail]
    return (low,)


def named(kinds: int) -> str:
    """The class of a word that can be these kinds of word."""
    return "".join(letter for bit, letter in enumerate(_LETTERS) if kinds >> bit & 1) or STRANGE


def guessed(low: str) -> int:
    """What a word that is in no list can be, by its ending."""
    for ending, kinds in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return kinds
    return 0


_ENDINGS: Final = (
    ("ness", NOUN), ("tion", NOUN), ("sion", NOUN), ("ment", NOUN), ("ity", NOUN), ("ing", GERUND), ("ly", ADVERB),
    ("ed", PAST | PARTICIPLE), ("less", ADJECTIVE), ("ful", ADJECTIVE), ("ous", ADJECTIVE), ("ish", ADJECTIVE),
    ("able", ADJECTIVE), ("ss", NOUN), ("us", NOUN), ("s", NOUNS | VERBS),
)  # fmt: skip
