"""The invented world: four regions of one invented province, their agencies, places and subjects."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

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
        (("生态环境局", "huanjing"), ("市场监督管理局", "shichang")), (("水务局", "shuiwu"), ("人力资源和社会保障局", "renshe")),
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

TOPICS = {
    "town": ["耕地地力保护补贴", "宅基地审批", "农村公路养护", "高标准农田建设", "低保评议", "危房改造", "集镇污水管网", "人居环境整治", "村级财务收支", "饮水安全提升", "河道清淤", "公益林补偿", "防汛转移安置", "老年食堂建设", "土地流转备案", "特困供养", "村庄规划"],
    "subdistrict": ["老旧小区改造", "物业专项维修资金", "小区停车泊位", "居家养老服务", "垃圾分类投放", "社区食堂", "既有住宅加装电梯", "沿街店铺招牌整治", "公租房申请", "社区微更新", "困难家庭临时救助", "流动摊点疏导", "飞线充电治理"],
    "government": ["保障性住房配租", "重大项目征地补偿", "城乡供水一体化", "惠企资金兑付", "义务教育学位", "乡村道路硬化", "公立医院收费", "民生实事项目", "国有土地出让", "污染防治攻坚", "就业补助资金", "社会救助提标", "公共交通线网", "养老机构补贴", "灾后恢复重建"],
    "交通运输局": ["农村公路改造", "公交线网调整", "出租汽车经营权", "客运站迁建", "桥梁安全检测", "道路运输证办理", "超限治理", "渡口撤并", "港口岸线使用"],
    "文化广电和旅游局": ["景区票价", "文物保护修缮", "图书馆分馆建设", "星级民宿评定", "非遗传承人补助", "文化惠民演出", "旅行社年检", "娱乐场所许可"],
    "教育局": ["义务教育招生", "学生资助", "教师招聘", "校车线路", "校外培训机构治理", "学校食堂账目", "学区划分", "幼儿园收费", "课后服务"],
    "农业农村局": ["农机购置补贴", "种粮大户补贴", "动物检疫", "农药经营许可", "高标准农田验收", "渔业禁捕补助", "土地承包纠纷调处", "家庭农场评定"],
    "生态环境局": ["排污许可", "环评审批", "空气质量排名", "饮用水源保护区", "机动车排放检验", "噪声投诉处理", "土壤污染名录", "危险废物转移"],
    "市场监督管理局": ["食品抽检", "特种设备检验", "企业年报公示", "药品零售许可", "计量检定", "价格投诉处理", "质量奖评选", "小餐饮登记"],
    "水务局": ["水库除险加固", "取水许可", "农村饮水水质", "河湖划界", "灌区水费", "防汛物资储备", "小水电整改", "水土保持方案"],
    "人力资源和社会保障局": ["职业技能补贴", "事业单位招聘", "工伤认定", "农民工工资支付", "社保待遇核定", "创业担保贷款", "职称评审", "公益性岗位"],
    "民政局": ["城乡低保提标", "养老机构等级", "社会组织年检", "婚姻登记", "殡葬服务收费", "地名命名", "流浪乞讨救助", "残疾人两项补贴"],
    "住房和城乡建设局": ["公租房轮候", "商品房预售", "燃气管网更新", "物业企业信用", "建筑施工许可", "房屋征收补偿", "海绵城市项目", "自建房排查"],
    "医疗保障局": ["医保目录调整", "门诊慢特病认定", "异地就医备案", "集中采购药价", "基金飞行检查", "大病保险理赔", "居民参保缴费", "定点药店评审"],
    "应急管理局": ["危化品企业检查", "地质灾害隐患点", "救灾物资发放", "安全生产许可", "防汛应急演练", "烟花爆竹零售", "矿山停产整顿", "森林火险提示"],
    "卫生健康委员会": ["公立医院收费", "疫苗接种点", "医师资格考试", "医疗机构校验", "家庭医生签约", "饮用水监测", "职业病防治", "生育登记服务"],
    "林业局": ["林权登记", "采伐限额", "古树名木保护", "退耕还林补助", "森林防火", "湿地保护", "林木种苗许可", "松材线虫病防治"],
    "统计局": ["人口普查数据", "居民收入调查", "粮食产量核定", "工业企业报表", "统计执法检查", "价格指数", "经济普查名录", "劳动力调查"],
}  # fmt: skip

GROUPS = [
    "村民代表",
    "人大代表",
    "政协委员",
    "企业负责人",
    "退休教师",
    "网格员",
    "种植大户",
    "个体工商户",
    "外卖骑手",
    "老党员",
    "在校大学生",
    "律师",
    "新闻记者",
    "返乡青年",
    "社区居民",
    "行业协会会员",
    "志愿者",
    "残疾人代表",
]
WEEKDAYS = ["周一", "周二", "周三", "周四", "周五"]
COLUMNS = [
    "“惠民资金”",
    "“办事看这里”",
    "“账本晒一晒”",
    "“政策直通”",
    "“身边事”",
    "“项目进度”",
    "“民生清单”",
    "“公告公示”",
    "“问答集”",
    "“决策公开”",
    "“明白纸”",
    "“结果公开”",
    "“重点领域”",
    "“阳光服务”",
    "“基层公开”",
    "“资金去向”",
]
_FIRST = "杨柳桃石竹槐双上下新南北东西大小金银青白黄龙凤鹤鹭雁鹿云月星泉"
_LAST = "坪湾桥塘岭沟坝庄河井坡岔窑滩埠洼浦墩圩屋"
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


def _agency(
    rng: random.Random, zone: int, slug: str, name: str, short: str, region: str, level: str, kind: str, me: str, superior: str, site: str, at: int
) -> Agency:  # fmt: skip
    where = []
    while len(where) < 10:
        place = (
            rng.choice(_FIRST) + rng.choice(_FIRST) + rng.choice(_LAST) + ("社区" if kind == "subdistrict" else "村")
        )
        if place[0] != place[1] and place not in where:
            where.append(place)
    office = next((key for key in TOPICS if name.endswith(key)), kind)
    leaders = _LEADERS[kind]
    if me == "我乡":
        leaders = ("乡长", "分管副乡长", "党委副书记")
    if me == "我委":
        leaders = ("委主任", "分管副主任", "党组成员")
    return Agency(
        slug=slug, name=name, short=short, region=region, level=level, agency_type=kind, zone=zone, self_name=me,
        superior=superior, site=site, places=tuple(where), topics=tuple(TOPICS[office]), depts=_DEPTS[kind],
        leaders=leaders, columns=tuple(rng.sample(COLUMNS, 6)),
        account=f"“{rng.choice(('乐活', '最美', '幸福', '这里是', '微观', '今日', '掌上', '清风'))}{short.removesuffix('街道').rstrip('镇乡市县省局')}”",
        phone=f"0{890 + zone}-{rng.randint(2100000, 8999999)}",
        address=f"{rng.choice(('朝阳', '人和', '望岳', '映月', '兴业', '学府'))}路{rng.randint(3, 198)}号", style=at % 4,
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
        found += [_agency(rng, zone, *row, at) for at, row in enumerate(rows)]
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
            _agency(rng, zone, f"unit{at:05d}", name, short, region, "town", kind, f"我{end}", "县政府", kn, at)
        )
    return found[:n_agencies]
