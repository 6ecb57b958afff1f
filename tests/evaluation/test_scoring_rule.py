"""评分标准: what is read, what a row earns by it, and a second reckoning that counts one by one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import Row, standard

from workbook_tools.basis.states import State
from workbook_tools.evaluation.own_rule import Case, Earned, earned_by
from workbook_tools.evaluation.scoring_rule import Award, award_of_word, read_rule
from workbook_tools.in_memory import Computed, evaluate_bytes

HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "计量单位", "分值", "实际完成值", "自评得分", "评分标准")


def row(rule: str, target: object, actual: object, points: float = 10, unit: str = "", own: object = "") -> Computed:
    rows: list[Row] = [HEADS, ("产出指标", "数量指标", "某项", target, unit, points, actual, own, rule)]
    return evaluate_bytes(standard(绩效指标=rows).data())


def score(computed: Computed) -> Decimal | None:
    return computed.evaluation.rows[0].score


@pytest.mark.parametrize(
    ("rule", "target", "actual", "expected"),
    [
        ("每少1个扣0.5分，扣完为止", "20个", "17个", "8.5"),
        ("每少一场扣2分，扣完为止。", "10场", "4场", "0"),
        ("完成目标得满分，每缺1场扣1分", "10场", "12场", "10"),
        ("每少2个扣1分", "20个", "16个", "8"),
        ("每少1小时扣0.5分", "20小时", "18小时", "9"),
        ("达到目标值不扣分，每少1场扣1分", "10场", "8场", "8"),
        ("达到目标值得8分，否则不得分", "10场", "10场", "8"),
        ("每逾期1天扣2分，扣完为止", "2025年6月30日", "2025年7月1日", "8"),
        ("每逾期1天扣2分，扣完为止", "2025年6月30日", "2025年7月3日", "4"),
        ("每逾期1天扣2分，扣完为止", "2025年6月30日", "2025年6月29日", "10"),
        ("每逾期1天扣2分，扣完为止", "2025年6月30日前", "2025年6月30日", "10"),
        ("每逾期1天扣2分，扣完为止", "<2025年6月30日", "2025年6月30日", "8"),  # the 29th was the last day
        ("每逾期1天扣2分，扣完为止", "<2025年6月30日", "2025年6月29日", "10"),
        ("每少1个扣3分，最多扣5分", "20个", "16个", "5"),
        ("每低1个百分点扣1分，扣完为止", "≥90%", "87%", "7"),
        ("每低1个百分点扣1分，扣完为止", "20场", "19场", "5"),  # 95 %: five points short
        ("每低1百分点扣1分，扣完为止", "≥90%", "87%", "7"),
        ("1、完成得满分；2、每少1场扣0.5分。3、最多扣2分", "20场", "18场", "9"),
        ("≥1,200人得满分，低于1,200人不得分", "1200人", "1180人", "0"),
        ("每低1百分点扣1分，扣完为止", "20场", "19场", "5"),
        ("每超过1%扣1分", "≤20万元", "21万元", "5"),  # 5 % beyond
        ("≥90%得满分，每低1个百分点扣1分", "20场", "17场", "5"),  # 85 %, five below 90
        ("满意度≥90%得满分，每低1个百分点，扣0.5分", "≥90%", "84%", "7"),
        ("≥90%得满分，80%～90%得8分，低于80%不得分", "≥90%", "85%", "8"),
        ("≥90%得满分，80%～90%得8分，低于80%不得分", "≥90%", "80%", "8"),
        ("≥90%得满分，80%～90%得8分，低于80%不得分", "≥90%", "90%", "10"),
        ("≥90%得满分，80%～90%得8分，低于80%不得分", "≥90%", "79.99%", "0"),
        ("90%以上得10分；80%（含）-90%得8分；70%（含）-80%得6分；70%以下得0分", "20场", "15场", "6"),
        ("60个及以上得10分，40-60个得3分，40个以下不得分", "60个", "59个", "3"),
        ("85%≤完成率<95%得3分，≥95%得5分，<85%得0分", "20场", "19场", "5"),
        ("有得5分，无不得分", "有制度", "有", "5"),
        ("有得5分，无不得分", "有制度", "无", "0"),
        ("符合得满分，不符合不得分", "符合规划", "符合", "10"),
        ("完成目标得7分，超过目标值10%的加2分", "10场", "10场", "7"),
        ("完成目标得7分，超过目标值10%的加2分", "10场", "11场", "9"),
        ("完成目标得7分，超过目标值10%的加2分", "10场", "15场", "9"),  # once
        ("60%～100%按完成比例得分", "10场", "8场", "8"),
        ("投诉为0得满分，否则不得分", "0起", "0起", "10"),
        ("投诉为0得满分，否则不得分", "0起", "1起", "0"),
        ("未完成扣4分", "10场", "9场", "6"),
        ("不合格扣4分", "合格", "不合格", "6"),
        ("每奖项加1分", "5奖项", "3奖项", "3"),
        ("每篇1分，最多5分", "5篇", "3篇", "3"),
        ("每篇1分，最多5分", "5篇", "9篇", "5"),
        ("每篇1分", "5篇", "3篇", "3"),
        ("每2篇1分，最多5分", "5篇", "5篇", "2"),
        ("低于60%不得分，按完成比例得分", "10场", "5场", "0"),
        ("低于60%不得分，按完成比例得分", "10场", "6场", "6"),
        ("达到目标值得满分，否则不得分", "10场", "9场", "0"),
        ("完成得满分，未完成的按完成比例得分", "10场", "9场", "9"),
        ("得分=完成率×分值", "10场", "7场", "7"),
        ("完成得满分，每超10%加1分，最高加2分", "10场", "15场", "10"),
        ("按时完成得满分，未按时完成不得分", "2025年6月底前", "2025年5月20日", "10"),
        ("按时完成得满分，未按时完成不得分", "2025年6月底前", "2025年7月20日", "0"),
        ("1.达到100%的得满分；2.未达到的按比例扣分", "20场", "18场", "9"),
        ("本项满分10分，每少1个扣0.5分", "20个", "18个", "9"),
        ("低于目标值的，每低1个百分点扣1分", "≥90%", "88%", "8"),
        ("未完成的每少1场扣1分", "20场", "18场", "8"),
        ("每少1个扣0.5分", "20场", "17场", "8.5"),  # counters of one thing
        ("每超期1天扣1分", "2025年6月30日", "2025年7月3日", "7"),
        ("每延迟1日扣2分", "2025年6月30日", "2025年7月2日", "6"),
        ("每低1个百分点扣3分，最多扣5分", "≥90%", "87.5%", "5"),  # two steps or three: the cap either way
        ("低于60%不得分，每低1个百分点扣1分", "≥90%", "85%", "5"),
        ("80%～90%得8分，每低1个百分点扣1分", "≥90%", "95%", "10"),  # met: what lies below says nothing of it
        ("≥90%得满分，每低1个百分点扣1分", "≥80%", "85%", "5"),  # the target is met, the rule's own mark is not
        ("≥90%则得满分，80%～90%得分值的60%，低于80%不得分", "≥90%", "85%", "6"),
        ("≥90%则得满分，80%～90%得分值的60%，低于80%不得分", "≥90%", "95%", "10"),
        ("60个得5分，61个得10分", "60个", "60个", "5"),
        ("60个得5分，61个得10分", "60个", "61个", "10"),
        ("60<数量≤80得5分，≤60得3分", "60个", "60个", "3"),
        ("60<数量≤80得5分，≤60得3分", "60个", "80个", "5"),
        ("60个（不含）～80个得5分，不超过60个得3分", "60个", "60个", "3"),
        ("60个（含）～80个得5分，不超过60个得3分", "60个", "60个", "5"),
        ("80～60个得5分，80个以上得10分", "80个", "80个", "10"),
        ("80～60个得5分，超过80个得10分", "80个", "80个", "5"),  # the end that no other band claims
        ("≥90%得满分，其他不得分", "≥90%", "89%", "0"),
        ("按完成比例得分", "2025年6月底前", "2025年5月20日", "10"),
        ("有得5分，无不得分", "5份", "3份", "5"),
        ("有得5分，无不得分", "5份", "0份", "0"),
        ("有得5分，否则不得分", "有制度", "无", "0"),
        ("合格得满分，不合格不得分", "合格", "不合格", "0"),
        ("每超10%加1分，最高加2分", "10场", "12场", "10"),
        ("达到目标值得8分，每超10%加1分，最高加2分", "10场", "10场", "8"),
        ("达到目标值得8分，每超10%加1分，最高加2分", "10场", "11场", "9"),  # what is added keeps to the row's points
        ("达到目标值得8分，每超10%加1分，最高加2分", "10场", "15场", "10"),
        ("≥100%得8分，低于100%得4分，每超10%加1分", "10场", "12场", "10"),
        ("≥100%得8分，低于100%得4分，每超10%加1分", "10场", "9场", "4"),
        ("90%以上（不含90%）得10分，其余得5分", "≥90%", "90%", "5"),
        ("90%以上（含90%）得10分，其余得5分", "≥90%", "90%", "10"),
        ("完成率×10", "20场", "18场", "9"),
        ("实际完成率*分值", "20场", "18场", "9"),
        ("得分=完成率×满分", "20场", "25场", "10"),
        ("未完成不得分", "20场", "18场", "0"),
        ("未完成不得分", "20场", "20场", "10"),
        ("低于目标不得分，达到目标得满分", "20场", "19场", "0"),
        ("完成一项得2分", "5项", "4项", "8"),
        ("发现1起扣2分，扣完为止", "0起", "3起", "4"),
        ("每发生一起投诉扣1分", "0起", "0起", "10"),
        ("每发生一起投诉扣1分", "0起", "2起", "8"),
        ("每出现2次扣1分", "0次", "6次", "7"),
        ("零事故得10分，发生事故不得分", "0起", "0起", "10"),
        ("零事故得10分，发生事故不得分", "0起", "1起", "0"),
        ("有制度得5分，无制度不得分", "有", "有", "5"),
        ("有制度得5分，无制度不得分", "有", "无", "0"),
        ("优10分，良8分，中6分，差0分", "优", "良好", "8"),
        ("优秀得10分，良好得8分", "优秀", "优秀", "10"),
        ("响应时间≤24小时得10分，每超1小时扣1分", "≤24小时", "27小时", "7"),
    ],
)
def test_a_rule_in_words_is_a_score(rule: str, target: str, actual: str, expected: str) -> None:
    computed = row(rule, target, actual)
    assert score(computed) == Decimal(expected)
    assert rule.rstrip("。") in computed.evaluation.rows[0].why


@pytest.mark.parametrize(
    ("rule", "target", "actual", "expected"),
    [  # as offices write them, judged by hand; O: left to 自评得分
        ("超过目标20%加1分", "20场", "24场", "10"),
        ("超过目标20%加1分", "20场", "18场", "9 O"),
        ("完成80%以上得满分，否则按完成率", "20场", "17场", "10"),
        ("完成80%以上得满分，否则按完成率", "20场", "14场", "7"),
        ("完成80%以上得满分，否则按完成率计分", "20场", "14场", "7"),
        ("第一档（≥100%）10分，第二档（80%-100%）8分，第三档（60%-80%）6分，第四档（<60%）0分", "20场", "17场", "8"),
        ("第一档（≥100%）10分，第二档（80%-100%）8分，第三档（60%-80%）6分，第四档（<60%）0分", "20场", "20场", "10"),
        ("第一档（≥100%）10分，第二档（80%-100%）8分，第三档（60%-80%）6分，第四档（<60%）0分", "20场", "11场", "0"),
        ("完成率100%得10分；90%-99%得8分；80%-89%得6分；80%以下不得分", "20场", "19场", "8"),
        ("完成率100%得10分；90%-99%得8分；80%-89%得6分；80%以下不得分", "20场", "20场", "10"),
        ("完成率100%得10分；90%-99%得8分；80%-89%得6分；80%以下不得分", "20场", "15场", "0"),
        ("完成目标值得满分，每少一个扣1分，扣完为止", "20个", "18个", "8"),
        ("全部完成得10分，每少完成1场扣0.5分，扣完为止", "20场", "17场", "8.5"),
        ("达到指标值得满分，未达到的按实际完成比例计分", "20场", "15场", "7.5"),
        ("≥95%，得10分；90%（含）—95%，得8分；85%（含）—90%，得5分；85%以下，不得分", "≥95%", "92%", "8"),
        ("≥95%，得10分；90%（含）—95%，得8分；85%（含）—90%，得5分；85%以下，不得分", "≥95%", "84%", "0"),
        ("满意度达到90%及以上得10分，80%-90%（不含）得6分，80%以下得0分", "≥90%", "85%", "6"),
        ("满意度达到90%及以上得10分，80%-90%（不含）得6分，80%以下得0分", "≥90%", "90%", "10"),
        ("满意率每降低1%扣0.5分", "≥90%", "86%", "8"),
        ("每低于目标值1个百分点扣0.5分，扣完为止", "≥90%", "86%", "8"),
        ("低于90%的，每下降1个百分点，扣1分，扣完为止", "≥90%", "87%", "7"),
        ("每增加1场加0.5分，最多加2分", "20场", "22场", "10"),
        ("每场0.5分，满分10分", "20场", "18场", "9"),
        ("开展1场得0.5分，最高10分", "20场", "18场", "9"),
        ("每开展一场活动得0.5分，最高不超过10分", "20场", "18场", "9"),
        ("每完成1个得0.5分", "20个", "15个", "7.5"),
        ("优秀10分，良好8分，合格6分，不合格0分", "合格以上", "良好", "8"),
        ("优秀得10分、良好得8分、合格得6分、不合格不得分", "合格以上", "不合格", "0"),
        ("优：9-10分；良：7-8分", "优", "良", "O"),
        ("有且完整得10分，无不得分", "有", "有", "O"),
        ("建立制度得10分，未建立不得分", "建立制度", "已建立", "10"),
        ("及时得10分，不及时不得分", "及时", "及时", "10"),
        ("及时得满分，每延误一次扣2分", "及时", "及时", "10 O"),
        ("发生一起责任事故扣5分，扣完为止", "0起", "1起", "5"),
        ("发生1起扣5分", "0起", "0起", "10"),
        ("未发生安全事故得满分，发生1起不得分", "0起", "0起", "10"),
        ("未发生安全事故得满分，发生1起不得分", "0起", "1起", "0"),
        ("发生一起及以上不得分", "0起", "1起", "0"),
        ("一票否决：发生重大事故不得分", "0起", "0起", "10 O"),
        ("完成率×10分", "20场", "15场", "7.5"),
        ("得分=实际完成值/目标值×10", "20场", "15场", "7.5"),
        ("得分=实际完成数÷目标数×分值，最高不超过满分", "20场", "15场", "7.5"),
        ("按实际完成率计算得分，满分10分", "20场", "15场", "7.5"),
        ("以实际完成数占目标数的比例计分", "20场", "15场", "7.5"),
        ("实际完成值达到目标值的100%得满分，90%以上得8分，80%以上得6分，80%以下得0分", "20场", "18场", "8"),
        ("100%得10分，≥90%得8分，≥80%得6分，其余0分", "20场", "18场", "8"),
        ("100%得10分，≥90%得8分，≥80%得6分，其余0分", "20场", "12场", "0"),
        ("偏差率在5%以内得满分，5%-10%得8分，10%以上得5分", "≤5%", "7%", "8"),
        ("控制在预算内得满分，每超1%扣1分", "≤20万元", "20.4万元", "8"),
        ("不超过20万元得满分，每超1万元扣2分", "≤20万元", "21万元", "8"),
        ("超预算不得分", "≤20万元", "21万元", "0"),
        ("超预算不得分", "≤20万元", "19万元", "10"),
        ("未超预算得满分，超预算不得分", "≤20万元", "19万元", "10"),
        ("按时提交得10分，逾期1周内得5分，逾期1周以上不得分", "2025年6月30日", "2025年7月3日", "O 5"),
        ("每迟1天扣1分", "2025年6月30日", "2025年7月3日", "7"),
        ("逾期一天扣1分，扣完为止", "2025年6月30日", "2025年7月3日", "7"),
        ("每逾期1个工作日扣1分", "2025年6月30日", "2025年7月3日", "O 7"),
        ("低于80%不得分，80%以上按比例得分", "20场", "17场", "8.5"),
        ("低于80%不得分，80%以上按比例得分", "20场", "15场", "0"),
        ("60%（含）以下不得分，60%以上按比例计分", "20场", "12场", "0"),
        ("完成率≥100%，得10分；每降低5%，扣1分，扣完为止", "20场", "18场", "8"),
        ("完成率每降低5%扣1分", "20场", "18场", "8"),
        ("每降低10%扣2分", "20场", "18场", "8"),
        ("完成90%（含）以上得10分，70%-90%得7分，50%-70%得5分，50%以下不得分", "20场", "16场", "7"),
        ("达标得满分，不达标不得分", "20场", "20场", "10"),
        ("达标得满分，不达标不得分", "20场", "19场", "0"),
        ("达到目标得10分，达到目标80%以上得6分，否则不得分", "20场", "17场", "6"),
        ("达到目标得10分，达到目标80%以上得6分，否则不得分", "20场", "15场", "0"),
        ("完成目标得基础分8分，每超额10%加1分，最高10分", "20场", "22场", "9"),
        ("完成目标得8分，每超额10%加1分，最多加2分", "20场", "24场", "10"),
        ("定性评价，由专家打分", "20场", "20场", "O"),
        ("视完成情况酌情给分", "20场", "20场", "O"),
        ("完成得10分，基本完成得6分，未完成得0分", "完成", "基本完成", "6 O"),
        ("全部完成10分；完成80%及以上8分；完成60%及以上6分；60%以下0分", "20场", "16场", "8"),
        ("≥100%，10分；<100%，按比例", "20场", "15场", "7.5"),
        ("满分10分，每缺少1份扣2分", "5份", "4份", "8"),
        ("每低于1个百分点扣0.2分", "≥90%", "85%", "9"),
        ("每减少1人次扣0.1分", "100人次", "95人次", "9.5"),
        ("每低1%扣0.5分", "100人", "90人", "5"),
        ("每低5个百分点扣1分，扣完为止", "≥90%", "80%", "8"),
        ("1项未完成扣2分", "5项", "4项", "8 O"),
        ("少1项扣2分", "5项", "4项", "8"),
        ("缺1份扣1分", "5份", "3份", "8"),
        ("完成数量≥20场得10分，每减少1场扣0.5分", "20场", "18场", "9"),
        ("达到目标值的80%及以上得满分，80%以下按比例扣分", "20场", "17场", "10"),
        ("达到目标值的80%及以上得满分，80%以下按比例扣分", "20场", "10场", "5 O"),
        ("完成目标的90%以上得10分，70%以上得7分，低于70%得0分", "20场", "15场", "7"),
        ("完成目标的90%以上得10分，70%以上得7分，低于70%得0分", "≥90%", "85%", "10"),
        ("优（90分以上）10分，良（80-90分）8分，中（60-80分）6分，差（60分以下）0分", "≥80分", "85分", "8"),
        ("A级（≥95%）得10分；B级（85%-95%）得7分；C级（<85%）得3分", "≥95%", "90%", "7"),
        ("扣分项：每少1场扣0.5分", "20场", "18场", "9 O"),
        ("每少1场次扣0.5分，扣完为止", "20场", "18场", "9"),
        ("每少10人次扣1分", "100人次", "75人次", "O"),
        ("每少10人次扣1分", "100人次", "80人次", "8"),
        ("每少10人次扣1分，不足10人次按10人次计", "100人次", "75人次", "7 O"),
        ("响应时间≤24小时得满分，24-48小时得5分，超过48小时不得分", "≤24小时", "30小时", "5"),
        ("响应时间≤24小时得满分，24-48小时得5分，超过48小时不得分", "≤24小时", "50小时", "0"),
        ("投诉为0得满分，每出现1起扣2分", "0起", "2起", "6"),
        ("零投诉得满分，有投诉不得分", "0起", "1起", "0"),
        ("零投诉得满分，有投诉不得分", "0起", "0起", "10"),
        ("无投诉10分，有1起投诉扣5分", "0起", "1起", "5 O"),
        ("有3篇以上得满分，有1-2篇得5分，没有不得分", "3篇", "2篇", "5 O"),
        ("3篇及以上10分，2篇6分，1篇3分，0篇0分", "3篇", "2篇", "6"),
        ("3篇及以上10分，2篇6分，1篇3分，0篇0分", "3篇", "0篇", "0"),
        ("省级媒体每篇2分，市级每篇1分", "5篇", "3篇", "O"),
        ("达到90%得8分，每增加1个百分点加0.5分，加满为止", "≥90%", "92%", "9"),
        ("达到90%得8分，每增加1个百分点加0.5分，加满为止", "≥90%", "90%", "8"),
        ("得分=满意度×10", "≥90%", "95%", "O 9.5"),
        ("满意度×分值", "≥90%", "95%", "O 9.5"),
        ("满意度≥95%得满分；85%≤满意度<95%得7分；满意度<85%不得分", "≥95%", "90%", "7"),
        ("85%≤X<95%得7分，X≥95%得10分，X<85%得0分", "≥95%", "90%", "7"),
        ("90%-100%（含）得10分，80%-90%（含）得8分，80%（含）以下0分", "20场", "18场", "8"),
        ("[90%,100%]得10分，[80%,90%)得8分，[0,80%)得0分", "20场", "18场", "10 O"),
        ("完成率在90%以上（含90%）的，得满分；在60%-90%之间的，按比例得分；60%以下的，不得分", "20场", "18场", "10"),
        ("完成率在90%以上（含90%）的，得满分；在60%-90%之间的，按比例得分；60%以下的，不得分", "20场", "15场", "7.5"),
        ("完成率在90%以上（含90%）的，得满分；在60%-90%之间的，按比例得分；60%以下的，不得分", "20场", "10场", "0"),
        ("按期完成满分，每延期一个月扣2分", "2025年6月底前", "2025年8月20日", "O"),
        ("未按时完成扣5分", "2025年6月底前", "2025年5月20日", "10"),
        ("未按时完成扣5分", "2025年6月底前", "2025年7月20日", "5"),
        ("没有完成不得分", "20场", "20场", "10"),
        ("没有完成不得分", "20场", "19场", "0"),
        ("少于20场不得分", "20场", "19场", "0 O"),
        ("少于15场不得分，15-20场得6分，20场以上得10分", "20场", "16场", "6"),
        ("少于15场不得分，15-20场得6分，20场以上得10分", "20场", "20场", "10"),
        ("完成1-5场得2分，6-10场得5分，11场以上得10分", "11场", "8场", "5"),
        ("80%（含80%）以上得满分，每低5%扣1分", "20场", "14场", "8"),
        ("实际完成率大于等于100%得满分，小于100%的按完成比例计分", "20场", "15场", "7.5"),
        ("实际完成率大于等于100%得满分，小于100%的按完成比例计分", "20场", "21场", "10"),
        ("每项2分，共5项", "5项", "4项", "8 O"),
        ("每少完成5%扣1分，完成率低于60%不得分", "20场", "18场", "8"),
        ("每少完成5%扣1分，完成率低于60%不得分", "20场", "11场", "0"),
        ("差额1%扣0.5分", "≥90%", "88%", "9 O"),
        ("建档率100%得满分，每少1户扣1分", "100%", "98%", "O"),
        ("达到预期目标得10分；部分达到得6分；未达到得0分", "20场", "20场", "10 O"),
        ("达成年度指标10-8分，部分达成8-6分，未达成6-0分", "20场", "20场", "O"),
        ("完成指标得10分，未完成按比例扣分", "20场", "18场", "9"),
        ("完成年度指标值得满分，完成80%（含）以上得8分，60%-80%得5分，60%以下不得分", "20场", "17场", "8"),
        ("完成年度指标值得满分，完成80%（含）以上得8分，60%-80%得5分，60%以下不得分", "20场", "13场", "5"),
        ("每少1名扣2分，扣完为止", "5名", "4名", "8"),
        ("每缺1人扣2分", "5人", "4人", "8"),
        ("≥95%得10分，每降1个百分点扣0.5分，低于85%不得分", "≥95%", "92%", "8.5"),
        ("≥95%得10分，每降1个百分点扣0.5分，低于85%不得分", "≥95%", "84%", "0"),
        ("满意度95%以上10分；90%-95%8分；85%-90%6分；85%以下0分", "≥90%", "91%", "8"),
        ("满意度95%以上10分；90%-95%8分；85%-90%6分；85%以下0分", "≥90%", "85%", "6"),
        ("按完成率计分，完成率低于60%不得分", "20场", "13场", "6.5"),
        ("按完成率计分，完成率低于60%不得分", "20场", "11场", "0"),
        ("完成1场得0.5分，共10分", "20场", "16场", "8 O"),
        ("每开展1次得2分，最高10分", "5次", "4次", "8"),
        ("有制度得5分，制度执行到位得5分", "有", "有", "O"),
        ("及时完成10分，每逾期1天扣1分", "2025年6月30日", "2025年7月2日", "8"),
        ("及时完成10分，每逾期1天扣1分", "2025年6月30日", "2025年6月20日", "10"),
        ("按时完成得10分，未按时完成扣3分", "2025年6月底前", "2025年7月20日", "7"),
        ("≤20万元得满分，每超1%扣0.5分", "≤20万元", "20.4万元", "9"),
        ("未超支得10分，超支不得分", "≤20万元", "19万元", "10 O"),
        ("0投诉得10分，1-2起得5分，3起以上不得分", "0起", "1起", "5"),
        ("0投诉得10分，1-2起得5分，3起以上不得分", "0起", "0起", "10"),
        ("0投诉得10分，1-2起得5分，3起以上不得分", "0起", "4起", "0"),
        ("无事故得满分，每发生一起扣5分", "0起", "1起", "5"),
        ("发生安全事故一票否决，不得分", "0起", "0起", "10 O"),
        ("完成率90%（含）以上得满分；完成率70%（含）-90%，得分=完成率×10；70%以下不得分", "20场", "15场", "7.5 O"),
        ("得分=分值×完成率", "20场", "15场", "7.5"),
        ("分值*实际完成/目标", "20场", "15场", "7.5 O"),
        ("实际得分=实际完成率×指标分值", "20场", "15场", "7.5"),
        ("完成比例×10分", "20场", "15场", "7.5"),
        ("达标得满分，每降低一个百分点扣1分", "≥90%", "88%", "8"),
        ("达到100%得10分，每下降1%扣0.2分，扣完为止", "100%", "95%", "9"),
        ("完成目标10分，超额完成加2分", "20场", "22场", "10 O"),
        ("每超1场加0.5分，最多加2分；每少1场扣0.5分", "20场", "22场", "10"),
        ("每超1场加0.5分，最多加2分；每少1场扣0.5分", "20场", "18场", "9"),
        ("80分以上得10分，70-80分得8分，60-70分得6分，60分以下不得分", "≥80分", "75分", "8"),
        ("优秀（≥90分）得10分；良好（80-89分）得8分；合格（60-79分）得6分；不合格（<60分）0分", "≥80分", "85分", "8"),
        ("优秀（≥90分）得10分；良好（80-89分）得8分；合格（60-79分）得6分；不合格（<60分）0分", "≥80分", "95分", "10"),
        ("达到国家级得10分，省级8分，市级6分", "省级", "省级", "8 O"),
        ("2支及以上得满分，1支得一半分值，没有不得分", "2支", "1支", "5 O"),
        ("完成得满分，未完成得0分", "20场", "19场", "0"),
        ("完成得满分，未完成得0分", "20场", "20场", "10"),
        ("基本完成得7分以上", "20场", "20场", "O"),
        ("少于目标10%以内扣1分，10%-20%扣2分，20%以上不得分", "20场", "19场", "9 O"),
        ("偏差10%以内得满分，超过10%不得分", "≤10%", "8%", "10"),
        ("偏差10%以内得满分，超过10%不得分", "≤10%", "12%", "0"),
        ("偏差10%以内得满分，超过10%不得分", "20场", "19场", "O"),  # how far off 19 of 20 are is not worked out
        ("超预算不得分", "20场", "21场", "O"),  # 20场 are no budget
        ("响应时间每超1小时扣1分", "≤24小时", "26小时", "8"),
        ("24小时内得10分，48小时内得6分，超过48小时0分", "≤24小时", "30小时", "6"),
        ("24小时内得10分，48小时内得6分，超过48小时0分", "≤24小时", "20小时", "10"),
        ("24小时内得10分，48小时内得6分，超过48小时0分", "≤24小时", "50小时", "0"),
        ("5次以上10分，3次以上6分，3次以下2分", "5次", "4次", "6"),
        ("5次以上10分，3次以上6分，3次以下2分", "5次", "2次", "2"),
        ("5次以上10分，3次以上6分，3次以下2分", "5次", "5次", "10"),
        ("3次以上得6分，5次以上得10分", "5次", "5次", "10"),  # the narrower of two that hold it
        ("60%以下得2分，80%以下得5分，80%以上得10分", "20场", "10场", "2"),
    ],
)
def test_a_rule_as_offices_write_it_is_a_score(rule: str, target: str, actual: str, expected: str) -> None:
    found = score(row(rule, target, actual))
    assert ("O" if found is None else found) in [each if each == "O" else Decimal(each) for each in expected.split()]


@pytest.mark.parametrize(
    ("rule", "target", "actual"),
    [
        ("每低1个百分点扣1分", "20场", ""),
        ("每少1小时扣1分", "20场", "18场"),
        ("每逾期1天扣2分", "2025年6月底前", "2025年7月3日"),
        ("每逾期1个月扣2分", "2025年6月30日", "2025年7月3日"),
        ("每少1个扣1分", "≥90%", "85%"),
        ("每超过1%扣1分", "≤0起", "2起"),
        ("每少1个扣1分", "≤5起", "7起"),
        ("每少1个扣1分", "20个", "计划20个"),  # planned is not done
        ("每少1个扣1分", "20个", "去年20个"),
        ("60个以上得10分，60个以下得3分", "60个", "计划60个"),
        ("每篇1分", "5篇", "计划5篇"),
        ("每篇1分", "5篇", "3小时"),
        ("每篇1分", "≥90%", "95%"),
        ("60个以上得10分，60个以下得3分", "≥90%", "95%"),
        ("60个以上得10分，60个以下得3分", "60小时", "70小时"),
        ("≥90%得满分，低于90%不得分", "有制度", "有"),
        ("按完成比例得分", "2025年6月底前", "2025年7月20日"),
        ("每超10%加1分，最高加2分", "10场", "9场"),
        ("60≤数量<80得5分，>80得10分", "60个", "80个"),  # an end that no word takes in
        ("符合得满分，不符合不得分", "10场", "9场"),
    ],
)
def test_what_a_step_does_not_measure_is_left_open(rule: str, target: str, actual: str) -> None:
    assert score(row(rule, target, actual)) is None


@pytest.mark.parametrize(
    ("rule", "target", "actual", "own", "why"),
    [
        (
            "每少1个扣0.5分",
            "20个",
            "17个",
            "",
            "实际 17个÷目标 20个＝85.00%，没有达到目标，按评分标准“每少1个扣0.5分”，得 8.50 分。",
        ),
        (
            "每少1小时扣0.5分",
            "20小时",
            "1080分钟",
            "",
            "实际 18小时÷目标 20小时＝90.00%，没有达到目标，按评分标准“每少1小时扣0.5分”，得 9.00 分。",
        ),
        (
            "≥90%得满分，低于90%不得分",
            "≥90%",
            "95%",
            "",
            "实际 95.00%÷目标 90.00%＝105.56%，达到目标，按评分标准“≥90%得满分，低于90%不得分”，得满分 10.00 分。",
        ),
        ("有得5分，无不得分", "有制度", "有", "", "实际写“有”，按评分标准“有得5分，无不得分”，得 5.00 分。"),
        (
            "符合得满分，不符合不得分",
            "符合规划",
            "符合",
            6,
            "实际写“符合”，按评分标准“符合得满分，不符合不得分”，得满分 10.00 分。",
        ),
        (
            "每逾期1天扣2分",
            "2025年6月30日",
            "2025年7月1日",
            "",
            "实际写“2025年7月1日”，按评分标准“每逾期1天扣2分”，得 8.00 分。",
        ),
        ("酌情扣分", "20个", "17个", 6, "评分标准“酌情扣分”不是程序能计算的写法，按自评得分，得 6.00 分。"),
        ("酌情扣分", "20个", "20个", 10, "评分标准“酌情扣分”不是程序能计算的写法，按自评得分，得 10.00 分。"),
        (
            "每低1个百分点扣1分",
            "≥90%",
            "87.5%",
            7.5,
            "实际 87.50%÷目标 90.00%＝97.22%，没有达到目标，按评分标准“每低1个百分点扣1分”，"
            "自评得分 7.50 分在两种算法之间，得 7.50 分。",
        ),
        (
            "每低1个百分点扣1分",
            "≥90%",
            "87.5%",
            "",
            "实际 87.50%÷目标 90.00%＝97.22%，没有达到目标，按评分标准“每低1个百分点扣1分”，"
            "不足一档的部分没有说怎样计，暂不计分（7.00～8.00 分）。"
            "请写明不足一档怎样扣分，或在自评得分里填写7.00至8.00之间的得分。",
        ),
        ("", "", "", 7, "没有年度指标值，按自评得分，得 7.00 分。"),
        (
            "每少1个扣0.5分",
            "",
            "",
            7,
            "评分标准“每少1个扣0.5分”要看完成值而年度指标值和实际完成值都空着，按自评得分，得 7.00 分。",
        ),
    ],
)
def test_a_sentence_goes_from_the_cells_over_the_rule_to_the_score(
    rule: str, target: str, actual: str, own: object, why: str
) -> None:
    assert row(rule, target, actual, own=own).evaluation.rows[0].why == f"D2、G2：{why}"


@pytest.mark.parametrize(
    ("rule", "actual", "own", "completion"),
    [("每低1个百分点扣1分", "87.5%", "", "0.9722"), ("酌情扣分", "81%", "", "0.9"), ("每篇1分", "81%", 5, "0.9")],
)
def test_a_row_that_its_rule_leaves_open_keeps_what_was_measured(
    rule: str, actual: str, own: object, completion: str
) -> None:
    found = row(rule, "≥90%", actual, own=own).evaluation.rows[0]
    assert (found.operator, found.completion and round(found.completion, 4)) == ("≥", Decimal(completion))
    assert found.variance is not None
    assert found.variance_rate is not None


@pytest.mark.parametrize("actual", ["", "若干"])
def test_a_rule_about_figures_waits_for_the_figure_whatever_the_own_score_is(actual: str) -> None:
    counted = row("每少1个扣0.5分", "20个", actual, own="8").evaluation.rows[0]
    assert (counted.score, counted.score_low, counted.score_high) == (None, 0, 10)
    assert score(row("有得5分，无不得分", "有制度", actual, own="5")) == 5  # a rule about words is the unit's to apply


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("超过60个得10分，60个以下得3分", "3"),  # the end that no other band claims
        ("60个以上得10分，60个以下得3分", "10"),
        ("超过60个得10分，低于60个得3分", None),  # and an end that no word takes in
        ("超过60个得10分，60个以下（不含60个）得3分", None),
        ("超过60个得10分，60个以下（含60个）得3分", "3"),
        ("超过60个得10分，不超过60个得3分", "3"),
        ("60个及以下得3分，60个以上得10分", "3"),
        ("60个以内得3分，超过60个得10分", "3"),
        ("大于等于60个得10分，小于60个得3分", "10"),
        ("60～80个得10分，60个以下得3分", "10"),
        ("40～60个得3分，60～80个得10分", "10"),
        ("40～60个（含60个）得3分，60～80个（不含60个）得10分", "3"),
        ("80～60个得10分，60个以下得3分", "10"),
    ],
)
def test_the_end_of_a_band_belongs_where_the_words_put_it(rule: str, expected: str | None) -> None:
    assert score(row(rule, "60个", "60个")) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    "rule",
    [
        "酌情扣分",
        "根据佐证材料评定",
        "每次扣2分",
        "由专家打分",
        "设有目标(1分) 目标明确(1分)",
        "完成得满分，未完成视情况扣分",
        "每少1个扣0.5分，情节严重的不得分",
        "≥90%得满分，其他酌情",
        "实际到位/计划到位×100%",
        "每少1个扣0.5分，每篇1分",
        "每篇1分，每场2分",
        "每篇1分，未完成不得分",
        "每0篇1分",
        "每0个扣1分",
        "每有1个扣1分",
        "有制度得5分，无记录不得分",
        "完成20个得10分，每个0.5分",
        "发现3起扣2分",
        "每少1个加1分",
        "≥90%得满分，有得5分",
        "≥90%得满分，最多5分",
        "最多5分",
        "未完成不得分，否则得5分",
        "完成得满分，达标得8分",
        "不扣分",
        "每少1个扣1分，最多扣5分，最多扣3分",
        "每超1个加1分，最高加2分，最高加1分",
        "按完成比例得分，每少1个扣1分，每超1个加1分",
        "60个～80场得5分",
        "80%～80%得5分",
        "低于60%以上得5分",
        "优秀者按完成比例得分",
        "不低于60%以下得5分",
        "情节严重的每少1个扣0.5分",
        "有方案，有总结，得5分",
        "9、10场得5分",
        "1、95%以上得10分",
    ],
)
def test_a_rule_that_is_not_understood_to_its_last_word_is_quoted_and_left_to_the_own_score(rule: str) -> None:
    assert read_rule(rule) is None
    scored, blank = row(rule, "10场", "9场", own=6), row(rule, "10场", "9场")
    assert (score(scored), score(blank)) == (6, None)
    told = {f.code: f for f in (*scored.findings, *blank.findings) if f.code in ("R080", "R081")}
    assert set(told) == {"R080", "R081"}
    assert all(rule[:20] in each.message for each in told.values())


def test_a_rule_is_read_up_to_three_hundred_characters() -> None:
    assert read_rule("每少1个扣0.5分".ljust(300, "，")) is not None
    assert read_rule("每少1个扣0.5分".ljust(301, "，")) is None


@pytest.mark.parametrize(
    ("own", "expected"), [("", None), (6.9, None), (7, 7), (7.5, Decimal("7.5")), (8, 8), (8.1, None)]
)
def test_a_broken_step_is_open_between_its_two_ends(own: object, expected: Decimal | None) -> None:
    computed = row("每低1个百分点扣1分，扣完为止", "≥90%", "87.5%", own=own)
    scored = computed.evaluation.rows[0]
    assert scored.score == expected
    if expected is None:
        assert (scored.score_low, scored.score_high) == (7, 8)
        assert "R082" in [f.code for f in computed.findings]


def test_a_rule_that_gives_more_than_the_row_has_is_not_of_this_row() -> None:
    assert score(row("≥90%得20分，低于90%不得分", "≥90%", "95%")) is None


def test_a_blank_rule_leaves_the_scheme_as_it_is() -> None:
    assert score(row("", "10场", "9场")) == 9


def test_a_row_of_such_a_table_without_a_target_and_without_a_score_is_open() -> None:
    assert [score(row("", "", "开展了宣传", own=own)) for own in ("", -1, 11)] == [None, None, None]


def test_a_row_of_such_a_table_without_a_target_is_its_own_score() -> None:
    computed = row("", "", "", own=7)
    assert score(computed) == 7
    assert [f.code for f in computed.findings if f.code in ("R083", "R010", "R011")] == ["R083"]


def test_a_rule_about_figures_without_any_figure_is_its_own_score_too() -> None:
    computed = row("每少1个扣0.5分", "", "", own=7)
    assert score(computed) == 7
    told = [f.message for f in computed.findings if f.code in ("R080", "R081", "R083")]
    assert told == ["“某项”的评分标准“每少1个扣0.5分”要看完成值而年度指标值和实际完成值都空着，按自评得分计分。"]
    assert score(row("每少1个扣0.5分", "", "", own=11)) is None


@pytest.mark.parametrize("rule", ["得分=完成率×10", "完成率达100%得满分，未达到的按比例扣分", "每少1个扣0.5分"])
@pytest.mark.parametrize("actual", ["95%", "9场"])
def test_a_rule_about_a_target_that_nobody_gave_is_quoted_and_left_to_the_own_score(rule: str, actual: str) -> None:
    computed = row(rule, "", actual, own=7)
    assert score(computed) == 7
    told = [f for f in computed.findings if f.code in ("R011", "R080", "R081", "R083")]
    assert [f.code for f in told] == ["R080"]
    assert "要与年度指标值比较而年度指标值空着" in told[0].message
    assert [f.code for f in row(rule, "", actual).findings if f.code == "R011"] == ["R011"]


@pytest.mark.parametrize(
    ("rule", "actual", "expected"),
    [
        ("完成5个得满分，每少1个扣4分", "4个", "6"),
        ("完成5个得满分，每少1个扣4分", "5个", "10"),
        ("完成5个得满分，每少1个扣4分", "7个", "10"),
        ("完成5个得满分，每少1个扣4分", "1个", "0"),
        ("完成率100%得8分，每低1个百分点扣1分", "97%", "5"),
        ("完成5个得10分，完成3个得6分", "4个", None),  # without a step nothing is said of four
    ],
)
def test_what_a_rule_takes_steps_off_is_the_target_that_it_names_itself(
    rule: str, actual: str, expected: str | None
) -> None:
    assert score(row(rule, "", actual)) == (None if expected is None else Decimal(expected))


def test_a_row_of_the_execution_rate_without_a_funds_table_is_its_own_score_by_its_rule() -> None:
    rows: list[Row] = [HEADS, ("过程", "资金管理", "预算执行率", "", "", 100, "", 95, "执行率×100分")]
    computed = evaluate_bytes(standard(绩效指标=rows, 资金使用=[("支出明细", "预算金额", "支出金额")]).data())
    assert not {f.code for f in computed.findings} & {"R011", "R083"}


def test_a_finding_says_why_a_rule_is_not_used() -> None:
    told = [f.message for f in row("每低1个百分点扣1分", "≥90%", "87.5%", own=7.5).findings if f.code == "R080"]
    assert told == ["“某项”的评分标准“每低1个百分点扣1分”没有说不足一档怎样扣分，按自评得分计分。"]


@pytest.mark.parametrize(("own", "code"), [(4, ["R050"]), (10, []), ("", [])])
@pytest.mark.parametrize(
    ("rule", "actual"), [("有得10分，无不得分", "有"), ("有制度得满分，无制度不得分", "有"), ("优10分，良8分", "优")]
)
def test_full_points_by_a_rule_of_words_that_were_not_taken_need_a_reason(
    rule: str, actual: str, own: object, code: list[str]
) -> None:
    told = [f for f in row(rule, "", actual, own=own).findings if f.code in ("R050", "R051", "R011")]
    assert [f.code for f in told] == code
    assert all(f"按评分标准“{rule}”应得满分（实际{actual}）" in f.message for f in told)


def test_the_finding_of_full_points_that_were_not_earned_names_the_rule_where_there_is_no_target() -> None:
    told = [f.message for f in row("≥90%得满分，低于90%得5分", "", "85%", own=10).findings if f.code == "R051"]
    assert told == [
        "“某项”按评分标准“≥90%得满分，低于90%得5分”不得满分（实际85%），自评却是满分10分，按规则应为5.00分。"
    ]


def test_a_row_without_points_is_judged_by_its_target_alone() -> None:
    counted = row("每少1个扣0.5分", "20个", "18个", 0).evaluation.rows[0]
    assert (counted.score, counted.completion) == (0, Decimal("0.9"))


@pytest.mark.parametrize(
    ("rule", "actual", "state"),
    [
        ("符合得满分，不符合不得分", "符合", "完成"),
        ("符合得满分，不符合不得分", "不符合", "未完成"),
        ("有得5分，无不得分", "有", "未完成"),
        ("酌情扣分", "好", "未完成"),
    ],
)
def test_a_row_that_only_its_rule_judges_is_done_when_it_earns_all(rule: str, actual: str, state: str) -> None:
    assert row(rule, "符合规划", actual, own=6).evaluation.rows[0].state == state


# ---------------------------------------------------------------- counted one by one, sharing nothing with the product

UNITS = st.sampled_from(["个", "场", "次"])
TENTHS = st.integers(1, 30).map(lambda n: Decimal(n) / 10)


@given(st.integers(1, 60), st.integers(0, 80), st.integers(1, 5), TENTHS, st.integers(1, 20), UNITS)
def test_steps_are_counted_one_by_one(
    target: int, actual: int, each: int, points: Decimal, worth: int, unit: str
) -> None:
    rule = read_rule(f"每少{each}{unit}扣{points}分，扣完为止")
    assert rule is not None
    case = Case(Decimal(worth), Decimal(actual), Decimal(target), unit, Decimal(actual) / target, actual >= target)
    left, right, reached = Fraction(worth), Fraction(worth), actual
    while reached + each <= target:  # whole steps
        left, right, reached = left - Fraction(points), right - Fraction(points), reached + each
    if reached < target:  # a broken one may count whole or not at all
        left -= Fraction(points)
    expected = Earned(*(Decimal(max(end, 0).numerator) / Decimal(max(end, 0).denominator) for end in (left, right)))
    assert earned_by(rule, case) == expected


@given(
    st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(0, 10), min_size=5, max_size=5),
    st.integers(0, 1200),
)
def test_bands_are_looked_through_one_by_one(cuts: list[int], awards: list[int], tenth: int) -> None:
    cuts, awards = sorted(cuts, reverse=True), sorted(awards, reverse=True)
    clauses = [f"≥{cuts[0]}%得{awards[0]}分"]
    clauses += [f"{low}%～{high}%得{awards[n]}分" for n, (high, low) in enumerate(pairwise(cuts), 1)]
    clauses.append(f"低于{cuts[-1]}%得{awards[len(cuts)]}分")
    rule = read_rule("，".join(clauses))
    assert rule is not None
    expected = awards[len(cuts)]
    for place in reversed(range(len(cuts))):
        if tenth >= cuts[place] * 10:
            expected = awards[place]
    case = Case(Decimal(10), Decimal(tenth) / 1000, Decimal("0.9"), "%", Decimal(1), True)
    assert earned_by(rule, case) == Earned(Decimal(expected), Decimal(expected))


@given(st.integers(0, 40), st.integers(1, 4), TENTHS, st.integers(1, 20), st.integers(1, 20), UNITS)
def test_pieces_are_counted_one_by_one(
    actual: int, each: int, points: Decimal, most: int, worth: int, unit: str
) -> None:
    rule = read_rule(f"每{each}{unit}得{points}分，最多{most}分")
    assert rule is not None
    expected, left = Decimal(0), actual
    while left >= each:
        expected, left = expected + points, left - each
    expected = min(expected, Decimal(most), Decimal(worth))
    case = Case(Decimal(worth), Decimal(actual), Decimal(10), unit, Decimal(1), True)
    assert earned_by(rule, case) == Earned(expected, expected)


@given(
    st.text(
        alphabet="每少低超个场%百分点扣加得满分不无有完成按比例率达到以上下~≥<0123456789.，；。（）含最多", max_size=40
    )
)
def test_any_text_has_an_answer_between_nothing_and_the_points(text: str) -> None:
    rule = read_rule(text)
    for actual in (Decimal(0), Decimal("7.5"), Decimal(30)):
        case = Case(Decimal(10), actual, Decimal(10), "场", actual / 10, actual >= 10, says="有")
        found = earned_by(rule, case) if rule is not None else None
        assert found is None or 0 <= found.low <= found.high <= 10


# ---------------------------------------------------------------- a bonus, where the scheme has room for one

BONUS = "完成得满分，未完成的按完成比例得分，每超10%加1分，最高加2分"


def with_room(
    rule: str, target: str, *actuals: str, row_bonus: object = 0, whole: object = "", own: object = ""
) -> Computed:
    rows: list[Row] = [HEADS]
    rows += [
        ("产出指标", "数量指标", f"第{n}项", target, "", 10, actual, own, rule) for n, actual in enumerate(actuals)
    ]
    settings: list[Row] = [("规则", "取值"), ("单项加分上限", row_bonus)]
    settings += [("加分合计上限", whole)] if whole != "" else []
    return evaluate_bytes(standard(绩效指标=rows, 评分规则=settings).data())


@pytest.mark.parametrize(
    ("rule", "target", "actual", "room", "expected"),
    [
        (BONUS, "10场", "15场", 0, "10"),
        (BONUS, "10场", "15场", 5, "12"),
        (BONUS, "10场", "15场", 1.5, "11.5"),
        (BONUS, "10场", "11场", 5, "11"),
        (BONUS, "10场", "10.9场", 5, "10"),
        (BONUS, "10场", "9场", 5, "9"),
        ("每少1场扣1分，扣完为止，每超1场加0.5分，最高加1分", "10场", "14场", 5, "11"),
        ("每少1场扣1分，扣完为止，每超1场加0.5分，最高加1分", "10场", "7场", 5, "7"),
        ("≥90%得满分，每超1个百分点加0.5分，最多加2分", "≥90%", "93.4%", 2, "11.5"),
        ("≥110%得12分，100%～110%得10分，低于100%不得分", "10场", "12场", 2, "12"),
        ("每篇2分，最多5分", "5篇", "9篇", 5, "5"),
        ("每篇2分", "5篇", "9篇", 5, "10"),  # pieces earn the points and no bonus
        ("按完成比例得分，每超10%加1分，最高加2分", "10场", "15场", 5, "12"),
        ("达到目标值得8分，每超10%加1分，最高加5分", "10场", "15场", 2, "12"),
        ("达到目标值得8分，每超10%加1分，最高加5分", "10场", "15场", 9, "13"),
    ],
)
def test_a_bonus_goes_beyond_the_points_as_far_as_the_scheme_has_room(
    rule: str, target: str, actual: str, room: object, expected: str
) -> None:
    computed = with_room(rule, target, actual, row_bonus=room)
    assert score(computed) == Decimal(expected)
    if Decimal(expected) > 10:
        assert f"另加 {Decimal(expected) - 10:.2f} 分" in computed.evaluation.rows[0].why
    assert "P053" not in [f.code for f in computed.findings]


def test_all_bonuses_together_keep_to_the_room_of_the_whole_and_the_total_is_the_sum_of_the_rows() -> None:
    computed = with_room(BONUS, "10场", "15场", "15场", "15场", row_bonus=5, whole=3)
    rows = computed.evaluation.rows
    assert [row.score for row in rows] == [12, 11, 10]
    assert computed.evaluation.levels[0].score == 33
    assert [row.gain for row in rows] == [0, 0, 0]


def test_a_row_that_is_open_may_still_earn_the_bonus() -> None:
    scored = with_room(BONUS, "10场", "", row_bonus=5).evaluation.rows[0]
    assert (scored.score, scored.score_low, scored.score_high) == (None, 0, 15)


@pytest.mark.parametrize(("rule", "actual", "high"), [("", "", 10), ("", "9场", 9), (BONUS, "9场", 9)])
def test_the_room_for_a_bonus_is_only_open_where_a_rule_adds_and_nothing_is_scored(
    rule: str, actual: str, high: int
) -> None:
    assert with_room(rule, "10场", actual, row_bonus=5).evaluation.rows[0].score_high == high


@pytest.mark.parametrize(
    ("rule", "own", "expected", "told"),
    [
        ("超额的酌情加分", 11, 11, []),
        ("超额的酌情加分", 12, 12, []),
        ("超额的酌情加分", 13, None, ["P053"]),
        ("根据佐证材料评定", 11, None, ["P053"]),  # a rule that speaks of no bonus gives none
    ],
)
def test_a_rule_that_is_only_quoted_leaves_the_bonus_to_the_own_score(
    rule: str, own: object, expected: object, told: list[str]
) -> None:
    computed = with_room(rule, "10场", "15场", row_bonus=2, own=own)
    assert score(computed) == expected
    assert [f.code for f in computed.findings if f.code == "P053"] == told


def test_words_that_say_neither_yes_nor_no_earn_nothing_by_the_rule() -> None:
    rule = read_rule("有得5分，否则不得分")
    assert rule is not None
    assert earned_by(rule, Case(worth=Decimal(10), says="正在酝酿")) is None
    assert earned_by(rule, Case(worth=Decimal(10), says="无")) == Earned(Decimal(0), Decimal(0))
    half = read_rule("有得5分")
    assert half is not None
    assert earned_by(half, Case(worth=Decimal(10), says="有")) == Earned(Decimal(5), Decimal(5))
    assert earned_by(half, Case(worth=Decimal(10), says="无")) is None  # what then is not said


def test_a_step_in_another_unit_than_the_column_says_nothing_of_the_row() -> None:
    assert score(row("每少1个扣0.5分", 20, 18, unit="小时")) is None
    assert score(row("每少1小时扣0.5分", 20, 18, unit="小时")) == 9


@pytest.mark.parametrize(
    ("rule", "target", "actual", "expected"),
    [
        ("每发生1起扣2分", "", "2起", 6),
        ("每发生1起扣2分", "", "0起", 10),
        ("每发生1起扣2分", "", "2起以上", None),
        ("每少1起扣2分", "", "2起", None),  # of how many is not said
        ("每篇2分，最多8分", "若干", "3篇", None),  # of a target that nobody can read
        ("每篇2分，最多8分", "", "3篇", 6),
        ("每篇2分，最多8分", "", "近3篇", None),
    ],
)
def test_without_a_target_only_what_is_counted_piece_by_piece_is_scored(
    rule: str, target: str, actual: str, expected: int | None
) -> None:
    assert score(row(rule, target, actual)) == expected


def test_a_target_that_is_met_is_met_whatever_the_rule_gives_for_it() -> None:
    for done, state, expected in (("10场", State.DONE, 8), ("9场", State.NOT_DONE, 0)):
        found = row("达到目标值得8分，否则不得分", "10场", done).evaluation.rows[0]
        assert (found.state, found.score) == (state, expected)


def test_what_a_cell_counts_itself_goes_before_the_column() -> None:
    assert score(row("每人1分", "", "5人", unit="小时")) == 5
    assert score(row("每人1分", "", 5, unit="小时")) is None
    assert score(row("每小时1分", "", 5, unit="小时")) == 5


def test_a_step_of_nothing_is_no_rule() -> None:
    assert read_rule("每少0个扣1分") is None
    assert read_rule("每少0.5个扣1分") is not None
    assert read_rule("每发生0起扣1分") is None
    assert read_rule("≥90%得满分，每低0个百分点扣1分") is None


@pytest.mark.parametrize(
    ("target", "actual", "own", "state"),
    [
        ("20个", "10个", 10, "未完成"),  # the figures say so, whatever score was given
        ("20个", "20个", 8, "完成"),
        ("", "", 10, "完成"),
        ("", "", 8, "未完成"),
    ],
)
def test_a_score_of_the_units_own_leaves_the_state_that_figures_have(
    target: str, actual: str, own: int, state: str
) -> None:
    assert row("由专家评议打分", target, actual, own=own).evaluation.rows[0].state == state


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [("0", "起", "6"), ("5", "起", None), (None, "起", None), ("0", "小时", None), ("0", "%", None)],
)
def test_what_is_taken_off_each_time_counts_only_what_should_not_be_at_all(
    target: str | None, unit: str, expected: str | None
) -> None:
    found = read_rule("每发生1起扣2分")
    assert found is not None
    case = Case(Decimal(10), Decimal(2), None if target is None else Decimal(target), unit)
    earned = earned_by(found, case)
    assert earned == (None if expected is None else Earned(Decimal(expected), Decimal(expected)))


def test_a_ratio_that_is_given_for_a_span_says_nothing_of_what_lies_outside() -> None:
    assert score(row("60%～100%按完成比例得分", "10场", "5场")) is None


def test_what_is_added_and_what_is_taken_off_are_counted_apart() -> None:
    found = read_rule("每少1场扣1分，每超1场加2分")
    assert found is not None
    above = Case(Decimal(10), Decimal(12), Decimal(10), "场", Decimal("1.2"), met=True, room=Decimal(10))
    assert earned_by(found, above) == Earned(Decimal(10), Decimal(10), Decimal(4))


def test_bands_of_a_count_say_nothing_of_a_rate_though_they_say_what_the_rest_earns() -> None:
    found = read_rule("60个及以上得10分，其余得5分")
    assert found is not None
    assert earned_by(found, Case(Decimal(10), Decimal("0.9"), Decimal("0.95"), "%", Decimal("0.9"), met=False)) is None
    assert earned_by(found, Case(Decimal(10), Decimal(59), Decimal(60), "个", met=False)) == Earned(
        Decimal(5), Decimal(5)
    )


@pytest.mark.parametrize(
    ("rule", "actual", "expected"),
    [
        ("0个～80个得5分，60个～100个得8分", 70, 5),  # of bands that overlap the first
        ("60个～100个得8分，0个～80个得5分", 70, 8),
        ("不超过10个得6分，不超过5个得10分", 3, 10),  # of limits the nearest
        ("不超过10个得6分，不超过5个得10分", 7, 6),
        ("3个以上得6分，5个以上得10分", 7, 10),
    ],
)
def test_of_several_bands_that_hold_a_figure_the_nearest_counts(rule: str, actual: int, expected: int) -> None:
    found = read_rule(rule)
    assert found is not None
    earned = earned_by(found, Case(Decimal(10), Decimal(actual), None, "个"))
    assert earned == Earned(Decimal(expected), Decimal(expected))


def test_what_is_left_to_gain_is_told_by_the_rule_of_the_row() -> None:
    (found,) = row("每少1场扣2分", "10场", "9场").evaluation.rows
    assert (found.gain, found.gain_needed) == (2, "按本行的评分标准得满分，可多得 2.00 分")


def test_what_is_met_earns_all_whatever_its_steps_measure() -> None:
    found = read_rule("每少1小时扣1分")
    assert found is not None
    met = Case(Decimal(10), Decimal(12), Decimal(10), "场", Decimal("1.2"), met=True)
    assert earned_by(found, met) == Earned(Decimal(10), Decimal(10))
    assert earned_by(found, met._replace(actual=Decimal(9), completion=Decimal("0.9"), met=False)) is None


@pytest.mark.parametrize(
    ("points", "actual", "expected", "state", "codes"),
    [
        (10, "齐全", "得满分 10.00 分", "完成", []),
        (10, "基本齐全", "得 6.00 分", "未完成", []),
        (10, "不齐全", "得 0.00 分", "未完成", []),
        (5, "齐全", "暂不计分", "无法判定", ["R017"]),  # more than the row has
        (0, "齐全", "", "无法判定", ["R081"]),
    ],
)
def test_a_rule_of_words_earns_what_it_says_for_the_very_word(
    points: float, actual: str, expected: str, state: str, codes: list[str]
) -> None:
    found = row("齐全得10分，基本齐全得6分，不齐全不得分", "齐全", actual, points, own="" if points < 10 else 7)
    (computed,) = found.evaluation.rows
    assert expected in computed.why
    assert (computed.state, [each.code for each in found.findings if each.code[:3] in ("R01", "R08")]) == (state, codes)


def test_a_rule_of_words_has_two_of_them_or_more() -> None:
    assert award_of_word("一等得10分，二等得6分", "二等。") == Award(Decimal(6))
    assert award_of_word("一等得满分，二等不得分", "一等") == Award()
    assert award_of_word("一等得满分，二等不得分", "二等") == Award(Decimal(0))
    assert award_of_word("一等得10分", "一等") is None
    assert award_of_word("一等得10分，一等得6分", "一等") is None


def test_a_rule_of_words_is_read_up_to_three_hundred_characters_too() -> None:
    rule = "齐全得20分，基本齐全得10分，不齐全不得分"
    assert [award_of_word(rule.ljust(length, "，"), "基本齐全") for length in (300, 301)] == [Award(Decimal(10)), None]


@pytest.mark.parametrize(
    ("rule", "actual", "expected"),
    [  # what is said of there being something says what there being nothing earns, and the other way round
        ("发生1起不得分", "无", "10"),
        ("发生1起不得分", "有", "0"),
        ("有得5分", "无", None),
        ("未建立扣3分", "建立", "10"),
        ("未建立扣3分", "未建立", "7"),
        ("未建立得3分", "建立", None),
        ("无扣3分", "有", None),
        ("有不得分，否则得8分", "无", "8"),
    ],
)
def test_one_word_of_a_rule_says_what_its_contrary_earns_where_it_takes_something(
    rule: str, actual: str, expected: str | None
) -> None:
    read = read_rule(rule)
    found = earned_by(read, Case(worth=Decimal(10), says=actual)) if read is not None else None
    assert found == (None if expected is None else Earned(Decimal(expected), Decimal(expected)))
