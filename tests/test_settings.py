"""Settings survive a round trip, damage and nonsense, belong to their owner, and hold nothing of a case."""

from __future__ import annotations

import dataclasses
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.settings import Settings, home, load_settings, save_settings, settings_path

LIKE_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


def test_round_trip() -> None:
    wanted = Settings(theme="dark", text_scale=2.0, motion=False)
    save_settings(wanted)
    assert load_settings() == wanted


def test_nothing_stored_means_defaults() -> None:
    assert load_settings() == Settings()
    assert not settings_path().exists()


def test_the_home_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELMAP_HOME", str(tmp_path / "elsewhere"))
    assert home() == tmp_path / "elsewhere"
    monkeypatch.delenv("RELMAP_HOME")
    assert home().name == "relmap"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"nul"])
def test_a_damaged_file_is_set_aside(content: bytes) -> None:
    settings_path().write_bytes(content)
    assert load_settings() == Settings()
    assert not settings_path().exists()
    assert settings_path().with_name("settings.json.damaged").read_bytes() == content


@pytest.mark.parametrize(
    ("field", "value"),
    [("theme", "pink"), ("text_scale", 9), ("text_scale", True), ("motion", 1), ("inspector_width", 3.5),
     ("inspector_width", 10**9), ("last_folder", "/home/Jane Doe"), ("unknown", 1)],
)  # fmt: skip
def test_an_unfit_value_is_left_at_its_default(field: str, value: object) -> None:
    settings_path().write_text(json.dumps({field: value, "sectors": True}))
    assert load_settings() == Settings(sectors=True)


@given(st.dictionaries(st.sampled_from([field.name for field in dataclasses.fields(Settings)]), LIKE_JSON))
def test_any_table_loads_and_saves_again(table: dict[str, object]) -> None:
    path = settings_path()
    path.write_text(json.dumps(table), encoding="utf-8")
    loaded = load_settings(path)
    save_settings(loaded, path)
    assert load_settings(path) == loaded


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_owner_can_read_them() -> None:
    save_settings(Settings())
    assert stat.S_IMODE(settings_path().stat().st_mode) == 0o600


def test_a_failed_save_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(theme="dark"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        save_settings(Settings(theme="light"))
    assert load_settings().theme == "dark"
    assert list(home().iterdir()) == [settings_path()]


def test_no_preference_could_hold_a_case() -> None:
    names = {field.name for field in dataclasses.fields(Settings)}
    assert not {name for name in names if any(word in name for word in ("recent", "case", "file", "name", "code"))}
