"""What tests of pages share: the catalogues, which a server compiles when it starts and most tests do without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feuilleton.archive import keeping, speaking
from feuilleton.kit import catalogues


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    catalogues.compile_into(folder, code=Path(catalogues.__file__).parents[1])
    return folder


@pytest.fixture
def our_languages(settings, compiled: Path) -> Iterator[None]:
    """The house can speak every language of ours; afterwards, only English again."""
    settings.LOCALE_PATHS = [compiled]
    _forget()
    yield
    settings.LOCALE_PATHS = []
    _forget()


def _forget() -> None:
    speaking.catalogues.cache_clear()
    keeping.house.forget()
