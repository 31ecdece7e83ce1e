"""The invented world: four regions of one invented province, their agencies, places and subjects."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from .phrases import read_phrases

PROVINCE = "江岚省"
TYPES = ("government", "department", "town", "subdistrict")

# city, slug, county, slug, departments of the city, departments of the county, towns, sub-district
_REGIONS = (
    (
        ("澄屿市", "chengyu"), ("栖澜县", "qilan"),
        (("交通运输局", "jiaotong"), ("文化广电和旅游局", "wenlv")), (("教育局", "jiaoyu"), ("农业农村局", "nongye")),
        (("清河镇", "qinghe"), ("石桥渡镇", "shiqiaodu"), ("松岗岭乡", "songgangling")), ("柳堤湾街道", "liudiwan"),
    ),
    (
        ("朔垣市", "shuoyuan"), ("砚岭县", "yanling"),
        (("生态环境局", "huanjing"), ("市场监督管理局", "shichang")),
        (("水务局", "shuiwu"), ("人力资源和社会保障局", "renshe")),
        (("赤崖坪镇", "chiyaping"), ("骆驼峁镇", "luotuomao"), ("杏花塬乡", "xinghuayuan")), ("鼓楼西街道", "gulouxi"),
    ),
    (
        ("霁洲市", "jizhou"), ("汀舟县", "tingzhou"),
        (("民政局", "minzheng"), ("住房和城乡建设局", "zhujian")), (("医疗保障局", "yibao"), ("应急管理局", "yingji")),
        (("稻香渡镇", "daoxiangdu"), ("鸥渚镇", "ouzhu"), ("菱花荡镇", "linghuadang")), ("长堤里街道", "changdili"),
    ),
    (
        ("泊岚市", "bolan"), ("云岫县", "yunxiu"),
        (("卫生健康委员会", "weijian"),), (("林业局", "linye"), ("统计局", "tongji")),
        (("茶坞里镇", "chawuli"), ("枫桥岭镇", "fengqiaoling"), ("蒲溪坞乡", "puxiwu")), ("文昌阁街道", "wenchangge"),
    ),
)  # fmt: skip

_SUBJECTS = {line.split(" ", 1)[0]: tuple(line.split(" ")[1:]) for line in read_phrases("subjects")}
GROUPS, COLUMNS, WEEKDAYS = _SUBJECTS["groups"], _SUBJECTS["columns"], _SUBJECTS["weekdays"]
_FIRST = "杨柳桃石竹槐双上下新南北东西大小金银青白黄龙凤鹤鹭雁鹿云月星泉"
_LAST = "坪湾桥塘岭沟坝庄河井坡岔窑滩埠洼浦墩圩屋"
_ACCOUNTS = ("乐活", "最美", "幸福", "这里是", "微观", "今日", "掌上", "清风")
_STREETS = ("朝阳", "人和", "望岳", "映月", "兴业", "学府")
_STREET, _ENDS = "街道", "镇乡市县省局"
_DEPTS = {
    "town": ("党政办", "便民服务中心", "经济发展办", "社会事务办", "财政所"),
    "subdistrict": ("党政办", "社区事务中心", "城市管理办", "民生保障办"),
    "government": ("政务公开办", "办公室", "数据局", "司法局", "督查室"),
    "department": ("办公室", "政策法规股", "综合股", "行政审批股", "人事股"),
}
_LEADERS = {
    "town": ("镇长", "分管副镇长", "党委副书记"),
    "subdistrict": ("办事处主任", "党工委副书记"),
    "government": ("常务副职领导", "秘书长", "办公室主任"),
    "department": ("局长", "分管副局长", "党组成员"),
}


@dataclass(frozen=True, slots=True)
class Agency:
    """One invented agency: its names, its place in the state, and its stock of proper names."""

    slug: str
    name: str
    short: str
    region: str
    level: str
    agency_type: str
    zone: int
    self_name: str
    superior: str
    site: str
    places: tuple[str, ...]
    topics: tuple[str, ...]
    depts: tuple[str, ...]
    leaders: tuple[str, ...]
    columns: tuple[str, ...]
    account: str
    phone: str
    address: str
    style: int = 0
    copier: bool = False
    extra: dict[str, str] = field(default_factory=dict)


def _agency(rng: random.Random, zone: int, row: tuple[str, ...], at: int) -> Agency:
    """Give an agency its places, offices, columns, account, telephone and street."""
    slug, name, short, region, level, kind, me, superior, site = row
    where = []
    while len(where) < 10:
        place = (
            rng.choice(_FIRST) + rng.choice(_FIRST) + rng.choice(_LAST) + ("社区" if kind == "subdistrict" else "村")
        )
        if place[0] != place[1] and not place.startswith("黄泉") and place not in where:
            where.append(place)
    office = next((key for key in _SUBJECTS if name.endswith(key)), kind)
    leaders = _LEADERS[kind]
    if me == "我乡":
        leaders = ("乡长", "分管副乡长", "党委副书记")
    if me == "我委":
        leaders = ("委主任", "分管副主任", "党组成员")
    return Agency(
        slug=slug, name=name, short=short, region=region, level=level, agency_type=kind, zone=zone, self_name=me,
        superior=superior, site=site, places=tuple(where), topics=_SUBJECTS[office], depts=_DEPTS[kind],
        leaders=leaders, columns=tuple(rng.sample(COLUMNS, 6)),
        account=f"“{rng.choice(_ACCOUNTS)}{short.removesuffix(_STREET).rstrip(_ENDS)}”",
        phone=f"0{890 + zone}-{rng.randint(2100000, 8999999)}",
        address=f"{rng.choice(_STREETS)}路{rng.randint(3, 198)}号", style=at % 4,
    )  # fmt: skip


def make_agencies(n_agencies: int = 40, seed: int = 711) -> list[Agency]:
    """Return the agencies; beyond the forty of the sample, further invented towns and sub-districts."""
    rng = random.Random(seed)
    found: list[Agency] = []
    for zone, (city, county, city_offices, county_offices, towns, street) in enumerate(_REGIONS):
        (cn, cs), (kn, ks) = city, county
        city_region, county_region = PROVINCE + cn, PROVINCE + cn + kn
        rows = [(f"{cs}-gov", f"{cn}人民政府", cn, city_region, "city", "government", "我市", PROVINCE + "政府", cn)]
        if zone == 3:
            rows.append(
                (
                    "jianglan-gov",
                    f"{PROVINCE}人民政府",
                    PROVINCE,
                    PROVINCE,
                    "province",
                    "government",
                    "我省",
                    "国务院",
                    PROVINCE,
                )
            )
        for office, slug in city_offices:
            me = "我委" if office.endswith("委员会") else "我局"
            rows.append((f"{cs}-{slug}", cn + office, cn + office, city_region, "city", "department", me, "市政府", cn))
        rows.append((f"{ks}-gov", f"{kn}人民政府", kn, county_region, "county", "government", "我县", "市政府", kn))
        for office, slug in county_offices:
            rows.append(
                (f"{ks}-{slug}", kn + office, kn + office, county_region, "county", "department", "我局", "县政府", kn)
            )
        for town, slug in towns:
            rows.append(
                (slug, f"{kn}{town}人民政府", town, county_region, "town", "town", f"我{town[-1]}", "县政府", kn)
            )
        name, slug = street
        rows.append((slug, f"{kn}{name}办事处", name, county_region, "town", "subdistrict", "我街道", "县政府", kn))
        found += [_agency(rng, zone, row, at) for at, row in enumerate(rows)]
    while len(found) < n_agencies:
        at = len(found)
        zone = at % 4
        cn, kn = _REGIONS[zone][0][0], _REGIONS[zone][1][0]
        end = ("镇", "乡", "镇", "街道")[rng.randrange(4)]
        short = rng.choice(_FIRST) + rng.choice(_FIRST) + rng.choice(_LAST) + rng.choice(_LAST) + end
        kind = "subdistrict" if end == "街道" else "town"
        name = f"{kn}{short}" + ("办事处" if end == "街道" else "人民政府")
        region = PROVINCE + cn + kn
        found.append(
            _agency(rng, zone, (f"unit{at:05d}", name, short, region, "town", kind, f"我{end}", "县政府", kn), at)
        )
    return found[:n_agencies]
