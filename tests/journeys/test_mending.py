"""A real story, three readers, one contradiction and one slip: what comes of them, in real browsers and in the book."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from feuilleton.accounts.models import User
from feuilleton.inbox import subscribing
from feuilleton.inbox.models import Alert
from feuilleton.notes.models import Credit
from feuilleton.stories import welcoming
from feuilleton.stories.models import ALL, MINOR, Fact, Story
from feuilleton.stories.welcoming import Welcome
from feuilleton.tasks import working
from tests import people, post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WOULD_HAVE, RING, SLIP, MENDED = "would have married", "diamond ring", "wash he", "wash the"


@pytest.fixture
def asking(deux: Story, maud: User) -> Story:
    """The real story, whose author asks for notes of every kind."""
    welcoming.welcome(deux, Welcome(notes_welcome=ALL), by=maud, at=timezone.now())
    return deux


def work() -> None:
    working.work_off(clock=timezone.now)


def begin_note(page: Page, story: Story, passage: str) -> None:
    """The form for the paragraph in which these words stand, by the page that works without script."""
    chapter = story.chapters.get()
    page.goto(f"/chapters/{chapter.public_id}")
    page.get_by_role("link", name="Mark a passage").first.click()
    block = people.marked(chapter, passage).start_block
    page.locator(f'a[href*="/mark/{block}"]').click()


def correct(page: Page, story: Story, *, script: bool) -> None:
    begin_note(page, story, SLIP)
    page.get_by_label("Typo", exact=True).check()
    field = page.get_by_label("Correct it here")
    field.fill(field.input_value().replace(SLIP, MENDED))
    if not script:
        page.get_by_role("button", name="Look it over").click()
    expect(page.locator(".difference del")).to_contain_text("he")
    page.get_by_role("button", name="Send it").first.click()
    expect(page.get_by_role("status")).to_contain_text("You hear when it is decided.")


def contradict(page: Page, story: Story) -> None:
    chapter = story.chapters.get()
    begin_note(page, story, WOULD_HAVE)
    page.get_by_label("Continuity", exact=True).check()
    page.get_by_label("The words you mean").fill(WOULD_HAVE)
    page.get_by_label("In your words").fill("Are they married, or only engaged?")
    page.get_by_role("button", name="Show what it contradicts").click()
    page.locator("ul.steps button").first.click()
    ring = people.marked(chapter, RING)
    words = next(block for block in chapter.live.blocks if block.id == ring.start_block).text
    while page.locator("ul.steps button", has_text=words[:40]).count() == 0:
        page.get_by_role("button", name="On a page").click()
    page.locator("ul.steps button", has_text=words[:40]).click()
    page.get_by_label("It contradicts, in").fill(RING)
    page.get_by_role("button", name="Send it").first.click()
    expect(page.get_by_role("status")).to_contain_text("You hear when it is decided.")


def decide(page: Page, story: Story) -> None:
    """The slip into the draft; the contradiction kept as a fact, and said to every reader; the draft published."""
    desk = f"/write/stories/{story.public_id}/notes"
    page.goto(desk)
    expect(page.get_by_text("2 things to decide")).to_be_visible()
    slip, question = (page.locator("article.query", has_text=passage) for passage in ("bloodstains", WOULD_HAVE))
    expect(slip).to_contain_text("2 readers")
    slip.get_by_role("button", name="Accept into the draft").click()
    expect(page.get_by_text("It is in the draft.").first).to_be_visible()
    page.goto(desk)
    question.get_by_role("link", name="Keep as a fact").click()
    page.get_by_label("Who or what").fill("Sakura")
    page.locator("select[name=relation]").select_option("engaged")
    page.get_by_label("Whom, what").fill("Sasuke")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept among the facts.")).to_be_visible()
    page.goto(desk)
    question.get_by_label("Your answer, to whoever wrote it alone").fill("Only engaged, until the last page.")
    question.get_by_role("button", name="Show it to every reader instead").click()
    page.goto(desk)
    page.get_by_role("link", name="as minor").click()
    page.get_by_role("button", name="Publish as minor").click()
    expect(page.get_by_text("readers have 1 correction")).to_be_visible()


def look(page: Page, story: Story) -> None:
    """As a stranger does: the text, the thanks, the clarification, and the book."""
    page.goto(f"/chapters/{story.chapters.get().public_id}")
    expect(page.locator(".credit")).to_contain_text("nell at sea")
    expect(page.locator(".said", has_text="Only engaged").first).to_be_visible()
    expect(page.locator(".prose")).to_contain_text(MENDED)
    book = page.request.get(f"/stories/{story.public_id}.epub").body()
    with zipfile.ZipFile(BytesIO(book)) as epub:
        package = epub.read(next(name for name in epub.namelist() if name.endswith(".opf"))).decode()
    assert package.index("nell at sea") < package.index("otto at sea")
    assert "pfr" in package


def proofread_a_later_chapter(page: Page, story: Story) -> None:
    desk = f"/write/stories/{story.public_id}"
    page.goto(desk)
    page.get_by_role("button", name="Write another chapter").click()
    chapter = page.url.split("?")[0].split("#")[0]
    page.goto(desk)  # The manuscript is part two of two; what is new goes before it unless it is moved.
    page.get_by_role("button", name="Down").first.click()
    page.goto(chapter)
    page.get_by_label("Chapter title").fill("Trois")
    page.locator("#text").fill("In spring the rain came back. Sakura's husband Sasuke was late for supper.")
    page.get_by_role("button", name="Look for slips").click()
    found = page.locator("article", has_text="engaged")
    expect(found.first).to_contain_text("Sakura's husband Sasuke")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_contradiction_is_clarified_a_slip_mended_and_their_readers_thanked(
    script: bool,
    opened: Callable[..., Page],
    signed_in: Callable[..., Page],
    office: post.PostOffice,
    asking: Story,
    maud: User,
    iris: User,
    nell: User,
    otto: User,
) -> None:
    for who in (iris, nell, otto):
        people.pen_name(who)
    subscribing.follow(asking, by=iris, at=timezone.now())
    work()
    author = signed_in(opened(script=script), maud)

    contradict(signed_in(opened(script=script), iris), asking)
    correct(signed_in(opened(script=script), nell), asking, script=script)
    correct(signed_in(opened(script=script, width=360), otto), asking, script=script)
    work()
    office.messages.clear()
    decide(author, asking)
    work()

    chapter = asking.chapters.get()
    assert (chapter.revisions.count(), chapter.live.change) == (2, MINOR)
    told = {user.username: [alert.kind for alert in Alert.objects.filter(user=user)] for user in (iris, nell, otto)}
    assert told == {"iris": ["note_answered"], "nell": ["notes_mended"], "otto": ["notes_mended"]}
    assert sorted(message["X-Went-To"] for message in office.messages) == [who.email for who in (iris, nell, otto)]
    finders = [(credit.note.user, credit.is_first) for credit in Credit.objects.in_order()]
    assert finders == [(nell, True), (otto, False)]
    fact = Fact.objects.get()
    assert (fact.subject, fact.relation, fact.object) == ("Sakura", "engaged", "Sasuke")
    look(opened(script=script, width=360), asking)
    proofread_a_later_chapter(author, asking)
