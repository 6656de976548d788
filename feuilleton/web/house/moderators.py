"""Who moderates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.archive import keeping
from feuilleton.http import answers
from feuilleton.kit.errors import Refusal
from feuilleton.web.addresses import address
from feuilleton.web.house.keepers import archivist_only
from feuilleton.web.writing.door import writer


@archivist_only
def moderators(request: HttpRequest) -> HttpResponse:
    """The list; a form adds an account by its name, or takes one off."""
    context = {
        "here": "house",
        "moderators": User.objects.filter(is_moderator=True).order_by("username"),
        "archivists": User.objects.filter(is_archivist=True).order_by("username"),
        "name": request.POST.get("name", ""),
    }
    if request.method != "POST":
        return answers.page(request, "house/moderators.html", context)
    try:
        return _change(request)
    except Refusal as refusal:
        return answers.refused(request, refusal, "house/moderators.html", context)


def _change(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        user = User.objects.named(name)
    except User.DoesNotExist:
        raise Refusal(_("No account has the name “%(name)s”.") % {"name": name}, field="name") from None
    rule = keeping.no_longer_moderate if request.POST.get("do") == "remove" else keeping.let_moderate
    rule(user, by=writer(request), at=timezone.now())
    messages.success(request, _("Kept."))
    return answers.see_other(address("house_moderators"))
