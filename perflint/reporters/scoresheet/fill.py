"""Placeholders and labels of a Word form, filled in: text replaced in runs, never code that is run.

A bureau's own form needs no more than ``{{项目名称}}`` where a text belongs; a form without any is filled by its
printed labels (see ``labels``). What a template asks for and nobody knows is refused, not left in a form to be signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from difflib import get_close_matches
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from perflint.errors import TemplateError

_BLANK = re.compile(r"\{\{\s*([^{}]{1,40}?)\s*\}\}")
_P, _T = qn("w:p"), qn("w:t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any
"""An element of lxml, whose stubs know nothing of the classes that python-docx makes of it."""


def asked(element: Element) -> Iterator[str]:
    """The names of all placeholders under an element, in order."""
    for paragraph in list(element.iter(_P)):
        yield from _BLANK.findall(_text(_texts(paragraph)))


def check(names: Sequence[str], known: Mapping[str, object], file: str) -> None:
    """Refuse names that no box has. Raises TemplateError."""
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"，是不是“{{{{{near[0]}}}}}”？" if near else f"，可用的有：{'、'.join(list(known)[:12])} 等"
            raise TemplateError(file, f"空位“{{{{{name}}}}}”不认识{hint}")


def fill(element: Element, boxes: Mapping[str, Sequence[str]]) -> None:
    """Put the lines of each box where its placeholder stands; a paragraph that is nothing else becomes one a line."""
    for paragraph in list(element.iter(_P)):
        texts = _texts(paragraph)
        whole = _BLANK.fullmatch(_text(texts).strip())
        if whole and len(lines := boxes[whole[1]]) > 1:
            _repeat(paragraph, lines)
        elif texts:
            _replace(texts, boxes)


def write(paragraph: Element, text: str) -> None:
    """Put a text into a paragraph as its only one, in the style of its first run."""
    texts = _texts(paragraph)
    if not texts:
        run = OxmlElement("w:r")
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is not None:
            run.append(deepcopy(mark))
        run.append(OxmlElement("w:t"))
        paragraph.append(run)
        texts = _texts(paragraph)
    for spare in texts[1:]:
        spare.text = ""
    _set(texts[0], text)


def _texts(paragraph: Element) -> list[Element]:
    """The texts of a paragraph, not those of paragraphs in boxes that float in it."""
    return [one for one in paragraph.iter(_T) if next(one.iterancestors(_P)) is paragraph]


def _text(texts: Sequence[Element]) -> str:
    """What the texts say together: Word cuts a word into runs wherever somebody once stopped typing."""
    return "".join(one.text or "" for one in texts)


def _repeat(paragraph: Element, lines: Sequence[str]) -> None:
    """A paragraph a line, each like the first."""
    for line in lines:
        one = deepcopy(paragraph)
        paragraph.addprevious(one)
        write(one, line)
    paragraph.getparent().remove(paragraph)


def _replace(texts: Sequence[Element], boxes: Mapping[str, Sequence[str]]) -> None:
    """Fill the placeholders of one paragraph, last first, so that what is filled in is never looked at again."""
    for match in reversed(list(_BLANK.finditer(_text(texts)))):
        start, end, filled = match.start(), match.end(), "\n".join(boxes[match[1]])
        at = 0
        for one in texts:
            said = one.text or ""
            first, last = max(start - at, 0), min(end - at, len(said))
            if first < last:
                one.text = said[:first] + filled + said[last:]
                filled = ""
            at += len(said)
    for one in texts:
        _set(one, one.text or "")


def _set(element: Element, text: str) -> None:
    """A text with its line breaks as Word has them."""
    first, *rest = text.split("\n")
    element.text = first
    element.set(_SPACE, "preserve")
    after = element
    for line in rest:
        new = OxmlElement("w:t")
        new.text = line
        new.set(_SPACE, "preserve")
        after.addnext(mark := OxmlElement("w:br"))
        mark.addnext(new)
        after = new
