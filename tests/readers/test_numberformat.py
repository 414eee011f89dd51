"""Numbers through their formats, as Excel shows them in Chinese Windows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.readers.numberformat import BUILT_IN, shown

TABLE = [
    # General
    (0.1 + 0.2, "General", "0.3"), (3.0, "General", "3"), (12345678901, "General", "12345678901"), (0, "General", "0"),
    (123456789012, "General", "1.23457E+11"), (1234567890.123, "General", "1234567890"),
    (1 / 3, "General", "0.333333333"),
    (0.0001234, "General", "0.0001234"), (0.00001234, "General", "1.234E-05"), (-1234.5, "", "-1234.5"),
    (99999999999.5, "General", "1E+11"), (0.99999999999, "General", "1"), (60, 'General"分"', "60分"),
    (7, "G/通用格式", "7"),
    # digits
    (2.5, "0", "3"), (1.005, "0.00", "1.01"), (1234567.891, "#,##0.00", "1,234,567.89"), (0.5, "#.##", ".5"),
    (3, "000", "003"),
    (1234.5, "0.00_ ", "1234.50"), (0, "#,###", ""), (999, "#,##0", "999"), (1.5, "0.0##", "1.5"),
    (-0.5, "0.00", "-0.50"),
    (12345678, "0,", "12346"), (12345, "0.0,", "12.3"), (20260102, "0000-00-00", "2026-01-02"),
    (13800138000, "000-0000-0000", "138-0013-8000"), (1e300, "0", "1" + "0" * 300),
    # percent, text around, currency, colours
    (1, "0%", "100%"), (0.95, "0.00%", "95.00%"), (0.955, "0%", "96%"), (95, "0\\%", "95%"),
    (12.5, '0.00"万元"', "12.50万元"),
    (5, "≥0", "≥5"), (90, '"≥"0"%"', "≥90%"), (1, "[$¥-804]#,##0.00", "¥1.00"), (12, "[红色]0.0", "12.0"),
    (2026, '0"年"', "2026年"),
    # sections
    (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"), (-5, "0;-0;;@", "-5"), (0, "0;-0;;@", ""),
    ("文", "0;-0;;@", "文"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"), (5, '[>=100]0"高";[<100]0"低"', "5低"),
    (-5, "[<0]0;0", "5"), (120, '[>=100]0"高";0"低"', "120高"), ("是", '@"方"', "是方"),
    ("是", '0;0;0;"["@"]"', "[是]"), (5, "@", "5"),
    # powers, fractions
    (1e20, "0.00E+00", "1.00E+20"), (12345.678, "##0.0E+0", "12.3E+3"), (9.999e5, "0.0E+0", "1.0E+6"),
    (1.5, "# ?/?", "1.5"),
    # dates
    (46044, 'yyyy"年"m"月"d"日"', "2026年1月22日"), (46044, "[$-804]yyyy/m/d", "2026/1/22"),
    (46044, "m/d/yy", "1/22/26"),
    (46044.75, "yyyy-mm-dd hh:mm:ss", "2026-01-22 18:00:00"), (46044.75, "h:mm AM/PM", "6:00 PM"),
    (46044.75, '上午/下午h"时"mm"分"', "下午6时00分"), (1.5, "[h]:mm:ss", "36:00:00"), (46044, "aaaa", "星期四"),
    (46044, "d-mmm-yy", "22-Jan-26"),
    (46044, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年一月二十二日"), (46044, "yyyy.mm", "2026.01"),
    (0.5, "mm:ss", "00:00"),
    (46044.5000116, "hh:mm:ss.000", "12:00:01.002"), (60, "yyyy-m-d", "1900-2-28"), (61, "yyyy-m-d", "1900-3-1"),
    (-1, "yyyy-m-d", "-1"),
    (46044, "[$-F800]dddd, mmmm dd, yyyy", "Thursday, January 22, 2026"), (202601, 'General"期"', "202601期"),
    # not numbers
    (True, "0.00", "TRUE"), (False, "General", "FALSE"), (float("inf"), "0", "inf"), ("80,000", "0.00", "80,000"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "style", "text"), TABLE)
def test_values_as_displayed(value: float | str, style: str, text: str) -> None:
    """A value and a format give what the cell shows."""
    assert shown(value, style) == text


def test_the_mac_epoch() -> None:
    """Days count from 1904 where the workbook says so."""
    assert shown(44582, "yyyy-mm-dd", since_1904=True) == "2026-01-22"


@given(
    st.one_of(st.floats(), st.integers(-(10**18), 10**18), st.text(max_size=5)),
    st.one_of(
        st.text(alphabet='0#?.,%;"[]\\_*@ymdhsGeneralE+-/年月 <>=1', max_size=20),
        st.sampled_from(sorted(BUILT_IN.values())),
    ),
)
def test_no_format_breaks_it(value: float | str, style: str) -> None:
    """Any format gives some text."""
    assert isinstance(shown(value, style), str)


@given(st.integers(-(10**10), 10**10))
def test_general_keeps_whole_numbers(value: int) -> None:
    """Up to eleven digits nothing is lost."""
    assert shown(float(value), "General") == str(value)
