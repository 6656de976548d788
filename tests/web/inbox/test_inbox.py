"""The inbox page: by story, new or seen, answered in place; it needs no script and asks little."""

import re

import pytest
from django.urls import reverse

from feuilleton.accounts.models import User
from feuilleton.events import reading as log
from feuilleton.events.models import Event
from feuilleton.inbox import reading, subscribing, summing
from feuilleton.inbox.models import Alert, Glance, Subscription, Wishes
from feuilleton.moderation import reporting
from feuilleton.notes import deciding
from feuilleton.reviews.models import Review
from feuilleton.shelves import favoriting
from feuilleton.stories import announcing, publishing, welcoming
from feuilleton.stories.models import ALL
from feuilleton.stories.welcoming import Welcome
from tests.people import NOW, noted, pen_name, published_chapter, published_story, review
from tests.people import story as story_of
from tests.web.writing.forms import fields


def page_of(client, user, path="/inbox"):
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def alert(user, said, kind="review_written"):
    event = Event.objects.filter(kind="review_written", subject_id=said.pk).latest("id")
    return Alert.objects.update_or_create(
        user=user, event=event.pk, defaults={"kind": kind, "story": said.story, "review_id": said.pk, "at": event.at}
    )[0]


def test_an_empty_inbox_says_what_one_can_do(client, iris):
    page = page_of(client, iris)

    assert "Follow a story or an author" in page
    assert "Mark all as seen" not in page


def test_who_is_signed_out_is_led_to_the_door_and_back(client, db):
    answer = client.get("/inbox?show=new")

    assert (answer.status_code, answer["Location"]) == (303, "/login?next=%2Finbox%3Fshow%3Dnew") or (
        answer.status_code == 303 and "next=%2Finbox%3Fshow%3Dnew" in answer["Location"]
    )


def test_a_chapter_stands_under_its_story(client, maud, iris):
    story = published_story(maud, "Salt <Wages>")
    subscribing.follow(story, by=iris, at=NOW)
    chapter = published_chapter(story, maud, title="Neap & Spring", number="15")
    announcing.announce(story, "A *word*.", by=maud, at=NOW)

    page = page_of(client, iris)

    assert f'XV has come: <a href="/chapters/{chapter.public_id}">Neap &amp; Spring</a>' in page
    assert 'Salt &lt;Wages&gt;</a> <span class="rel">you follow</span>' in page
    assert "<em>word</em>" in page
    assert "2 new things about 1 story." in page
    assert page.count("<b>New</b>") == 2


def test_looking_changes_nothing_marking_does(client, maud, iris):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud, title="One")
    page = page_of(client, iris)
    assert not Wishes.objects.exists()
    published_chapter(story, maud, title="Came meanwhile")

    up_to = re.search(r'name="up_to" value="(\d+)"', page)[1]
    answer = client.post("/inbox/seen", {"do": "all", "up_to": up_to})

    assert answer.status_code == 303
    assert [entry.chapter.title for entry in reading.page(iris, show="new").entries] == ["Came meanwhile"]


def whole(form, page):
    """What the form with the button of this name sends."""
    [fields] = re.findall(rf'(<input [^\n]*)<button [^>]*name="do" value="(\w+)">{form}<', page)
    said = {name: value.replace("&amp;", "&") for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', fields[0])}
    return {**said, "do": fields[1]}


def test_what_is_marked_on_the_page_of_one_story_is_what_it_shows(client, maud, iris):
    sand, salt = published_story(maud, "Sand"), published_story(maud)
    for story, title in ((sand, "Grain"), (salt, "Neap")):
        subscribing.follow(story, by=iris, at=NOW)
        published_chapter(story, maud, title=title)
    only_salt = f"/inbox?story={salt.public_id}"

    answer = client.post("/inbox/seen", whole("Mark all as seen", page_of(client, iris, only_salt)))

    assert (answer.status_code, answer["Location"]) == (303, only_salt)
    assert [entry.chapter.title for entry in reading.page(iris, show="new").entries] == ["Grain"]
    assert "Mark all as seen" not in page_of(client, iris, only_salt)


def test_what_is_marked_among_reviews_to_answer_is_reviews(client, maud, iris):
    story = published_story(maud)
    alert(maud, review(story.chapters.get(), iris, "The hooks!"))
    sand = published_story(iris, "Sand")
    subscribing.follow(sand, by=maud, at=NOW)
    published_chapter(sand, iris, title="Grain")
    alert(maud, review(story.chapters.get(), iris, "And the ropes!"))

    client.post("/inbox/seen", whole("Mark all as seen", page_of(client, maud, "/inbox?show=answer")))

    assert [entry.chapter.title for entry in reading.page(maud, show="new").entries] == ["Grain"]


def test_who_marks_all_stays_where_they_were_and_is_told(client, maud, iris):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    published_chapter(story, maud, title="One")
    client.force_login(iris)
    sent = fields(client.get("/inbox?show=new&order=oldest"), "/inbox/seen")

    answer = client.post("/inbox/seen", sent | {"do": "all"}, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/inbox?show=new&order=oldest")
    assert "Marked as seen." in answer.content.decode()


def test_single_things_are_marked_and_put_back(client, maud, iris):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    for title in ("One", "Two"):
        published_chapter(story, maud, title=title)
    page = page_of(client, iris)
    newest, oldest = re.findall(r'name="event" value="([\d ]+)"', page)

    client.post("/inbox/seen", {"do": "see", "event": [newest]})
    assert "Two" not in page_of(client, iris, "/inbox?show=new")
    client.post("/inbox/seen", {"do": "put_back", "event": [newest, oldest]})

    assert reading.count_new(iris) == 2


@pytest.mark.parametrize(
    "sent", [{}, {"do": "all"}, {"do": "all", "up_to": "x"}, {"do": "see", "event": ["", "-1", "9" * 40, "ä"]}]
)
def test_nonsense_marks_nothing(sent, client, iris):
    client.force_login(iris)

    assert client.post("/inbox/seen", sent).status_code == 303


@pytest.mark.parametrize("do", ["see", "put_back"])
def test_more_at_once_than_a_page_holds_is_cut(do, client, iris):
    client.force_login(iris)

    answer = client.post("/inbox/seen", {"do": do, "event": " ".join(map(str, range(1, 300_001)))})

    assert answer.status_code == 303
    assert Glance.objects.filter(user=iris, read=do == "see").count() == 200


@pytest.mark.parametrize("query", ["show=everything", "edge=x", "edge=-1", "edge=" + "9" * 40, "story=nobodys"])
def test_a_part_there_is_none_of_is_a_404(query, client, iris):
    client.force_login(iris)

    assert client.get(f"/inbox?{query}").status_code == 404


def test_a_review_is_answered_in_its_place_in_the_inbox(client, maud, iris):
    story = published_story(maud)
    said = review(story.chapters.get(), iris, "The hooks! I <b>counted</b> them.")
    alert(maud, said)

    page = page_of(client, maud)
    assert "<bdi>iris at sea</bdi> reviewed I" in page
    assert "The hooks!" in page
    assert '<span class="rel">yours</span>' in page
    action = re.search(r'id="answer-\d+" method="post" action="([^"]+)"', page)[1]
    answer = client.post(action, {"text": "Thank you for counting."})

    assert answer.status_code == 303
    page = page_of(client, maud)
    assert f'method="post" action="{action}"' not in page
    alert(iris, said.answers.get(), "review_answered")
    assert "answered you" in page_of(client, iris)


def test_what_is_held_is_let_through_hidden_and_shown_again_in_the_inbox(client, maud, iris):
    said = review(published_story(maud).chapters.get(), iris)
    alert(maud, said)
    Review.objects.update(state="held", held_why="links")
    page = page_of(client, maud, "/inbox?show=new")
    action, back = re.search(r'class="judge" method="post" action="(.+?)"><input .*? value="(.+?)"', page).groups()
    assert back.startswith("/inbox?show=new#e")
    assert f'<li id="{back.partition("#")[2]}" tabindex="-1">' in page

    for do, words, after in (
        ("let_through", "Let through. Readers see it.", ["hide"]),
        ("hide", "Hidden from readers. Whoever wrote it still sees it.", ["show"]),
        ("show", "Shown again.", ["hide"]),
        ("mark_spam", "Marked as spam. Readers do not see it.", ["unmark"]),
    ):
        answer = client.post(action, {"do": do, "next": back})
        assert (answer.status_code, answer["Location"]) == (303, back)
        page = client.get("/inbox?show=new").content.decode()
        way = re.search(rf'role="status">{words} <a href="(.+?)">See it in its place</a></p>', page)
        assert client.get(way[1].partition("#")[0]).status_code == 200
        assert re.findall(r'name="do" value="(?!see|put_back|all)(\w+)"', page) == after


def test_one_s_own_story_is_one_s_own_though_somebody_answers_there(client, maud, iris):
    story = published_story(maud)
    mine = review(story.chapters.get(), maud, "Mind the tide.")
    alert(maud, review(mine, iris, "I do."), "review_answered")

    assert '<span class="rel">yours</span>' in page_of(client, maud)


def test_a_moderator_s_inbox_counts_the_reports_that_wait(client, maud, iris, otto):
    assert '<a href="/moderation/reports">Reports</a>' in page_of(client, otto)

    reporting.report(published_story(maud), wrong="spam", words="It sells lamps.", by=iris, at=NOW)

    assert '<a href="/moderation/reports">Reports, 1</a>' in page_of(client, otto)
    assert "/moderation/reports" not in page_of(client, maud)


def test_favorites_and_followers_are_sums_without_names(client, maud, iris, nell):
    story = published_story(maud)
    for user in (iris, nell):
        favoriting.favorite(story, by=user, at=NOW)
        subscribing.follow(pen_name(maud), by=user, at=NOW)
    subscribing.follow(story, by=iris, at=NOW)
    favoriting.favorite_person(pen_name(maud), by=iris, at=NOW)
    log.read("inbox", at=NOW)

    page = page_of(client, maud)

    assert "2 favorites; 1 person asked to be told. Since" in page
    assert "1 favorite; 2 people asked to be told of all you write. Since" in page
    assert "iris" not in page
    assert "nell" not in page


def test_a_story_that_very_many_follow_hides_no_other(maud, iris):
    salt, sand = published_story(maud), published_story(maud, "Sand")
    crowd = User.objects.bulk_create([User(username=f"reader{n}", email=f"reader{n}@example.org") for n in range(1001)])
    topic = subscribing.topic_of(salt)
    Subscription.objects.bulk_create([Subscription(user=one, story=salt, topic=topic, made_at=NOW) for one in crowd])
    subscribing.follow(sand, by=iris, at=NOW)

    come = {one.story.title: one.followers for one in summing.sums(maud, at=NOW)}

    assert come == {"Salt Wages": 1001, "Sand": 1}


def test_the_rest_is_a_step_away(client, maud, iris):
    story = published_story(maud)
    subscribing.follow(story, by=iris, at=NOW)
    for number in range(reading.A_PAGE + 3):
        published_chapter(story, maud, title=f"Chapter called {number}")

    page = page_of(client, iris)
    assert f"More than {reading.A_PAGE} new things." in page
    earlier = re.search(r'<a href="([^"]+)" rel="next">Earlier', page)[1].replace("&amp;", "&")

    page = page_of(client, iris, earlier)
    assert re.findall(r"Chapter called (\d+)</a>", page) == ["2", "1", "0"]
    assert "That is all." in page


def test_the_inbox_asks_no_more_when_it_is_fuller(client, maud, iris, django_assert_max_num_queries):
    own = published_story(iris, "Hers")
    for number in range(12):
        story = published_story(maud, f"Story {number}", planned=3)
        subscribing.follow(story, by=iris, at=NOW)
        published_chapter(story, maud)
        announcing.announce(story, "A word.", by=maud, at=NOW)
        published_chapter(story, maud)
        alert(iris, review(own.chapters.get(), maud, f"I read it {number} times."))
    page_of(client, iris)

    with django_assert_max_num_queries(13 + 2):  # two are for who is signed in
        assert client.get("/inbox").status_code == 200


@pytest.fixture
def quay(maud):
    """A chapter whose author welcomes every kind of note."""
    story = story_of(maud)
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=NOW)
    return published_chapter(story, maud, "Edda counted teh crates twice.", title="The <Quay>", number="2")


def read_the_log():
    for reader in ("notes", "inbox"):
        log.read(reader, at=NOW)


def test_notes_that_wait_stand_as_a_sum_below_their_story(client, maud, iris, nell, quay):
    noted(quay, iris, "teh", becomes="the")
    noted(quay, nell, "teh", becomes="the")
    noted(quay, nell, "twice", "Why twice?", kind="question")
    read_the_log()

    page = page_of(client, maud)

    desk = reverse("desk", args=[quay.story.public_id])
    assert f'<a href="{desk}">2 notes wait on your desk: 1 typo, 1 question.</a>' in page
    assert 'Salt Wages</a> <span class="rel">yours</span>' in page
    assert "Nothing new." in page
    assert "on your desk" not in page_of(client, iris)


def test_a_reader_sees_what_came_of_their_notes(client, maud, iris, quay):
    asked = noted(quay, iris, "twice", "Why twice?", kind="question")
    kept = noted(quay, iris, "crates", becomes="boxes")
    deciding.accept(noted(quay, iris, "teh", becomes="the"), by=maud, at=NOW)
    deciding.answer(asked, "Since <she> cannot sleep.", by=maud, at=NOW)
    deciding.decline(kept, "Crates they are.", by=maud, at=NOW)
    publishing.publish(quay, by=maud, at=NOW, change="minor")
    read_the_log()

    page = page_of(client, iris)

    linked = f'<a href="/chapters/{quay.public_id}">Chapter II</a>'
    assert f"<bdi>maud at sea</bdi> mended 1 thing you found in {linked}." in page
    assert f"<bdi>maud at sea</bdi> answered your note on {linked}" in page
    assert '<p class="words" dir="auto">Since &lt;she&gt; cannot sleep.</p>' in page
    assert f"<bdi>maud at sea</bdi> has read your note on {linked}, and leaves the passage as it is" in page
    assert "Crates they are." in page
    assert '<span class="rel">you wrote notes on it</span>' in page
    assert "3 new things about 1 story." in page
