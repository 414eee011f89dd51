"""Names of projects and departments（名称）: what of them is the name, how near two are, and where they differ.

Near are names of which one lacks or adds a few characters, has them in another order, or says 补助 for 补贴; never
names that differ in a number, a place or an organisation: 道路养护一期 and 道路养护二期 are two projects.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from perflint.pattern import compiled
from perflint.text import normal

NEAR = 0.75
"""How alike two names are at least (0–1, words for money set aside) to be taken for one project."""
NEAR_SAME_MONEY = 0.55
"""The same where the amounts are equal as well."""

_YEARS = r"(?:(?:19|20)\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})"
_FIGURES = compiled(_YEARS)
_YEAR = compiled(rf"[(\[]?{_YEARS}(?:[-~至]\d{{2,4}})?(?:学?年(?:度(?!假))?|(?=[)\]])|(?=[^\W\d_]))[)\]]?[-:]?")
_LAST_YEAR = compiled(rf"\({_YEARS}(?:学?年度?)?\)$")
_NUMBERING = compiled(r"\(\d{1,3}\)|\d{1,3}[、.)](?!\d)|\[[0-9A-Z]{6,}\]|(?=[A-Z]*\d)[0-9A-Z]{12,}[-_:]?|\d{6,}[-_:]")
_CODE = compiled(r"(?:\[[0-9A-Z]{3,}\]|\([0-9A-Z]{3,}\)|\d[0-9A-Z]{2,}(?:[-_:]|(?=[^\W\d_])))")
_MARKS = compiled(r"[\W_]+")
_MONEY_WORDS = compiled(r"(?:专项|工作|项目|经费|费用|资金|补助|补贴|支出|预算|款|费)+$")
_PARTS = compiled(r"[、,;和与及]")

_ORDINAL = compiled(r"[0-9一二三四五六七八九十百〇甲乙丙丁]|^[A-Za-z]$")
_CONTRAST = compiled(r"[大中小高低初上下左右东西南北内外前后新旧老幼男女城乡公私省市县区镇村春夏秋冬]")
_BODY = compiled(
    r"[^\W\d_]?(?:省|市(?![场政民级])|县(?![域级])|区(?![域级])|旗|乡(?!村)|镇(?!级)|村(?![级民])|街道|社区|路(?![灯面网])|"
    r"小学|中学|学校|医院|中心|办公室|局|委(?![托派])|办(?![公案理事学证])|站(?!点)|所(?![需有])|院|队(?!伍)|园(?![区林])|馆(?!藏)|"
    r"公司|集团)"
)
"""What a place or an organisation ends in."""


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """The normalised name without what stands in front of it: a list number, a project code, the year."""
    plain = normal(name)
    for lead in (_NUMBERING, _YEAR):
        match = lead.match(plain)
        if match and match.end() < len(plain):
            plain = plain[match.end() :]
    return plain


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The stem without punctuation and without a year in brackets at its end."""
    plain = stem(name)
    return _MARKS.sub("", _LAST_YEAR.sub("", plain)) or plain


def year_of(name: str) -> str:
    """The year in front of a name, "" where there is none."""
    plain = normal(name)
    match = _YEAR.match(plain)
    year = _FIGURES.search(match[0]) if match else None
    return year[0] if year else ""


@lru_cache(maxsize=4096)
def organisation(name: str) -> str:
    """The normalised name of a department without the code in front of it."""
    plain = normal(name)
    match = _CODE.match(plain)
    return plain[match.end() :].lstrip("-_:") if match else plain


def difference(one: str, other: str) -> str:
    """How the first name deviates from the second: 少“化”, 多“费用统”, “画报”应为“日报”, 字词次序不同."""
    a, b = (stem(one), stem(other)) if stem(one) != stem(other) else (normal(one), normal(other))
    if sorted(a) == sorted(b):
        return "字词次序不同"
    chunks = [_shifted(*chunk) for chunk in _chunks(a, b)]
    said = []
    for mine, theirs in chunks:
        letters = _MARKS.sub("", mine + theirs)
        if letters and any(_same_letters(mine, b_) and _same_letters(theirs, a_) for a_, b_ in chunks):
            said.append("字词次序不同")
        elif mine and theirs:
            said.append(f"“{mine}”应为“{theirs}”")
        else:
            said.append(f"多“{mine}”" if mine else f"少“{theirs}”")
    return "，".join(dict.fromkeys(said))


@lru_cache(maxsize=4096)
def likeness(one: str, other: str, *, same_money: bool = False) -> float:
    """How near two different names are (0–1, a little more where the money agrees); 0 for two projects."""
    if _turned(core(one), core(other)):
        return 1.0
    least = NEAR_SAME_MONEY if same_money else NEAR
    ways = [two for two in (_kernels(one, other), _ordered(one, other)) if _at_most(*two) >= least]
    if not ways:
        return 0.0
    a, b = max(ways, key=lambda two: alike(*two))
    ratio = alike(a, b)
    if ratio < least or any(_telling(*chunk) for chunk in _chunks(a, b)):
        return 0.0
    return round(ratio + (0.1 if same_money else 0.0), 2)


@lru_cache(maxsize=4096)
def alike(one: str, other: str) -> float:
    """Which part of two texts is the same (0–1), in order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _at_most(one: str, other: str) -> float:
    """No less than ``alike`` says: which part of two texts is the same in whatever order. It costs far less."""
    letters = dict.fromkeys(one) if len(one) <= len(other) else dict.fromkeys(other)
    both = sum(min(one.count(letter), other.count(letter)) for letter in letters)
    whole = len(one) + len(other)
    return 2 * both / whole if whole else 1.0


def _kernels(one: str, other: str) -> tuple[str, str]:
    """Both names without the words for money at their ends."""
    return _kernel(core(one)), _kernel(core(other))


def _ordered(one: str, other: str) -> tuple[str, str]:
    """Both names with the parts of their enumerations in one order."""
    return _sorted_parts(one), _sorted_parts(other)


@lru_cache(maxsize=4096)
def _sorted_parts(name: str) -> str:
    """A name with the parts of its enumeration in an order that is always the same, each without words for money."""
    return "".join(sorted(_kernel(core(part)) for part in _PARTS.split(stem(name)) if part))


def _turned(one: str, other: str) -> bool:
    """Whether two names are the same two halves, the other way round: 场馆维修(健身中心), 健身中心场馆维修."""
    return one != other and len(one) == len(other) and one in other * 2


@lru_cache(maxsize=4096)
def _kernel(name: str) -> str:
    """A name without the words for money at its end, unless nothing is left then."""
    return _MONEY_WORDS.sub("", name) or name


def _chunks(one: str, other: str) -> Iterator[tuple[str, str, str, str]]:
    """Where two texts differ: the characters of either, and what follows them in either."""
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield one[start:end], other[begin:stop], one[end:], other[stop:]


def _shifted(mine: str, theirs: str, after: str, after_theirs: str) -> tuple[str, str]:
    """A difference moved to the right as far as it goes: 系统[费用统]及, not 系[统费用]统及."""
    if mine and theirs:
        return mine, theirs
    chunk, rest = mine or theirs, after if mine else after_theirs
    while rest and chunk[0] == rest[0]:
        chunk, rest = chunk[1:] + chunk[0], rest[1:]
    return (chunk, "") if mine else ("", chunk)


def _same_letters(one: str, other: str) -> bool:
    """Whether two differences are the same characters, punctuation and order apart."""
    return sorted(_MARKS.sub("", one)) == sorted(_MARKS.sub("", other))


def _telling(mine: str, theirs: str, after: str, _: str) -> bool:
    """Whether a difference makes two projects: in a number, and in exchange a place, an organisation, an opposite."""
    if _ORDINAL.search(mine) or _ORDINAL.search(theirs):
        return True
    if not mine or not theirs:
        return False
    return bool(_BODY.match(after) or (_CONTRAST.search(mine) and _CONTRAST.search(theirs)))
