"""How pages look to one reader."""

from feuilleton.pages import looks
from feuilleton.web import looking
from tests import people


def choose(client, **chosen):
    return client.post("/look", chosen, HTTP_SEC_FETCH_SITE="same-origin")


def test_every_word_of_the_vocabulary_can_be_chosen():
    questions = {question.name: {value for value, _ in question.options} for question in looking.BASICS + looking.MORE}

    assert questions == {name: {"", *values} for name, values in looks.VOCABULARY.items()}


def test_a_stranger_chooses_a_look_and_reads_in_it(client, maud):
    chapter = people.published_story(maud).chapters.get()
    path = f"/chapters/{chapter.public_id}"

    answer = choose(client, theme="sepia", size="130", next=path)

    assert answer.status_code == 303
    assert answer["Location"] == path
    assert ' data-theme="sepia" data-size="130">' in client.get(path).content.decode()


def test_what_is_not_said_stays(client, db):
    choose(client, theme="dark", face="literata")
    choose(client, theme="keep", face="keep", width="wide")

    assert client.cookies["look"].value == "theme:dark.face:literata.width:wide"


def test_one_thing_is_put_back_or_everything(client, db):
    choose(client, theme="dark", face="literata")
    choose(client, face="")
    assert client.cookies["look"].value == "theme:dark"

    choose(client, reset="all", theme="black")
    assert client.cookies["look"].value == ""


def test_nonsense_is_left_out(client, db):
    choose(client, theme='"><script>', size="9999", colour="red", face="sans")

    assert client.cookies["look"].value == "face:sans"


def test_a_member_has_their_look_on_every_device(client, iris):
    client.force_login(iris)
    choose(client, theme="grey")

    iris.refresh_from_db()
    assert iris.look == "theme:grey"
    assert 'data-theme="grey"' in client.get("/about").content.decode()


def test_a_device_may_have_a_look_of_its_own(client, iris):
    client.force_login(iris)
    choose(client, theme="grey")
    choose(client, theme="black", where="device")

    iris.refresh_from_db()
    assert iris.look == "theme:grey"
    assert 'data-theme="black"' in client.get("/about").content.decode()

    choose(client, theme="black", where="account")
    iris.refresh_from_db()
    assert iris.look == "theme:black"
    assert not client.cookies["look"].value


def test_its_own_page_shows_what_is_chosen(client, db):
    choose(client, theme="dusk", spacing="wide")

    page = client.get("/look").content.decode()

    assert 'value="dusk" checked' in page
    assert '<option value="wide" selected>' in page


def test_sent_by_script_it_answers_nothing(client, db):
    answer = client.post(
        "/look", {"theme": "dark"}, HTTP_SEC_FETCH_SITE="same-origin", HTTP_X_REQUESTED_WITH="live-form"
    )

    assert answer.status_code == 204
    assert client.cookies["look"].value == "theme:dark"
