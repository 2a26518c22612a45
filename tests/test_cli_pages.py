"""relmap report: the whole command as a process of its own, and what is typed as an answer to a page."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

import html5lib
import pikepdf
import pypdfium2
import pytest

from relmap.cli import run
from relmap.cli.pages import _answers
from relmap.exchange.landing import picture_warning
from relmap.model.notes import ExportRecord
from relmap.reports.questions import Question
from relmap.store.files import open_document
from relmap.words import Trouble
from tests.test_cli_process import ROOT, python

ONE = Question("names", "By which names", "one", (("code", "code names"), ("names", "names")), "code")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case; its passphrase lies beside it."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "words").write_text("correct horse\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["import", str(ROOT / "tests/data/small.json"), "a.relmap", "--passphrase-file", "words"]) == 0
    return folder / "a.relmap"


@pytest.fixture
def folder(case: Path, tmp_path: Path) -> Path:
    """A folder with a case of its own in it."""
    for name in ("a.relmap", "words"):
        shutil.copy(case.with_name(name), tmp_path)
    return tmp_path


def report(folder: Path, *arguments: str) -> CompletedProcess[str]:
    return python("-m", "relmap", "report", "a.relmap", *arguments, "--passphrase-file", "words", cwd=folder)


def records(folder: Path) -> Sequence[tuple[str | None, str | None, str | None]]:
    """What the case says of what left it."""
    document = open_document(folder / "a.relmap", "correct horse")
    try:
        return [(one.what, one.form, one.for_whom) for one in document.all(ExportRecord)]
    finally:
        document.close()


def test_the_pages_are_listed_and_nothing_is_written(folder: Path) -> None:
    done = report(folder)
    assert (done.returncode, done.stderr) == (0, "")
    for line in ("session: A session.", "story: ", "poster: The map as a poster.", "    sheets: How large"):
        assert f"\n{line}" in f"\n{done.stdout}"
    assert not records(folder)


def test_the_answers_to_one_page_are_listed(folder: Path) -> None:
    done = report(folder, "poster")
    assert (done.returncode, done.stderr) == (0, "")
    assert "        4: at most 4 sheets" in done.stdout.splitlines()
    assert "session:" not in done.stdout


@pytest.mark.parametrize("out", [(), ("x.pdf",)])
def test_a_page_that_is_not_there_is_refused_in_a_sentence(folder: Path, out: tuple[str, ...]) -> None:
    done = report(folder, "nonsense", *out)
    assert done.returncode != 0
    assert "There is no page “nonsense”. There are: session, " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "x.pdf").exists()


def test_a_pdf_with_answers_is_written_and_recorded(folder: Path) -> None:
    done = report(folder, "story", "x.pdf", "--answer", "names=names", "--paper", "Letter", "--for", "R.")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, picture_warning())
    assert "sheet" in done.stderr
    assert done.stdout == "“x.pdf” was written.\n"
    with pypdfium2.PdfDocument(folder / "x.pdf") as pdf:
        words = " ".join(page.get_textpage().get_text_range() for page in pdf)
        assert pdf[0].get_size() == pytest.approx((612, 792), abs=1)
    assert "My needs are too much" in " ".join(words.split())
    with pikepdf.open(folder / "x.pdf") as pdf:
        assert "/Author" not in pdf.docinfo
    assert records(folder) == [("The story so far", "pdf", "R.")]


def test_a_web_page_and_a_text_are_written(folder: Path) -> None:
    done = report(folder, "ending", "x.html")
    assert done.returncode == 0
    assert done.stderr.endswith(f"{picture_warning()}\n")
    read = html5lib.HTMLParser(strict=True).parse((folder / "x.html").read_text("utf-8"))
    assert "My needs are too much" in " ".join("".join(read.itertext()).split())
    assert report(folder, "ending", "x.odt").returncode == 0
    assert (folder / "x.odt").read_bytes().startswith(b"PK")
    assert [form for _, form, _ in records(folder)] == ["html", "odt"]


def test_what_is_there_is_kept_unless_it_may_go(folder: Path) -> None:
    (folder / "x.pdf").write_text("mine")
    done = report(folder, "poster", "x.pdf")
    assert done.returncode != 0
    assert (folder / "x.pdf").read_text() == "mine"
    assert report(folder, "poster", "x.pdf", "--force").returncode == 0
    assert (folder / "x.pdf").read_bytes().startswith(b"%PDF")


def test_an_answer_that_is_empty_is_refused_in_a_sentence() -> None:
    assert dict(_answers([ONE], ["names=code names"])) == {"names": "code"}
    with pytest.raises(Trouble, match="is no answer to names"):
        dict(_answers([ONE], ["names="]))


def test_what_the_window_says_of_a_page_is_said_here_too(folder: Path) -> None:
    done = report(folder, "take_home", "x.pdf")
    assert done.returncode == 0
    assert "Nobody has said yet that it is safe to have this page at home." in done.stderr


def test_a_poster_is_no_web_page(folder: Path) -> None:
    done = report(folder, "poster", "x.html")
    assert (done.returncode, done.stderr) == (2, "relmap: The name must end in .pdf. Nothing was written.\n")


def export(folder: Path, *arguments: str) -> CompletedProcess[str]:
    return python("-m", "relmap", "export", "a.relmap", *arguments, "--passphrase-file", "words", cwd=folder)


def test_a_chart_is_written_and_recorded(folder: Path) -> None:
    done = export(folder, "x.pdf", "--chart", "lesson", "--of", "My needs are too much", "--for", "R.")
    assert (done.returncode, done.stderr) == (0, f"{picture_warning()}\n")
    with pypdfium2.PdfDocument(folder / "x.pdf") as pdf:
        assert "My needs are too much" in pdf[0].get_textpage().get_text_range()
    assert records(folder) == [("A lesson over the sessions", "pdf", "R.")]
    done = export(folder, "x.png", "--chart", "life")
    assert done.returncode == 0
    assert (folder / "x.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x.png", "--chart", "pie"), "There is no chart “pie”. There are: lesson (A lesson over the sessions), "),
        (("x.png", "--chart", "life", "--of", "Mum"), "This chart is of the whole case"),
        (("x.png", "--chart", "lesson", "--of", "nothing"), "“nothing” is none of those this chart can be of: "),
        (("x.json", "--chart", "life"), "OUT must end in one of .png, .svg, .pdf."),
        (("x.png", "--of", "Mum"), "give --chart as well"),
    ],
)
def test_a_chart_that_is_not_there_is_refused_in_a_sentence(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = export(folder, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (folder / arguments[0]).exists()
