"""Pictures: each number beside its colour, every text escaped, what is not drawn said and in the data."""

from __future__ import annotations

from lxml import etree

from perflint.reporters.charts import Bar, Chart, bars, heat

HARM = '</text><script>alert(1)</script>"\x00\x1b'


def drawn(chart: Chart) -> list[str]:
    """The texts of a picture that is well-formed and speaks for itself."""
    tree = etree.fromstring(chart.svg)
    assert tree.get("role") == "img"
    assert chart.title in tree.get("aria-label", "")
    assert {etree.QName(one).localname for one in tree.iter()} <= {"svg", "rect", "path", "g", "text"}
    return [one.text or "" for one in tree.iter("{*}text")]


def test_bars_bear_their_numbers() -> None:
    """A label and a total a bar, a piece for each severity there is."""
    chart = bars("按规则", "规则", [Bar("VAL01 指标值笼统", (3, 0, 1)), Bar("GOL02", (0, 2, 0))])
    assert drawn(chart) == ["VAL01 指标值笼统", "4", "GOL02", "2"]
    assert chart.svg.count("<rect") == 3
    assert chart.heads == ("规则", "必须修改", "应当修改", "请核实", "合计")
    assert chart.rows == (("VAL01 指标值笼统", "3", "0", "1", "4"), ("GOL02", "0", "2", "0", "2"))


def test_the_longest_bar_is_the_largest_number() -> None:
    """Lengths are in proportion, from nought."""
    tree = etree.fromstring(bars("甲", "乙", [Bar("大", (10, 0, 0)), Bar("小", (5, 0, 0))]).svg)
    long, short = (float(one.get("width", "0")) for one in tree.iter("{*}rect"))
    assert long == 2 * short


def test_what_does_not_fit_is_added_up() -> None:
    """Sixteen bars, the last of them for all the rest; the data hold every one."""
    chart = bars("按规则", "规则", [Bar(f"R{n}", (1, 2, 0)) for n in range(40)])
    assert drawn(chart)[-2:] == ["其余 25 项", "75"]
    assert len(drawn(chart)) == 32
    assert len(chart.rows) == 40


def test_heat_shows_its_numbers() -> None:
    """Codes above, names at the side, a number in each square that is not nought; the fuller, the darker."""
    chart = heat("项目与规则", "项目", ["甲", "乙"], ["A1", "B2"], [[1, 0], [4, 2]])
    assert drawn(chart) == ["A1", "B2", "甲", "乙", "1", "4", "2"]
    fills = [one.get("fill") for one in etree.fromstring(chart.svg).iter("{*}path")]
    assert len(fills) == len(set(fills)) == 4
    assert chart.heads == ("项目", "A1", "B2")
    assert chart.rows == (("甲", "1", "0"), ("乙", "4", "2"))


def test_heat_says_what_it_left_out() -> None:
    """Thirty rows and sixteen columns are drawn."""
    chart = heat("项目与规则", "项目", [f"P{n}" for n in range(35)], [f"R{n}" for n in range(20)], [[0] * 20] * 35)
    assert drawn(chart)[-1] == "另有 5 行、另有 4 列没有画出，见数据表"
    assert chart.svg.count("h41v23h-41z") == 30 * 16
    assert len(chart.rows) == 35


def test_texts_are_text() -> None:
    """Markup and control signs in a label do no harm; a long label is cut."""
    for chart in (
        bars(f"题{HARM}", HARM, [Bar(HARM, (1, 0, 0)), Bar("绩" * 10_000, (1, 1, 1))]),
        heat(f"题{HARM}", HARM, [HARM, "\ud800"], [HARM], [[1], [2]]),
    ):
        tree = etree.fromstring(chart.svg)
        assert not tree.xpath("//*[local-name()='script']")
        assert len(chart.svg) < 5000


def test_nothing_to_draw() -> None:
    """No bars, no squares, no error."""
    assert drawn(bars("按规则", "规则", [])) == []
    assert drawn(heat("项目与规则", "项目", [], [], [])) == []
