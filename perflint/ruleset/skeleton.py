"""A new ruleset to begin with（规则集样本）: every part in a comment, one of each in force, and it holds."""

from __future__ import annotations

import json

from perflint.pattern import compiled
from perflint.text import normal

TEXT = """\
# {name}：规则集。写好后：
#   perflint rules validate {name}      核对写法
#   perflint rules test {name}          运行下面的测试
#   perflint check --ruleset {name} 文件
title: {title}
extends: {parent}
version: "1"
# 适用的预算年度：
# effective: {{from: 2026}}

# 词表：整个列表，或者只写要加的 add、要去掉的 remove。词表的名称见 perflint explain 编号 的“选项”。
words:
  vague: {{add: [有序推进]}}

# 审核结论：到几处即退回（return）、修改后报（revise）；按级别，或者按规则编号。
# gate:
#   return: {{error: 1}}
#   revise: {{warning: 3}}

rules:
  # 只改级别：error 必须修改、warning 应当修改、hint 请核实；skip 不启用。
  FRM03: warning
  # 改选项，并且锁定：继承这个规则集的下级只能从严。
  # TRE02:
  #   required: {{three-type: {{产出指标: [数量指标, 质量指标, 时效指标, 成本指标]}}}}
  #   locked: true

  # 本地规则：自己的编号，uses 写一条通用规则：forbidden-text 不应有的文字、required-text 应有的文字、
  # required-field 应填的栏目、number-range 数值范围、amount-comparison 金额比较、required-indicator 应设的指标。
  {prefix}01:
    uses: forbidden-text
    given: indicator.name
    pattern: 等$
    severity: hint
    title: 指标名称范围不清
    message: 指标名称“{{text}}”以“{{match}}”结尾，范围不清
    advice: 把“{{match}}”所指的写全，或者去掉
    tests:
      - {{table: "| 产出指标 | 数量指标 | 培训班等 | 3期 |", finds: [培训班等]}}
      - {{table: "| 产出指标 | 数量指标 | 培训班 | 3期 |", finds: []}}
"""
_LEAST, _MOST = 2, 6
_PLAIN = compiled(r"[A-Za-z\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5_./-]*")


def skeleton(name: str, parent: str) -> str:
    """The text of a new ruleset of this name."""
    letters = "".join(char for char in normal(name).upper() if "A" <= char <= "Z")
    prefix = letters[:_MOST] if len(letters) >= _LEAST else "BD"
    flat = " ".join(name.split())
    title, extends = _scalar(f"{flat}项目支出绩效目标表审核规则"), _scalar(parent)
    own = prefix if prefix[:3] not in _TAKEN else f"X{prefix[:2]}"
    return TEXT.format(name=flat, title=title, parent=extends, prefix=own)


def _scalar(text: str) -> str:
    """A text as YAML reads it back: as it is where nothing in it means something else, else in quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


_TAKEN = ("DOC", "FRM", "FND", "NAM", "GOL", "TXT", "TRE", "IND", "VAL", "ACR")
