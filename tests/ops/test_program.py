"""The program itself: it explains its commands, and foreseeable troubles are one sentence."""

import pytest

from feuilleton import __main__ as program
from tests import houses
from tests.houses import House


@pytest.fixture
def house(tmp_path) -> House:
    return houses.new(tmp_path)


def test_help_names_every_command(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["feuilleton", "--help"])

    with pytest.raises(SystemExit) as ended:
        program.main()

    out = capsys.readouterr().out
    assert ended.value.code == 0
    for command in program.COMMANDS:
        assert f"    {command}" in out


@pytest.mark.parametrize("command", program.COMMANDS)
def test_every_command_explains_itself(command, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["feuilleton", command, "--help"])

    with pytest.raises(SystemExit) as ended:
        program.main()

    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 4


def test_an_unknown_command_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["feuilleton", "dance"])

    with pytest.raises(SystemExit) as ended:
        program.main()

    assert ended.value.code == 2
    assert "dance" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FEUILLETON_DATABASE", "mysql://x", "postgresql://"),
        ("FEUILLETON_SMTP", "http://x", "smtp://"),
        ("FEUILLETON_THREADS", "many", "FEUILLETON_THREADS"),
    ],
)
def test_a_setting_that_will_not_do_is_one_sentence(house, name, value, words):
    done = house.run("migrate", **{name: value})

    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_migrations_are_listed_then_run_then_done(house):
    assert house.run("migrate", "--check").returncode == 1
    assert "stories.0001_" in house.run("migrate").stdout
    done = house.run("migrate", "--check", "--json")

    assert (done.returncode, done.stdout) == (0, '{"pending": []}\n')
