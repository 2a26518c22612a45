"""Files of earlier versions: the golden file of each, and steps that bring a file forward whole or not at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection

from relmap.edits import people
from relmap.exchange.reading import parse_case
from relmap.exchange.writing import case_bytes
from relmap.model.integrity import case_problems
from relmap.model.people import Person
from relmap.resources import resource
from relmap.store import errors
from relmap.store.document import Document
from relmap.store.files import load_document, open_document
from relmap.store.journal import Row, map_images, replay
from relmap.store.migrations import VERSION, migrate, version_of
from relmap.store.past import Past
from relmap.store.vault import open_vault
from tests.casefiles import PASSPHRASE, begun_document, tables

GOLDEN = Path(__file__).parents[1] / "data"
GOLDEN_PASSPHRASE = "golden heron"


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_the_golden_file_of_each_version_opens_and_is_what_it_was(version: int, tmp_path: Path) -> None:
    path = tmp_path / "golden.relmap"
    shutil.copy(GOLDEN / f"version-{version}.relmap", path)
    document = open_document(path, GOLDEN_PASSPHRASE)
    expected = (GOLDEN / f"version-{version}.json").read_bytes()
    assert json.loads(case_bytes(document)) == json.loads(expected)
    assert not list(case_problems(document))
    story = [change for _, change in document.changes(1, document.revision)]
    assert replay(story) == tables(document)
    assert document.undo_verb == "add_person"
    before = tables(document)
    assert document.undo()
    assert document.redo()
    assert tables(document) == before
    past = Past(document)
    for revision in document.revisions():
        past.seek(revision.number)
    document.close()


def test_the_golden_file_is_the_demo_and_one_person_more() -> None:
    golden = json.loads((GOLDEN / "version-1.json").read_bytes())
    demo = json.loads(case_bytes(parse_case(resource("demo", "heron.json"))))
    assert len(golden["people"]) == len(demo["people"]) + 1


def _older(document: Document) -> Path:
    path = document.path
    people.add_person(document, "Mum")
    document.close()
    return path


def _rename(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE people SET name = upper(name)")

    def change(array: str, id: str, row: Row) -> Row:
        name = row.get("name")
        return {**row, "name": name.upper()} if array == "people" and isinstance(name, str) else row

    map_images(connection, change)


def _fail(connection: Connection) -> None:
    _rename(connection)
    connection.exec_driver_sql("UPDATE people SET veiled_by = 'nowhere'")


def test_a_step_changes_rows_and_journal_alike_after_a_backup(tmp_path: Path) -> None:
    path = _older(begun_document(tmp_path / "case.relmap"))
    vault = open_vault(path, PASSPHRASE)
    migrate(vault, {VERSION + 1: _rename}, VERSION + 1)
    assert version_of(vault) == VERSION + 1
    with vault.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    document = load_document(vault)
    assert [person.name for person in document.all(Person)][-1] == "MUM"
    story = [change for _, change in document.changes(1, document.revision)]
    assert replay(story) == tables(document)
    document.close()
    (backup,) = [other for other in tmp_path.glob("*.relmap") if other != path]
    old = open_document(backup, PASSPHRASE)
    assert [person.name for person in old.all(Person)][-1] == "Mum"
    old.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = _older(begun_document(tmp_path / "case.relmap"))
    vault = open_vault(path, PASSPHRASE)
    with pytest.raises(errors.Damaged):
        migrate(vault, {VERSION + 1: _fail}, VERSION + 1)
    vault.close()
    document = open_document(path, PASSPHRASE)
    assert [person.name for person in document.all(Person)][-1] == "Mum"
    people.add_person(document, "Dad")
    document.close()


def test_a_version_without_a_way_here_is_refused(tmp_path: Path) -> None:
    path = _older(begun_document(tmp_path / "case.relmap"))
    vault = open_vault(path, PASSPHRASE)
    with pytest.raises(errors.StoreError):
        migrate(vault, {}, VERSION + 1)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    with pytest.raises(errors.NewerVersion):
        migrate(vault)
    vault.close()
