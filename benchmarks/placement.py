"""Weighs words for IND01: makes rulesets/national/placement.yaml, and says how well such weights do on rows unseen.

    python -m benchmarks.placement ../shared/data/indicators.jsonl            # cross-validated figures
    python -m benchmarks.placement ../shared/data/indicators.jsonl --write    # weights from everything
    python -m benchmarks.placement my-rows.jsonl --shipped                    # the rule as it ships, on one's own rows
    python -m benchmarks.placement my-rows.jsonl --shipped place.yaml         # as a ruleset of one's own sets it

The rows are lines of {"l2", "name", "value", "source"}, "source" the document, "value" may be empty; rows whose 二级 is
none of the nine are passed over. In cross-validation rows of one document never stand on both sides, and the library is
the same for all folds: nothing in it comes from a document. A bureau's own rows must not be among those that made the
weights, or the figures flatter.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perflint.rules.known.weights import Weights, features
from perflint.rules.placement import MisplacedIndicator
from perflint.ruleset import load_ruleset
from tests.build import submission

COMMON = Path(__file__).with_suffix(".txt")
TARGET = Path(__file__).resolve().parents[1] / "rulesets" / "national" / "placement.yaml"
LEVELS = (
    "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标",
    "服务对象满意度指标",
)  # fmt: skip
PARENTS = {level: "产出指标" for level in LEVELS[:4]} | {level: "效益指标" for level in LEVELS[4:8]}
GISTS = {"数量": 0, "质量": 1, "时效": 2, "成本": 3, "经济效益": 4, "社会效益": 5, "生态效益": 6, "环境效益": 6,
         "可持续": 7, "满意": 8}  # fmt: skip
HOMES = {
    "满意度指标 / 服务对象满意度指标": 8, "产出指标 / 时效指标": 2, "成本指标": 3, "产出指标 / 数量指标": 0,
    "产出指标 / 质量指标": 1, "效益指标 / 经济效益指标": 4, "效益指标 / 生态效益指标": 6,
}  # fmt: skip
"""Where the evidence that is clear puts what it names."""
FOLDS, EPOCHS, RATE, DECAY = 5, 15, 0.3, 2e-4
LEAST = 3
"""A feature none of whose weights is above three tenths is left out."""
MOVES = {
    "数量指标": "时效 成本 生态 可持续 满意", "质量指标": "成本 经济 生态 满意",
    "时效指标": "数量 成本 经济 生态 可持续 满意", "成本指标": "数量 质量 时效 社会 生态 可持续 满意",
    "经济效益指标": "质量 时效 生态 满意", "社会效益指标": "时效 成本 生态 满意",
    "生态效益指标": "时效 成本 经济 满意", "可持续影响指标": "时效 成本 经济 满意",
    "服务对象满意度指标": "数量 质量 时效 成本 经济 社会 生态 可持续",
}  # fmt: skip
"""Where each kind of row is clearly wrong; 数量 and 质量, 社会 and 可持续 and so on go over into each other."""


class Row(NamedTuple):
    """A row with the 二级 under which it stands, and how much it counts."""

    level: str
    name: str
    value: str
    source: str
    weight: float = 1.0


def level_of(l2: str | None) -> str:
    """The canonical 二级 of a printed one; "" where it is none, or several at once."""
    text = l2 or ""
    found = {index for gist, index in GISTS.items() if gist in text}
    return LEVELS[found.pop()] if len(found) == 1 and "社会成本" not in text and "环境成本" not in text else ""


def real_rows(path: Path) -> list[Row]:
    """The labelled rows of documents."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        one = json.loads(line)
        level = level_of(one.get("l2"))
        if level and one.get("name"):
            rows.append(Row(level, one["name"], one.get("value") or "", one.get("source") or ""))
    return rows


def library_rows() -> list[Row]:
    """The library's measures, each with its value filled in and without one."""
    rows = []
    for _, level, one in load_ruleset().library.rows():
        if level in LEVELS:
            value = one.form.replace("__年__月__日", "2026年6月30日").replace("__", "90" if "%" in one.form else "20")
            rows += [Row(level, one.name, value, "", 0.6), Row(level, one.name, "", "", 0.4)]
    return rows


def _hand(ruleset: str = "national") -> MisplacedIndicator:
    """The rule as a ruleset sets it."""
    rule = load_ruleset(ruleset).rule("IND01")
    assert isinstance(rule, MisplacedIndicator)
    return rule


def common_rows() -> list[Row]:
    """Names and values as forms commonly have them, written down for this purpose, and the names of clear evidence."""
    rows = [
        Row(LEVELS[HOMES[one.belongs]], name, "", "", 0.5)
        for one in _hand().evidence
        if one.belongs in HOMES
        for name in one.endings
    ]
    for line in COMMON.read_text("utf-8").splitlines():
        level, _, content = line.partition(": ")
        for one in content.split("；") if level in LEVELS else ():
            name, value = one.split(" ", 1)
            rows += [Row(level, name, value, ""), Row(level, name, "", "", 0.4)]
    return rows


def trained(rows: list[Row]) -> Weights:
    """Weights by multinomial logistic regression, AdaGrad, the same for the same rows."""
    seen = Counter(one for row in rows for one in features(row.name, row.value))
    known = {one for one, count in seen.items() if count > 1} | {"常数"}
    weights = {one: [0.0] * len(LEVELS) for one in sorted(known)}
    steps = {one: [1e-3] * len(LEVELS) for one in weights}
    made = [
        (["常数", *(one for one in features(row.name, row.value) if one in known)], LEVELS.index(row.level), row.weight)
        for row in rows
    ]
    order = random.Random(1)
    for _ in range(EPOCHS):
        order.shuffle(made)
        for found, right, counts in made:
            totals = [sum(column) for column in zip(*(weights[one] for one in found), strict=True)]
            top = max(totals)
            shares = [math.exp(one - top) for one in totals]
            whole = sum(shares)
            errors = [(share / whole - (at == right)) * counts for at, share in enumerate(shares)]
            for one in found:
                mine, step = weights[one], steps[one]
                for at, error in enumerate(errors):
                    slope = error + DECAY * mine[at]
                    step[at] += slope * slope
                    mine[at] -= RATE * slope / math.sqrt(step[at])
    rounded = {one: [round(10 * weight) for weight in mine] for one, mine in weights.items()}
    kept = {one: " ".join(map(str, mine)) for one, mine in rounded.items() if max(map(abs, mine)) > LEAST}
    return Weights({"levels": LEVELS, "weights": "\n".join(f"{one}\t{line}" for one, line in kept.items())})


def folds(rows: list[Row]) -> list[tuple[list[Row], list[Row]]]:
    """Train and test, documents kept whole, of about the same size."""
    sizes = Counter(row.source for row in rows)
    parts: list[set[str]] = [set() for _ in range(FOLDS)]
    loads = [0] * FOLDS
    for source, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        at = loads.index(min(loads))
        parts[at].add(source)
        loads[at] += size
    return [([r for r in rows if r.source not in part], [r for r in rows if r.source in part]) for part in parts]


def moved(row: Row) -> Iterable[str]:
    """Every 二级 where the row would stand clearly wrong."""
    return (
        level for level in LEVELS if any(level.startswith(gist) or gist in level for gist in MOVES[row.level].split())
    )


def speaks(rule: MisplacedIndicator, row: Row, level: str) -> bool:
    """Whether the rule says that the row stands wrong under a 二级."""
    cells = [PARENTS.get(level, "满意度指标"), level, row.name, row.value]
    return any(rule.check_all(submission({"indicators": [cells]})))


class Tally:
    """What a rule says of rows where they stand and where they are moved to（误报与查出）."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.rows = self.right = 0
        self.alarms: list[str] = []
        self.moves: Counter[tuple[str, str, bool]] = Counter()

    def add(self, rule: MisplacedIndicator, row: Row) -> None:
        """Count a row where it stands and under every 二级 where it would stand clearly wrong."""
        verdict = rule.weights.verdict(row.name, row.value)
        best = verdict.best if verdict else ""
        self.rows += 1
        self.right += best == row.level
        if speaks(rule, row, row.level):
            self.alarms.append(f"{row.level} {row.name} = {row.value} → {best}")
        self.moves.update((row.level, level, speaks(rule, row, level)) for level in moved(row))

    def told(self) -> str:
        """The figures in a line."""
        caught, moves = sum(count for (*_, hit), count in self.moves.items() if hit), self.moves.total()
        return (f"rows {self.rows} alarms {len(self.alarms)} ({len(self.alarms) / self.rows:.1%}) "
                f"moves {moves} caught {caught / moves:.1%} placed right {self.right / self.rows:.1%}")  # fmt: skip

    def shown(self) -> None:
        """Print every alarm, and what was caught from each 二级 to each."""
        print(*sorted(self.alarms), sep="\n")
        for one in LEVELS:
            cells = [(self.moves[one, other, True], self.moves[one, other, False]) for other in LEVELS]
            print(one, *(f"{hit}/{hit + miss}" if hit + miss else "-" for hit, miss in cells), sep="\t")


def crossed(rows: list[Row], library: list[Row], margins: list[float]) -> None:
    """Print false alarms and what is caught, by margin, out of fold."""
    hand = _hand()
    options = {key: getattr(hand, key) for key in hand.options()}
    tallies: dict[float, Tally] = defaultdict(Tally)
    for train, test in folds(rows):
        weights = trained([*train, *library])
        for margin in [math.inf, *margins]:
            rule = MisplacedIndicator(**{**options, "weights": weights, "margin": margin})
            for row in test:
                tallies[margin].add(rule, row)
    for margin, tally in tallies.items():
        print(f"margin {margin}: {tally.told()}")
    tallies[margins[len(margins) // 2]].shown()


def shipped(rows: list[Row], ruleset: str) -> None:
    """Print false alarms and what is caught by IND01 as a ruleset sets it."""
    rule, tally = _hand(ruleset), Tally()
    for row in rows:
        tally.add(rule, row)
    print(tally.told())
    tally.shown()


def written(weights: Weights) -> str:
    """The weights as a ruleset file."""
    pairs = sorted(line.split("\t") for line in weights.data["weights"].splitlines())
    lines = [
        "# 归类权重（IND01）：由 benchmarks/placement.py 从指标库和实际填报的指标算出，不要手改。",
        "# 每个特征对 levels 里各个二级指标的权重（乘以10取整）：尾=名称结尾，首=开头，含=名称里的两个字，",
        "# 值=值的种类，位=计量单位，文=文字值里的两个字。权重相加，差距足够大才报。",
        f"levels: [{', '.join(weights.levels)}]",
        "weights:",
        *(f"  {json.dumps(one, ensure_ascii=False)}: {line}" for one, line in pairs),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, or write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--shipped", nargs="?", const="national", metavar="RULESET")
    parser.add_argument("--margins", type=float, nargs="+", default=[2.0, 2.5, 3.0, 3.5, 4.0])
    asked = parser.parse_args()
    rows, library = real_rows(asked.rows), [*library_rows(), *common_rows()]
    print(f"{len(rows)} rows of {len({row.source for row in rows})} documents, {len(library)} of our own")
    if asked.shipped:
        shipped(rows, asked.shipped)
    elif asked.write:
        TARGET.write_text(written(trained([*rows, *library])), encoding="utf-8")
    else:
        crossed(rows, library, asked.margins)


if __name__ == "__main__":
    main()
