"""Words for asking for reviews. Who sees which review is said here, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from feuilleton.accounts.models import Block
from feuilleton.stories.asking import stories_seen_by
from feuilleton.stories.models import Authorship

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor


class Reviews(QuerySet[Any]):
    """Words for asking for reviews and answers."""

    def visible_to(self, visitor: Visitor) -> Self:
        """Reviews and answers that this visitor sees, of stories and chapters that they see.

        Everybody sees what is shown and not hidden, in a thread whose head is; writers their own in any state, but for
        what they deleted; the story's authors and moderators all. Two people with a block between them see nothing of
        each other's, and nothing in each other's threads but their own; who judges here sees all even so.
        """
        return self.filter(stories_seen_by(visitor, prefix="story__"), _of_chapters_seen_by(visitor)).said_to(visitor)

    def told_to(self, visitor: Visitor) -> Self:
        """As `visible_to`, without what is across a block from them: authors may look at it, but are not told of it."""
        seen = self.visible_to(visitor)
        return seen if visitor.may_moderate else seen.filter(_not_apart_from(visitor.user))

    def said_to(self, visitor: Visitor) -> Self:
        """As `visible_to`, where the caller has found the story, or the chapter, among what this visitor sees."""
        if visitor.may_moderate:
            return self.filter(_leaves_a_trace())
        others = _public() & (Q(root=None) | _public("root__")) & _not_apart_from(visitor.user)
        return self.filter(_leaves_a_trace(), _own(visitor.user) | others | _judged_by(visitor.user))

    def in_threads_for(self, user: int | None, *, judges: bool = False, apart: Sequence[int] = ()) -> Self:
        """As `said_to`, where the caller shows no thread without its head, and knows the rest: the key of who reads,
        whether they judge here, and the keys of those with a block between them, which matters not to who judges."""
        public = _public() if user is None else _public() | Q(user=user)
        found = self.filter(Q() if judges else public, _leaves_a_trace())
        return found.exclude(user__in=apart) if apart and not judges else found

    def judged_by(self, visitor: Visitor) -> Self:
        """All that this visitor may hold, show and hide: of their own stories, or of all of them for a moderator."""
        there = self.filter(story__removed_at=None).exclude(state="deleted")
        return there if visitor.may_moderate else there.filter(_judged_by(visitor.user))

    def public(self) -> Self:
        """What a stranger would see where the story and the chapter are to be seen."""
        return self.filter(_public() & (Q(root=None) | _public("root__")), _leaves_a_trace())

    def standing(self) -> Self:
        """What has words: not deleted."""
        return self.exclude(state="deleted")

    def heads(self) -> Self:
        """Reviews, without the answers to them."""
        return self.filter(root=None)

    def written_by(self, user: User | None) -> Self:
        return self.none() if user is None else self.filter(user=user)

    def reached(self, position: int) -> Self:
        """Those of chapters up to this position, and of the whole story: a reader that far has nothing told to them."""
        return self.filter(Q(chapter=None) | Q(chapter__position__lte=position))

    def ahead_of(self, position: int) -> Self:
        """Those of chapters after this position: what is folded away until it is asked for."""
        return self.filter(chapter__position__gt=position)

    def waiting(self) -> Self:
        """What its author or a moderator has yet to let through, or its guest to confirm."""
        return self.filter(state__in=["held", "unconfirmed"])

    def oldest_first(self) -> Self:
        return self.order_by("id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


def _of_chapters_seen_by(visitor: Visitor) -> Q:
    published = Q(chapter__live__isnull=False, chapter__withdrawn_at=None, chapter__removed_at=None)
    there = Q(chapter__removed_at=None) & _judged_by(visitor.user)
    return Q(chapter=None) | published | there


def _public(prefix: str = "") -> Q:
    """Shown and not hidden; a deleted one stays as a placeholder (`_leaves_a_trace`)."""
    return Q(**{f"{prefix}state__in": ["shown", "deleted"], f"{prefix}hidden_at": None})


def _leaves_a_trace() -> Q:
    """Has words; or had them, and somebody's still hang on it."""
    reviews = apps.get_model("reviews", "Review")._default_manager.filter(hidden_at=None)
    in_thread = reviews.filter(root=OuterRef("pk"), state="shown")
    below = reviews.filter(parent=OuterRef("pk"), state__in=["shown", "deleted"])
    return ~Q(state="deleted") | Q(Exists(in_thread)) | (~Q(root=None) & Q(Exists(below)))


def _own(user: User | None) -> Q:
    return Q(pk__in=[]) if user is None else Q(user=user)


def _judged_by(user: User | None) -> Q:
    if user is None or not user.is_active:
        return Q(pk__in=[])
    return Q(Exists(Authorship.objects.filter(story=OuterRef("story_id"), pen_name__user=user)))


def _not_apart_from(user: User | None) -> Q:
    """Neither written by somebody whom they have blocked or who has blocked them, nor in such a one's thread."""
    together = Q()
    if user is not None:
        blocked, blocking = Block.objects.filter(by=user).values("user"), Block.objects.filter(user=user).values("by")
        for path in ("user__in", "root__user__in"):
            together &= ~Q(**{path: blocked}) & ~Q(**{path: blocking})
    return together
