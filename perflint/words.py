"""The words of a Chinese text, for rules that ask what two cells have in common.

jieba cuts, but with our own dictionary (``rulesets/national/dictionary.txt``, some 6000 words of this field in jieba's
format) in place of its own, which costs half a second and 65 MiB or more. Ours is built in memory at the first call,
in about 10 ms: too little for a cache to save anything worth having, so there is none and nothing is ever written.
jieba's guessing at unknown words (its HMM tables) is left out: what is unknown comes out character by character.
"""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import perflint_rulesets

from perflint.errors import RulesetError
from perflint.pattern import compiled
from perflint.text import normal

_DICTIONARY = ("national", "dictionary.txt")
_LINE = "每行应为“词 词频 词性”，词频为正整数，词不重复"
# Particles, conjunctions, prepositions, pronouns, numerals, measures, adverbs, places, interjections, 是, 有.
_FUNCTION_TAGS = frozenset({"u", "c", "p", "r", "m", "q", "d", "f", "e", "vshi", "vyou"})
_NUMBER = compiled(r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)+)")
_HAN = compiled(r"[^\W\d_a-zA-Z]")
_WARNING = 30  # logging.WARNING, without importing logging for those who only ask what is known
_LOCK = threading.RLock()


class _Lexicon(NamedTuple):
    """The dictionary as jieba's cutter wants it: each word with its frequency, each beginning of a word with 0."""

    frequencies: dict[str, int]
    total: int
    function_words: frozenset[str]


class _Later(ModuleType):
    """A module that is imported when something in it is first asked for."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


@lru_cache(maxsize=16384)
def cut(text: str) -> tuple[str, ...]:
    """The words of the normalised text, in order and with nothing left out: joined, they are ``normal(text)``.

    A number is one word (``1,200.50``), so is a run of Latin letters and digits; an unknown Chinese character is one
    by itself. ``cut("服务对象满意度 ≥ 90%") == ("服务对象", "满意度", "≥", "90", "%")``.
    """
    segments = _cutter()
    parts = enumerate(_NUMBER.split(normal(text)))
    return tuple(word for index, part in parts for word in ((part,) if index % 2 else segments(part)))


def known(word: str) -> bool:
    """Whether the dictionary holds the word; the beginning of a longer word is not yet a word."""
    return f"\n{normal(word)} " in _text()


def content_words(text: str) -> tuple[str, ...]:
    """The words that say what a text is about, in order: two characters at least, no numbers, signs, function words.

    Unknown characters that stand together count as one word, most often a name: ``content_words("对张家湾镇的补助")``
    is ``("张家湾镇", "补助")``.
    """
    function_words = _lexicon().function_words
    words = (word for word in _with_names(cut(text), function_words) if len(word) > 1)
    return tuple(word for word in words if word not in function_words and any(map(str.isalpha, word)))


def _with_names(words: Iterable[str], function_words: frozenset[str]) -> Iterator[str]:
    """The words, with single Chinese characters that stand side by side and mean something put together."""
    name = ""
    for word in words:
        if len(word) == 1 and _HAN.match(word) and word not in function_words:
            name += word
            continue
        if name:
            yield name
        name = ""
        yield word
    if name:
        yield name


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    """Our dictionary, read once."""
    return _parsed(_text(), "/".join(_DICTIONARY))


@lru_cache(maxsize=1)
def _text() -> str:
    """The dictionary's file after a line break, read once: enough to tell whether it holds a word."""
    file = "/".join(_DICTIONARY)
    try:
        return "\n" + Path(perflint_rulesets.__path__[0]).joinpath(*_DICTIONARY).read_text(encoding="utf-8")
    except (OSError, ImportError) as missing:
        raise RulesetError(file, "词典文件打不开，请重新安装 perflint") from missing
    except UnicodeDecodeError as spoilt:
        raise RulesetError(file, "词典文件不是 UTF-8 编码") from spoilt


def _parsed(text: str, file: str) -> _Lexicon:
    """The dictionary in jieba's format, ``word frequency tag`` a line, made ready; raises ``RulesetError``."""
    frequencies: dict[str, int] = {}
    function_words = set()
    for number, line in enumerate(text.strip("\n").splitlines(), start=1):
        word, _, rest = line.partition(" ")
        frequency, _, tag = rest.partition(" ")
        if not (word and tag and frequency.isdecimal() and int(frequency)) or frequencies.get(word):
            raise RulesetError(file, _LINE, number)
        frequencies[word] = int(frequency)
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
        if tag in _FUNCTION_TAGS:
            function_words.add(word)
    if not frequencies:
        raise RulesetError(file, "词典是空的")
    return _Lexicon(frequencies, sum(frequencies.values()), frozenset(function_words))


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], Iterable[str]]:
    """What cuts a text into words: a tokenizer of jieba's that is given its tables and never looks for any."""
    lexicon = _lexicon()
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = lexicon.frequencies, lexicon.total, True

    def segments(text: str) -> Iterable[str]:
        words: Iterable[str] = tokenizer.cut(text, HMM=False)
        return words

    return segments


def _jieba() -> ModuleType:
    """jieba, imported without what it would drag in, and silent."""
    # Its sources hold escapes that Python warns of when it compiles them.
    with _LOCK, _kept_out(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        jieba = import_module("jieba")
    jieba.setLogLevel(_WARNING)
    return jieba


@contextmanager
def _kept_out() -> Iterator[None]:
    """For a while, no ``pkg_resources`` (jieba does without) and no HMM tables (they load when somebody uses them)."""
    substitutes = {"pkg_resources": None, "jieba.finalseg": _Later("jieba.finalseg")}
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None means "do not import"
    absent = {} if "jieba" in modules else {name: it for name, it in substitutes.items() if name not in modules}
    modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            modules.pop(name, None)
