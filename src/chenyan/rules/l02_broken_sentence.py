"""L02: a sentence that breaks off: it ends on a comma, on a conjunction, or on a 的 that has nothing to lean on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._language import narrative, passages
from chenyan.text.neighbours import Neighbours
from chenyan.types import Flag, Severity, Skip

_STOP = "。！？；"
# Ends that no sentence can have: a conjunction or preposition, or a comma run into the full stop.
_DANGLING = re.compile(
    r"(?P<x>[，、](?:和|与|及|以及|并|或|但|而|且|因为|由于|通过|对于|关于|根据|按照)?|(?:以及|并且|或者|对于|关于|由于)"
    r"|(?<![温缓緩平祥谐諧饱总總之柔中暖不言议議求讲媾亲共])和|(?<![参赋给付授])与|(?<![普涉顾触危波以来可力企论])及)[。；]"
)
_TASK_VERB = "加强|完善|推进|提高|提升|做好|落实|健全|强化|规范|优化|建立|开展|拓宽"
_TAIL_DE = re.compile(
    rf"(?:^|[，。；：])(?P<x>(?:进一步|继续|切实|不断|积极|着力)?(?:{_TASK_VERB})[^，。；：是为属系的]{{1,16}}的)[。；]"
)
# After a clause that is complete in itself (不够全面), a noun with its attributes says nothing: 公开信息的质量。
_BARE_NOUN = re.compile(
    r"(?:不够[^，。；]{1,6}|不足|不强|不高|不多|不全|单一|滞后|欠缺|偏[少低弱])，"
    r"(?P<x>(?:政府|政务|公开|信息|内容|工作|栏目|平台|网站|解读|制度|主动|政策|文件|队伍|人员){1,5}"
    r"的(?:质量|时效性?|及时性|规范性|准确性|水平|力度|深度|广度|效果|效率|渠道|方式))[。；]"
)
_OPEN_END = re.compile(r"(?:[，、]|以及|并且|或者|对于|关于|由于|进一步|不断|积极|的)$")
# How what these three find must end; most narratives have no such end, and few passages of the others.
_ENDS = {_DANGLING: "，、和与及并或但而且为于过据照者", _TAIL_DE: "的", _BARE_NOUN: "量性效平度果率道式"}
_NEIGHBOURS = Neighbours({pattern.pattern: (ends, "。；") for pattern, ends in _ENDS.items()})
_ENDED = {pattern: re.compile(f"[{ends}][。；]") for pattern, ends in _ENDS.items()}
_BLANK = " \t\r\n\u3000"


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag sentences that break off.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    all_passages = passages(case)
    ended = _NEIGHBOURS.found(narrative(case).places)
    patterns = [pattern for pattern in _ENDS if pattern.pattern in ended]
    for at, passage in enumerate(all_passages):
        text = passage.text
        for pattern in patterns:
            for match in pattern.finditer(text) if _ENDED[pattern].search(text) else ():
                start, end = _clause(text, match.start("x")), match.end()
                yield RULE.flag(case, passage.start + start, passage.start + end, confidence=0.9)
        last_of_part = at + 1 == len(all_passages) or all_passages[at + 1].section != passage.section
        tail = text.rstrip(_BLANK)
        # only at the end of a part: elsewhere a line end may be layout
        if last_of_part and len(tail) >= 12 and tail[-1] not in _STOP and _OPEN_END.search(tail):
            start = _clause(tail, len(tail) - 1)
            yield RULE.flag(case, passage.start + start, passage.start + len(tail), confidence=0.85)


def _clause(text: str, offset: int) -> int:
    """Return where the clause that holds this offset begins."""
    while offset > 0 and text[offset - 1] not in "，。；：！？\n":
        offset -= 1
    while offset < len(text) and text[offset] in _BLANK:
        offset += 1
    return offset


RULE = Rule(
    code="L02",
    name="broken-sentence",
    name_zh="句子残缺",
    severity=Severity.MEDIUM,
    message="The sentence breaks off: “{words}”.",
    message_zh="句子没有写完：“{words}”。",
    check=check,
    source="文字编校惯例",
    explanation=(
        "A sentence that ends on a comma before the full stop, on a conjunction or preposition, on a 的 without the "
        "noun it needs, on a noun without a predicate (不够全面，公开信息的质量。), or "
        "a part of the report that stops in mid-clause. Short item heads (一是公开内容。) "
        "are left alone."
    ),
    explanation_zh="以顿号、逗号、连词、介词或悬空的“的”收尾的句子，以及停在半句上的部分；“一是公开内容。”一类小标题不报。",
    examples=(
        Example("进一步加强目录的。", section="problems", flagged=("进一步加强目录的。",)),
        Example("公开了预算、决算、和。", section="overview", flagged=("公开了预算、决算、和。",)),
        Example("下一步将完善制度，加强培训，推进栏目建设以及", section="problems", flagged=("推进栏目建设以及",)),
        Example("组织各股室集中学习公开条例和。", section="overview", flagged=("组织各股室集中学习公开条例和。",)),
        Example("公开内容不够全面，公开信息的质量。", section="problems", flagged=("公开信息的质量。",)),
        Example("公开力度不足，影响了公开信息的质量。栏目不多，需提高信息的时效。", section="problems"),
        Example("公开内容全部涉及。群众广泛参与。知识得到普及。", section="overview"),
        Example("一是公开内容。二是公开时限。", section="problems"),
        Example("公开信息是面向全社会的。", section="overview"),
        Example("规范公开流程，做好解读工作，达到了预期目的。", section="overview"),
    ),
)
