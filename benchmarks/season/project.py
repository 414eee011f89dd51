"""A clean project: funding that adds up, indicators its goal names, texts that say what the form asks."""

from __future__ import annotations

from random import Random

from benchmarks.season import indicators
from benchmarks.season.material import material, pick
from benchmarks.season.model import TREE, YEAR, Department, Project, Row


def projects(random: Random, department: Department, offices: tuple[str, ...], count: int) -> tuple[Project, ...]:
    """So many projects of different subjects, the department's own kinds first."""
    topics = material()["topics"]
    general = [kind for kind in material()["general"] if kind not in department.kinds]
    own = random.sample(department.kinds, len(department.kinds))
    others = [kind for kind in topics if kind not in own and kind not in general]
    made: list[Project] = []
    used: set[str] = set()
    kinds = own + random.sample(general, len(general)) + random.sample(others, len(others))
    while len(made) < count:
        kind = kinds[len(made)] if len(made) < len(kinds) else random.choice(kinds)
        topic = random.choice(topics[kind])
        if topic in used:
            place = random.choice([town for town in material()["places"]["towns"] if town != department.town])
            topic = f"{place}片区{topic}"
        if topic not in used:
            used.add(topic)
            made.append(project(random, department, offices, kind, topic))
    return tuple(random.sample(made, len(made)))


def project(random: Random, department: Department, offices: tuple[str, ...], kind: str, topic: str) -> Project:
    """A project of a kind about a subject."""
    years = random.choice((1, 1, 1, 1, 2, 3))
    rows, annual = indicators.priced(random, indicators.rows(random, kind, topic, years))
    name = _name(random, department, topic, years)
    province = annual // 1000 * 1000 // 2 if random.random() < 0.2 else 0
    day = f"{YEAR - 1}年{random.choice((11, 12))}月{random.randint(1, 28)}日"
    return Project(
        kind=kind, topic=topic, name=name, budget_name=name, told=name, years=years,
        term="1年" if years == 1 else random.choice((f"{years}年", f"{YEAR}年-{YEAR + years - 1}年")),
        nature="一次性项目(1年结束)" if years == 1 else "延续性项目",
        unit=department.name, annual=annual, period=annual * years, province=province, budget=annual,
        texts=_texts(random, department, offices, topic, rows),
        goal_period=goal(random, rows, annual=False) if years > 1 else "", goal_annual=goal(random, rows, annual=True),
        rows=rows, principal=person(random), handler=person(random), phone=str(random.randint(2_100_000, 8_899_999)),
        filed=day, running=kind in ("机关运转", "会议", "物业保洁", "场地房屋租赁"),
    )  # fmt: skip


def person(random: Random) -> str:
    """Somebody's name."""
    return pick(random, "people.surnames") + pick(random, "people.given")


def _name(random: Random, department: Department, topic: str, years: int) -> str:
    """The name of a project; a year only for what ends within it."""
    ending = pick(random, "endings")
    if ending[:2] == topic[-2:]:
        ending = "专项" + ending
    heads = [department.place, "", f"{YEAR}年", f"{YEAR}年"] if years == 1 else [department.place, ""]
    return random.choice(heads) + topic + ending


def goal(random: Random, rows: tuple[Row, ...], *, annual: bool) -> str:
    """A goal that names what the indicators measure."""
    head = (
        random.choice(("全年", "年内", "本年度", f"{YEAR}年"))
        if annual
        else random.choice(("项目实施期内", "实施期内累计"))
    )
    said = list(indicators.phrases(rows, annual=annual))
    output = [text for kind, text in said if TREE[kind][0] == "产出指标"]
    effect = [text for kind, text in said if TREE[kind][0] != "产出指标"]
    return f"{head}{'，'.join(output)}；{'，'.join(effect)}。"


def _texts(
    random: Random, department: Department, offices: tuple[str, ...], topic: str, rows: tuple[Row, ...]
) -> dict[str, str]:
    """The five texts of the form."""
    town, town2 = random.sample(material()["places"]["towns"], 2)
    office, office2 = random.sample(offices, 2)
    ways = random.sample(material()["texts"]["ways"], 3)
    counted = [indicators.phrase(row.name, row.annual) for row in rows if row.kind in ("数量指标", "质量指标")]
    starts = sorted(random.sample(range(2, 11), 4))
    words = {
        "topic": topic, "place": department.place, "abbr": department.place[0], "theme": department.kinds[0],
        "bureau": random.choice(("财字", "发改字", "办字", "函")), "town": town, "town2": town2,
        "towns": random.randint(6, 18), "villages": random.randint(40, 260), "office": office, "office2": office2,
        "first": counted[0], "second": counted[1], "month": random.randint(3, 9), "past": YEAR - 1,
        "year1": YEAR - 1, "year2": YEAR - random.randint(2, 4), "n1": random.randint(3, 96),
        "n2": random.randint(2, 39), "n3": random.choice("二三四五六七八九"), "way": ways[0], "way2": ways[1],
        "way3": ways[2], "until": f"12月{random.choice((10, 15, 20, 25))}日",
        **{f"m{index}": month for index, month in enumerate(starts, 1)},
        **{key: pick(random, f"texts.{key}s") for key in ("lack", "harm", "control")},
        **{key: pick(random, f"texts.{plural}") for key, plural in (
            ("prepare", "prepares"), ("begin", "begins"), ("middle", "middles"), ("finish", "finishes"))},
    }  # fmt: skip
    words["scope"] = pick(random, "texts.scopes").format(**words)
    words["extra_plain"] = pick(random, "texts.extras").format(**words)
    words["extra"] = words["extra_plain"] + "。" if random.random() < 0.7 else ""
    keys = ("overview", "basis", "necessity", "measures", "plan")
    return {key: pick(random, f"texts.{key}").format(**words) for key in keys}
