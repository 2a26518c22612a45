"""Every word a person reads can be translated: `say` is only given literals, and the template holds them all.

After a change of words, write the template anew with `python -m tests.test_translations`.
"""

from __future__ import annotations

import ast
import gettext
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap import words
from tests.rules import ROOT

TEMPLATE = ROOT / "resources" / "translations" / "relmap.pot"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `say` and `say_n`, with its file."""
    for path in sorted((ROOT / "relmap").rglob("*.py")):
        if path.name != "words.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "say_n"):
                    yield str(path.relative_to(ROOT)), node


def literals(call: ast.Call) -> list[str]:
    """The words of a call: one, or singular and plural."""
    count = 2 if isinstance(call.func, ast.Name) and call.func.id == "say_n" else 1
    return [arg.value for arg in call.args[:count] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]


def template() -> str:
    """The catalogue that translators begin with."""
    messages: dict[tuple[str, ...], set[str]] = {}
    for path, call in calls():
        messages.setdefault(tuple(literals(call)), set()).add(path)
    entries = [_entry(message, places) for message, places in sorted(messages.items())]
    return HEAD + "".join(entries)


def _entry(message: tuple[str, ...], places: set[str]) -> str:
    lines = [f"\n#: {' '.join(sorted(places))}", f"msgid {_quoted(message[0])}"]
    if len(message) == 2:
        lines += [f"msgid_plural {_quoted(message[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def test_only_literals_are_said() -> None:
    wrong = [f"{path}:{call.lineno}" for path, call in calls() if len(literals(call)) not in (1, 2) or not call.args]
    plural = [c for c in calls() if isinstance(c[1].func, ast.Name) and c[1].func.id == "say_n"]
    assert wrong == []
    assert all(len(literals(call)) == 2 for _, call in plural)


def test_placeholders_have_names_that_are_given() -> None:
    for path, call in calls():
        given = {keyword.arg for keyword in call.keywords} | ({"n"} if len(literals(call)) == 2 else set())
        for text in literals(call):
            wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            open_ended = None in given or not call.keywords  # filled in from a mapping, or later
            assert wanted <= given or open_ended, f"{path}:{call.lineno} {wanted - given}"


def test_the_template_holds_every_word() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "run: python -m tests.test_translations"


def test_a_catalogue_changes_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Reversed(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message[::-1]

    monkeypatch.setattr(words._Voice, "catalogue", Reversed())
    assert words.say("moor siht") == "this room"
    words.speak(["xx"], tmp_path)
    assert words.say("this room") == "this room"


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8")
