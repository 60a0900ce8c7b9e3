"""The command line speaks French only, and its catalogue is compiled."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import click
import pytest

from deliberia.cli.main import _speak_french, run
from deliberia.cli.root import COMMANDS, root

LOCALE = Path(__file__).resolve().parents[2] / "src/deliberia/cli/locale/fr/LC_MESSAGES"
ENGLISH = re.compile(
    r"\b(usage|error|missing|invalid|show|exit|the|this|with|and|requires|no such|command|try|unexpected|"
    r"required|directory|default|text|integer|path|filename)\b",
    re.IGNORECASE,
)
ALLOWED = re.compile(r"\bUsage\s:|\bOptions\b")


def iter_commands() -> list[tuple[str, ...]]:
    """Every command and sub-command, as words after `deliberia`."""
    context = click.Context(root)
    paths: list[tuple[str, ...]] = [()]
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        paths.append((name,))
        if isinstance(command, click.Group):
            paths.extend((name, child) for child in command.commands)
    return paths


@pytest.mark.parametrize("path", iter_commands(), ids=" ".join)
def test_every_command_has_a_french_help(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*path, "--help"]) == 0
    text = ALLOWED.sub("", capsys.readouterr().out)
    assert len(text.splitlines()) > 3
    found = ENGLISH.search(text)
    assert found is None, f"anglais : {found.group() if found else ''}"


@pytest.mark.parametrize(
    "argv",
    [
        ["inconnue"],
        ["verifier"],
        ["verifier", "--nimporte"],
        ["citations", "--format", "xml", "a.txt"],
        ["regles", "expliquer"],
        ["regles", "expliquer", "SEA001", "de-trop"],
        ["references", "montrer", "CGCT:L2121-29", "--date", "2026-02-30"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_answers_in_french_and_exits_with_two(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Erreur\u00a0: ")
    assert ENGLISH.search(ALLOWED.sub("", captured.err)) is None
    assert "Traceback" not in captured.err


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    source = (LOCALE / "messages.po").read_text(encoding="utf-8")
    _speak_french()
    compiled = gettext.translation("messages", str(LOCALE.parents[1]), ["fr"])
    for identifier, translation in re.findall(r'^msgid (".*")\nmsgstr (".*")$', source, re.MULTILINE):
        if identifier != '""':
            assert compiled.gettext(ast.literal_eval(identifier)) == ast.literal_eval(translation)
