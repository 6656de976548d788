"""What the tests of importing share: reading the manuscripts beside them, and the sum that must always come out."""

from pathlib import Path

from feuilleton.importing import manuscripts, recognising
from feuilleton.importing.proposal import Proposal

FOLDER = Path(__file__).parent / "manuscripts"


def manuscript(name: str) -> Proposal:
    """What is proposed for one of the manuscripts in the folder; its pieces cover it."""
    return of_bytes((FOLDER / name).read_bytes(), name=name)


def of_bytes(data: bytes, name: str = "", **more: str) -> Proposal:
    return covering(recognising.recognise(manuscripts.read(data, name=name, **more)))


def of_text(text: str, format: str = "text") -> Proposal:
    return covering(recognising.recognise(manuscripts.of_text(text, format=format)))


def covering(proposal: Proposal) -> Proposal:
    """The proposal, when its pieces cover the text in order, only white space is space, and the ledger adds up."""
    source, place = proposal.manuscript.source, 0
    for piece in proposal.pieces:
        assert piece.start == place
        assert piece.end > piece.start
        assert piece.field != "space" or not source[piece.start : piece.end].strip()
        place = piece.end
    assert place == len(source)
    ledger = proposal.ledger()
    assert ledger.left_over == 0
    assert ledger.total == len(source)
    return proposal


def stretches(proposal: Proposal, field: str) -> list[str]:
    """The parts of the source that became this field."""
    source = proposal.manuscript.source
    return [source[piece.start : piece.end] for piece in proposal.pieces if piece.field == field]


def letters(proposal: Proposal) -> str:
    """Every letter and figure that the proposal keeps, in order of the file."""
    said = (piece.text + "".join(block.text + block.ornament for block in piece.blocks) for piece in proposal.pieces)
    return only_letters("".join(said))


def only_letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
