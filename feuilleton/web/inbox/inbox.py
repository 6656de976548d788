"""The inbox: what has come, by story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.inbox import reading, summing
from feuilleton.inbox.entries import Entry
from feuilleton.inbox.reading import ALL, NEW, SHOWS, TO_ANSWER, Page
from feuilleton.inbox.summing import Sum
from feuilleton.moderation.models import Report
from feuilleton.stories.models import Story
from feuilleton.web import measures
from feuilleton.web.addresses import address
from feuilleton.web.inbox import happening
from feuilleton.web.inbox.happening import Happening
from feuilleton.web.writing.door import signed_in, writer

MANY = 3  # things of one story: there may be more of it elsewhere


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the inbox a page shows, as its address says it."""

    show: str = ALL
    oldest: bool = False
    story: str = ""
    edge: int | None = None

    def address(self, **other: Any) -> str:
        """The address of another part: this one with some things said otherwise, from its beginning."""
        said = {"show": self.show, "oldest": self.oldest, "story": self.story, "edge": None} | other
        query = {
            "show": said["show"] if said["show"] != ALL else "",
            "order": "oldest" if said["oldest"] else "",
            "story": said["story"],
            "edge": said["edge"] or "",
        }
        words = urlencode({name: value for name, value in query.items() if value})
        return address("inbox") + (f"?{words}" if words else "")


@dataclass(slots=True)
class Group:
    """What has come of one story (or to one pen name), the nearest first."""

    title: str
    url: str
    language: str
    relation: str
    only: str = ""
    happenings: list[Happening] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    user, asked = writer(request), _asked(request)
    story = _story(user, asked.story)
    page = reading.page(user, show=asked.show, edge=asked.edge, oldest=asked.oldest, story=story.pk if story else None)
    is_whole = asked == Asked()
    sums = summing.sums(user, at=timezone.now()) if is_whole else []
    groups = _groups(page, asked, sums)
    context = {
        "here": "inbox",
        "asked": asked,
        "groups": groups,
        "only_story": story,
        "say": _say(page, asked),
        "empty": _empty(asked),
        "turns": _turns(page, asked, user),
        "reports": _reports() if user.may_moderate else "",
        "up_to": _up_to(page, asked),
        "new_here": " ".join(str(event) for entry in page.new for event in entry.events),
        "has_entries": bool(page.entries),
        "on": asked.address(edge=page.edge) if page.edge is not None else "",
        "again": asked.address(edge=asked.edge),
    }
    return answers.page(request, "inbox/inbox.html", context)


def _asked(request: HttpRequest) -> Asked:
    said = request.GET
    show, edge = said.get("show", ALL), said.get("edge", "")
    if show not in SHOWS or not (edge == "" or (edge.isascii() and edge.isdecimal() and len(edge) < 16)):
        raise Http404
    return Asked(show, said.get("order") == "oldest", said.get("story", "")[:20], int(edge) if edge else None)


def _story(user: User, public_id: str) -> Story | None:
    """The story that one asks for alone. One that is not theirs to see is like none."""
    if not public_id:
        return None
    found: Story | None = Story.objects.visible_to(Visitor(user)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _groups(page: Page, asked: Asked, sums: Iterable[Sum]) -> list[Group]:
    groups: dict[str, Group] = {}
    for entry in page.entries:
        group = _group(groups, entry)
        group.happenings.append(happening.of(entry, is_new=page.is_new(entry)))
        if len(group.happenings) == MANY and not asked.story:
            group.only = asked.address(story=entry.story.public_id)
    for one in sums:
        if one.story is not None:
            line = one.story
            own = Group(line.title, address("story", line.public_id), line.language, _("yours"))
            said = groups.setdefault(line.public_id, own).sums
            said += [happening.of_sum(one)] if one.favorites or one.followers else []
            said += [happening.of_notes(one.notes, line.public_id)] if one.notes else []
        elif one.name is not None:
            public_id, name = one.name
            url = address("person", public_id)
            groups[public_id] = Group(name, url, "", _("your pen name"), sums=[happening.of_sum(one)])
    return list(groups.values())


def _group(groups: dict[str, Group], entry: Entry) -> Group:
    line = entry.story
    if line.public_id not in groups:
        url = address("story", line.public_id)
        groups[line.public_id] = Group(line.title, url, line.language, happening.relation(entry))
    return groups[line.public_id]


def _turns(page: Page, asked: Asked, user: User) -> list[tuple[str, str, bool]]:
    """The other parts, as address, words and whether one is there."""
    shows = [(ALL, _("All")), (NEW, _("New")), (TO_ANSWER, _("To answer"))]
    if asked == Asked() and page.edge is None:
        waiting = reading.count_to_answer(user)
        shows[1:] = [
            (NEW, _("New, %(count)s") % {"count": len(page.new)} if page.new else _("New")),
            (TO_ANSWER, _("To answer, %(count)s") % {"count": waiting} if waiting else _("To answer")),
        ]
    turns = [(asked.address(show=show), words, asked.show == show) for show, words in shows]
    order = _("Newest first") if asked.oldest else _("Oldest first")
    return [*turns, (asked.address(oldest=not asked.oldest), order, False)]


def _reports() -> str:
    """What leads a moderator to what readers reported, and how much of it waits."""
    waiting = Report.objects.waiting().count()
    return _("Reports, %(count)s") % {"count": measures.number(waiting)} if waiting else _("Reports")


def _say(page: Page, asked: Asked) -> str:
    """How much is new, when this page can tell."""
    if asked.show == TO_ANSWER or asked.edge is not None or asked.oldest or asked.story:
        return ""
    new = page.new
    if not new:
        return _("Nothing new.")
    if page.edge is not None and (asked.show == NEW or new[-1] is page.entries[-1]):
        return _("More than %(count)s new things.") % {"count": len(new)}
    things = ngettext("%(count)s new thing", "%(count)s new things", len(new)) % {"count": len(new)}
    about = {entry.story.pk for entry in new}
    return _("%(things)s about %(stories)s.") % {"things": things, "stories": measures.stories(len(about))}


def _up_to(page: Page, asked: Asked) -> int:
    """The event up to which all is seen by who has seen this page; 0 where others may have come between."""
    if asked.story or asked.show == TO_ANSWER:
        return 0
    return max((event for entry in page.entries for event in entry.events), default=0)


def _empty(asked: Asked) -> str:
    if asked.edge is not None:
        return _("Nothing more stands here.")
    if asked.show == NEW:
        return _("Nothing new. All that came you have seen.")
    if asked.show == TO_ANSWER:
        return _("No review waits for an answer.")
    return _("Nothing has come yet. Follow a story or an author, and what they publish stands here at once.")
