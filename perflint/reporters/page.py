"""What every page of ours is（网页）: one file, all text escaped, its style admitted by its digest and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

_INDENT = re.compile(r"\n\s*")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def environment(package: str, plain: Callable[[object], str]) -> Environment:
    """The templates of a package, without their line breaks and indents; ``plain`` turns a value into a text.

    Line breaks and indents would be a third of a page of two hundred forms.
    """
    loader = FunctionLoader(lambda name: _INDENT.sub("", _file(package, name)))
    return Environment(autoescape=True, undefined=StrictUndefined, loader=loader, finalize=plain)


def sheet(package: str, name: str) -> str:
    """A style sheet of a package without comments and line breaks."""
    return _INDENT.sub("", _COMMENT.sub("", _file(package, name)))


def styled(style: str) -> dict[str, object]:
    """What a template needs of its style: the sheet, and the digest by which the content policy admits it."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_digest": digest}


def _file(package: str, name: str) -> str:
    """A file of a package."""
    return files(package).joinpath(name).read_text("utf-8")
