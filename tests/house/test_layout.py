"""How the code is laid out: every file says what it is for, tests mirror the package, nothing has a vague name."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INTERFACES = {"web", "http"}
FORBIDDEN = {"utils", "util", "helpers", "common", "misc", "services", "managers", "base_views"}


def _ours(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("This is no git checkout.")
    return [path for path in (ROOT / line for line in listed.stdout.splitlines()) if path.is_file()]


def _python() -> list[Path]:
    return [path for path in _ours("*.py") if "migrations" not in path.parts]


def test_every_file_says_what_it_is_for():
    silent = [path for path in _python() if path.read_text() and not ast.get_docstring(ast.parse(path.read_text()))]

    assert not silent


def test_every_script_says_what_it_does():
    for script in [*_ours("bin/*"), *_ours(".ci/run")]:
        lines = script.read_text().splitlines()
        first = lines[1] if lines[0].startswith("#!") else lines[0]
        assert first.startswith("# "), script


def test_public_functions_and_classes_promise_something():
    # Views are told by their address and their page.
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in _python()
        if path.is_relative_to(ROOT / "feuilleton") and path.relative_to(ROOT).parts[1] not in INTERFACES
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert not silent


def test_nothing_has_a_name_that_says_nothing():
    assert not [path for path in _python() if path.stem in FORBIDDEN]


def test_files_stay_short_enough_to_be_read_at_once():
    long = [path for path in _python() if len(path.read_text().splitlines()) > 400]

    assert not long


def test_nothing_below_the_interfaces_looks_at_the_clock():
    # But what others call without a time: tasks by the worker, sessions and mail by Django.
    called_by_others = {
        "accounts/letterbox.py",
        "accounts/sessions.py",
        "events/compacting.py",
        "events/reading.py",
        "inbox/alerting.py",
        "inbox/delivering.py",
        "inbox/digesting.py",
        "inbox/forgetting.py",
        "inbox/releasing.py",
        "reviews/counting.py",
        "reviews/forgetting.py",
        "shelves/clearing.py",
        "shelves/counting.py",
        "stories/emptying.py",
        "tasks/backend.py",
    }
    looking = {
        path.relative_to(ROOT / "feuilleton").as_posix()
        for path in _python()
        if path.is_relative_to(ROOT / "feuilleton")
        and path.relative_to(ROOT).parts[1] not in {*INTERFACES, "ops", "pages", "config", "__main__.py"}
        and "timezone.now(" in path.read_text()
    }

    assert looking == called_by_others


def test_there_are_no_signals_and_no_save_overrides():
    for path in _python():
        if not path.is_relative_to(ROOT / "feuilleton"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                overridden = [part.name for part in node.body if isinstance(part, ast.FunctionDef)]
                is_model = any("Model" in ast.unparse(base) for base in node.bases)
                assert not (is_model and {"save", "delete"} & set(overridden)), path


def test_no_commit_names_a_registry():
    for path in [*_ours("requirements*"), *_ours("package*.json")]:
        assert "://" not in path.read_text(), path
