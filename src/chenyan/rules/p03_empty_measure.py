"""P03: a measure that names no actor, no date, no target and no thing to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip

_GENERAL = re.compile(
    r"(?:要|再|更加?|将|进一步|继续|不断|切实|持续|着力|大力|努力|积极|全面|严格|认真){0,3}"
    r"(?:提高|加强|强化|加大|增强|提升|高度|统一|深化|转变|重视|抓好|做好|推进|推动|落实|完善|健全|压实|增进)[\u4e00-\u9fff]{0,14}?"
    r"(?:认识|领导|意识|力度|重视|责任感|责任心|责任|水平|质量|能力|观念|思想|学习|管理|工作|建设|落实|站位|协调|配合|沟通|指导|监督|素质|机制|制度|效率)"
)
# anything that can be checked afterwards
_CONCRETE = re.compile(
    r"[\d“《‘（]|[一二两三四五六七八九十百]{1,3}(?:次|名|人|个|项|期|条|场|天|日|月|周|年|季|万元|小时)|每[年月周日季]|年底|月底|季度|按月|专人|专班|专栏|专岗|"
    r"牵头|负责|办公室|党政办|[\u4e00-\u9fff]{1,4}(?:科|股|处|局|办|所|站|中心)(?:牵头|负责)|清单|台账|手册|培训班|名录|窗口|图解|视频|微信|公众号|模板|指南|通报|约谈|考核|倒查|纳入|列入|购置|招聘|聘请"
    r"|编制|印发|设立|建立|开设|制作|公布|补录|改版|上线|对接|试点|统一样式|邀请|组织(?!领导|保障|实施)"
)


def check(case: Case, *, longest: int = 22) -> Iterator[Flag | Skip]:
    """Flag measures that consist of general words alone.

    Parameters
    ----------
    case : Case
        The report to judge.
    longest : int, default 22
        Longest measure, in characters, that can be empty; longer ones say something.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    text = case.report.text
    for measure in reading.measures:
        words = "".join(text[measure.start : measure.end].split())
        if len(words) <= longest and _GENERAL.match(words) and not _CONCRETE.search(words):
            yield RULE.flag(case, measure.start, measure.end, confidence=0.8)


RULE = Rule(
    code="P03",
    name="empty-measure",
    name_zh="措施空泛",
    severity=Severity.LOW,
    message="“{words}” names no actor, date, target or deed.",
    message_zh="措施“{words}”没有责任主体、时限、目标或具体做法。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"problems"}),
    explanation=(
        "A slot test: a short measure made of a general verb and a general object, without a number, a date, an actor, a "
        "quoted name or a verb of doing that can be checked a year later."
    ),
    explanation_zh="短句由笼统动词加笼统宾语构成，且无数字、时间、主体、书名号引号或可核查的具体动作的，报出。",
    source="政府信息公开条例第五十条第（四）项：存在的主要问题及改进情况；槽位与长度为经验判断",
    examples=(
        Example("一是更新不及时。下一步，一是进一步提高认识；二是建立更新台账。", section="problems", flagged=("进一步提高认识",)),
        Example("一是重视不够。改进措施：一是加强组织领导；二是强化责任意识。", section="problems",
                flagged=("加强组织领导", "强化责任意识")),
        Example("一是解读单一。改进措施：一是继续加大工作力度。", section="problems", flagged=("继续加大工作力度",)),
        Example("一是历史文件缺失。下一步，2023年6月底前由党政办补录三年文件。", section="problems"),
        Example("一是业务不熟。改进措施：一是组织两期业务培训班。", section="problems"),
        Example("一是更新不及时。改进措施：一是加强栏目管理，由党政办每周检查更新情况。", section="problems"),
    ),
)  # fmt: skip
