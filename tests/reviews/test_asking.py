"""Who sees which review."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feuilleton.accounts import blocking, visiting
from feuilleton.accounts.models import Block
from feuilleton.accounts.visiting import STRANGER, Visitor
from feuilleton.kit.errors import Refusal
from feuilleton.moderation import hiding
from feuilleton.reviews import judging, reviewing
from feuilleton.reviews.models import DELETED, SHOWN, Review
from feuilleton.stories import publishing, removing, welcoming
from feuilleton.stories.models import Chapter, Story
from feuilleton.stories.welcoming import Welcome
from tests import people
from tests.people import NOW

CAST = ("maud", "iris", "otto", "nell")


def seen_by(visitor):
    return set(Review.objects.visible_to(visitor))


@pytest.fixture
def chapter(maud):
    return people.published_story(maud).chapters.get()


def test_reviews_go_and_come_with_what_they_are_of(chapter, maud, iris, nell, otto):
    review = people.review(chapter, iris)

    hiding.hide(chapter.story, reason="Spam.", by=otto, at=NOW)
    assert seen_by(STRANGER) == seen_by(Visitor(nell)) == seen_by(Visitor(iris)) == set()
    assert seen_by(Visitor(maud)) == seen_by(Visitor(otto)) == {review}

    hiding.show(chapter.story, by=otto, at=NOW)
    publishing.withdraw(chapter, by=maud, at=NOW)
    assert seen_by(STRANGER) == set()
    assert seen_by(Visitor(maud)) == {review}

    publishing.publish(chapter, by=maud, at=NOW)
    assert seen_by(STRANGER) == {review}

    removing.remove_story(chapter.story, by=maud, at=NOW)
    assert seen_by(Visitor(maud)) == set()


def test_reviews_of_a_story_for_members_are_for_members(maud, iris, nell):
    story = people.published_story(maud, audience="members")
    review = people.review(story, iris)

    assert seen_by(STRANGER) == set()
    assert seen_by(Visitor(nell)) == {review}


@pytest.mark.parametrize("by_the_writer", [True, False])
def test_blocked_people_see_nothing_of_each_other_but_authors_may_judge_it(chapter, maud, iris, nell, by_the_writer):
    review = people.review(chapter, iris)
    answer = people.review(review, nell, "So did I.")
    one, other = (iris, nell) if by_the_writer else (nell, iris)
    blocking.block(people.pen_name(other), by=one, at=NOW)

    assert seen_by(Visitor(iris)) == {review}
    assert seen_by(Visitor(nell)) == {answer}
    assert seen_by(Visitor(maud)) == seen_by(STRANGER) == {review, answer}

    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    assert seen_by(Visitor(maud)) == set(Review.objects.judged_by(Visitor(maud))) == {review, answer}
    assert not Review.objects.judged_by(Visitor(nell)).exists()


def test_reviews_of_chapters_not_reached_are_told_apart(maud, iris):
    story = people.published_story(maud, chapters=2)
    first, second = story.chapters.in_reading_order()
    of_first, of_second, of_all = (people.review(place, iris) for place in (first, second, story))

    reviews = Review.objects.visible_to(STRANGER)

    assert set(reviews.reached(first.position)) == {of_first, of_all}
    assert set(reviews.ahead_of(first.position)) == {of_second}


# --- whatever happens ---


@dataclass
class World:
    """Two stories, four people, and what they did to each other; told again by each example."""

    users: dict = field(default_factory=dict)
    chapters: list = field(default_factory=list)
    reviews: list = field(default_factory=list)


WHO = st.sampled_from(CAST)
WHICH = st.integers(0, 30)
ACTS = st.one_of(
    st.tuples(st.just("write"), WHO, WHICH),
    st.tuples(st.just("answer"), WHO, WHICH),
    st.tuples(st.sampled_from(["delete", "hide", "show", "mark_spam", "unmark", "let_through"]), WHO, WHICH),
    st.tuples(st.just("block"), WHO, WHO),
    st.tuples(st.sampled_from(["withdraw", "publish", "hold"]), st.just("maud"), WHICH),
)


def do(world, act, who, which):
    by = world.users[who]
    if act == "block":
        blocking.block(people.pen_name(world.users[which]), by=by, at=NOW)
    elif act == "write":
        place = world.chapters[which % 2] if which % 3 else world.chapters[0].story
        place.refresh_from_db()
        world.reviews.append(people.review(place, by, f"Number {len(world.reviews)}."))
    elif act == "hold":
        held = ["nobody", "everyone"][which % 2]
        welcoming.welcome(world.chapters[0].story, Welcome(reviews_held=held), by=by, at=NOW)
    elif act in ("withdraw", "publish"):
        getattr(publishing, act)(world.chapters[which % 2], by=by, at=NOW)
    elif world.reviews:
        review = Review.objects.filter(pk=world.reviews[which % len(world.reviews)].pk).first()
        if review is None:
            return
        if act == "answer":
            world.reviews.append(people.review(review, by, f"Number {len(world.reviews)}."))
        elif act == "delete":
            reviewing.delete(review, by=by, at=NOW)
        elif act == "hide":
            judging.hide(review, by=by, at=NOW, reason="Because.")
        else:
            getattr(judging, act)(review, by=by, at=NOW)


def may_see(review, user, apart):
    """Said once more, in plain Python."""
    chapter, head = review.chapter, review.root or review
    is_author = user is not None and review.story.authorships.filter(pen_name__user=user).exists()
    is_out = chapter.is_published if chapter else review.story.chapter_count > 0
    if not is_out and not is_author:
        return False
    if review.state == DELETED and not leaves_a_trace(review):
        return False
    if is_author or (user is not None and user.may_moderate):
        return True
    if user is not None and review.user_id == user.pk:
        return True
    if user is not None and any(frozenset({user.pk, one.user_id}) in apart for one in (review, head) if one.user_id):
        return False
    return all(one.state in (SHOWN, DELETED) and one.hidden_at is None for one in (review, head))


def leaves_a_trace(review):
    if review.root is None:
        return review.thread.filter(state=SHOWN, hidden_at=None).exists()
    return review.answers.filter(state__in=[SHOWN, DELETED], hidden_at=None).exists()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(ACTS, min_size=4, max_size=16))
def test_whatever_happens_everybody_sees_what_is_theirs_to_see(maud, iris, otto, nell, acts):
    chapters = _two_chapters(maud)
    world = World(dict(zip(CAST, (maud, iris, otto, nell), strict=True)), chapters)
    savepoint = connection.savepoint()
    try:
        for act in acts:
            try:
                do(world, *act)
            except Refusal:
                continue
        _check(world)
    finally:
        connection.savepoint_rollback(savepoint)


def _two_chapters(maud):
    story = Story.objects.first() or people.published_story(maud, chapters=2)
    return list(Chapter.objects.filter(story=story).select_related("story").order_by("id"))


def _in_threads(user, everything, apart):
    """What a page shows that finds the heads first, and then the answers to them."""
    by_author = user is not None and everything and everything[0].story.authorships.filter(pen_name__user=user).exists()
    moderates = user is not None and user.may_moderate
    others = [key for pair in apart for key in pair if user is not None and user.pk in pair and key != user.pk]
    key = None if user is None else user.pk
    said = Review.objects.in_threads_for(key, judges=by_author or moderates, apart=others)
    heads = set(said.heads())
    out = {
        one.pk
        for one in everything
        if (one.chapter.is_published if one.chapter else one.story.chapter_count) or by_author
    }
    return {one for one in heads | set(said.filter(root__in=heads)) if one.pk in out}


def _check(world):
    apart = {frozenset(pair) for pair in Block.objects.values_list("by_id", "user_id")}
    everything = list(Review.objects.select_related("chapter", "root", "story"))
    for user in (None, *world.users.values()):
        visitor = Visitor(user)
        right = {review for review in everything if may_see(review, user, apart)}
        assert seen_by(visitor) == right
        prepared = Review.objects.visible_to(visiting.like(visitor.kind, **visitor.key))
        assert set(prepared) == right
        assert _in_threads(user, everything, apart) == {one for one in right if one.root is None or one.root in right}
    assert seen_by(STRANGER) <= set(Review.objects.public())
    assert not Review.objects.filter(state=DELETED).exclude(source="", html="", user=None, pen_name=None).exists()
