"""Lists of words, written the way people read them."""


def words(said: str, parted_by: str | None = None) -> frozenset[str]:
    """The words of a text, parted by white space or by this sign."""
    return frozenset(one.strip() for one in said.split(parted_by))
