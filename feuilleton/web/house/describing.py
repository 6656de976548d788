"""What the archive is called and says of itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.archive import keeping
from feuilleton.http import answers
from feuilleton.kit import languages, text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering, sources
from feuilleton.web.addresses import address
from feuilleton.web.house.keepers import archivist_only
from feuilleton.web.writing.door import writer

_FIELDS = ("name", "tagline", "language", "about", "rules")


@archivist_only
def house(request: HttpRequest) -> HttpResponse:
    archive = keeping.the_archive()
    kept = {name: getattr(archive, name) for name in _FIELDS}
    if request.method != "POST":
        return answers.page(request, "house/house.html", _context(kept, archive.about_html, archive.rules_html))
    said = {name: text.tidy(request.POST.get(name, kept[name])) for name in _FIELDS}
    try:
        if "look" in request.POST:
            return answers.page(request, "house/house.html", _preview(said))
        keeping.describe(**said, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "house/house.html", _context(said, "", ""))
    messages.success(request, _("Kept. Every page shows it from now on."))
    return answers.see_other(address("house"))


def _preview(said: dict[str, str]) -> dict[str, object]:
    about, rules = (rendering.render(sources.from_markdown(said[name])) for name in ("about", "rules"))
    return _context(said, about, rules) | {"is_preview": True}


def _context(said: dict[str, str], about: str, rules: str) -> dict[str, object]:
    return {
        "here": "house",
        "said": said,
        "about_shown": about,
        "rules_shown": rules,
        "languages": list(languages.NAMES.items()),
    }
