"""A report as one HTML file: headings, lists, tables with their headers, pictures with all they show in words.

It is the form for ears and for screens of any size: it says its language and its direction, needs nothing from
elsewhere, runs no script, and everything that somebody wrote is escaped. The marks of a quotation are the browser's.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from html import escape

from relmap.reports.blocks import Block, Break, Facts, Grid, Heading, Items, Picture, Report, Space, Words
from relmap.words import say

_NONE = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNFIT = re.compile(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef{_NONE}]")
"""Controls, halves of letters, and what Unicode keeps for no letter at all."""

Drawn = Callable[[Picture], bytes]
"""The bytes of a PNG for a picture."""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.06rem/1.55 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", system-ui, sans-serif;
  color: #2a2730; background: #fff; max-width: 46rem; margin: 0 auto; padding: 2.2rem 1.4rem 4rem;
  overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .5rem; color: #255c60; }
h3, h4 { font-size: 1.08rem; margin: 1.6rem 0 .4rem; }
p { margin: .5rem 0; white-space: pre-line; }
blockquote { margin: .7rem 0; padding-inline-start: .9rem; border-inline-start: .2rem solid #2f6f73; }
blockquote p { font-weight: 500; }
.small, footer { color: #655e6c; font-size: .95rem; }
dl { display: grid; grid-template-columns: minmax(7rem, 27%) 1fr; gap: .3rem 1rem; margin: .6rem 0 1.1rem; }
dt { color: #655e6c; }
dd { margin: 0; white-space: pre-line; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.2rem; }
caption { text-align: start; color: #655e6c; font-size: .95rem; padding-bottom: .4rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #e4ded6;
  white-space: pre-line; }
figure { margin: 1.2rem 0; }
img { max-width: 100%; height: auto; background: #fff; }
.write { height: 2.2rem; border-bottom: 1px solid #918a97; }
.watermark { border: 2px solid #655e6c; padding: .5rem .9rem; font-weight: 600; }
footer { margin-top: 3rem; border-top: 1px solid #e4ded6; padding-top: .6rem; }
@media (prefers-color-scheme: dark) {
  body { color: #eeeaf2; background: #1d1b22; }
  h2 { color: #6fbfc2; }
  .small, footer, dt, caption { color: #b4adbd; }
  blockquote { border-color: #6fbfc2; }
  th, td, footer { border-color: #37333f; }
}
@media print { body { max-width: none; padding: 0; color: #000; background: #fff; } .break { break-before: page; } }
"""


def html_bytes(report: Report, drawn: Drawn) -> bytes:
    """The whole file, in UTF-8; `drawn` gives each picture's PNG."""
    body = "\n".join(_body(report, drawn))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}" dir="{report.direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n'
        f"<title>{_plain(report.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _body(report: Report, drawn: Drawn) -> Iterator[str]:
    yield "<main>"
    if report.watermark:
        yield f'<p class="watermark" dir="auto">{_plain(report.watermark)}</p>'
    if not any(isinstance(block, Heading) and block.level == 1 for block in report.blocks):
        yield f"<h1>{_plain(report.title)}</h1>"
    pictures = 0
    for block in report.blocks:
        pictures += isinstance(block, Picture)
        yield from _block(block, drawn, pictures)
    yield "</main>"
    if report.footer:
        yield f'<footer dir="auto">{_plain(report.footer)}</footer>'


def _block(block: Block, drawn: Drawn, count: int) -> Iterator[str]:
    if isinstance(block, Heading):
        level = min(block.level, 6)
        yield f'<h{level} dir="auto">{_plain(block.text)}</h{level}>'
    elif isinstance(block, Words):
        yield _words(block)
    elif isinstance(block, Items):
        if block.items:
            yield "<ul>" + "".join(f'<li dir="auto">{_plain(item)}</li>' for item in block.items) + "</ul>"
    elif isinstance(block, Facts):
        yield from _facts(block)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Picture):
        yield from _picture(block, drawn, count)
    elif isinstance(block, Space):
        yield '<div class="write"></div>' * block.lines
    elif isinstance(block, Break):
        yield '<div class="break"></div>'


def _words(block: Words) -> str:
    lang = f' lang="{escape(block.lang)}"' if block.lang else ""
    small = ' class="small"' if block.small else ""
    if block.quote:
        return f'<blockquote{lang} dir="auto"><p><q>{_plain(block.text)}</q></p></blockquote>'
    return f'<p{small}{lang} dir="auto">{_plain(block.text)}</p>'


def _facts(block: Facts) -> Iterator[str]:
    if block.rows:
        yield "<dl>"
        for label, text in block.rows:
            yield f'<dt>{_plain(label)}</dt><dd dir="auto">{_plain(text)}</dd>'
        yield "</dl>"


def _grid(block: Grid) -> Iterator[str]:
    yield "<table>"
    if block.words:
        yield f"<caption>{_plain(block.words)}</caption>"
    yield "<thead><tr>" + "".join(f'<th scope="col">{_plain(text)}</th>' for text in block.header) + "</tr></thead>"
    yield "<tbody>"
    for first, *others in block.rows:
        cells = "".join(f'<td dir="auto">{_plain(text)}</td>' for text in others)
        yield f'<tr><th scope="row" dir="auto">{_plain(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _picture(block: Picture, drawn: Drawn, count: int) -> Iterator[str]:
    data = base64.b64encode(drawn(block)).decode("ascii")
    name = say("Picture {number}; what it shows stands below it in words.", number=count)
    yield "<figure>"
    yield f'<img src="data:image/png;base64,{data}" alt="{_plain(name)}">'
    yield f'<figcaption class="small" dir="auto">{_plain(block.alt)}</figcaption>'
    yield "</figure>"


def _plain(text: str) -> str:
    """Escaped, and without the few signs that no HTML may hold."""
    return escape(_UNFIT.sub("", text), quote=True)
