"""What a child said, or how it died, as a document or as the reason why there is none."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

from msgspec import Struct

from perflint.errors import ReadError
from perflint.model.document import Document
from perflint.sandbox.broken import BrokenReaderError
from perflint.sandbox.child import BROKEN, DOCUMENT, HEAD, LARGE, MEMORY, MORE, REFUSED
from perflint.sandbox.limits import Limits
from perflint.sandbox.wire import unpacked

_HOSTILE = "文件可能已损坏，或是恶意构造的，请用 Office、WPS 打开核实，另存后再检查"
_SPLIT = "请只提交预算公开文本，或拆成几个文件后再检查"
_TOLD = (DOCUMENT, REFUSED, BROKEN)
_SIGXCPU = 24
_SIGKILL = 9
_NEARLY = 0.8
"""A child that took so much of its memory and failed has failed for want of it: libraries in C abort or crash, and
those that do not call it damage."""

Chunk = Callable[[float], bytes | None]
"""The next bytes from the child within so many seconds: none at its end, None when nothing came in time."""


class Ended(Struct, frozen=True, kw_only=True):
    """How a child ended: what it said, and what became of it where it did not say all."""

    word: bytes = b""
    body: bytes = b""
    late: bool = False
    flooded: bool = False
    code: int = 0
    """Its exit code; minus the signal that killed it."""
    seconds: float = 0.0
    memory: int = 0
    """The most it ever took, in bytes, beyond what it was born with."""


def listen(chunk: Chunk, limits: Limits) -> Ended:
    """What a child says until it ends, or has said all, or too much, or nothing for too long."""
    deadline = time.monotonic() + limits.seconds * limits.patience
    last = time.monotonic() + limits.most_seconds * limits.patience
    said = bytearray()
    while True:
        for seconds in _asked(said):
            deadline = min(last, max(deadline, time.monotonic() + seconds * limits.patience))
        if ended := _said(said, limits):
            return ended
        more = chunk(max(0.0, deadline - time.monotonic()))
        if not more:
            return Ended(late=more is None)
        said += more


def _asked(said: bytearray) -> Iterator[int]:
    """The seconds that a child asked for; these words are taken away."""
    while said[:1] == MORE and len(said) >= HEAD.size:
        _, seconds = HEAD.unpack_from(said)
        del said[: HEAD.size]
        yield seconds


def _said(said: bytearray, limits: Limits) -> Ended | None:
    """The outcome, once it is there whole, or claims to be larger than may be."""
    if len(said) < HEAD.size:
        return None
    word, size = HEAD.unpack_from(said)
    if size > limits.output:
        return Ended(flooded=True)
    whole = HEAD.size + size
    return Ended(word=word, body=bytes(said[HEAD.size : whole])) if len(said) >= whole else None


def answered(ended: Ended, name: str, limits: Limits) -> Document:
    """The document that the child read. Raises ReadError or BrokenReaderError where it read none."""
    if ended.word not in _TOLD or (ended.word != DOCUMENT and _short(ended, limits)):
        raise ReadError(name, *_died(ended, limits))
    try:
        document, told = _understood(ended, limits)
    except Exception as error:
        raise ReadError(name, "解析程序的结果无法识别", _HOSTILE) from error
    if document:
        return document
    if ended.word == REFUSED:
        raise ReadError(name, told[0], told[1])
    broken = BrokenReaderError(told[0])
    broken.add_note(told[1])
    raise broken


def _understood(ended: Ended, limits: Limits) -> tuple[Document | None, list[str]]:
    """The document, or the two texts that were said instead. Whatever it raises, the child is not to be trusted."""
    if ended.word == DOCUMENT:
        return unpacked(ended.body, limits.slots), []
    first, second = json.loads(ended.body)
    return None, [str(first), str(second)]


def _short(ended: Ended, limits: Limits) -> bool:
    """Whether a child had taken nearly all the memory that there was for it."""
    return ended.memory > _NEARLY * min(limits.memory, limits.room)


def _died(ended: Ended, limits: Limits) -> tuple[str, str]:
    """Why there is no answer, and the cure."""
    if ended.late or ended.code == -_SIGXCPU or (ended.code == -_SIGKILL and ended.seconds >= limits.seconds):
        return f"解析超过 {max(limits.seconds, int(ended.seconds))} 秒，已停止", _HOSTILE
    if ended.word == LARGE or ended.flooded:
        return f"读出的内容太多（超过 {limits.slots // 10_000} 万格），已停止", _SPLIT
    if ended.word == MEMORY or _short(ended, limits):
        return f"解析时内存超过 {limits.memory / 1e9:g} GB，已停止", _HOSTILE
    if ended.code < 0:
        return f"解析程序异常终止（信号 {-ended.code}）", _HOSTILE
    return f"解析程序异常终止（退出码 {ended.code}）", _HOSTILE
