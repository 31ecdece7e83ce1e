"""Parts built in ways that the labelled sets hardly show: own texts, invented agencies."""

from __future__ import annotations

import pytest

from chenyan.problems import load_themes
from chenyan.problems.reading import read_body

CASES = (
    (
        "其一, 其二 on both sides",
        "公开工作仍有三方面短板亟待补齐：其一，村务公开更新周期长；其二，答复文书引用法条不准；其三，懂业务又会网络操作的干部奇缺。"
        "为此：其一，每月定期更新村务；其二，请法律顾问把关文书；其三，选派三名干部跟班学习。",
        ["村务公开更新周期长", "答复文书引用法条不准", "懂业务又会网络操作的干部奇缺"],
        ["每月定期更新村务", "请法律顾问把关文书", "选派三名干部跟班学习"],
        {(0, 0), (1, 1), (2, 2)},
    ),
    (
        "on the one hand, on the other",
        "问题主要集中在两个方面。一方面，重点领域信息公开得不细，群众关注的征收补偿只有公告没有明细；另一方面，基层力量偏弱。"
        "改进方面，一方面逐户公布补偿明细，另一方面为每个乡镇增配一名协管员。",
        ["重点领域信息公开得不细", "基层力量偏弱"],
        ["逐户公布补偿明细", "为每个乡镇增配一名协管员"],
        {(0, 0), (1, 1)},
    ),
    (
        "labels before each, turn by turn",
        "问题：网站“领导之窗”更新慢。措施：明确办公室专人更新。\n问题：公开指南联系电话打不通。措施：核实并更正电话。",
        ["网站“领导之窗”更新慢", "公开指南联系电话打不通"],
        ["明确办公室专人更新", "核实并更正电话"],
        {(0, 0), (1, 1)},
    ),
    (
        "what became of last year's problems comes first",
        "（一）上年问题整改情况\n针对2021年报告中提出的“更新不及时”“解读形式少”两个问题，我局建立了周巡查机制，目前均已整改到位。\n"
        "（二）本年度存在的主要问题\n一是部分股室对公开属性认定把握不一；二是网站检索结果排序乱。\n"
        "（三）下一步改进措施\n一是编印公开属性认定指引；二是升级检索功能。",
        ["部分股室对公开属性认定把握不一", "网站检索结果排序乱"],
        ["编印公开属性认定指引", "升级检索功能"],
        {(0, 0), (1, 1)},
    ),
    (
        "deeds first, then what is left",
        "一年来，我局围绕群众需求改进公开工作：制作短视频九部，按旬公布处理结果。以下几方面还需要加力：第一，目录调整的说明偏笼统；"
        "第二，对网上误读澄清不及时。",
        ["目录调整的说明偏笼统", "对网上误读澄清不及时"],
        ["制作短视频九部", "按旬公布处理结果"],
        None,
    ),
    (
        "a list closed by 等短板, ways closed by 等方式",
        "我镇存在社区信息上报迟缓、居民留言答复千篇一律、新进社工不会操作后台等短板，将通过设立信息直报群、推行留言一事一答、开展后台实训等方式加以解决。",
        ["社区信息上报迟缓", "居民留言答复千篇一律", "新进社工不会操作后台"],
        ["设立信息直报群", "推行留言一事一答", "开展后台实训"],
        {(0, 0), (1, 1), (2, 2)},
    ),
    (
        "told on the spot, without a turn",
        "一是处罚结果公开率偏低，已与执法系统对接；二是公示栏年久失修，正更换为液晶屏。",
        ["处罚结果公开率偏低", "公示栏年久失修"],
        ["与执法系统对接", "更换为液晶屏"],
        {(0, 0), (1, 1)},
    ),
    (
        "circumstances and effects are no problems",
        "我县公开工作起步较晚，公开的内容还不够丰富，更新频率偏低，难以吸引群众。今后，对照目录补齐内容，每周更新两次。",
        ["公开的内容还不够丰富", "更新频率偏低"],
        ["对照目录补齐内容", "每周更新两次"],
        {(0, 0), (1, 1)},
    ),
    (
        "a long row of one form, two of one theme",
        "主要是：个别部门对复杂申请的研判能力不足，答复文书的规范程度有待提升，疑难问题协调机制尚需完善，政策解读的形式还不够丰富。",
        [
            "个别部门对复杂申请的研判能力不足",
            "答复文书的规范程度有待提升",
            "疑难问题协调机制尚需完善",
            "政策解读的形式还不够丰富",
        ],
        [],
        set(),
    ),
    (
        "pairs of faults with one subject stay together",
        "一是支队短视频号内容同质化、互动量低；二是公开栏更换不勤、内容陈旧。",
        ["支队短视频号内容同质化、互动量低", "公开栏更换不勤、内容陈旧"],
        [],
        set(),
    ),
    (
        "problems, causes, measures",
        "存在的问题：公开主动性欠缺；发布审核流于形式；监督手段乏善可陈。\n措施：组织专题学习；实行三审三校；引入第三方评估。",
        ["公开主动性欠缺", "发布审核流于形式", "监督手段乏善可陈"],
        ["组织专题学习", "实行三审三校", "引入第三方评估"],
        {(0, 0), (1, 1), (2, 2)},
    ),
    (
        "a second deed announced by 同时 answers another problem",
        "一是解读材料枯燥；二是公开的范围还偏窄。下一步，文件一律配问答解读，请居民代表试读一遍，同时把塘坝维修办理过程列入必公开事项。",
        ["解读材料枯燥", "公开的范围还偏窄"],
        ["文件一律配问答解读", "请居民代表试读一遍", "把塘坝维修办理过程列入必公开事项"],
        {(0, 0), (1, 2)},
    ),
    (
        "what 同时 adds to the answer of one problem stays with it",
        "一是解读材料枯燥；二是公开的范围还偏窄；三是专职人员偏少。下一步，文件一律配问答解读，同时把解读做成图解。",
        ["解读材料枯燥", "公开的范围还偏窄", "专职人员偏少"],
        ["文件一律配问答解读，同时把解读做成图解"],
        {(0, 0)},
    ),
    (
        "a fault without a subject keeps what stands before 存在",
        "存在问题：一是信息公开存在不主动现象；二是公开工作中还存在更新不及时现象。",
        ["信息公开存在不主动现象", "更新不及时"],
        [],
        set(),
    ),
    (
        "work done in the reference year is no plan",
        "2022年我镇信息公开工作对进一步规范权力运行、服务群众发挥了积极作用。但是，仍存在不足：一是公开内容时效较慢。",
        ["公开内容时效较慢"],
        [],
        set(),
    ),
)


@pytest.mark.parametrize(("text", "problems", "measures", "pairs"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_part_is_read_whatever_its_build(text, problems, measures, pairs):
    found, answers, paired, view = read_body(text, 0, len(text), year=2022, lexicon=load_themes())
    assert [view.text[d.start : d.end] for d in found] == problems
    assert [view.text[d.start : d.end] for d in answers] == measures
    assert pairs is None or set(paired) == pairs


def test_a_plan_that_has_nothing_to_do_with_disclosure_answers_nothing():
    text = "一是更新不及时；二是解读形式单一；三是人手不足。下一步，一是每周更新栏目；二是制作图解；三是推进垃圾分类示范片区建设。"
    _, _, pairs, _ = read_body(text, 0, len(text), year=2022, lexicon=load_themes())
    assert set(pairs) == {(0, 0), (1, 1)}
