"""PDFs: what is drawn becomes grids and paragraphs; what belongs to the page or lies over it is left out, counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.model.document import Document, Grid
from perflint.readers import pdf
from perflint.readers.drawn import Page, Piece
from perflint.readers.pdfium.radicals import characters_of
from tests.drawnpdf import HEIGHT, Paper, Spot, spots

FILES = Path(__file__).parent / "files"
COLUMNS, ROWS = (60.0, 160.0, 300.0, 500.0), (100.0, 130.0, 160.0, 220.0)
SPOTS: list[Spot] = [
    (0, 0, 1, 1, "项目名称"),
    (0, 1, 1, 2, "泵站更新改造"),
    (1, 0, 2, 1, "绩效目标"),
    (1, 1, 1, 1, "更新机组数量"),
    (1, 2, 1, 1, "23台套"),
    (2, 1, 1, 2, "完成全部泵站机组的更新换代工作并通过竣工验收，设备完好率不低于98%"),
]


def read(paper: Paper) -> Document:
    """The document that the reader makes of a PDF."""
    return pdf.read(paper.bytes(), "样例.pdf")


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid, each merged cell where it begins and "" where it goes on."""
    return [
        [
            cell.text if (cell.place.row, cell.place.column) == (row, column) else ""
            for column, cell in enumerate(line, 1)
        ]
        for row, line in enumerate(grid.rows, 1)
    ]


WHOLE = [
    ["项目名称", "泵站更新改造", ""],
    ["绩效目标", "更新机组数量", "23台套"],
    ["", "完成全部泵站机组的更新换代工作并通过竣工验收，设备完好率不低于98%", ""],
]


def test_merged_cells_stand_in_every_slot() -> None:
    """Cells with spans are one Cell, its place its origin, with page and box; wrapped text is whole again."""
    document = read(Paper().text(200, 80, "绩效目标表", 16).table(COLUMNS, ROWS, SPOTS))
    (grid,) = document.grids
    assert texts(grid) == WHOLE
    assert grid.rows[1][0] is grid.rows[2][0]
    assert grid.rows[2][1] is grid.rows[2][2]
    place = grid.rows[2][2].place
    assert (place.table, place.row, place.column, place.page) == (1, 3, 2, 1)
    assert place.box == pytest.approx((160, 160, 500, 220), abs=1)
    assert not document.dropped
    assert not document.remarks


def test_title_and_notes_around_a_table_are_paragraphs() -> None:
    """Text outside stands before and after the grid; larger text is a heading."""
    paper = (
        Paper().text(200, 80, "绩效目标表", 16).table(COLUMNS, ROWS, SPOTS).text(60, 240, "注：本表由项目单位填写。")
    )
    document = read(paper)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Grid", "Paragraph"]
    assert [(block.text, block.level) for block in document.blocks if not isinstance(block, Grid)] == [
        ("绩效目标表", 1),
        ("注：本表由项目单位填写。", 0),
    ]


def test_a_paragraph_broken_over_lines_is_one() -> None:
    """Lines as long as the column of text belong together; a numbered line begins anew."""
    long = "本项目围绕年度重点任务安排资金，聚焦农村供水保障，分批次推进管网延伸与老旧泵"
    paper = Paper().text(60, 80, long).text(60, 96, "站更新，确保按期完成。").text(60, 112, "一、主要内容")
    blocks = read(paper).blocks
    assert [block.text for block in blocks if not isinstance(block, Grid)] == [
        long + "站更新，确保按期完成。",
        "一、主要内容",
    ]


def thin_boxes(paper: Paper) -> None:
    """Rules drawn as thin filled rectangles."""
    for y in ROWS[:2]:
        paper.box(60, y - 0.4, 500, y + 0.4, fill=0)
    for x in (60, 160, 500):
        paper.box(x - 0.4, 100, x + 0.4, 130, fill=0)


def dashes(paper: Paper) -> None:
    """Rules drawn as strokes of their own, one a dash."""
    for y in ROWS[:2]:
        for step in range(110):
            paper.rule(60 + step * 4, y, 62 + step * 4, y)
    for x in (60, 160, 498):
        for step in range(8):
            paper.rule(x, 100 + step * 4, x, 102 + step * 4)


def dotted(paper: Paper) -> None:
    """Rules with a pattern of dots."""
    paper.canvas.setDash(1, 2)
    for y in ROWS[:2]:
        paper.rule(60, y, 500, y)
    for x in (60, 160, 500):
        paper.rule(x, 100, x, 130)


def one_path(paper: Paper) -> None:
    """All rules in a single path, as some printers draw them."""
    path = paper.canvas.beginPath()
    for y in ROWS[:2]:
        path.moveTo(60, HEIGHT - y)
        path.lineTo(500, HEIGHT - y)
    for x in (60, 160, 500):
        path.moveTo(x, HEIGHT - 100)
        path.lineTo(x, HEIGHT - 130)
    paper.canvas.drawPath(path)


def form(paper: Paper) -> None:
    """Rules inside a form, drawn at half its size, shifted and enlarged where it is used."""
    paper.canvas.beginForm("rules")
    for y in ROWS[:2]:
        paper.canvas.line(30, (HEIGHT - y) / 2, 250, (HEIGHT - y) / 2)
    for x in (30, 80, 250):
        paper.canvas.line(x, (HEIGHT - 100) / 2, x, (HEIGHT - 130) / 2)
    paper.canvas.endForm()
    paper.canvas.saveState()
    paper.canvas.scale(2, 2)
    paper.canvas.doForm("rules")
    paper.canvas.restoreState()


def thick(paper: Paper) -> None:
    """Rules three points thick."""
    paper.canvas.setLineWidth(3)
    paper.box(60, 100, 160, 130).box(160, 100, 500, 130)


def apart(paper: Paper) -> None:
    """Each cell a box of its own, a few points from the next."""
    paper.box(60, 100, 158, 130).box(162, 100, 500, 130)


@pytest.mark.parametrize("rules", [thin_boxes, dashes, dotted, one_path, form, thick, apart])
def test_rules_however_they_are_drawn(rules: Callable[[Paper], None]) -> None:
    """Two cells side by side are two cells, whatever their borders are made of."""
    paper = Paper()
    rules(paper)
    paper.text(64, 118, "项目名称").text(166, 118, "泵站更新改造")
    (grid,) = read(paper).grids
    assert texts(grid) == [["项目名称", "泵站更新改造"]]


def test_shading_is_no_rule() -> None:
    """A filled box under some cells adds no line; a box smaller than its cell splits nothing."""
    paper = Paper().box(60, 100, 500, 130, fill=0.8).box(70, 165, 150, 200, fill=0.9).table(COLUMNS, ROWS, SPOTS)
    assert texts(read(paper).grids[0]) == WHOLE


def test_shaded_boxes_that_abut_are_cells_where_no_line_is() -> None:
    """A table of nothing but shades is read by their edges, the rows between them included."""
    paper = Paper()
    for row in (0, 1, 3):
        for left, right in ((60, 160), (160, 300), (300, 500)):
            paper.box(left, 100 + 20 * row, right, 120 + 20 * row, fill=0.9)
    rows = [
        ["单位", "项目", "金额"],
        ["水务局", "泵站更新", "300.00"],
        ["水务局", "河道保洁", "12.50"],
        ["合计", "", "312.50"],
    ]
    for row, column, _, _, text in spots(rows):
        paper.text((60, 160, 300)[column] + 4, 114 + 20 * row, text)
    (grid,) = read(paper).grids
    assert texts(grid) == rows


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_turned_by_their_viewer(turn: int) -> None:
    """/Rotate turns the paper, not what is written: text that stands upright in the end is read as it stands."""
    paper = Paper().page(turn)
    paper.canvas.rotate(turn)
    paper.canvas.translate(*{0: (0, 0), 90: (0, -842), 180: (-595, -842), 270: (-595, 0)}[turn])
    paper.table(COLUMNS, ROWS, SPOTS)
    (grid,) = read(paper).grids
    assert texts(grid) == WHOLE
    assert grid.place.box is not None
    assert grid.place.box[:2] == pytest.approx((60, 100), abs=1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_content_drawn_turned_on_an_upright_page(turn: int) -> None:
    """The direction of the text tells which side is up, not the page."""
    paper = Paper()
    paper.canvas.translate(297, 421)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-280, -680)
    paper.table(COLUMNS, ROWS, SPOTS)
    assert texts(read(paper).grids[0]) == WHOLE


def test_a_vertical_label_is_one_word() -> None:
    """A character a line, or turned by a right angle, in a merged cell is read in its order."""
    paper = Paper().table(
        (60, 80, 300),
        (100, 125, 150, 175),
        [
            (0, 0, 3, 1, "产\n出\n指\n标"),
            *[(row, 1, 1, 1, text) for row, text in enumerate(("数量指标", "质量指标", "时效指标"))],
        ],
    )
    paper.table((400, 420, 500), (100, 150, 200), [(0, 1, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (0, 0, 2, 1, "")])
    paper.text(414, 160, "Total", turn=90)
    left, right = read(paper).grids
    assert texts(left) == [["产出指标", "数量指标"], ["", "质量指标"], ["", "时效指标"]]
    assert texts(right) == [["Total", "甲"], ["", "乙"]]


def test_slanting_watermarks_are_counted_and_left_out() -> None:
    """Text at any angle but a right one lies over the table and is no part of it."""
    paper = Paper()
    for number in range(3):
        if number:
            paper.page()
        paper.table(COLUMNS, ROWS, SPOTS)
        paper.text(90, 210, "仅供内部审核", 40, grey=0.8, turn=30).text(200, 215, "内部资料", 12, turn=-55)
    document = read(paper)
    assert [texts(grid) for grid in document.grids] == [WHOLE] * 3
    assert document.dropped == {"仅供内部审核": 3, "内部资料": 3}


def test_level_watermarks_are_pale_and_stand_where_they_stood() -> None:
    """Pale text across rules, at the same place on every page, is a watermark; pale text in its cell is text."""
    paper = Paper()
    for number in range(3):
        if number:
            paper.page()
        paper.table(COLUMNS, ROWS, SPOTS[:-1])
        paper.text(170, 185, "填写说明见附件", grey=0.75).text(140, 166, "征求意见稿", 12, grey=0.75)
    document = read(paper)
    assert document.dropped == {"征求意见稿": 3}
    assert "填写说明见附件" in texts(document.grids[0])[2]


def budget(count: int) -> list[list[str]]:
    """Rows of a long table."""
    return [["序号", "项目名称", "金额"]] + [[str(row), f"第{row}号泵站更新", f"{row}.50"] for row in range(1, count)]


def rows_from(first: float, count: int) -> tuple[float, ...]:
    """The lines of rows of twenty points."""
    return tuple(first + 20 * row for row in range(count + 1))


@pytest.mark.parametrize("repeated", [False, True])
def test_a_table_over_two_pages_is_one(repeated: bool) -> None:
    """With page numbers and running heads between, with or without its head repeated."""
    rows = budget(40)
    paper = Paper().table((60, 110, 300, 500), rows_from(120, 33), spots(rows[:33]))
    paper.text(60, 40, "清河县水务局部门预算", 8).text(290, 815, "— 1 —", 8).page()
    rest = [rows[0], *rows[33:]] if repeated else rows[33:]
    paper.table((60, 110, 300, 500), rows_from(70, len(rest)), spots(rest))
    paper.text(60, 40, "清河县水务局部门预算", 8).text(290, 815, "— 2 —", 8)
    document = read(paper)
    (grid,) = document.grids
    assert texts(grid) == rows
    assert grid.rows[-1][0].place.page == 2
    assert document.dropped == {"清河县水务局部门预算": 2, "— 1 —": 1, "— 2 —": 1}


def test_a_row_cut_by_the_page_is_one_row() -> None:
    """Text that breaks off in the middle of a line goes on in the cell below the break; labels are printed once."""
    goal = (
        "全年完成二十三座泵站机组更新，新增供水能力每日三万立方米，惠及沿线十二个乡镇四十余万群众，建立健全长效管护制度"
    )
    paper = Paper().table(
        (60, 160, 300),
        (760, 780, 810),
        [(0, 0, 1, 1, "项目名称"), (0, 1, 1, 1, "泵站更新"), (1, 0, 1, 1, "年度目标"), (1, 1, 1, 1, goal[:26])],
    )
    paper.page().table(
        (60, 160, 300),
        (60, 100, 120),
        [(0, 0, 1, 1, ""), (0, 1, 1, 1, goal[26:]), (1, 0, 1, 1, "备注"), (1, 1, 1, 1, "")],
    )
    (grid,) = read(paper).grids
    assert texts(grid) == [["项目名称", "泵站更新"], ["年度目标", goal], ["备注", ""]]


def test_a_page_without_its_own_top_rule_goes_on() -> None:
    """Where neither page draws the line at the break, the row goes on."""
    paper = Paper()
    for y in (760, 780):
        paper.rule(60, y, 300, y)
    for x in (60, 160, 300):
        paper.rule(x, 760, x, 810)
    paper.text(63, 772, "项目名称").text(163, 772, "泵站更新").text(63, 792, "年度目标").text(
        163, 792, "完成更新，"
    ).page()
    for y in (90, 110):
        paper.rule(60, y, 300, y)
    for x in (60, 160, 300):
        paper.rule(x, 60, x, 110)
    paper.text(163, 72, "通过验收").text(63, 102, "备注").text(163, 102, "无")
    (grid,) = read(paper).grids
    assert [[cell.replace("\n", "") for cell in row] for row in texts(grid)] == [
        ["项目名称", "泵站更新"],
        ["年度目标", "完成更新，通过验收"],
        ["备注", "无"],
    ]


def test_a_merged_label_goes_on_over_the_break() -> None:
    """A label spans its rows on both pages, whether it is printed once or cut in two."""
    left = [
        (0, 0, 2, 1, "产\n出"),
        (0, 1, 1, 1, "数量指标"),
        (0, 2, 1, 1, "≥23台"),
        (1, 1, 1, 1, "质量指标"),
        (1, 2, 1, 1, "≥98%"),
    ]
    right = [
        (0, 0, 2, 1, "指\n标"),
        (0, 1, 1, 1, "时效指标"),
        (0, 2, 1, 1, "12月底前"),
        (1, 1, 1, 1, "成本指标"),
        (1, 2, 1, 1, "≤300万元"),
    ]
    paper = Paper().table((60, 80, 200, 300), (740, 770, 800), [(0, 0, 2, 1, ""), *left[1:]])
    paper.text(63, 782, "产").text(63, 796, "出")
    paper.page().table((60, 80, 200, 300), (60, 90, 120), right)
    (grid,) = read(paper).grids
    assert [row[0] for row in texts(grid)] == ["产出指标", "", "", ""]
    assert [row[1] for row in texts(grid)] == ["数量指标", "质量指标", "时效指标", "成本指标"]


def test_two_forms_on_two_pages_stay_two() -> None:
    """A form that begins like the one before is another form, though nothing stands between."""
    paper = Paper()
    for number, name in enumerate(("泵站更新", "河道保洁")):
        if number:
            paper.page()
        rows = [["项目名称", name], ["实施单位", "清河县水务局"], *[[f"任务{row}", "完成"] for row in range(34)]]
        paper.table((60, 160, 300), rows_from(60, len(rows)), spots(rows))
    assert len(read(paper).grids) == 2


def test_a_table_without_rules_is_found_by_its_gaps() -> None:
    """Columns stand where every line leaves a gap; what stands above and below is text."""
    rows = [
        ["序号", "项目名称", "预算金额", "绩效目标"],
        ["1", "河道保洁", "128.50", "保洁长度不少于128公里"],
        ["2", "物资储备", "36.00", "编织袋2万条"],
        ["合计", "", "164.50", ""],
    ]
    paper = Paper().text(200, 62, "项目支出预算表").text(60, 82, "单位：清河县水务局").text(430, 82, "单位：万元")
    paper.table((60, 110, 250, 330, 500), rows_from(100, 4), spots(rows), ruled=False)
    paper.text(60, 220, "说明：上表不含中央直达资金，执行中如有调整，将按程序报批后另行公开。")
    document = read(paper)
    (grid,) = document.grids
    assert texts(grid) == rows
    assert [block.text[:2] for block in document.blocks if not isinstance(block, Grid)] == ["项目", "单位", "说明"]


def test_a_table_of_three_rules() -> None:
    """With level rules only, above, below the head and at the end, wrapped cells belong to their rows."""
    rows = [
        ["指标名称", "指标值", "评分标准"],
        ["河道保洁长度达到年度任务要求", "≥128公里", "按比例扣分"],
        ["断面水质达标率", "≥95%", "按月报计算"],
    ]
    paper = Paper().table((60, 160, 260, 400), (100, 120, 144, 164), spots(rows), ruled=False)
    for y in (100, 118, 164):
        paper.rule(60, y, 400, y)
    (grid,) = read(paper).grids
    assert texts(grid) == rows


def test_text_in_two_columns_is_read_one_after_the_other() -> None:
    """Long full lines side by side are prose, not a table."""
    left = "本单位负责全县水利工程的建设与管理，组织开展防汛抗旱、农村供水、河湖管护等工作，保障灌溉季节正常供水"
    right = "本年度重点推进泵站更新、渠道清淤和管网延伸三项任务，按季度调度进展，年底前全部完工并通过竣工验收合格"
    paper = Paper()
    for number in range(5):
        paper.text(60, 80 + 16 * number, left[number * 10 : number * 10 + 10])
        paper.text(300, 80 + 16 * number, right[number * 10 : number * 10 + 10])
    document = read(paper)
    assert "".join(block.text for block in document.blocks if not isinstance(block, Grid)) == left[:50] + right[:50]


def test_white_text_on_white_paper_is_remarked() -> None:
    """It is read, since somebody put it there, and a person is told; on a dark ground it is plain text."""
    paper = Paper().text(60, 80, "看得见").text(60, 100, "看不见", grey=1.0).page()
    paper.box(50, 60, 200, 90, fill=0.2).text(60, 80, "深底白字", grey=1.0)
    assert read(paper).remarks == ("第1页有白底白字，也读了进来",)


def test_running_text_is_no_table() -> None:
    """Lists and paragraphs stay text."""
    paper = Paper()
    for number in range(6):
        paper.text(60, 80 + 18 * number, f"{number + 1}.").text(85, 80 + 18 * number, "完成一项年度任务并通过验收。")
    assert not read(paper).grids


def test_numbers_broken_over_lines_are_whole() -> None:
    """An amount in a narrow column is broken by its printer; nobody writes it so."""
    paper = Paper().table((60, 90, 300), (100, 140), [(0, 0, 1, 1, "1,228.96"), (0, 1, 1, 1, "合计")])
    assert texts(read(paper).grids[0]) == [["1,228.96", "合计"]]


def test_the_layer_under_a_scan_is_used_and_remarked() -> None:
    """Invisible text is read, and a person is told to compare it with the picture."""
    document = read(Paper().hidden(60, 80, "本页文字由扫描软件识别，共计三十余字，请核对。"))
    assert [block.text for block in document.blocks if not isinstance(block, Grid)] == [
        "本页文字由扫描软件识别，共计三十余字，请核对。"
    ]
    assert len(document.remarks) == 1
    assert document.remarks[0].startswith("第1页是扫描图像")


def scan() -> Paper:
    """A page of text, then a page that is an image, then a blank one."""
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    paper = Paper().text(60, 80, "第一页是文字。").page()
    paper.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 220)), 0, 0, 595, 842)
    return paper.page().page().text(60, 80, "第四页是文字。")


def test_pages_that_are_images_are_named_when_nobody_recognises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without recognition the page is listed as unread; a blank page is nothing."""
    monkeypatch.setitem(sys.modules, "perflint.readers.ocr", None)
    document = read(scan())
    assert document.unread_pages == (2,)
    assert [block.cell.place.page for block in document.blocks if not isinstance(block, Grid)] == [1, 4]


def test_pages_that_are_images_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recogniser gets the page as an image of at least 200 dpi, and what it finds stands in its place."""
    seen = []

    def page(image: object, number: int, width: float, height: float) -> Page:
        """A page with one line on it."""
        seen.append((getattr(image, "size", (0, 0)), number))
        return Page(number, width, height, (), (), (Piece("第二页是图像。", (60, 70, 130, 80), 0.9),))

    recogniser = ModuleType("perflint.readers.ocr")
    recogniser.page = page  # type: ignore[attr-defined]
    told = ModuleType("perflint.readers.scanned")
    told.remarks = lambda dots: tuple(f"第{number}页 {value:.0f} dpi" for number, value in dots.items())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "perflint.readers.ocr", recogniser)
    monkeypatch.setitem(sys.modules, "perflint.readers.scanned", told)
    document = read(scan())
    assert not document.unread_pages
    assert document.remarks == ("第2页 24 dpi",)
    assert [(block.text, block.cell.confidence) for block in document.blocks if not isinstance(block, Grid)] == [
        ("第一页是文字。", None),
        ("第二页是图像。", 0.9),
        ("第四页是文字。", None),
    ]
    ((size, number),) = seen
    assert number == 2
    assert size[0] >= 595 / 72 * 200 - 1


def test_values_of_form_fields_stand_in_their_cells() -> None:
    """What was typed into fields is no page content, and is read all the same."""
    paper = Paper().table(
        (60, 160, 300),
        (100, 130, 160),
        [(0, 0, 1, 1, "项目名称"), (1, 0, 1, 1, "一次性项目"), (0, 1, 1, 1, ""), (1, 1, 1, 1, "")],
    )
    paper.canvas.acroForm.textfield(value="Pump 23", x=165, y=HEIGHT - 126, width=120, height=20, borderWidth=0)
    paper.canvas.acroForm.checkbox(checked=True, x=165, y=HEIGHT - 155, size=14)
    assert texts(read(paper).grids[0]) == [["项目名称", "Pump 23"], ["一次性项目", "√"]]


def test_notes_written_on_the_page_are_read() -> None:
    """A free text that somebody put on the page afterwards stands where it was put."""
    paper = Paper().table((60, 160, 300), (100, 130), [(0, 0, 1, 1, "项目名称"), (0, 1, 1, 1, "")])
    paper.canvas.freeTextAnnotation("Pump 23", (0, 0, 0), Rect=[165, HEIGHT - 126, 290, HEIGHT - 104])
    assert texts(read(paper).grids[0]) == [["项目名称", "Pump 23"]]


def test_fonts_that_do_not_say_what_they_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose characters mean nothing is as good as an image; one odd sign among others is not."""
    monkeypatch.setitem(sys.modules, "perflint.readers.ocr", None)
    paper = Paper().text(60, 80, "\ue001\ue002\ue003\ue004").page().text(60, 80, "\ue001一项任务")
    document = read(paper)
    assert document.unread_pages == (1,)
    assert len(document.blocks) == 1


@pytest.mark.parametrize(("glyphs", "text"), [("⽬标", "目标"), ("⻓期⽬标", "长期目标"), ("目标①", "目标①")])
def test_radicals_stand_for_characters(glyphs: str, text: str) -> None:
    """What a font names a radical is the character that everybody sees; other signs stay as printed."""
    assert characters_of(glyphs) == text


def test_a_password_to_open_it_is_a_reason() -> None:
    """A locked file says so; one that is only protected against changes is read."""
    with pytest.raises(ReadError, match="设有打开密码"):
        read(Paper(password="1234").text(60, 80, "锁"))
    assert read(Paper(owner="1234").text(60, 80, "不锁")).blocks


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-" + bytes(range(256)) * 20])
def test_damage_is_a_reason(data: bytes) -> None:
    """Bytes that are no PDF but for their first five cannot be read."""
    with pytest.raises(ReadError, match="损坏"):
        pdf.read(data, "坏.pdf")


def plain() -> bytes:
    """A small PDF whose content is not compressed, so that damage reaches it."""
    paper = Paper().table(COLUMNS, ROWS, SPOTS).text(90, 210, "仅供内部审核", 40, grey=0.8, turn=30)
    paper.canvas.setPageCompression(0)
    return paper.box(10, 10, 60, 60, fill=0.5).hidden(60, 300, "层").bytes()


PLAIN = plain()
CHANGES = st.lists(
    st.tuples(
        st.integers(0, len(PLAIN)),
        st.integers(0, 4),
        st.binary(max_size=4) | st.sampled_from([b"-1", b"9999999999", b"1e38"]),
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.integers(0, len(PLAIN)) | st.none())
def test_damage_raises_nothing_else(changes: list[tuple[int, int, bytes]], length: int | None) -> None:
    """Whatever is changed or cut off, it is read or refused with a reason."""
    data = bytearray(PLAIN)
    for at, gone, new in changes:
        data[at : at + gone] = new
    with suppress(ReadError):
        pdf.read(bytes(data[:length]), "坏.pdf")


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    """What only calls itself a PDF is damaged."""
    with pytest.raises(ReadError):
        pdf.read(b"%PDF-1.7\n" + data, "坏.pdf")


def test_more_pages_than_anybody_prints_are_refused() -> None:
    """A limit before the work."""
    paper = Paper()
    for _ in range(pdf.MOST_PAGES):
        paper.page()
    with pytest.raises(ReadError, match="超过 500 页"):
        read(paper.text(60, 80, "末页"))
