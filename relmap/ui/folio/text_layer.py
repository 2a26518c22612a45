"""Says in a PDF which letters its glyphs stand for, so that it reads back as it was written, letter for letter.

Qt guesses each glyph's letter from the font, and guesses wrong for ligatures, joined Arabic letters, Chinese signs
that share a glyph, and scripts in which letters change places. What was drawn is known (`recording`), so the table of
each font is written anew; where one glyph cannot stand for the same letters everywhere, the place itself says them
(`ActualText`, ISO 32000-2, 14.9.4). The document's own data are left empty but for its language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from relmap.ui.folio.recording import Piece

_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj")
_MOST = 100
"""Entries in one list of a font's table; the format allows no more."""


class TextLayerError(Exception):
    """What was drawn and what was heard differ: the letters cannot be told."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A glyph in a page's stream: its font, its code, where its operator stands, and the letters it begins."""

    font: str
    code: str
    start: int
    end: int
    letters: str
    unseen: bool


Cluster = tuple[_Shown, ...]


def text_layer_steps(pdf: bytes, pages: Sequence[Sequence[Piece]], language: str) -> Generator[float, None, bytes]:
    """The same PDF with its letters told, page by page: yields how far it is (0 to 1) and returns the bytes.

    `pages` are the pieces of each page, `language` is a BCP 47 tag. Raises TextLayerError where they do not belong
    together.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        streams, found = [], []
        for place, (page, pieces) in enumerate(zip(document.pages, pages, strict=True)):
            streams.append(bytes(page.Contents.read_bytes()))
            found.append(tuple(_clusters(streams[-1], pieces)))
            yield 0.6 * (place + 1) / len(pages)
        letters, no_fonts = _letters(found), pikepdf.Dictionary()
        for place, (page, stream, clusters) in enumerate(zip(document.pages, streams, found, strict=True)):
            page.Contents = document.make_stream(_said(stream, clusters, letters))
            fonts = page.Resources.get("/Font", no_fonts)
            for name in [name for name in letters if f"/{name}" in fonts]:
                fonts[f"/{name}"].ToUnicode = document.make_stream(_table(letters[name]))
            yield 0.6 + 0.4 * (place + 1) / len(pages)
        _leave_bare(document, language)
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _leave_bare(document: pikepdf.Pdf, language: str) -> None:
    """Take out all that is told besides the pages; the language stays, for whoever hears it."""
    for key in ("/Metadata", "/Names"):
        if key in document.Root:
            del document.Root[key]
    document.Root.Lang = pikepdf.String(language)
    del document.docinfo


def _clusters(stream: bytes, pieces: Sequence[Piece]) -> Iterator[Cluster]:
    """The glyphs of a page, those together that stand for letters only together."""
    glyphs = list(_glyphs(stream))
    letters = [(letter, piece.unseen) for piece in pieces for letter in piece.letters]
    if len(glyphs) != len(letters):
        raise TextLayerError(f"{len(glyphs)} glyphs drawn, {len(letters)} heard")
    cluster: list[_Shown] = []
    for (font, code, start, end), (letter, unseen) in zip(glyphs, letters, strict=True):
        if letter and cluster:
            yield tuple(cluster)
            cluster = []
        cluster.append(_Shown(font, code, start, end, letter, unseen))
    if cluster:
        yield tuple(cluster)


def _glyphs(stream: bytes) -> Iterator[tuple[str, str, int, int]]:
    font = ""
    for match in _SHOWN.finditer(stream):
        if match.group(1) is not None:
            font = match.group(1).decode()
        else:
            yield font, match.group(2).decode(), match.start(), match.end()


def _letters(pages: Sequence[Sequence[Cluster]]) -> dict[str, dict[str, str]]:
    """Font → code → the letters that it most often stands for; nothing for what only goes on."""
    told: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for clusters in pages:
        for cluster in (one for one in clusters if not one[0].unseen):
            for place, one in enumerate(cluster):
                told[one.font][one.code][one.letters if place == 0 and len(cluster) == 1 else ""] += 1
    return {font: {code: counts.most_common(1)[0][0] for code, counts in codes.items()} for font, codes in told.items()}


def _said(stream: bytes, clusters: Sequence[Cluster], letters: dict[str, dict[str, str]]) -> bytes:
    """The page's stream, with the letters said where the fonts' tables alone would say others.

    What is not seen on the page, because something clips it away, is taken out: else whoever copies the text has it.
    """
    parts, done = [], 0
    for cluster in clusters:
        if cluster[0].unseen:
            for one in cluster:
                parts.append(stream[done : one.start])
                done = one.end
            continue
        wanted = cluster[0].letters
        if "".join(letters[one.font][one.code] for one in cluster) == wanted:
            continue
        start, end = cluster[0].start, cluster[-1].end
        parts += [stream[done:start], b"/Span <</ActualText <FEFF%b>>> BDC " % _hex(wanted), stream[start:end], b" EMC"]
        done = end
    return b"".join((*parts, stream[done:]))


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass").hex().upper().encode()


def _table(letters: dict[str, str]) -> bytes:
    """A font's table from codes to letters."""
    lines = [b"<%b> <%b>" % (code.encode(), _hex(text)) for code, text in sorted(letters.items()) if text]
    lists = [lines[start : start + _MOST] for start in range(0, len(lines), _MOST)]
    body = b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(part), b"\n".join(part)) for part in lists)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        b"%b\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n" % body
    )
