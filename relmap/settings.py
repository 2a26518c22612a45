"""The preferences of one person at one machine: a single typed table, kept as JSON in the user's settings folder.

It knows how the windows look, and nothing of any case: no names, no list of recent files, no text. The folder of the
cases is stored only where the person asked for that. `RELMAP_HOME` moves the settings elsewhere. A damaged file is set
aside and the defaults are used.
"""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args, get_type_hints

ThemeChoice = Literal["system", "light", "dark", "high-contrast", "high-contrast-dark"]

SMALLEST_TEXT, LARGEST_TEXT = 0.8, 2.0
LARGEST_FILE = 1_000_000

# What each number may be; anything outside falls back to the default.
_RANGES: dict[str, tuple[float, float]] = {
    "text_scale": (SMALLEST_TEXT, LARGEST_TEXT),
    "inspector_width": (200, 2000),
    "lock_after_minutes": (0, 240),
}


FOR_THIS_RUN = {"stored": False}
"""Marks what is forgotten at the end: a folder may be called after somebody."""


@dataclass(slots=True)
class Settings:
    """Every preference with its default; `text_scale` is 0.8 to 2.0, widths are in device-independent pixels."""

    theme: ThemeChoice = "system"
    text_scale: float = 1.0
    motion: bool = True
    rings: bool = True
    sectors: bool = False
    legend: bool = False
    context_layer: bool = False
    language: str = ""
    window_geometry: str = ""
    window_maximized: bool = False
    inspector_width: int = 316
    inspector_shown: bool = True
    client_screen: str = ""
    lock_after_minutes: float = 15.0
    remembered_folder: str = ""
    last_folder: str = dataclasses.field(default="", metadata=FOR_THIS_RUN)


def home() -> Path:
    """The folder of the settings; it need not exist yet."""
    chosen = os.environ.get("RELMAP_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs  # only when nobody named a folder: it keeps tests and tools free of it

    return Path(platformdirs.user_config_dir("relmap", appauthor=False))


def settings_path() -> Path:
    """The file of the settings; it need not exist yet."""
    return home() / "settings.json"


def usual_folder() -> Path:
    """Where cases are looked for at first; it need not exist yet."""
    if os.environ.get("RELMAP_HOME"):
        return home() / "cases"
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "relmap"


def load_settings(path: Path | None = None) -> Settings:
    """The stored preferences; unknown, missing or unfit values are left at their defaults. Never raises OSError."""
    path = path or settings_path()
    try:
        stored = _read(path)
    except OSError:
        return Settings()
    except ValueError:
        _set_aside(path)
        return Settings()
    kinds = get_type_hints(Settings)
    settings = Settings()
    for name, value in stored.items():
        if name in _stored_names() and _fits(name, kinds[name], value):
            setattr(settings, name, value)
    return settings


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the preferences whole or not at all, readable by their owner only. Raises OSError."""
    path = path or settings_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    text = json.dumps({name: getattr(settings, name) for name in _stored_names()}, indent=1, ensure_ascii=False)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _stored_names() -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(Settings) if one.metadata.get("stored", True))


def _read(path: Path) -> dict[str, object]:
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError:
        raise ValueError from None
    if not isinstance(stored, dict):
        raise ValueError
    return stored


def _fits(name: str, kind: object, value: object) -> bool:
    if kind is ThemeChoice:
        return value in get_args(ThemeChoice)
    if kind is float:
        return _is_number(value) and _in_range(name, value)
    return type(value) is kind and _in_range(name, value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _in_range(name: str, value: object) -> bool:
    low, high = _RANGES.get(name, (0, 0))
    return name not in _RANGES or (isinstance(value, int | float) and low <= value <= high)


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError:
        return  # it stays where it is; the next save replaces it
