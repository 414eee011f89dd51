"""Recognised lines of print: the model that lies in the wheel of rapidocr, run by onnxruntime, one thread a process.

Only the model is taken from rapidocr; its own code, which would fetch a model that is missing, is never imported.

What is recognised stands as it is: no grammar of values mends it. “292%” may be ≥92% and “**0%” may be **%, but either
may be what the paper says; a reading that is unsure says so by its confidence, and rule DOC07 sends a person to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import cv2
import numpy as np
from onnxruntime import InferenceSession, SessionOptions

from perflint.readers.ocr.sheet import Array

_HEIGHT = 48
"""What the model was trained on: lines of this height, in pixels."""
_NARROWEST, _STEP, _WIDEST = 160, 32, 4800
_BATCH = 2560
"""Pixels of width that go through the model at once: wide enough to be quick, small enough to stay in memory."""
_STUB = 2
_CLOSE = 0.05


class Reading(NamedTuple):
    """A line of print as it was recognised: the probability of its least certain character, and of all on average."""

    text: str
    confidence: float
    clearness: float


def model() -> Path:
    """Where the recogniser's weights lie. Raises ImportError where they are not installed."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ImportError("rapidocr, which carries the model, is not installed", name="rapidocr")
    found = sorted((Path(spec.origin).parent / "models").glob("*_rec_*.onnx"))
    if not found:
        raise ImportError("this rapidocr carries no recogniser", name="rapidocr")
    return found[-1]


_MODEL = model()


@cache
def _engine() -> tuple[Any, tuple[str, ...]]:
    """The session and the characters it tells apart; made when the first line comes, once a process."""
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    cv2.setNumThreads(1)
    session = InferenceSession(str(_MODEL), options, providers=["CPUExecutionProvider"])
    known = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    # The first class says “nothing new here”, the last one is the blank.
    return session, ("", *known, " ")


def readings(lines: Sequence[Array]) -> list[Reading]:
    """What stands on each line (grey, dark on light), in their order."""
    made = [Reading("", 0.0, 0.0)] * len(lines)
    for group in _batches([_width(line) for line in lines]):
        width = max(_width(lines[index]) for index in group)
        batch = np.zeros((len(group), 3, _HEIGHT, width), np.float32)
        for row, index in enumerate(group):
            scaled = cv2.resize(lines[index], (_natural(lines[index]), _HEIGHT), interpolation=_kernel(lines[index]))
            batch[row, :, :, : scaled.shape[1]] = scaled.astype(np.float32) / 127.5 - 1
        session, characters = _engine()
        (likely,) = session.run(None, {session.get_inputs()[0].name: batch})
        for row, index in enumerate(group):
            made[index] = _decoded(likely[row], characters)
    return made


def _natural(line: Array) -> int:
    """A line's width at the model's height."""
    height, width = (int(number) for number in line.shape)
    return max(_STUB, min(_WIDEST, round(_HEIGHT * width / height)))


def _width(line: Array) -> int:
    """The width a line takes up in a batch."""
    return max(_NARROWEST, -(-_natural(line) // _STEP) * _STEP)


def _kernel(line: Array) -> int:
    """How to scale a line: areas when it shrinks, a smooth curve when it grows."""
    return int(cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_CUBIC)


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Lines that go through the model together: of like width, so that little is padded."""
    group: list[int] = []
    for index in sorted(range(len(widths)), key=lambda index: (widths[index], index)):
        if group and widths[index] * (len(group) + 1) > _BATCH:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _decoded(likely: Array, characters: Sequence[str]) -> Reading:
    """The text of a line from the probabilities of every character at every step."""
    best = likely.argmax(axis=1)
    fresh = best > 0
    fresh[1:] &= best[1:] != best[:-1]
    read = [_read(likely[step], int(best[step]), characters) for step in np.flatnonzero(fresh)]
    text = "".join(character for character, _ in read)
    sure = [probability for character, probability in read if character.strip()]
    return Reading(text.strip(), min(sure, default=0.0), sum(sure) / len(sure) if sure else 0.0)


def _read(likely: Array, best: int, characters: Sequence[str]) -> tuple[str, float]:
    """The character of a step and its probability.

    A form for the unsimplified (強) gives way to a simplified one (强) that comes close: the forms are printed in
    simplified characters, and the model, which knows both, wavers between them where print is poor.
    """
    unusual, usual = _sets()
    if best in unusual:
        other = int(usual[likely[usual].argmax()])
        if likely[other] >= _CLOSE * likely[best]:
            return characters[other], float(likely[best] + likely[other])
    return characters[best], sum(float(likely[index]) for index in _twins(characters[best]))


@cache
def _sets() -> tuple[frozenset[int], Array]:
    """The classes of Chinese characters beyond GB 2312, and of those within it."""
    chinese = [index for index, one in enumerate(_engine()[1]) if "\u4e00" <= one <= "\u9fff"]
    usual = [index for index in chinese if _simplified(_engine()[1][index])]
    return frozenset(chinese).difference(usual), np.array(usual)


def _simplified(character: str) -> bool:
    """Whether GB 2312 has a character."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@cache
def _twins(character: str) -> tuple[int, ...]:
    """The classes of a character and of those that are the same but for their width: which it is matters to nobody."""
    folded = normalize("NFKC", character)
    return tuple(index for index, other in enumerate(_engine()[1]) if other and normalize("NFKC", other) == folded)
