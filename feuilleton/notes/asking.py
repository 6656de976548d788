"""Words for asking for notes and credits. Who sees which note is said here, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet

from feuilleton.accounts.models import Block
from feuilleton.stories.asking import stories_seen_by
from feuilleton.stories.models import Authorship

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feuilleton.accounts.models import User
    from feuilleton.accounts.visiting import Visitor


_PLACE = ("start_block", "start", "end_block", "end", "quote")
_REACTION = Q(kind="reaction")
_TO_DECIDE = Q(state="open") & ~_REACTION
_PUT_OFF = Q(state="later") & ~_REACTION
_TO_BE_MENDED = Q(state__in=["accepted", "fixed"], resolved_in=None) & ~_REACTION
_SETTLED = (Q(state__in=["answered", "declined"]) | Q(resolved_in__isnull=False)) & ~_REACTION & ~_TO_DECIDE & ~_PUT_OFF


class Notes(QuerySet[Any]):
    """Words for asking for notes on passages."""

    def visible_to(self, visitor: Visitor) -> Self:
        """Notes that this visitor may see, of stories and chapters that they see.

        Everybody sees what is published, but for two people with a block between them; writers their own in any state;
        the story's authors all but what readers keep for themselves. Moderators see no more than others do: what a
        reader tells an author is between the two.
        """
        return self.filter(stories_seen_by(visitor, prefix="story__"), _of_chapters_seen_by(visitor)).said_to(visitor)

    def said_to(self, visitor: Visitor) -> Self:
        """As `visible_to`, where the caller has found the story or the chapter among what this visitor sees."""
        published = Q(published_at__isnull=False) & _not_apart_from(visitor.user)
        return self.filter(published | _own(visitor.user) | (~Q(kind="private") & _of_stories_by(visitor.user)))

    def published(self) -> Self:
        """What every reader of the chapter may see, and what stored pages show."""
        return self.filter(published_at__isnull=False)

    def shown_beside(self, user: User) -> Self:
        """What stands beside the text for this person, among what is said to them: what is published, and their own.
        An author's desk is elsewhere."""
        return self.filter(Q(published_at__isnull=False) | Q(user=user))

    def not_ahead(self, passed: Iterable[int] = (), by: User | None = None) -> Self:
        """Without notes that say what a later chapter than their own tells, but for chapters (keys) that a reader is
        through with, and notes of their own."""
        placement = self.model._meta.get_field("placements").related_model
        there = placement._default_manager.filter(note=OuterRef("pk"), part="against", is_newest=True)
        there = there.filter(revision__chapter__position__gt=OuterRef("chapter__position"))
        ahead = Exists(there.exclude(revision__chapter__in=list(passed)))
        return self.filter(~ahead | _own(by))

    def decided_by(self, user: User | None) -> Self:
        """What this person, as an author of the story, answers: what readers say to them."""
        there = self.filter(story__removed_at=None, chapter__removed_at=None).exclude(
            kind__in=["private", "clarification"]
        )
        return there.filter(_of_stories_by(user))

    def written_by(self, user: User | None) -> Self:
        return self.none() if user is None else self.filter(user=user)

    def heads(self) -> Self:
        """Each thing once: without notes that say what another said before."""
        return self.filter(same_as=None)

    def waiting(self) -> Self:
        """What its author has not decided yet; what was put off is among it."""
        return self.filter(state__in=["open", "later"])

    def told_to(self, user: User | None) -> Self:
        """Of what this person decides, what they are told of: not what they put off, and nothing across a block."""
        return self.decided_by(user).filter(state="open").filter(_not_apart_from(user))

    def to_decide(self) -> Self:
        """What asks its author for an answer: neither put off, nor praise, which asks for nothing."""
        return self.filter(_TO_DECIDE)

    def put_off(self) -> Self:
        return self.filter(_PUT_OFF)

    def to_be_mended(self) -> Self:
        """Accepted or to be mended otherwise, and not yet so for readers."""
        return self.filter(_TO_BE_MENDED)

    def settled(self) -> Self:
        """Answered, declined, or mended for readers."""
        return self.filter(_SETTLED)

    def kind_words(self) -> Self:
        """What readers loved, whatever its author made of it."""
        return self.filter(_REACTION)

    def counts(self) -> dict[str, int]:
        """How many are of each of these, by its name."""
        each = {"to_decide": _TO_DECIDE, "put_off": _PUT_OFF, "to_be_mended": _TO_BE_MENDED, "settled": _SETTLED}
        each["kind_words"] = _REACTION
        return self.aggregate(**{name: Count("pk", filter=which) for name, which in each.items()})

    def with_places(self) -> Self:
        """With their newest placements, as `places`."""
        placement = self.model._meta.get_field("placements").related_model
        newest = placement._default_manager.filter(is_newest=True)
        return self.prefetch_related(Prefetch("placements", queryset=newest, to_attr="places"))

    def with_place_here(self) -> Self:
        """Each with its own passage's newest place in the same question: `start_block`, `start`, `end_block`, `end` and
        `quote`, all None for a note without one; `start_block` is "" for a detached one."""
        newest = Q(placements__part="here", placements__is_newest=True)
        found = self.annotate(here=FilteredRelation("placements", condition=newest))
        return found.annotate(**{name: F(f"here__{name}") for name in _PLACE})

    def oldest_first(self) -> Self:
        return self.order_by("id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Credits(QuerySet[Any]):
    """Words for asking for credits."""

    def shown(self) -> Self:
        """Those that pages and books show: of stories whose authors let thanks be shown."""
        return self.filter(story__credits_shown=True)

    def of_readable_chapters(self) -> Self:
        """Those of chapters that readers have: neither withdrawn nor removed."""
        return self.filter(chapter__live__isnull=False, chapter__withdrawn_at=None, chapter__removed_at=None)

    def visible_to(self, visitor: Visitor) -> Self:
        """Those of stories that this visitor may see, where they are shown; and a reader's own."""
        seen = stories_seen_by(visitor, prefix="story__") & Q(chapter__removed_at=None)
        return self.filter(seen & (Q(story__credits_shown=True) | _own(visitor.user, "note__user")))

    def earned_by(self, user: User | None) -> Self:
        return self.none() if user is None else self.filter(note__user=user)

    def in_order(self) -> Self:
        return self.order_by("note_id")


def _of_chapters_seen_by(visitor: Visitor) -> Q:
    published = Q(chapter__live__isnull=False, chapter__withdrawn_at=None, chapter__removed_at=None)
    return published | (Q(chapter__removed_at=None) & (_of_stories_by(visitor.user)))


def _own(user: User | None, path: str = "user") -> Q:
    return Q(pk__in=[]) if user is None else Q(**{path: user})


def _of_stories_by(user: User | None) -> Q:
    if user is None or not user.is_active:
        return Q(pk__in=[])
    return Q(Exists(Authorship.objects.filter(story=OuterRef("story_id"), pen_name__user=user)))


def _not_apart_from(user: User | None) -> Q:
    if user is None:
        return Q()
    blocked, blocking = Block.objects.filter(by=user).values("user"), Block.objects.filter(user=user).values("by")
    return Q(user=None) | (~Q(user__in=blocked) & ~Q(user__in=blocking))
