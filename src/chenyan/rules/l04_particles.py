"""L04: 的, 地 and 得 mixed up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._language import narrative, passages
from chenyan.text.neighbours import Neighbours
from chenyan.types import Flag, Severity, Skip

_ADVERB = (
    "认真|切实|扎实|深入|严格|稳步|有序|全面|积极|主动|及时|有效|准确|高效|大力|有力|更好|较好|很好|圆满|顺利|如期|按时"
)
# never an attribute of what follows
_PLAIN_VERB = "做好|做到|抓好|开展|完成|履行|贯彻"
_VERB = "推进|推动|落实|执行|回应|答复|办理|发布|组织|协调|处理|解决|梳理|整改"
# after these nouns the verb is an attribute: 积极的推动作用
_NOUN = (
    "作用|措施|机制|方式|方法|办法|态度|效果|成效|情况|意义|影响|过程|能力|力度|力量|手段|制度|流程|平台|体系|渠道|方案"
    "|计划|条件|基础|环境|工作|服务|队伍|人员|主体|标准|要求|意见|结果|经验|做法|案例"
)
_TO_DI = re.compile(
    rf"(?:{_ADVERB})(?P<x>的)(?:(?:{_PLAIN_VERB})(?!率|度|情况|[\u4e00-\u9fff]{{0,6}}的)"
    rf"|(?:{_VERB})(?![\u4e00-\u9fff]{{0,2}}(?:{_NOUN}|的|者|性|率|度)))"
)
_DONE = "做|抓|干|管|落实|执行|公开|更新|解读|宣传|掌握|学习|理解|了解|回应"
_HOW = "不够|不太|不到位|不深|不实|不细|不好|不紧|较好|很好|较为|比较"
_TO_DE_COMPLEMENT = re.compile(rf"(?:{_DONE})(?P<x>的)(?:还|仍|都)?(?:{_HOW})(?![\u4e00-\u9fff]{{0,6}}的)")
_QUALITY, _OF = "认真|积极|严谨|热情|良好|重要|明显", "态度|作风|作用|意义|影响|效果|成效|氛围"
_TO_ATTRIBUTE = re.compile(rf"(?:{_QUALITY})(?P<x>地)(?:{_OF})")


def _first(words: str) -> str:
    return "".join(word[0] for word in words.split("|"))


def _last(words: str) -> str:
    return "".join(word[-1] for word in words.split("|"))


# what must stand side by side where one of these patterns is found
_NEIGHBOURS = Neighbours(
    {
        "地": (_last(_ADVERB), "的", _first(f"{_PLAIN_VERB}|{_VERB}")),
        "得": (_last(_DONE), "的", _first(f"还|仍|都|{_HOW}")),
        "的": (_last(_QUALITY), "地", _first(_OF)),
    }
)
# 得到有效的解决: the verb is a noun here, and 的 is right
_GIVES = re.compile(r"(?:得到|得以|获得|取得|给予|予以|进行|作出|做出|加以|有了?|提供|需要|的)[^，。；]{0,4}$")


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag a particle where its neighbours leave one reading only.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    rights = _NEIGHBOURS.found(narrative(case).places)
    if not rights:
        return
    for passage in passages(case):
        found = [
            (*m.span("x"), *m.span(), "地")
            for m in (_TO_DI.finditer(passage.text) if "地" in rights else ())
            if not _GIVES.search(passage.text, max(0, m.start() - 8), m.start())
        ]
        if "得" in rights:
            found += [(*m.span("x"), *m.span(), "得") for m in _TO_DE_COMPLEMENT.finditer(passage.text)]
        if "的" in rights:
            found += [(*m.span("x"), *m.span(), "的") for m in _TO_ATTRIBUTE.finditer(passage.text)]
        for start, end, low, high, right in sorted(found):
            expected = passage.text[low:start] + right + passage.text[end:high]
            yield RULE.flag(case, passage.start + low, passage.start + high, confidence=0.9, expected=expected)


RULE = Rule(
    code="L04",
    name="particles",
    name_zh="“的地得”误用",
    severity=Severity.LOW,
    message="“{words}”: the particle should read “{expected}”.",
    message_zh="“{words}”宜作“{expected}”。",
    check=check,
    explanation=(
        "An adverb and a verb joined by 的 (认真的做好), a complement joined by 的 (做的不够), an attribute joined by "
        "地. "
        "Where the verb may be an attribute of a noun (积极的推动作用) the rule abstains."
    ),
    explanation_zh="状语用“的”（认真的做好）、补语用“的”（做的不够）、定语用“地”；动词可能作定语时（积极的推动作用）不报。",
    source="现代汉语通用语法；示例自编",
    examples=(
        Example("我局认真的做好公开工作。", section="overview", flagged=("认真的做好",)),
        Example("政策解读做的不够。", section="problems", flagged=("做的不够",)),
        Example("以积极地态度回应关切。", section="overview", flagged=("积极地态度",)),
        Example("较好的完成了各项试点任务。", section="overview", flagged=("较好的完成",)),
        Example("以认真的态度做好公开工作。", section="overview"),
        Example("发挥了积极的推动作用。", section="overview"),
        Example("呈现较好的完成情况，政策得到较好的宣传。", section="overview"),
        Example("群众诉求得到了及时的解决，对来信进行认真的处理。", section="overview"),
        Example("建立有效的协调机制，公开的不够全面的栏目已补齐。", section="overview"),
    ),
)
