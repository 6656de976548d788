"""Words for asking for stories, chapters and revisions. Who may see what is said here, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from feuilleton.kit.prepared import Prepared

if TYPE_CHECKING:
    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor


class Stories(QuerySet[Any]):
    """Words for asking for stories."""

    def visible_to(self, visitor: Visitor) -> Self:
        """Stories whose address this visitor may open: published ones made for them, and their own."""
        return self.filter(stories_seen_by(visitor))

    def listed_for(self, visitor: Visitor) -> Self:
        """Stories that lists, counts, search, feeds and the sitemap may name to this visitor."""
        audiences = ["everyone", "members"] if visitor.is_member else ["everyone"]
        return self.published().filter(audience__in=audiences)

    def published(self) -> Self:
        """Stories with something to read, neither hidden nor removed."""
        return self.filter(hidden_at=None, removed_at=None, chapter_count__gt=0)

    def written_by(self, user: User | None) -> Self:
        """Stories under a pen name of this person, drafts and hidden ones too, but for those in the bin."""
        return self.filter(removed_at=None).filter(_written_by(user, story="pk"))

    def editable_by(self, user: User | None) -> Self:
        """Stories whose text and header this person may change."""
        return self.written_by(user)

    def in_bin_of(self, user: User) -> Self:
        """Stories this person removed and may still bring back."""
        return self.exclude(removed_at=None).filter(_written_by(user, story="pk"))

    def offered_to(self, user: User) -> Self:
        """Stories that somebody left to a pen name of this person, who has not answered yet."""
        return self.filter(removed_at=None, offered_to__user=user)

    def under(self, pen_name: Model) -> Self:
        return self.filter(authorships__pen_name=pen_name)

    def tagged(self, tag: Model) -> Self:
        return self.filter(story_tags__tag=tag)

    def complete(self) -> Self:
        return self.filter(chapter_count=F("planned"))

    def lately_updated_first(self) -> Self:
        return self.order_by("-updated_at", "-id")

    def matching(self, words: str) -> Self:
        """Stories whose title has every one of the words."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(title__icontains=word)
        return found


class Chapters(QuerySet[Any]):
    """Words for asking for chapters."""

    def visible_to(self, visitor: Visitor) -> Self:
        """Published chapters of stories that this visitor may see, and every chapter of their own."""
        theirs = _written_by(visitor.user, story="story_id")
        public = Q(live__isnull=False, withdrawn_at=None) & stories_seen_by(visitor, prefix="story__")
        return self.filter(removed_at=None, story__removed_at=None).filter(public | theirs)

    def listed_for(self, visitor: Visitor) -> Self:
        """Published chapters of stories that lists may name to this visitor."""
        audiences = ["everyone", "members"] if visitor.is_member else ["everyone"]
        return self.published().filter(
            story__hidden_at=None, story__removed_at=None, story__chapter_count__gt=0, story__audience__in=audiences
        )

    def published(self) -> Self:
        return self.filter(live__isnull=False, withdrawn_at=None, removed_at=None)

    def editable_by(self, user: User | None) -> Self:
        return self.filter(removed_at=None, story__removed_at=None).filter(_written_by(user, story="story_id"))

    def in_bin_of(self, user: User) -> Self:
        """Chapters this person removed, of stories that still stand."""
        return self.exclude(removed_at=None).filter(story__removed_at=None).filter(_written_by(user, story="story_id"))

    def present(self) -> Self:
        """Chapters that are not in the bin."""
        return self.filter(removed_at=None)

    def in_reading_order(self) -> Self:
        return self.order_by("position", "id")

    def latest_first(self) -> Self:
        return self.order_by("-published_at", "-id")

    def for_reading(self) -> Self:
        """With the live revision's text and the story, without what only editing needs."""
        return self.select_related("story", "live").defer("live__packed", "live__source", "story__other_headers")

    def for_contents(self) -> Self:
        """With the live revision's heading and length, without its text."""
        return self.select_related("live").defer("live__packed", "live__source", "live__html", "live__notes")


class Announcements(QuerySet[Any]):
    """Words for asking for announcements."""

    def visible_to(self, visitor: Visitor) -> Self:
        """Announcements that stand, of stories this visitor may see."""
        return self.filter(withdrawn_at=None).filter(stories_seen_by(visitor, prefix="story__"))

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Facts(QuerySet[Any]):
    """Words for asking for the facts of a story."""

    def readable_by(self, user: User | None) -> Self:
        """Those of stories whose author this person is: nobody else sees any."""
        return self.filter(story__removed_at=None).filter(_written_by(user, story="story_id"))

    def confirmed(self) -> Self:
        """Those that an author said or agreed to."""
        return self.exclude(confirmed_at=None)

    def in_order(self) -> Self:
        return self.order_by("subject", "since__position", "id")


class Revisions(QuerySet[Any]):
    """Words for asking for revisions."""

    def readable_by(self, user: User | None) -> Self:
        """Every revision, published or set aside, of a chapter that this person may change."""
        return self.filter(chapter__removed_at=None, chapter__story__removed_at=None).filter(
            _written_by(user, story="chapter__story_id")
        )

    def published(self) -> Self:
        return self.exclude(change="aside")

    def with_words(self) -> Self:
        """Without what was removed from history."""
        return self.filter(expunged_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-ordinal")


def stories_seen_by(visitor: Visitor, prefix: str = "") -> Q:
    """The rule of who sees which story, for a query that reaches the story by `prefix`."""

    def story(**conditions: object) -> Q:
        return Q(**{prefix + name: value for name, value in conditions.items()})

    there = story(removed_at=None, chapter_count__gt=0)
    if visitor.may_moderate:
        seen = there
    elif visitor.is_member:
        seen = there & story(hidden_at=None)
    else:
        seen = there & story(hidden_at=None, audience__in=["everyone", "unlisted"])
    if visitor.user is None:
        return seen
    path = prefix.removesuffix("__") + "_id" if prefix else "pk"
    return seen | (story(removed_at=None) & _written_by(visitor.user, story=path))


def people_of(story: int) -> list[int]:
    """The keys of the pen names on the title page of that story."""
    return [person for (person,) in _people(story=story)]


def tags_of(story: int) -> list[int]:
    """The keys of the tags on that story."""
    return [tag for (tag,) in _tags(story=story)]


def _written_by(user: User | None, *, story: str) -> Q:
    if user is None or not user.is_active:
        return Q(pk__in=[])
    authorship = apps.get_model("stories", "Authorship")
    return Q(Exists(authorship._default_manager.filter(story=OuterRef(story), pen_name__user=user)))


_people = Prepared(lambda story: _of("Authorship").filter(story=story).values_list("pen_name_id"))
_tags = Prepared(lambda story: _of("StoryTag").filter(story=story).values_list("tag_id"))


def _of(model: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("stories", model)._default_manager.all()
    return rows
