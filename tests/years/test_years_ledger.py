"""Figures that give a year away: told again under another year, added up, counted from, broken down; and right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus.report import Report
from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_genre_sentences import framed
from years_frame import annual_at, check_found, listed, unmarked

# genre|part|sentence in a report on 2021; the wrong expression stands between « and ».
WRONG = """
# stale_year 2020
ogi|overview|接待咨询3016人次，比«2019年»的3344人次少328人次，2019年为3702人次。
ogi|overview|我局发布信息428条，2020年为356条，2019年为340条。与«2019年»的356条相比，净增72条。
ogi|disclosure|制作解读材料72份，比«2019年»少40份，2020年是112份。
summary|work|下乡演出72场，比«2018年»少演40场，原因是上半年停演，而2020年演出112场。
law|work|办理复议案件86件，较«2019年»的61件增加25件。2020年共收案61件，2019年收案48件。
speech|work|高新技术企业新增58家，总数由«2019年末»的149家增至207家。
summary|work|新增用水户1200户，用水户总数由«2019年底»的8600户增加到9800户。
ogi|overview|网站访问量12.4万次，较«2019年»的9.8万次增长26.5%。2020年访问量9.8万次。
company|work|售水量2310万吨，比«2019年»的2204万吨多106万吨，2019年售水量为2098万吨。
ogi|requests|受理申请87件，较«2018年»的102件减少15件，2020年为102件。
ogi|overview|热线接听4127次，比«2019年»的3890次增加237次，连续三年上升，其中2019年为3612次、2020年为3890次。
school|work|公开信息744条，比«2018—2019学年»的690条增加54条；2019—2020学年公开690条。
# stale_year 2021
ogi|requests|«2020年»共收到申请68件，加上2020年结转的3件，共办结69件。
law|work|«2020年»新收行政诉讼案件12件，连同2020年结转的2件，共审结13件。
summary|work|上半年治理隐患9处、下半年治理6处，«2020年»全年共治理15处。
ogi|overview|门户网站发布310条，公众号发布205条，«2020年»共计发布515条。
speech|work|城镇新增就业4120人，完成«2020年»目标的103%。
summary|work|植树3.2万亩，完成«2020年»任务的106.7%。
company|work|全年供水2310万吨，完成«2020年»计划的102%。
law|work|查处违法案件47起，同比上升三成。截至«2020年12月底»，47起案件已结45起。
summary|work|调解纠纷49件。«2020年»调解的这49件中，邻里纠纷占11件。
company|work|«2020年»入户安检21.8万户，上年（2020年）安检20.1万户。
company|work|«2019年»受理投诉4217件，2020年5630件，降了四分之一。
speech|work|«2020年»空气优良天数达到301天，比前一年多18天；2020年全年只有283天。
summary|work|享受奖补612人，2020年为554人；«2020年»新增58人，正是两年总数之差。
ogi|overview|截至«2020年12月31日»，“云溪发布”公众号全年推文211篇。
accounts|work|截至«2020年12月31日»，中心占用房屋7.4万平方米、车辆61辆。
evaluation|work|本次自评共涉及«2020年»实施的项目11个，金额640万元。
summary|work|«2020年»我站发电量居全市第一，首次超过南站。2020年居全市第二。
"""

RIGHT = """
ogi|overview|接待咨询3016人次，比2020年的3344人次少328人次，2019年为3702人次。
ogi|overview|我局发布信息428条，2020年为356条，2019年为340条。与2019年的340条相比，净增88条。
ogi|overview|我局发布信息428条，2020年为356条，比2019年的340条多16条。
summary|work|下乡演出72场，比2019年少演90场，2020年因疫情只演出12场。
law|work|办理复议案件86件，较2019年的61件增加25件，2020年受疫情影响只有40件。
speech|work|高新技术企业新增58家，总数由2020年末的149家增至207家。
speech|work|五年来高新技术企业新增158家，总数由2016年末的49家增至207家。
speech|work|两年新增企业58家，总数由2019年末的149家增至207家。
summary|work|新增用水户1200户，2019年以来用水户由8600户增加到11200户。
ogi|requests|2020年收到申请68件，加上2019年结转的3件，办结70件；2021年收到2件。
ogi|requests|2020年结转1件，加上本年收到的2件，共3件，全部办结。
summary|work|上半年治理隐患9处、下半年治理6处，2021年全年共治理15处，2020年共治理12处。
ogi|overview|门户网站发布310条，公众号发布205条，2020年分别为280条、190条。
ogi|overview|门户网站发布310条，公众号发布205条，2020年共计发布470条。
speech|work|城镇新增就业4120人，完成2021年目标的103%。
speech|work|2020年立项的12个项目完成投资3.2亿元，为总投资的98%。
summary|work|植树3.2万亩，完成2020—2022年三年任务的62%。
summary|work|植树3.2万亩，加上2020年的2.8万亩，提前完成2022年目标。
law|work|查处违法案件47起。2020年查处的47起案件已全部执行到位。
law|work|2020年立案的36起案件，截至2020年12月底结案30起，余下6起今年全部办结。
summary|work|调解纠纷49件。2020年调解的36件中，有2件反悔，今年重新调解。
company|work|2021年入户安检21.8万户，上年（2020年）安检20.1万户。
company|work|2020年受理投诉5630件，2021年4217件，降了四分之一。
company|work|2019年受理投诉4217件，2020年5630件，升了三分之一，2021年回落到4300件。
speech|work|空气优良天数301天，2020年比前一年多18天，达到283天。
speech|work|2020年空气优良天数达到301天，比前一年多18天；今年再增4天，达到305天。
summary|work|享受奖补612人，其中2020年以前认定554人，今年新增58人。
ogi|overview|截至2020年12月31日，全镇公开栏累计更新300期，2021年又更新60期。
accounts|work|2020年12月31日，中心占用房屋7.4万平方米，2021年划出0.4万平方米。
evaluation|work|本次自评涉及2020年结转项目2个、2021年新设项目9个。
summary|work|我站发电量居全市第一，2020年居全市第二。
summary|work|发电量居全市第三，2019年、2020年均居全市第二。
ogi|overview|信息公开申请12件，2020年也是12件，两年持平。
ogi|disclosure|现行有效规范性文件36件，与2019年的36件持平，2020年为37件。
ogi|overview|比2019年多16条，比2020年少4条，发布信息356条。
company|work|营业收入24亿元，较2019年的20亿元增长20%，2020年受停产影响只有18亿元。
summary|work|完成2020年度目标考核整改任务6项，占应整改的100%。
law|work|2020年新收诉讼12件，2021年新收8件，连同上年结转的2件，共审结9件。
speech|work|粮食总产22.9万吨，比2019年增产1.3万吨，比2020年增产0.8万吨。
"""


def framed_at(genre: str, part: str, sentence: str) -> Report:
    """Return a report of a genre with the sentence in one of its parts."""
    return annual_at(part, sentence) if genre == "ogi" else framed(genre, part, sentence)


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_year_that_a_figure_gives_away_is_found(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_found(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_figure_that_fits_its_year_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert read_years(framed_at(genre, part, sentence)).mismatches == ()
