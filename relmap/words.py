"""The words a person reads: one way to translate them, and the errors that are made of them.

Every layer speaks through `say`, so that the command line, the pages and the windows can be translated alike. It
rests on the standard library's gettext and knows nothing of Qt. It holds no clinical text.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from pathlib import Path


class _Voice:
    """The catalogue in use; one for the whole program, set once at start."""

    catalogue: gettext.NullTranslations = gettext.NullTranslations()


class Trouble(Exception):
    """Something a person can meet; `str()` is one plain sentence: what happened, what is safe, what to do."""


def say(text: str, **values: object) -> str:
    """`text` in the reader's language, with `{name}` placeholders filled in."""
    translated = _Voice.catalogue.gettext(text)
    return translated.format(**values) if values else translated


def say_n(one: str, many: str, n: int, **values: object) -> str:
    """The form of a sentence that fits the number `n`; `{n}` is filled in."""
    return _Voice.catalogue.ngettext(one, many, n).format(n=n, **values)


def speak(languages: Sequence[str], folder: Path) -> None:
    """Use the first of `languages` (BCP 47) that has a catalogue in `folder`; English otherwise."""
    names = [language.replace("-", "_") for language in languages]
    _Voice.catalogue = gettext.translation("relmap", str(folder), names, fallback=True)


def spoken_language() -> str:
    """The language in which `say` answers (BCP 47)."""
    return _Voice.catalogue.info().get("language", "en").replace("_", "-") or "en"
