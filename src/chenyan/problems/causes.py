"""What stands around a fault without being one: why it came, how matters stand, what came of it."""

from __future__ import annotations

import re

from chenyan.text.openings import spread

__all__ = ["CAUSE", "CIRCUMSTANCE", "EFFECT", "OUTSIDE"]

# why it came: 由于任务繁重, 财力薄弱
CAUSE = re.compile(
    spread(
        r"(?:受|因|由于|随着|鉴于)|激增$|增加$|增多$|(?:划转|合并)[而过]?来?$|(?:任务|工作)(?:繁重|较重|重|多)$|(?:申请|业务|工作|任务|信息)量(?:较|很|过|偏|特别)?[大多]$|(?:较|很)?偏远$|面(?:广|大)$"
        r"|(?:财政|财力|经济)(?:十分|较为?|比较|相对)?(?:困难|薄弱|有限|落后|拮据|欠发达)$|地处|交通不便|(?:外出|务工)[^，。；]{0,8}多$|老(?:年)?人多$|交织$"
    )
)
# how matters stand, before what is wrong: 公开工作起步较晚, 没有现成经验可循
CIRCUMSTANCE = re.compile(
    r"公开(?:各项)?工作[^，。；]{0,6}(?:起步|处于|处在)|是一?项?(?:全?新|复杂|长期)的?(?:工作|事物|任务|课题)|(?:没有|缺乏|无)(?:现成|成熟)的?(?:经验|模式|做法)|可循$|点多(?:面广|线长)|山区|交通不便|居住分散|^在[^，。；]{4,60}(?:情况|背景|形势)下$|战线(?:较|过)?长"
)
# a clause without a subject of its own that says what came of the fault before it
EFFECT = re.compile(
    r"(?:从而|进而|甚至|有时|很?容易|极易|以致|以至|影响|让|令|无法|难以|不能|不便|不利|给[\u4e00-\u9fff]|泄露|(?:导致|致使|造成|使得?|引发|引起)[\u4e00-\u9fff]{2,7}$)"
)
# causes that no agency answers for
OUTSIDE = re.compile(
    spread(
        r"疫情|改革|换届|自然|灾|地处|偏远|山区|(?:任务|工作|事务|业务)[^，。；]{0,3}(?:重|多|忙|繁)|节奏|增[多加]|激增|财政|财力|经济|交通|外出|老(?:年|龄)|人口|群众|居民|村民|企业|上级|政策|调整|升级|搬迁|合并|划转"
    )
)
