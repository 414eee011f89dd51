"""perflint（绩效目标质量检查）：reads 项目支出绩效目标表 and the budget around them, and says what is wrong with them.

The whole public surface is ``__all__``: five pure functions, one convenience, and the types they pass on. Everything is
loaded when it is first asked for, so that ``perflint --version`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "check": "perflint.engine",
    "lint": "perflint.engine",
    "load_ruleset": "perflint.ruleset",
    "read": "perflint.readers",
    "recognise": "perflint.layouts",
    "render": "perflint.reporters",
    "Document": "perflint.model.document",
    "Finding": "perflint.model.finding",
    "PerflintError": "perflint.errors",
    "ReadError": "perflint.errors",
    "Report": "perflint.model.finding",
    "Ruleset": "perflint.ruleset",
    "RulesetError": "perflint.errors",
    "Submission": "perflint.model.submission",
}

__all__ = [
    "Document",
    "Finding",
    "PerflintError",
    "ReadError",
    "Report",
    "Ruleset",
    "RulesetError",
    "Submission",
    "__version__",
    "check",
    "lint",
    "load_ruleset",
    "read",
    "recognise",
    "render",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions and types alike
    """The public name, from the module that defines it."""
    if name not in _HOME:
        raise AttributeError(f"module 'perflint' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """What there is to import."""
    return sorted(__all__)
