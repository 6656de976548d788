"""Taking a pen name; its name and profile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts import naming, preferring
from feuilleton.accounts.models import PenName
from feuilleton.http import answers
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering, sources
from feuilleton.web.addresses import address
from feuilleton.web.writing.door import signed_in, writer

LONGEST_PROFILE = 10_000


@signed_in
def take(request: HttpRequest) -> HttpResponse:
    """A new pen name."""
    if request.method != "POST":
        return answers.page(request, "people/pen_name_new.html", {"here": "you", "name": ""})
    name = request.POST.get("name", "")
    try:
        taken = naming.take(name, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "people/pen_name_new.html", {"here": "you", "name": name})
    messages.success(request, _("%(name)s is yours.") % {"name": taken.name})
    return answers.see_other(address("pen_name", taken.public_id))


@signed_in
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """A pen name's name and profile, as readers will see it."""
    pen_name = get_object_or_404(PenName.objects.of(writer(request)), public_id=public_id)
    name, about = pen_name.name, pen_name.about
    context = {"here": "you", "pen_name": pen_name, "name": name, "about": about, "shown": pen_name.about_html}
    if request.method != "POST":
        return answers.page(request, "people/pen_name.html", context)
    name, about = request.POST.get("name", ""), text.tidy(request.POST.get("about", ""))
    try:
        shown = _as_readers_see(about)
        context |= {"name": name, "about": about, "shown": shown}
        if "look" in request.POST:
            return answers.page(request, "people/pen_name.html", context | {"is_preview": True})
        naming.describe(pen_name, name=name, about=about, about_html=shown, by=writer(request), at=timezone.now())
    except Refusal as refusal:
        return answers.refused(request, refusal, "people/pen_name.html", context | {"name": name, "about": about})
    messages.success(request, _("Kept."))
    return answers.see_other(address("pen_name", public_id))


@signed_in
def write_as(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offer this pen name first when a story is begun."""
    pen_name = get_object_or_404(PenName.objects.of(writer(request)), public_id=public_id)
    if request.method == "POST":
        preferring.write_as(writer(request), pen_name)
        messages.success(request, _("New stories begin under %(name)s.") % {"name": pen_name.name})
    return answers.see_other(address("you"))


def _as_readers_see(about: str) -> str:
    if len(about) > LONGEST_PROFILE:
        raise Refusal(_("A profile can have 10,000 letters at most."), field="about")
    return rendering.render(sources.from_markdown(about))
