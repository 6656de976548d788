"""Refusals: what a rule answers when it will not do what was asked."""


class Refusal(Exception):
    """A rule said no. The message is for the person who asked: what is so, then what one can do.

    `field` names the form field it speaks of, where there is one.
    """

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
