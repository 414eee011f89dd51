"""NAM 名称对应, second part: is a form the publishing department's own?"""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model.base import Cell
from perflint.model.document import Paragraph
from perflint.model.finding import Finding, Severity, Subject
from perflint.model.form import TargetForm
from perflint.model.submission import Submission
from perflint.pattern import compiled
from perflint.rules.base import Rule, wordlist
from perflint.rules.facts.likeness import organisation
from perflint.text import joined, normal

_REGION = compiled(r"^(?:[^省市县区州旗盟]{0,7}(?:省|自治区|自治州|自治县|市|州|盟|地区|县|区|旗))+")
_ENDING = compiled(r"(?:局|厅|委|办|站|所|院|部|处)$")
_TOKENS = compiled(r"[\W_]+|包括|及其|以及|和|与")
_MARKS = compiled(r"[\W_]+")


class DepartmentDiffers(Rule):
    """主管部门或实施单位与文件不一致。

    ## 检查内容
    去掉编码、地名、“中共”一类的前缀之后，绩效目标表的主管部门和实施单位是否都与公开文件的部门不相干。
    简称、下属单位、上级主管部门不算；只有主管部门不同的，要其他多数表都写本部门才报告；
    只有实施单位不同的，要其他多数表都由本部门实施，文件说明了机构设置而别处从未提到这个单位，才报告。

    ## 为什么
    照抄别的部门的表，容易忘了改部门名称；部门不对，责任也就不清。

    ## 不合格
    教育局的公开文件里，一张表的主管部门、实施单位都写“037-某区财政局”。

    ## 合格
    主管部门“001-中国共产党某市某区委办公室”，公开文件的部门“某区委办公室”。
    """

    code: str = "NAM04"
    name: str = "department-differs"
    title: str = "主管部门或实施单位与文件不一致"
    severity: Severity = Severity.WARNING
    point: str = "X1"
    message: str = "“{label}”填的“{text}”，与文件的部门“{department}”不一致"
    advice: str = "改为“{department}”；确属其他部门项目的，移出本部门的公开文件"

    prefixes: tuple[str, ...] = wordlist("organisation_prefixes")
    """What may stand before a department's name, or be left out."""
    common: tuple[str, ...] = wordlist("organisation_pieces")
    """Two characters in a row that many departments have in their names."""
    structure: tuple[str, ...] = wordlist("organisation_structure")
    """Words of a text that says which units a department has."""
    publishers: tuple[str, ...] = wordlist("publishers")
    """Words in the name of a body that publishes other departments' forms as a matter of course."""

    def check_all(self, submission: Submission) -> Iterator[Finding]:
        """Yield each form whose department is another's, where the other forms show that this is no custom."""
        department = submission.department
        if department is None or department.blank:
            return
        ours = [self._bare(name) for name in (department.text, *submission.aliases)]
        strangers = [self._strange(form, ours) for form in submission.forms]
        at_home = sum(not cells for cells in strangers) > len(strangers) / 2
        lone = len(strangers) == 1 and not self._publishes_for_others(submission)
        for form, cells in zip(submission.forms, strangers, strict=True):
            told = cells if at_home or (lone and len(cells) > 1) else []
            told = told or self._stray_unit(form, submission, ours)
            if told:
                label = _label(form, told[0])
                yield self.at(
                    told[0],
                    label=label,
                    department=joined(department.text),
                    related=[*told[1:], department],
                    subject=Subject(project=form.project.text, field=label),
                )

    def _strange(self, form: TargetForm, ours: list[str]) -> list[Cell]:
        """The department of a form, and its unit, if neither has to do with the publishing department."""
        cells = [form.written(key) for key in ("department", "unit")]
        if cells[0] is None:
            return []
        foreign = [cell for cell in cells if cell and not self._related(self._bare(cell.text), ours)]
        return foreign if cells[0] in foreign else []

    def _stray_unit(self, form: TargetForm, submission: Submission, ours: list[str]) -> list[Cell]:
        """The unit of a form, if it is not the department as in most forms, and nothing else speaks of it."""
        unit = form.written("unit")
        if unit is None or self._is_own(self._bare(unit.text), ours):
            return []
        units = [cell for other in submission.forms if (cell := other.written("unit"))]
        own = sum(self._is_own(self._bare(cell.text), ours) for cell in units)
        return [] if own <= max(1, len(units) / 2) or self._is_known(unit, submission) else [unit]

    def _is_known(self, unit: Cell, submission: Submission) -> bool:
        """Whether the text or a budget speaks of a unit, or nothing says which units there are."""
        name, bare = organisation(unit.text), self._bare(unit.text)
        blocks = (block for document in submission.documents for block in document.blocks)
        texts = [normal(block.text) for block in blocks if isinstance(block, Paragraph)]
        if not any(word in text for text in texts for word in self.structure):
            return True
        tables = submission.budget_tables
        texts += [row.project.normal for table in tables for row in (*table.totals, *table.lines)]
        return any(name in text or bare in _TOKENS.split(text) for text in texts)

    def _is_own(self, name: str, ours: list[str]) -> bool:
        """Whether a name is that of the department, short or long."""
        return not name or any(not own or _within(name, own) or _within(own, name) for own in ours)

    def _related(self, name: str, ours: list[str]) -> bool:
        """Whether a name is that of the department, or shares a telling word with it."""
        return self._is_own(name, ours) or any(self._alike(name, own) for own in ours)

    def _bare(self, text: str) -> str:
        """A department's name without code, party prefix and region."""
        name = _MARKS.sub("", organisation(text))
        for prefix in self.prefixes:
            name = name.removeprefix(prefix)
        return _REGION.sub("", name)

    def _alike(self, one: str, other: str) -> bool:
        """Whether two names share two characters in a row that tell something."""
        kernel = _ENDING.sub("", one)
        pieces = (kernel[at : at + 2] for at in range(len(kernel) - 1))
        return any(piece in other and piece not in self.common for piece in pieces)

    def _publishes_for_others(self, submission: Submission) -> bool:
        """Whether the department is one that publishes other departments' forms."""
        names = [submission.department.text if submission.department else "", *submission.aliases]
        return any(word in name for name in names for word in self.publishers)

    def has_subject(self, submission: Submission) -> bool:
        """Whether the department is known and a form names one."""
        return submission.department is not None and any(form.written("department") for form in submission.forms)


def _within(short: str, long: str) -> bool:
    """Whether all characters of one name stand in the other, in order: 发改局 in 发展和改革局."""
    rest = iter(long)
    return all(char in rest for char in short)


def _label(form: TargetForm, cell: Cell) -> str:
    """The printed label of the box in which a cell stands."""
    field = next(field for field in form.fields if field.value.place == cell.place)
    return joined(field.label.text).rstrip(":：")
