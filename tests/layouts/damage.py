"""Kinds of damage that text suffers between a printed page and our reader; none of them changes what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle

from perflint.text import folded

LEVELS1 = ("产出指标", "效益指标", "满意度指标", "满意指标")
LABELS = (
    "产出指标",
    "效益指标",
    "满意度指标",
    "数量指标",
    "质量指标",
    "项目名称",
    "实施单位",
    "年度目标",
    "三级指标",
    "项目概况",
)


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, and not of the contents."""
    return "\t" in line and "...." not in line


def _forms(lines: list[str]) -> range:
    """From the title of the first form to the signatures of the last."""
    first = next(i for i, line in enumerate(lines) if line.startswith("项目名称\t") and "合计" not in line)
    last = max(i for i, line in enumerate(lines) if line.startswith("负责人"))
    return range(first - 2, last + 1)


def _each_row(text: str, change: Callable[[str], str]) -> str:
    """The text with its rows changed."""
    return "\n".join(change(line) if is_row(line) else line for line in text.split("\n"))


def _each_form_row(text: str, change: Callable[[str], str | list[str]]) -> str:
    """The text with the rows of its forms changed; one may become several lines."""
    lines = text.split("\n")
    inside = _forms(lines)
    made: list[str] = []
    for index, line in enumerate(lines):
        new = change(line) if index in inside and is_row(line) else line
        made += [new] if isinstance(new, str) else new
    return "\n".join(made)


def _page(number: int) -> list[str]:
    """What stands between two pages."""
    return ["", "内部资料 注意保存", "", f"— {number} —", ""]


# Rows and cells that a page break cut


def cut_cells(text: str) -> str:
    """Long boxes go on in a row of the next page."""
    pages = iter(range(20, 999))

    def change(line: str) -> str | list[str]:
        cells = line.split("\t")
        filled = [i for i, cell in enumerate(cells) if cell.strip()]
        if len(filled) != 2 or filled[0] != 0 or len(cells[filled[1]]) < 24 or "资金" in line:
            return line
        value = cells[filled[1]]
        half = len(value) // 2
        first, second = cells.copy(), [""] * len(cells)
        first[filled[1]], second[filled[1]] = value[:half], value[half:]
        return ["\t".join(first), *_page(next(pages)), "\t".join(second)]

    return _each_form_row(text, change)


def cut_to_text(text: str) -> str:
    """Long boxes go on in a line of the next page that lost its columns."""
    return re.sub(r"\n\t+([^\t\n]{12,})\t+(?=\n)", r"\n\1", cut_cells(text))


def cut_goals(text: str) -> str:
    """The goals of both periods go on in a row of the next page."""

    def change(line: str) -> str | list[str]:
        cells = line.split("\t")
        texts = [cell for cell in cells[1:] if cell.strip()]
        if cells[0] not in {"总体目标", ""} or not texts or max(map(len, texts)) < 40:
            return line
        first = [cell if i == 0 else cell[: len(cell) // 2] for i, cell in enumerate(cells)]
        second = ["" if i == 0 else cell[len(cell) // 2 :] for i, cell in enumerate(cells)]
        return ["\t".join(first), *_page(33), "\t".join(second)]

    return _each_form_row(text, change)


def cut_names(text: str) -> str:
    """Every fourth row of the tree with a long name goes on on the next page."""
    count = cycle(range(4))

    def change(line: str) -> str | list[str]:
        cells = line.split("\t")
        if len(cells) < 7 or cells[0] or cells[3] in {"", "三级指标"} or len(cells[3]) < 6 or cells[3] != cells[6]:
            return line
        if next(count):
            return line
        first = [cell[:4] if i in {3, 6} else cell for i, cell in enumerate(cells)]
        second = [cell[4:] if i in {3, 6} else "" for i, cell in enumerate(cells)]
        return ["\t".join(first), *_page(41), "\t".join(second)]

    return _each_form_row(text, change)


def header_again(text: str) -> str:
    """The tree's header stands again after a page break."""
    lines, made = text.split("\n"), []
    header = ""
    inside = _forms(lines)
    for index, line in enumerate(lines):
        header = line if line.startswith("绩效指标\t一级") else header
        if index in inside and line.startswith("\t效益指标"):
            made += [*_page(50), header]
        made.append(line)
    return "\n".join(made)


def page_breaks(mark: Callable[[int], list[str]]) -> Callable[[str], str]:
    """A page break every 23 lines, wherever it falls, with what the page bears."""

    def damage(text: str) -> str:
        lines = text.split("\n")
        start = next(i for i, line in enumerate(lines) if "第一部分" in line and "...." not in line)
        made = lines[:start]
        for index, line in enumerate(lines[start:]):
            if index % 23 == 22 and line.strip():
                made += mark(index // 23 + 3)
            made.append(line)
        return "\n".join(made)

    return damage


def watermarks(mark: str, *, apart: bool) -> Callable[[str], str]:
    """A watermark between the rows of every table, on lines of its own or touching them."""

    def damage(text: str) -> str:
        made = []
        lines = text.split("\n")
        for index, line in enumerate(lines):
            made.append(line)
            if index % 7 == 3 and is_row(line) and index + 1 < len(lines) and is_row(lines[index + 1]):
                made += ["", mark, ""] if apart else [mark]
        return "\n".join(made)

    return damage


# Cells that were lost or moved


def no_trailing(text: str) -> str:
    """Empty cells at the end of a row are lost."""
    return _each_row(text, lambda line: line.rstrip("\t"))


def no_leading(text: str) -> str:
    """Empty cells at the head of a row are lost: everything moves left."""
    return _each_row(text, lambda line: line.lstrip("\t"))


def no_empty(text: str) -> str:
    """All empty cells of the forms are lost but those after a 二级."""
    levels = re.compile(r"(指标|效益|影响|发展|满意度)$")

    def change(line: str) -> str:
        cells = line.split("\t")
        kept = [
            c
            for i, c in enumerate(cells)
            if c.strip() or (i and levels.search(cells[i - 1])) or (i > 1 and levels.search(cells[i - 2]))
        ]
        return "\t".join(kept) if len(kept) > 1 else line

    return _each_form_row(text, change)


def extra_column(text: str) -> str:
    """Every row of a form begins with an empty column."""
    return _each_form_row(text, lambda line: "\t" + line)


def level1(where: str) -> Callable[[str], str]:
    """The 一级 stands in the middle row of its group, in its last row, in every row or nowhere."""

    def damage(text: str) -> str:
        lines = text.split("\n")
        for start, stop in _groups(lines):
            name = lines[start].split("\t")[1]
            target = {"middle": (start + stop) // 2, "last": stop - 1}.get(where)
            for index in range(start, stop):
                cells = lines[index].split("\t")
                cells[1] = name if where == "every" or index == target else ""
                lines[index] = "\t".join(cells)
        return "\n".join(lines)

    return damage


def level1_upright(text: str) -> str:
    """The 一级 is set upright: one or two characters a row."""
    lines = text.split("\n")
    for start, stop in _groups(lines):
        name = lines[start].split("\t")[1]
        size = max(1, -(-len(name) // (stop - start)))
        for offset, index in enumerate(range(start, stop)):
            cells = lines[index].split("\t")
            cells[1] = name[offset * size : (offset + 1) * size]
            lines[index] = "\t".join(cells)
    return "\n".join(lines)


def _groups(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The rows under each 一级: start and stop."""
    start = None
    for index, line in enumerate([*lines, ""]):
        cells = line.split("\t")
        begins = len(cells) > 4 and not cells[0] and cells[1] in LEVELS1
        if start is not None and (begins or not line.startswith("\t\t")):
            yield start, index
            start = None
        start = index if begins else start


def wrapped_cells(text: str) -> str:
    """Labels of levels are broken inside their cell, and so is the line: 产出↵指标."""
    return _each_form_row(text, lambda line: re.sub(r"(?<=\t)(产出|效益|满意度)(指标\t)", "\\1\n\\2", line))


def wrapped_boxes(text: str) -> str:
    """Labels of boxes are broken inside their cell, and so is the line: 主管部门↵及代码."""

    def change(line: str) -> str:
        line = re.sub(r"^(主管部门)(及代码\t)", "\\1\n\\2", line)
        return re.sub(r"^(项目资金) ?(\([万元]+\)\t)", "\\1\n\\2", line)

    return _each_form_row(text, change)


# Characters


def spaced_labels(text: str) -> str:
    """Labels are spaced out to fill their box."""
    return _each_form_row(text, lambda line: "\t".join(" ".join(c) if c in LABELS else c for c in line.split("\t")))


def wide_blanks(blank: str) -> Callable[[str], str]:
    """Empty cells are not empty but hold a blank of some kind; so do the ends of others."""
    return lambda text: _each_row(text, lambda line: "\t".join(cell + blank for cell in line.split("\t")))


def full_width(text: str) -> str:
    """Digits, letters and punctuation in the rows are full-width."""
    table = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return _each_row(text, lambda line: line.translate(table))


def pipes(text: str) -> str:
    """A Markdown table with its rule beneath the head."""
    made: list[str] = []
    for line in text.split("\n"):
        if is_row(line):
            head = not made or not made[-1].startswith("|")
            cells = line.split("\t")
            made.append("| " + " | ".join(cells) + " |")
            made += ["|" + "---|" * len(cells)] if head else []
        else:
            made.append(line)
    return "\n".join(made)


def spaces(text: str) -> str:
    """Columns are told apart by blanks alone."""
    return _each_row(text, lambda line: "  ".join("".join(cell.split()) for cell in line.split("\t") if cell.strip()))


def one_a_line(text: str) -> str:
    """Every cell stands on a line of its own, empty ones are lost."""
    return _each_row(text, lambda line: "\n".join(cell.strip() for cell in line.split("\t") if cell.strip()))


def drawn(text: str) -> str:
    """Tables are drawn with lines."""
    made: list[str] = []
    for line in text.split("\n"):
        if is_row(line):
            made += ["├" + "──┼" * line.count("\t") + "──┤", "│" + line.replace("\t", "│") + "│"]
        else:
            made.append(line)
    return "\n".join(made)


def bold(text: str) -> str:
    """Labels in a Markdown table are bold."""
    return re.sub(r"(?<=\| )(" + "|".join(LABELS) + r")(?= \|)", r"**\1**", pipes(text))


def quoted(text: str) -> str:
    """Cells with a line break stand in quotation marks, as a spreadsheet writes them."""
    return _each_form_row(text, lambda line: re.sub(r"(?<=\t)(产出|效益)(指标)(?=\t)", '"\\1\n\\2"', line))


def at_the_margin(text: str) -> str:
    """Lines of text are broken at 28 full-width characters, as official papers are."""
    made: list[str] = []
    for line in text.split("\n"):
        made += [line] if is_row(line) or line.startswith("#") or "...." in line else folded(line, 56)
    return "\n".join(made)


def no_titles(text: str) -> str:
    """The forms bear no title and no year."""
    return re.sub(r"\n[^\n\t]*绩效目标表(?=\n)|\n\(\d{4}年度\)\t*(?=\n)", "\n", text)


def one_table(text: str) -> str:
    """All forms stand in one table, with no line between them but what says the unit."""
    lines = no_titles(text).split("\n")
    inside = _forms(lines)
    return "\n".join(line for i, line in enumerate(lines) if i not in inside or is_row(line) or line.startswith("单位"))


def titles_inside(text: str) -> str:
    """All forms stand in one table, each title a row of it."""
    lines = text.split("\n")
    inside = _forms(lines)
    made = []
    for index, line in enumerate(lines):
        if index in inside and not is_row(line) and not line.startswith("单位"):
            made += [line + "\t\t\t"] if line.endswith("绩效目标表") else []
        else:
            made.append(line)
    return "\n".join(made)


def form_feeds(text: str) -> str:
    """Pages end in a form feed."""
    return page_breaks(lambda number: [f"{number}\f"])(text)


CHARACTERS: dict[str, Callable[[str], bytes]] = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf16": lambda text: text.encode("utf-16"),
    "utf16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "old-mac": lambda text: text.replace("\n", "\r").encode(),
    "cut-in-a-character": lambda text: text.encode() + "年".encode()[:2],
}

DAMAGES: dict[str, Callable[[str], str]] = {
    "cut-cells": cut_cells,
    "cut-to-text": cut_to_text,
    "cut-goals": cut_goals,
    "cut-names": cut_names,
    "header-again": header_again,
    "dashed-page-numbers": page_breaks(lambda number: ["", f"— {number} —", ""]),
    "of-pages": page_breaks(lambda number: ["", f"第{number}页 共60页", ""]),
    "bare-page-numbers": page_breaks(lambda number: ["", f"{number}", ""]),
    "touching-page-numbers": page_breaks(lambda number: [f"- {number} -"]),
    "running-heads": page_breaks(lambda number: ["", f"{number}", "", "某某县公共服务局2026年部门预算", ""]),
    "heads-with-numbers": page_breaks(lambda number: ["", f"某某县公共服务局2026年部门预算    {number}", ""]),
    "watermark-apart": watermarks("某某县财政局业务专用", apart=True),
    "watermark-touching": watermarks("某某县财政局业务专用", apart=False),
    "watermark-stamp": watermarks("内部资料 严禁外传", apart=False),
    "watermark-row": watermarks("\t\t仅供审核使用\t\t", apart=False),
    "no-trailing": no_trailing,
    "no-leading": no_leading,
    "no-empty": no_empty,
    "extra-column": extra_column,
    "level1-middle": level1("middle"),
    "level1-last": level1("last"),
    "level1-every": level1("every"),
    "level1-never": level1("never"),
    "level1-upright": level1_upright,
    "wrapped-cells": wrapped_cells,
    "wrapped-boxes": wrapped_boxes,
    "spaced-labels": spaced_labels,
    "blank-cells": wide_blanks(" "),
    "nbsp": wide_blanks("\xa0"),
    "ideographic": wide_blanks("\u3000"),
    "zero-width": wide_blanks("\u200b"),
    "full-width": full_width,
    "pipes": pipes,
    "drawn": drawn,
    "bold": bold,
    "quoted": quoted,
    "at-the-margin": at_the_margin,
    "spaces": spaces,
    "one-a-line": one_a_line,
    "no-titles": no_titles,
    "one-table": one_table,
    "titles-inside": titles_inside,
    "form-feeds": form_feeds,
    "no-blank-lines": lambda text: re.sub(r"\n{2,}", "\n", text),
    "many-blank-lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
}
