"""Seeded batches of invented reports with planted reuse whose truth is known.

A report has some 50 sentences and 2,360 characters: a template of its province and year, originals made of officialese
that all agencies share and of words that none does, and copies of the own report of the year before or of another
agency's. Copies come verbatim, with numbers and names changed, or deeply edited (a clause inserted, dropped or moved,
words replaced by synonyms). Every name and sentence is made up by the generator.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from chenyan.reuse.batch import Batch, own_names, region_path

TEMPLATE, ORIGINAL, VERBATIM, NUMBERS, DEEP = range(5)
CLASSES = ("template", "original", "verbatim", "numbers", "deep")
OWN, OTHER = 1, 2
N_YEARS = 4
_HANZI = (
    "山水林田湖草沙石云雨雪风霜雷光明星辰春夏秋冬东南西北江河溪泉桥塘堤坝岭峰谷坪川原岸洲梅兰竹菊松柏杨柳桃李杏梨枣桂"
    "麦稻粟豆茶棉麻丝鱼虾蟹鸡鸭牛羊马犬燕雁鹤鹰木火土金银铜铁锡玉珠瓷砖瓦墙门窗楼阁亭台堂庙塔城镇乡村街巷路道车船舟"
    "灯镜钟鼓琴棋书画诗文歌舞戏曲医药病防疫苗护养老幼学校师生课堂教材考试图馆档案证照牌匾章印票据账簿税费利息贷保险赔"
    "企业商户摊市集店铺厂矿井仓库运输物流快递电网线管气暖煤油油污废渣尘噪声震洪旱涝冰雹火警消救援演练岗亭巡查访谈评议"
)  # fmt: skip
_ADVERBS = ["进一步", "持续", "不断", "切实", "着力", "全面", "深入", "扎实", "积极", "稳步", "有效", "严格"]
_VERBS = [
    "加强",
    "完善",
    "推进",
    "落实",
    "规范",
    "优化",
    "健全",
    "强化",
    "提升",
    "拓展",
    "细化",
    "做好",
    "抓好",
    "开展",
    "深化",
    "压实",
    "畅通",
    "丰富",
    "统筹",
    "改进",
    "巩固",
    "夯实",
    "明确",
    "理顺",
    "创新",
    "加快",
    "推动",
    "组织",
    "实施",
    "构建",
]
_MODIFIERS = [
    "政府信息公开",
    "政务公开",
    "主动公开",
    "依申请公开",
    "重点领域信息公开",
    "政策解读",
    "信息发布审核",
    "政府网站",
    "政务新媒体",
    "基层政务公开",
    "公共资源配置",
    "财政预决算",
    "民生保障",
    "行政执法",
    "办事服务",
    "规范性文件",
    "回应关切",
    "保密审查",
    "培训考核",
    "监督保障",
    "组织领导",
    "队伍建设",
]
_OBJECTS = [
    "工作机制",
    "制度建设",
    "责任体系",
    "平台建设",
    "栏目设置",
    "工作流程",
    "业务能力",
    "服务水平",
    "内容质量",
    "时效性",
    "覆盖面",
    "目录编制",
    "标准化建设",
    "规范化水平",
    "日常管理",
    "台账管理",
    "督促检查",
    "考核评估",
    "宣传引导",
    "公众参与",
    "互动交流",
    "渠道建设",
    "专区建设",
    "人员培训",
    "工作合力",
]
_TAILS = [
    "，取得明显成效",
    "，不断提高群众满意度",
    "，确保公开及时准确",
    "，形成齐抓共管的局面",
    "，保障公众知情权",
    "，促进依法行政",
]
_SYNONYMS = {
    "进一步": "更加", "持续": "继续", "不断": "日益", "切实": "真正", "着力": "努力", "全面": "整体", "深入": "深度",
    "加强": "强化", "完善": "改善", "推进": "推动", "落实": "贯彻", "规范": "规整", "优化": "改进", "健全": "建全",
    "提升": "提高", "做好": "办好", "开展": "举办", "组织": "安排", "机制": "体制", "能力": "本领", "水平": "层次",
    "活动": "行动", "覆盖": "涵盖", "发放": "派发", "印发": "下发", "排查": "摸排", "整改": "纠正", "走访": "拜访",
}  # fmt: skip
_CONTENT = (
    "围绕{a}{b}组织{c}活动{n}次", "在{a}{b}设置{c}{d}点{n}处", "发放{a}{b}{c}{n}份", "排查{a}{b}{c}隐患{n}处",
    "对{a}{b}的{c}{d}开展检查{n}次", "走访{a}{b}{c}{d}户{n}家", "印发{a}{b}{c}通知", "与{a}{b}联合举办{c}{d}讲座",
    "完成{a}{b}{c}改造{n}项", "邀请{a}{b}代表{n}人参加{c}{d}", "编制{a}{b}{c}指南{n}册", "建成{a}{b}{c}{d}专栏",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """A batch with its truth, one value a sentence.

    ``kind`` is one of the classes above, ``relation`` 0, OWN or OTHER, ``source`` the sentence copied from (-1), and
    ``lineage`` the number of the original that it goes back to.
    """

    batch: Batch
    kind: np.ndarray
    relation: np.ndarray
    source: np.ndarray
    lineage: np.ndarray


@dataclass(slots=True)
class _Item:
    clauses: list[str]
    lineage: int
    sentence: int = -1


class Writer:
    """Makes sentences out of one seeded stream."""

    def __init__(self, seed: int, n_words: int = 6000) -> None:
        self.rng = random.Random(seed)
        pool = sorted(set(_HANZI))
        words: set[str] = set()
        while len(words) < n_words:
            words.add(self.rng.choice(pool) + self.rng.choice(pool))
        self.words = sorted(words)
        self.rng.shuffle(self.words)
        stock = []
        for _ in range(3000):
            tail = self.rng.choice(_TAILS) if self.rng.random() < 0.1 else ""
            adverb = self.rng.choice(_ADVERBS) if self.rng.random() < 0.7 else ""
            stock.append(
                adverb + self.rng.choice(_VERBS) + self.rng.choice(_MODIFIERS) + self.rng.choice(_OBJECTS) + tail
            )
        self.stock = stock

    def word(self) -> str:
        return self.words[int(len(self.words) * self.rng.random() ** 1.5)]

    def name(self) -> str:
        return self.word()

    def officialese(self) -> str:
        return self.stock[int(len(self.stock) * self.rng.random() ** 2)]

    def content(self) -> str:
        pattern = self.rng.choice(_CONTENT)
        w = self.word
        return pattern.format(a=w(), b=w(), c=w(), d=w(), n=self.rng.randint(2, 400))

    def original(self, own: str) -> list[str]:
        rng = self.rng
        clauses = [
            self.content() if rng.random() < 0.62 else self.officialese() for _ in range(rng.choice((2, 3, 3, 4)))
        ]
        if not any(char.isdigit() for clause in clauses for char in clause):
            clauses[rng.randrange(len(clauses))] = self.content()
        if rng.random() < 0.2:
            clauses[0] = own + clauses[0]
        return clauses

    def numbers(self, clauses: list[str], source_name: str, own: str) -> list[str]:
        out = []
        for clause in clauses:
            text = clause.replace(source_name, own)
            digits = "".join(c if c.isdigit() else " " for c in text).split()
            for old in digits:
                text = text.replace(old, str(self.rng.randint(2, 400)), 1)
            out.append(text)
        return out

    def deep(self, clauses: list[str], source_name: str, own: str) -> list[str]:
        rng = self.rng
        out = list(clauses)
        done = False
        if rng.random() < 0.35:
            out.insert(rng.randint(1, len(out)), self.content() if rng.random() < 0.5 else self.officialese())
            done = True
        elif rng.random() < 0.4 and len(out) > 2:
            del out[rng.randrange(1, len(out))]
            done = True
        if rng.random() < 0.3 and len(out) > 2:
            out.append(out.pop(rng.randrange(1, len(out) - 1)))
            done = True
        if not done or rng.random() < 0.4:
            joined = "\0".join(out)
            keys = [key for key in _SYNONYMS if key in joined]
            rng.shuffle(keys)
            for key in keys[:3]:
                joined = joined.replace(key, _SYNONYMS[key])
            if rng.random() < 0.5 or not keys:
                at = rng.randrange(len(joined) // 2, len(joined) - 1)
                joined = joined[:at] + self.word() + joined[at + 2 :]
            out = [clause for clause in joined.split("\0") if clause]
        return self.numbers(out, source_name, own)


def make_planted(n_reports: int, *, seed: int = 0, copied: float = 0.3, template: int = 8, body: int = 42) -> Planted:
    """Write a batch of about ``n_reports`` reports (agencies times four years) with planted copies."""
    writer = Writer(seed)
    rng = writer.rng
    n_agencies = max(2, n_reports // N_YEARS)
    provinces = [writer.name() + "省" for _ in range(max(1, min(30, n_agencies // 40)))]
    agencies = []
    for at in range(n_agencies):
        province = provinces[at % len(provinces)]
        county = writer.name() + "县"
        town = writer.name() + rng.choice("镇乡")
        agencies.append((f"{county}{town}人民政府", province + county, town))
    templates = {
        (province, year): [writer.original("本单位") for _ in range(template)]
        for province in provinces
        for year in range(N_YEARS)
    }
    texts: list[list[str]] = []
    rows: list[tuple[int, int, int]] = []
    truth: list[tuple[int, int, int, int]] = []
    previous: list[list[_Item]] = [[] for _ in agencies]
    lineage = 0
    ids, agency_of, year_of = [], [], []
    # sentences are numbered year by year here and put into the order of the ids at the end
    for year in range(N_YEARS):
        current: list[list[_Item]] = []
        for at, (_, region, town) in enumerate(agencies):
            items: list[_Item] = []
            parts: list[str] = []
            spans: list[tuple[int, int, int]] = []

            def write(
                clauses: list[str],
                known: tuple[int, int, int, int],
                parts: list[str] = parts,
                spans: list[tuple[int, int, int]] = spans,
                report: int = len(texts),
            ) -> None:
                text = "，".join(clauses) + "。"
                start = spans[-1][2] if spans else 0
                parts.append(text)
                spans.append((report, start, start + len(text)))
                truth.append(known)

            for clauses in templates[_province_of(region, provinces), year]:
                write(writer.numbers(clauses, "\0", town), (TEMPLATE, 0, -1, -1))
            for _ in range(body):
                kind, relation, source, root = ORIGINAL, 0, -1, lineage
                draw = rng.random()
                if year and draw < copied:
                    relation = OWN if draw < copied * 2 / 3 else OTHER
                    other = at
                    while relation == OTHER and other == at:
                        other = rng.randrange(n_agencies)
                    model = rng.choice(previous[other])
                    kind = rng.choice((VERBATIM, NUMBERS, DEEP))
                    name = agencies[other][2]
                    clauses = model.clauses
                    if kind == NUMBERS:
                        clauses = writer.numbers(clauses, name, town)
                    elif kind == DEEP:
                        clauses = writer.deep(clauses, name, town)
                    source, root = model.sentence, model.lineage
                else:
                    clauses = writer.original(town)
                    lineage += 1
                items.append(_Item(clauses, root, len(truth)))
                write(clauses, (kind, relation, source, root))
            rows.extend(spans)
            current.append(items)
            texts.append(parts)
            ids.append(f"a{at:06d}-{2019 + year}")
            agency_of.append(at)
            year_of.append(2019 + year)
        previous = current
    return _pack(ids, texts, rows, truth, agency_of, year_of, agencies)


def _province_of(region: str, provinces: list[str]) -> str:
    return next(province for province in provinces if region.startswith(province))


def _pack(ids, texts, rows, truth, agency_of, year_of, agencies) -> Planted:  # type: ignore[no-untyped-def]
    """Put everything into the order of the report ids."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    place = np.empty(len(ids), dtype=np.int64)
    place[order] = np.arange(len(ids))
    table = np.array(rows, dtype=np.int64)
    table[:, 0] = place[table[:, 0]]
    known = np.array(truth, dtype=np.int64)
    by = np.lexsort((table[:, 1], table[:, 0]))
    moved = np.empty(len(by), dtype=np.int64)
    moved[by] = np.arange(len(by))
    table, known = table[by], known[by]
    source = np.where(known[:, 2] >= 0, moved[known[:, 2]], -1)
    regions = [region_path(agencies[agency_of[at]][1]) for at in order]
    names = [own_names(agencies[agency_of[at]][0], agencies[agency_of[at]][1]) for at in order]
    batch = Batch(
        ids=[ids[at] for at in order],
        texts=["".join(texts[at]) for at in order],
        report=np.ascontiguousarray(table[:, 0]),
        start=np.ascontiguousarray(table[:, 1]),
        end=np.ascontiguousarray(table[:, 2]),
        section=np.full(len(table), 2, dtype=np.int8),
        role=np.zeros(len(table), dtype=np.int8),
        agency=np.array([agency_of[at] for at in order], dtype=np.int64),
        year=np.array([year_of[at] for at in order], dtype=np.int64),
        published=np.zeros(len(ids), dtype=np.int64),
        regions=regions,
        names=names,
    )
    return Planted(batch, known[:, 0], known[:, 1], source, known[:, 3])
