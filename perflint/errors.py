"""What a caller can put right, as exceptions.

    PerflintError
    ├── ReadError       a file that cannot be turned into a Document
    ├── AnnotateError   a file of which no marked copy can be made
    ├── TemplateError   a form of the user's own that cannot be filled in
    ├── RulesetError    a ruleset, or a file of waivers, that must not be used as it stands
    ├── ReportError     a JSON report of an earlier round that cannot be read back
    └── ScreeningError  a run that cannot be begun or gone on with

A poor form is never an exception: it is a finding. A crash inside a rule is a ``Failure`` in the report.
"""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EIO: "磁盘读写出错",
    errno.EPIPE: "对方已不再接收",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in Chinese; what it says itself where nobody translated it."""
    return _REASONS.get(error.errno or 0) or f"系统报告“{error.strerror or error}”"


class PerflintError(Exception):
    """The base of all errors that perflint raises on purpose; ``str()`` is a Chinese sentence for the user."""


class ReadError(PerflintError):
    """A file that cannot be read: which file, why, and what to do about it (all Chinese)."""

    def __init__(self, file: str, reason: str, cure: str) -> None:
        """Keep the three parts apart, so that a finding can show them in its own places."""
        super().__init__(f"{file}：{reason}（{cure}）")
        self.file = file
        self.reason = reason
        self.cure = cure


class ReportError(PerflintError):
    """A JSON report that cannot be read back: which file, why, and what to do about it (all Chinese)."""

    def __init__(self, file: str, reason: str, cure: str) -> None:
        """The sentence for the user."""
        super().__init__(f"“{file}”{reason}，{cure}")


class ScreeningError(PerflintError):
    """A run that cannot be begun or gone on with: what is meant, what is wrong, and what to do about it (Chinese)."""

    def __init__(self, what: str, reason: str, cure: str) -> None:
        """The sentence for the user."""
        super().__init__(f"“{what}”{reason}，{cure}")
        self._parts = (what, reason, cure)

    def __reduce__(self) -> tuple[type[ScreeningError], tuple[str, str, str]]:
        """What a worker raises reaches its driver whole."""
        return type(self), self._parts


class AnnotateError(PerflintError):
    """A file of which no marked copy can be made: which file, why, and what to do instead (all Chinese)."""

    def __init__(self, file: str, reason: str, cure: str) -> None:
        """As a ReadError."""
        super().__init__(f"{file}：{reason}（{cure}）")
        self.file = file
        self.reason = reason
        self.cure = cure


class RulesetError(PerflintError):
    """A ruleset that must not be used: ``file:line:column``, the key, what is wrong, the nearest valid word."""

    def __init__(self, file: str, problem: str, line: int = 0, column: int = 0) -> None:
        """``line`` and ``column`` count from 1; 0 means that the whole file is meant."""
        where = f"{file}:{line}:{column}" if line else file
        super().__init__(f"{where}：{problem}")
        self.file = file
        self.problem = problem
        self.line = line
        self.column = column


class TemplateError(PerflintError):
    """A template that cannot be filled in: which file, and what is wrong with it (Chinese)."""

    def __init__(self, file: str, problem: str) -> None:
        """``file`` is the template as the user named it."""
        super().__init__(f"模板“{file}”：{problem}")
