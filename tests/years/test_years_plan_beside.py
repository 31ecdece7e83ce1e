"""Plans that what stands beside them gives away: items of one list, the announcing clause, the label; and right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import check_found, listed, unmarked

# genre|part|sentence in a report on 2021; the wrong expression stands between « and ».
WRONG = """
# plan_for_past_year 2022
ogi|problems|2022年将组织档案数字化，首批任务于«2021年底»前完成。
ogi|problems|2022年，把解读送进100个社区，在«2021年»集中参保缴费期前编制方言音频，并公布2022年药品名单。
ogi|problems|2022年一季度全面清理旧文件；建立失效标注制度；«2021年内»上线“计算器”第二版。
ogi|problems|改进：«2021年上半年»各所公示牌换成电子屏并统一推送；2022年3月印制《申请前三问》。
ogi|problems|改进：到«2021年底»工期牌全部补上完工日期；2022年与老档案所在企业逐家对接。
ogi|problems|怎么改呢？«2021年»我们想再请两位老师，每周坐班两天。
ogi|problems|为此：一要公布收费目录，«2021年上半年»组织一次暗访；二要出台指引。
ogi|problems|在吸取评议意见并征得县政务公开办同意的基础上，我局«2021年»要逐月公布投诉办结情况。
ogi|problems|2022年，重点抓两件事：目录重编«2021年6月»前交稿，专栏改版年底前上线。
ogi|problems|整改措施：«2021年»每个村配一块电子屏；2022年底前实现联网。
ogi|problems|2022年上半年配齐人员，«2021年下半年»组织两轮轮训。
summary|plan|«2021年»主抓三件事：更新设备、签订协议、集中训练。
summary|plan|启动烈士陵园改造，工期安排在«2021年7月至9月»。
summary|plan|«2021年»灌溉节期间发放节水手册3000册。
summary|plan|二期管网放在«2021年三季度»动工。
law|plan|«2021年3月»起，每月评一份“最佳案卷”。
law|plan|2022年3月前完成清理，«2021年二季度»公布清理结果。
speech|plan|今年是开局起步的关键一年。«2021年»经济社会发展主要预期目标是：生产总值增长8%左右。
speech|plan|今年再建3座水厂，«2021年»推行“标准地”出让50%以上。
school|plan|改进安排：«2020—2021学年»由国际处每月更新英文页。
"""

RIGHT = """
ogi|problems|2022年将组织档案数字化，2021年底前形成的档案列入首批。
ogi|problems|2022年将组织档案数字化，首批任务已于2021年底前完成。
ogi|problems|2022年将继续推进，2021年已在两个社区试点。
ogi|problems|2022年一季度全面清理2021年以前的文件；建立失效标注制度。
ogi|problems|改进情况：2021年上半年各所公示牌已换成电子屏；2022年推广。
ogi|problems|改进：对2021年上半年评议反映的问题逐条整改；2022年3月复查。
ogi|problems|改进：2021年底清理出的失效文件，2022年3月前全部标注。
ogi|problems|怎么改呢？2021年的教训是人手太少，我们想再请两位老师。
ogi|problems|为此：一要公布2021年收费目录，上半年组织一次暗访；二要出台指引。
ogi|problems|2021年上半年组织过一次暗访，反映收费不透明，为此要公布目录。
ogi|problems|2022年，重点抓两件事：2021年重编的目录上网，2021年开工的专栏上线。
ogi|problems|整改措施：2021年每个村已配一块电子屏，2022年底前联网。
ogi|problems|2022年上半年配齐人员，补上2021年下半年调走的两个岗位。
ogi|problems|上年问题整改：2021年3月换了公示牌，6月开通热线，2022年继续巩固。
summary|plan|2021年主抓的三件事继续推进：更新设备、签订协议、集中训练。
summary|plan|启动烈士陵园改造，工期较2021年7月至9月的安排顺延一年。
summary|plan|2021年灌溉节期间发放的手册修订再版。
summary|plan|2021年未完成的二期管网放在2022年三季度动工。
law|plan|2021年3月起实行的案卷月评继续坚持。
law|plan|2021年二季度公布的清理结果，3月前全部落实。
speech|plan|今年再建3座水厂，续建2021年开工的2座。
speech|plan|生产总值增长8%左右，与2021年预期目标持平。
school|plan|2020—2021学年评议中反映的英文页停更问题，2021年12月前解决。
law|plan|2021年我们吃了案卷不规范的亏，往后每月评一份。
ogi|problems|2021年，我镇有两名信息员调离，2022年上半年将配齐人员。
ogi|problems|2021年底前各村均已换新公开栏，2022年重在管护。
ogi|problems|2022年春季组织轮训，2021年参训未合格的3人优先。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_plan_beside_plans_is_found(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_found(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_right_year_beside_plans_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert read_years(framed_at(genre, part, sentence)).mismatches == ()
