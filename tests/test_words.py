"""Words: how the phrases of this field come apart, and what looking them up does not cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint import words
from perflint.errors import RulesetError
from perflint.text import normal
from perflint.words import content_words, cut, known

CHINESE = st.text(
    alphabet="全区办公室业务骨干综合能力提升视频会议系统线路租赁费用的和不少于满意度张湾一二〇0123456789.,%≥ ＡaZ\n"
)


def run(code: str, *options: str, **environment: str) -> str:
    """What a fresh Python prints on both channels; it must end well."""
    command = [sys.executable, *options, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("视频会议系统线路租赁费用", "视频会议 系统 线路 租赁 费用"),
        ("服务对象满意度", "服务对象 满意度"),
        ("全区办公室业务骨干综合能力提升", "全区 办公室 业务 骨干 综合 能力 提升"),
        ("资金拨付及时率", "资金 拨付 及时率"),
        ("屯留画报制作费", "屯留 画报 制作 费"),
        ("关工委关心下一代活动", "关工委 关心下一代 活动"),
        ("发改局信息化中心设备购置", "发改局 信息化中心 设备 购置"),
        ("保障机关日常工作正常运转", "保障 机关 日常 工作 正常 运转"),
        ("上年结转项目政府采购预算", "上年结转 项目 政府采购 预算"),
        ("区委巡视工作经费", "区委 巡视 工作 经费"),
        ("受益人数显著增加", "受益 人数 显著 增加"),
        ("差旅费用及维修费", "差旅 费用 及 维修费"),
        ("水利、道路维修合格率≧９５％", "水利 、 道路 维修 合格率 ≥ 95 %"),
        ("满意度 指标值\n不低于90.5%", "满意度 指标值 不低于 90.5 %"),
        ("预算1,200.50万元", "预算 1,200.50 万元"),
        ("采购LED屏5G基站12个", "采购 LED 屏 5G 基站 12 个"),
        ("对张家湾镇", "对 张 家 湾 镇"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_phrases_come_apart_where_a_reader_would_part_them(text: str, expected: str) -> None:
    """Words of the field stay whole, numbers too; what is unknown comes out character by character."""
    assert cut(text) == tuple(expected.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("进一步提升全区的办公室业务骨干综合能力", "提升 全区 办公室 业务 骨干 综合 能力"),
        ("全年培训人数不少于1,200人次", "全年 培训 人数 人次"),
        ("对张家湾镇的补助", "张家湾镇 补助"),
        ("采购LED屏、5G基站12个（含安装）", "采购 LED 5G 基站 安装"),
        ("我们和他们的三十", ""),
        ("≥95.5%，2026", ""),
        ("张", ""),
    ],
)
def test_content_words_say_what_a_text_is_about(text: str, expected: str) -> None:
    """No numbers, signs, function words or single characters; unknown characters side by side are one name."""
    assert content_words(text) == tuple(expected.split())


@pytest.mark.parametrize("word", ["绩效目标", "结转", "政府采购", "关工委", "满意度", "显著", " 满 意 度 "])
def test_words_of_the_field_are_known(word: str) -> None:
    """Printing is set aside first, as everywhere."""
    assert known(word)


@pytest.mark.parametrize("word", ["", "绩", "绩效目", "室办公", "张家湾", "95", "满意度满意度"])
def test_the_beginning_of_a_word_is_not_a_word(word: str) -> None:
    """Beginnings stand in the cutter's table, with frequency 0."""
    assert not known(word)


@given(st.one_of(st.text(), CHINESE))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    """The words, joined, are the normalised text; no word is empty."""
    assert "".join(cut(text)) == normal(text)
    assert all(cut(text))


@given(st.one_of(st.text(), CHINESE))
def test_content_words_stand_in_the_text(text: str) -> None:
    """Each is a piece of the text, two characters at least and not a number, in the order of the text."""
    rest = normal(text)
    for word in content_words(text):
        assert len(word) > 1
        assert any(map(str.isalpha, word))
        assert word in rest
        rest = rest[rest.index(word) + len(word) :]


def test_the_dictionary_is_in_order() -> None:
    """Sorted, no word twice, normalised Chinese, of a size that stays quick to load."""
    lines = files("perflint_rulesets").joinpath("national", "dictionary.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split(" ")[0] for line in lines]
    assert entries == sorted(set(entries))
    assert 4000 <= len(entries) <= 6000
    assert [word for word in entries if normal(word) != word or not words._HAN.match(word)] == []


def test_every_word_of_the_dictionary_comes_out_whole() -> None:
    """A frequency too small would let a word fall into its parts, and adding the word would change nothing."""
    entries = [word for word, frequency in words._lexicon().frequencies.items() if frequency]
    assert [word for word in entries if cut(word) != (word,)] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("预算 100 n\n绩效 很多 n", 2),
        ("预算 100 n\n绩效 0 n", 2),
        ("预算 100 n\n绩效 -1 n", 2),
        ("预算 100 n\n预算 100 n", 2),
        ("预算 100", 1),
        ("预算\t100\tn", 1),
        (" 100 n", 1),
        ("预算 100 n\n\n绩效 100 n", 2),
    ],
)
def test_a_poor_line_is_named(text: str, line: int) -> None:
    """Whoever adds a word is told the line that is wrong."""
    with pytest.raises(RulesetError, match=rf"^dictionary\.txt:{line}:0：每行应为") as caught:
        words._parsed(text, "dictionary.txt")
    assert caught.value.line == line


def test_a_word_may_begin_another() -> None:
    """In either order, and the shorter keeps its frequency."""
    for text in ("绩效 7 n\n绩效目标 5 n", "绩效目标 5 n\n绩效 7 n"):
        lexicon = words._parsed(text, "dictionary.txt")
        assert lexicon.frequencies == {"绩": 0, "绩效": 7, "绩效目": 0, "绩效目标": 5}
        assert lexicon.total == 12


def test_an_empty_dictionary_is_refused() -> None:
    """It would cut nothing, and the cutter would divide by its total."""
    with pytest.raises(RulesetError, match="空"):
        words._parsed("", "dictionary.txt")


def test_a_dictionary_that_cannot_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, or in another encoding."""
    monkeypatch.setattr(words, "_DICTIONARY", ("national", "no-such-dictionary.txt"))
    with pytest.raises(RulesetError, match="打不开"):
        words._text.__wrapped__()
    (tmp_path / "gbk.txt").write_bytes("预算 100 n".encode("gbk"))
    monkeypatch.setattr(words, "_DICTIONARY", (str(tmp_path / "gbk.txt"),))
    with pytest.raises(RulesetError, match="UTF-8"):
        words._text.__wrapped__()


LOADED = "import json, sys; {}; print(json.dumps(sorted(name for name in sys.modules if name.startswith({!r}))))"


def test_importing_the_module_does_not_import_jieba() -> None:
    """Nor does asking whether a word is known; only cutting does, and then without what jieba would drag in."""
    before = run(LOADED.format("import perflint.words; perflint.words.known('预算')", ("jieba", "pkg_resources")))
    assert json.loads(before) == []
    after = run(LOADED.format("import perflint.words; perflint.words.cut('预算')", ("jieba", "pkg_resources")))
    assert json.loads(after) == ["jieba", "jieba._compat"]


def test_pkg_resources_stays_out_where_it_is_installed(tmp_path: Path) -> None:
    """Newer environments have none, so one is put in the way that would end the run; afterwards it can be imported."""
    (tmp_path / "pkg_resources.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    code = """
import sys
from perflint.words import cut
cut("预算")
assert "pkg_resources" not in sys.modules
try:
    import pkg_resources
except SystemExit as end:
    print(end)
"""
    assert (
        run(code, PYTHONPATH=os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH")))))
        == "imported\n"
    )


def test_others_find_their_modules_as_before() -> None:
    """What was kept out can be had afterwards: jieba's tables by asking, pkg_resources by importing it."""
    code = """
import sys
before = sys.modules["pkg_resources"] = type(sys)("pkg_resources") if len(sys.argv) > 1 else None
if before is None: del sys.modules["pkg_resources"]
from perflint.words import cut
cut("预算")
assert sys.modules.get("pkg_resources") is before
import jieba
assert list(jieba.finalseg.cut("预算")) == ["预算"]
import jieba.finalseg as tables
assert jieba.finalseg is tables and tables.emit_P
"""
    assert run(code) == ""
    assert run(f"import sys; sys.argv.append('there'){code}") == ""


def test_what_is_needed_later_comes_later() -> None:
    """A name that is asked for imports the module; what Python itself looks for does not."""
    later = words._Later("string")
    assert later.digits == "0123456789"
    with pytest.raises(AttributeError):
        _ = later.__path__


def test_nothing_is_written_anywhere(tmp_path: Path) -> None:
    """No cache: not in the shared /tmp, not in the user's cache folder, and whatever stands there is not read."""
    code = """
import sys
opened = []
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and (set("wax+") & set(args[1] or "") or args[2] & 0b11):
        opened.append(args[0])
sys.addaudithook(hook)
from perflint.words import cut
assert cut("服务对象满意度") == ("服务对象", "满意度")
assert opened == [], opened
from perflint import pattern
pattern._fresh.clear()  # what perflint.pattern keeps at the end of a run is its own matter
"""
    (tmp_path / "jieba.cache").write_text("poor", encoding="utf-8")
    places = dict.fromkeys(("TMPDIR", "XDG_CACHE_HOME", "HOME", "PERFLINT_CACHE"), str(tmp_path))
    assert run(code, "-B", **places) == ""
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [("jieba.cache", "poor")]


@pytest.mark.parametrize("place", ["/no/such/folder", "/dev/null", ""])
def test_no_cache_folder_is_no_matter(place: str) -> None:
    """A read-only machine, or a file where a folder should be."""
    code = "from perflint.words import cut; assert cut('服务对象满意度') == ('服务对象', '满意度')"
    assert run(code, "-B", XDG_CACHE_HOME=place, PERFLINT_CACHE=place) == ""


def test_jieba_is_silent_even_when_it_must_be_compiled(tmp_path: Path) -> None:
    """Its sources hold escapes that Python warns of; with warnings as errors they would end the run."""
    code = "from perflint.words import cut; cut('预算')"
    assert run(code, "-B", "-W", "error", PYTHONPYCACHEPREFIX=str(tmp_path)) == ""


def test_many_threads_may_begin_at_once() -> None:
    """Whoever comes first loads the words; nobody leaves a module blocked behind."""
    code = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from perflint.words import cut
barrier = Barrier(8)
def begin(number):
    barrier.wait()
    return cut(f"服务对象满意度{number}")
with ThreadPoolExecutor(8) as pool:
    assert list(pool.map(begin, range(8))) == [("服务对象", "满意度", str(number)) for number in range(8)]
assert not {"pkg_resources", "jieba.finalseg", "jieba.posseg"} & set(sys.modules)
"""
    assert run(code) == ""
