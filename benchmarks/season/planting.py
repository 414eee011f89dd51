"""Faults in a disclosure, and copies from another's, with the truth about them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec
from msgspec.structs import replace

from benchmarks.season.faults import EMPTY, FAULTS, Fault
from benchmarks.season.model import Disclosure, Project, Row

MOST = 4
"""How many faults a submission has at most, each in a project of its own."""
ALIKE = (
    Row("数量指标", "服务对象", "全体干部职工", "全体干部职工"),
    Row("质量指标", "工作质量", "良好", "良好"),
    Row("时效指标", "完成时间", "全年", "全年"),
    Row("成本指标", "成本控制", "不超预算", "不超预算"),
    Row("社会效益指标", "重要性", "保障工作正常开展", "保障工作正常开展"),
    Row("服务对象满意度指标", "满意度", "满意", "满意"),
)
"""The indicators of all projects of a department that does not care."""


class Truth(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is planted: a fault of a project (none: of the whole submission) and the code that should find it."""

    fault: str
    code: str
    project: str = ""
    source_project: str = ""
    """The project of another submission that it was copied from."""


def copied(random: Random, mine: Disclosure, other: Disclosure) -> tuple[Disclosure, list[Truth]]:
    """The disclosure with some projects taken over from another department's, which is named in the truth."""
    own = {project.topic for project in mine.projects}
    wanted = [project for project in other.projects if project.topic not in own]
    count = random.randint(1, max(1, len(mine.projects) // 2))
    chosen = random.sample(wanted, min(count, len(wanted)))
    projects, truths = list(mine.projects), []
    for index, theirs in zip(random.sample(range(len(projects)), len(chosen)), chosen, strict=True):
        new = _taken_over(theirs, projects[index], mine, other)
        projects[index] = new
        truths.append(Truth("照抄外单位", "ACR04", new.name, theirs.name))
    return replace(mine, projects=tuple(projects)), truths


def _taken_over(theirs: Project, old: Project, mine: Disclosure, other: Disclosure) -> Project:
    """Another's project with our names and people in it; texts, indicators and amounts stay."""

    def ours(text: str) -> str:
        return text.replace(other.department.name, mine.department.name).replace(
            other.department.place, mine.department.place
        )

    name = ours(theirs.name)
    return replace(
        theirs, name=name, budget_name=name, told=name, unit=mine.department.name,
        texts={key: ours(text) for key, text in theirs.texts.items()},
        principal=old.principal, handler=old.handler, phone=old.phone, filed=old.filed,
    )  # fmt: skip


def planted(random: Random, clean: Disclosure, spared: set[str], *, text: bool) -> tuple[Disclosure, list[Truth]]:
    """The disclosure with one to four faults, none in the projects ``spared``; ``text``: whether it has a text."""
    free = [index for index, project in enumerate(clean.projects) if project.name not in spared]
    random.shuffle(free)
    projects, truths = list(clean.projects), []
    if len(free) >= MOST and random.random() < 0.1:
        truths += _boilerplate(random, projects, [free.pop() for _ in range(3)])
    for index, fault in zip(free, _drawn(random, text=text), strict=False):
        if (faulty := fault.edit(random, projects[index])) is not None:
            projects[index] = faulty
            truths.append(Truth(fault.name, fault.code, faulty.name))
    made = replace(clean, projects=tuple(projects))
    if text and random.random() < 0.1:
        made = replace(made, claimed=random.choice(((1, 0), (0, 90_000))))
        truths.append(Truth("说明与表不符", "FND09"))
    return made, truths


def _drawn(random: Random, *, text: bool) -> Iterator[Fault]:
    """Different faults by their weights."""
    faults = [fault for fault in FAULTS if text or not fault.textual]
    weights = [fault.weight for fault in faults]
    count = random.randint(1, MOST)
    yield from dict.fromkeys(random.choices(faults, weights, k=count))


def _boilerplate(random: Random, projects: list[Project], indices: list[int]) -> list[Truth]:
    """The same indicators, and the same goal, for several projects."""
    goal = random.choice(EMPTY).format("本单位")
    for index in indices:
        projects[index] = replace(projects[index], rows=ALIKE, goal_annual=goal, goal_period=goal)
    first = projects[min(indices)].name
    return [Truth("多个项目指标雷同", "ACR01", first), Truth("多个项目目标相同", "ACR02", first)]
