"""What a format holds, read back as its strictest reader would: how many findings, and all that is said.

A new format joins with one function in ``HELD``; each refuses, by an assertion, what its readers could be harmed by.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
from jsonschema import Draft4Validator
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from perflint.reporters.csv import FOUND, HEADS

FILES = Path(__file__).parent / "files"
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
NUMBERED = re.compile(r"(?m)^ *\d+ 【(?:必须修改|应当修改|请核实)】.+（[A-Z]{2,3}\d\d）(?:　〔.+〕)?$")
JUDGED = re.compile(r"（[A-Z]{2,3}\d\d，(?:必须修改|应当修改|请核实)[，）]")
LIVE = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
MARKUP = {"html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence", "em_open"}


class Held(NamedTuple):
    """The findings of a file, those waived or corrected not counted, and every text in it."""

    findings: int
    text: str


def _text(data: bytes) -> Held:
    """A terminal is told nothing but lines."""
    text = data.decode()
    assert not RAW.search(text)
    return Held(len(NUMBERED.findall(text)), text)


def _strict(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """JSON without what only Python reads; a control sign in it is escaped, half a character is none."""

    def refused(name: str) -> None:
        raise AssertionError(name)

    assert not RAW.search(text.replace("\n", ""))
    made = json.loads(text, parse_constant=refused)
    json.dumps(made, ensure_ascii=False).encode()
    return made


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON holds anything
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _strings(part))


def _json(data: bytes) -> Held:
    """One object."""
    made = _strict(data.decode())
    return Held(sum(len(one["findings"]) for one in made["submissions"]), "\n".join(_strings(made)))


def _jsonl(data: bytes) -> Held:
    """A line an object, whatever counts as a line end."""
    lines = data.decode().splitlines()
    assert len(lines) == data.count(b"\n")
    made = [_strict(line) for line in lines]
    return Held(sum(line["kind"] == "finding" for line in made), "\n".join(_strings(made)))


@cache
def schema() -> Draft4Validator:
    """The official schema of SARIF 2.1.0."""
    return Draft4Validator(json.loads((FILES / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


def _sarif(data: bytes) -> Held:
    """Valid by the schema."""
    made = _strict(data.decode())
    assert [f"{error.json_path}: {error.message}" for error in schema().iter_errors(made)] == []
    results = [result for run in made["runs"] for result in run["results"]]
    open_ones = [one for one in results if "suppressions" not in one and one.get("kind", "fail") == "fail"]
    return Held(len(open_ones), "\n".join(_strings(made)))


def _junit(data: bytes) -> Held:
    """XML 1.0 of the elements that servers know, and its totals are those of its cases."""
    root = etree.fromstring(data)
    assert {str(one.tag) for one in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "system-out",
    }  # fmt: skip
    for total, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        assert root.get(total) == str(len(list(root.iter(tag))))
    texts = [str(text) for one in root.iter() for text in (*one.attrib.values(), one.text or "")]
    cases = [text for case in root.iter("testcase") for one in case for text in (one.text or "",)]
    return Held(len(NUMBERED.findall("\n".join(cases))), "\n".join(texts))


def _markdown(data: bytes) -> Held:
    """Nothing of a document becomes markup: no HTML, no link, no code, no heading of its own."""
    text = data.decode()
    assert not RAW.search(text)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    flat = [inner for token in tokens for inner in (token, *(token.children or ()))]
    assert not {token.type for token in flat} & MARKUP
    items = sum(token.type == "list_item_open" and token.markup == "." for token in tokens)
    return Held(items, "\n".join(token.content for token in flat))


def _csv(data: bytes) -> Held:
    """As wide as its head everywhere, no cell that a spreadsheet would run or could not hold."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert tuple(rows[0]) == HEADS
    assert {len(row) for row in rows} == {len(HEADS)}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(LIVE) or RAW.search(cell) or len(cell) > 32_767]
    return Held(sum(row[1] == FOUND for row in rows), "\n".join(cells))


def _html(data: bytes) -> Held:
    """One page that asks for nothing and runs nothing; a finding is an item of a list, with its number as its name."""
    text = data.decode()
    assert not RAW.search(text)
    tree = lxml_html.document_fromstring(text)
    assert not {str(one.tag) for one in tree.iter()} & {"script", "img", "iframe", "link"}
    assert not [name for one in tree.iter() for name in one.attrib if str(name).startswith("on")]
    items = [one for one in tree.iter("li") if str(one.get("id", "")).startswith("f")]
    return Held(len(items), "\n".join(str(text) for text in tree.itertext()))


def _xlsx(data: bytes) -> Held:
    """No formula but links; every text is text; the numbered rows are the findings."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" and not str(cell.value).startswith("=HYPERLINK(")]
    texts = [str(cell.value) for cell in cells]
    assert not [text for text in texts if RAW.search(text) or len(text) > 32_767]
    findings = (row[0].value for sheet in book if sheet.title.startswith("审核意见") for row in sheet.iter_rows())
    return Held(sum(isinstance(number, int) for number in findings), "\n".join(texts))


def _docx(data: bytes) -> Held:
    """Paragraphs of text; a finding has a heading of its own, with its severity."""
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    assert not [one for one in paragraphs if RAW.search(one.text.replace("\t", " "))]
    headed = [one for one in paragraphs if one.style is not None and one.style.name == "Heading 2"]
    return Held(len(headed), "\n".join(one.text for one in paragraphs))


def _judged(rows: Iterable[list[str]]) -> int:
    """The findings in rows of a review form: by code and severity in brackets, or each in a row of its own."""
    return sum(1 if row[:1] == ["不在审核表里的问题"] else len(JUDGED.findall("\n".join(row))) for row in rows)


def _review_docx(data: bytes) -> Held:
    """Forms and tables of text."""
    body = docx.Document(io.BytesIO(data)).element.body
    texts = [str(one.text or "") for one in body.iter("{*}t")]
    assert not [text for text in texts if RAW.search(text)]
    rows = [
        ["".join(str(one.text or "") for one in cell.iter("{*}t")) for cell in row.iter("{*}tc")]
        for row in body.iter("{*}tr")
    ]
    return Held(_judged(rows), "\n".join([*texts, *(cell for row in rows for cell in row)]))


def _review_xlsx(data: bytes) -> Held:
    """The same; formulas are ours alone."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" and not str(cell.value).startswith("=IF(")]
    rows = [
        [str(value) for value in row if value is not None]
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
    ]
    texts = [text for row in rows for text in row]
    assert not [text for text in texts if RAW.search(text) or len(text) > 32_767]
    return Held(_judged(rows), "\n".join(texts))


HELD: dict[str, Callable[[bytes], Held]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "junit": _junit,
    "markdown": _markdown,
    "csv": _csv,
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
    "review-docx": _review_docx,
    "review-xlsx": _review_xlsx,
}
