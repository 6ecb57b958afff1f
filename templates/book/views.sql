-- What people and other tools read; made anew whenever the book is written. Scores are 分, money 万元, rates fractions.
-- Only workbooks that count are in: not those that a corrected one has superseded, nor two different ones of one station
-- and year. Each column is looked up for itself, so that a query pays for what it asks for, of the years that it asks for.
CREATE VIEW facts AS
SELECT w.station, w.street, w.year, f.period, t.level1, t.level2, t.level3, t.item, t.indicator_id, f.kind, f.value,
       f.unit, f.state, f.sheet, f.cell, w.digest
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current';

CREATE VIEW 全部工作簿 AS
SELECT w.station 站点, w.street 街道, w.year 年度, w.file 文件,
       CASE w.standing WHEN 'current' THEN '计入' WHEN 'twin' THEN '同站不同，未计入' ELSE '已被更正' END 状态,
       a.at 加入时间, s.at 更正时间, w.program 程序版本, w.digest 指纹, w.workbook_id
FROM workbooks w JOIN runs a ON a.run_id = w.added_run LEFT JOIN runs s ON s.run_id = w.superseded_run;

CREATE VIEW 站点年度 AS
SELECT w.station 站点, w.street 街道, w.year 年度, w.file 文件, w.station_key, w.workbook_id,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'total_score') 得分,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'total_score_low') 最低,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'total_score_high') 最高,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'total_points') 满分,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'open_points') 无法判定分值,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'grade') 财政等级,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'station_score') 评估得分,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'station_grade') 评估等级,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'station_grade_stated') 填报等级,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'budget') 全年预算,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'spent') 支出,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'execution_rate') 预算执行率,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'execution_points') 执行率分值,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'execution_score') 执行率得分,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'annual_funds') 年度项目资金,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'contract_total') 合同总金额,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'contract_start') 合同开始,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'contract_end') 合同结束,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'indicators') 指标数,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'met') 完成指标,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'errors') 错误,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'warnings') 提醒,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'notices') 提示,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'contractor') 承接机构,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'as_of') 判断日期,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'self_score') 自评得分,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'verdict_score') 核定得分,
       (SELECT value FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'verdict_difference') 核定差,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'verdict_opinion') 核定意见,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'verdict_by') 核定人,
       (SELECT state FROM figures WHERE workbook_id = w.workbook_id AND line = 0 AND kind = 'verdict_on') 核定日期
FROM workbooks w
WHERE w.standing = 'current';

CREATE VIEW 排名 AS
SELECT rank() OVER (PARTITION BY 年度 ORDER BY 最低 DESC) 名次, 站点, 街道, 年度, 得分, 最低, 最高, 财政等级, 评估得分,
       评估等级, 填报等级, 预算执行率, 无法判定分值, 自评得分, 核定得分, 核定差, 错误, 提醒, 提示, 承接机构, 文件
FROM 站点年度;

CREATE VIEW 资金 AS
SELECT 站点, 街道, 年度, 全年预算, 支出, round(支出 - 全年预算, 6) 差额, 预算执行率 执行率, 执行率分值 分值, 执行率得分 得分, 文件
FROM 站点年度;

CREATE VIEW 指标 AS
SELECT w.station 站点, w.street 街道, w.year 年度, t.level1 一级指标, t.level2 二级指标, t.level3 三级指标, t.item 指标明细, t.indicator_id,
       f.value 指标值, f.unit 单位, f.state 完成情况, w.workbook_id,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'actual') 实际完成值,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'completion') 完成率,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'points') 分值,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'score') 得分,
       (SELECT sheet FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'actual') 工作表,
       (SELECT cell FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'actual') 单元格,
       w.file 文件
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current' AND f.kind = 'target';

CREATE VIEW 费用占比 AS
SELECT w.station 站点, w.street 街道, w.year 年度, t.item 规则, f.value 限额, f.state 判断,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'share_on_budget') 按预算,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'share_on_spending') 按支出,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'share_on_funds') 按年度资金,
       w.file 文件
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current' AND f.kind = 'share_limit';

CREATE VIEW 资金拨付 AS  -- amounts add up: a blank 已拨金额 is no arrears, and has a column of its own
SELECT w.station 站点, w.street 街道, w.year 年度, t.item 拨付期次,
       CASE WHEN f.value IS NULL AND f.state IN ('应付', '逾期') THEN '未填已拨' ELSE f.state END 状态, w.workbook_id,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_due') 应拨金额,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_due_to_date') 到期应拨,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_later') 尚未到期,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_refused') 不予支付,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_paid') 已拨金额,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_outstanding') 尚欠金额,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_unrecorded') 未填已拨,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_ahead') 提前拨付,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_overpaid') 超拨金额,
       (SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'money_unplaced') 应拨不明,
       (SELECT state FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'tranche_latest') 最迟拨付日,
       (SELECT state FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'tranche_applied_on') 申请日期,
       (SELECT state FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'tranche_paid_on') 拨付日期,
       w.file 文件
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current' AND f.kind = 'tranche_paid';

CREATE VIEW 评估 AS
SELECT w.station 站点, w.street 街道, w.year 年度, f.period 期次, t.level2 类别, f.value 评估得分, f.state 评估等级, w.workbook_id,
       (SELECT state FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'assessment_grade_stated') 填报等级,
       (SELECT state FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'finance_gate') 财务评估,
       (SELECT state FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'assessed_on') 评估日期,
       w.file 文件
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current' AND f.kind = 'assessment_score' AND t.item = '';

CREATE VIEW 台账统计 AS
SELECT w.station 站点, w.street 街道, w.year 年度, t.level2 分组, t.item 名称, f.value 记录,
       coalesce((SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'ledger_count'), 0) 数量,
       coalesce((SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'ledger_persons'), 0) 服务人次,
       coalesce((SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'ledger_direct_hours'), 0) 直接工时,
       coalesce((SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'ledger_indirect_hours'), 0) 间接工时,
       coalesce((SELECT value FROM figures WHERE workbook_id = f.workbook_id AND line = f.line AND kind = 'ledger_hours'), 0) 总工时,
       w.file 文件
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current' AND f.kind = 'ledger_entries';

CREATE VIEW 社区统计 AS
SELECT 站点, 街道, 年度, 名称 社区, 记录, 数量, 服务人次, 直接工时, 间接工时, 总工时, 文件 FROM 台账统计 WHERE 分组 = '按社区';

CREATE VIEW 社工统计 AS
SELECT 站点, 街道, 年度, 名称 社工, 记录, 数量, 服务人次, 直接工时, 间接工时, 总工时, 文件 FROM 台账统计 WHERE 分组 = '按社工';

CREATE VIEW 指标统计 AS
WITH placed AS (
    SELECT 年度, indicator_id, 一级指标, 完成情况, 完成率, 分值 - 得分 lost, workbook_id,
           row_number() OVER own - 1 place, count(完成率) OVER (PARTITION BY 年度, indicator_id) - 1 last
    FROM 指标 WINDOW own AS (PARTITION BY 年度, indicator_id ORDER BY 完成率 IS NULL, 完成率)
)  -- quartiles lie between the two nearest
SELECT 年度, indicator_id 指标, max(一级指标) 一级指标, count(DISTINCT workbook_id) 站点数,
       sum(完成情况 = '未完成') 未完成, 1.0 * sum(完成情况 = '未完成') / count(*) 未完成比例, sum(完成情况 = '无法判定') 无法判定,
       sum(完成率 * max(0, 1 - abs(place - last * 0.25))) 下四分位,
       sum(完成率 * max(0, 1 - abs(place - last * 0.5))) 完成率中位数,
       sum(完成率 * max(0, 1 - abs(place - last * 0.75))) 上四分位, round(coalesce(sum(lost), 0), 6) 失分合计
FROM placed GROUP BY 年度, indicator_id;

CREATE VIEW 问题汇总 AS
SELECT w.year 年度, t.item 编号, max(f.state) 级别, count(*) 工作簿数, sum(f.value) 次数
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id)
WHERE w.standing = 'current' AND f.kind = 'finding_count' GROUP BY w.year, t.item;

CREATE VIEW 站点逐年 AS  -- who has improved, who has fallen
SELECT 站点, 街道, 年度, 得分, 最低, 最高, 财政等级, 核定得分, 评估得分, 评估等级, 全年预算, 支出, 预算执行率, 完成指标, 指标数,
       lag(年度) OVER own 上一年度, round(得分 - lag(得分) OVER own, 2) 得分升降,
       round(评估得分 - lag(评估得分) OVER own, 2) 评估得分升降, 文件
FROM 站点年度 WINDOW own AS (PARTITION BY station_key ORDER BY 年度);

CREATE VIEW 本区逐年 AS
SELECT 年度, count(*) 站点数, count(得分) 得分已定, avg(得分) 平均得分, avg(评估得分) 平均评估得分, sum(全年预算) 全年预算,
       sum(CASE WHEN 全年预算 IS NOT NULL THEN 支出 END) 支出, sum(完成指标) 完成指标, sum(指标数) 指标数,
       sum(财政等级 = '优') 优, sum(财政等级 = '良') 良, sum(财政等级 = '中') 中, sum(财政等级 = '差') 差
FROM 站点年度 GROUP BY 年度;

CREATE VIEW 合同逐年 AS
SELECT y.站点, y.街道, y.合同开始, y.合同结束, y.合同总金额, y.年度, y.得分, y.最低, y.最高, y.财政等级,
       (SELECT a.评估得分 FROM 评估 a WHERE a.workbook_id = y.workbook_id AND a.类别 = '中期' ORDER BY a.评估日期 DESC, a.期次 DESC LIMIT 1) 中期得分,
       (SELECT a.评估等级 FROM 评估 a WHERE a.workbook_id = y.workbook_id AND a.类别 = '中期' ORDER BY a.评估日期 DESC, a.期次 DESC LIMIT 1) 中期等级,
       (SELECT a.评估得分 FROM 评估 a WHERE a.workbook_id = y.workbook_id AND a.类别 = '末期' ORDER BY a.评估日期 DESC, a.期次 DESC LIMIT 1) 末期得分,
       (SELECT a.评估等级 FROM 评估 a WHERE a.workbook_id = y.workbook_id AND a.类别 = '末期' ORDER BY a.评估日期 DESC, a.期次 DESC LIMIT 1) 末期等级,
       (SELECT sum(g.value) FROM figures g WHERE g.workbook_id = y.workbook_id AND g.kind = 'money_due') 应拨,
       (SELECT sum(g.value) FROM figures g WHERE g.workbook_id = y.workbook_id AND g.kind = 'money_due_to_date') 到期应拨,
       (SELECT sum(g.value) FROM figures g WHERE g.workbook_id = y.workbook_id AND g.kind = 'money_paid') 已拨,
       (SELECT sum(g.value) FROM figures g WHERE g.workbook_id = y.workbook_id AND g.kind = 'money_outstanding') 尚欠,
       (SELECT group_concat(p.拨付期次 || ' ' || p.最迟拨付日, '；') FROM 资金拨付 p WHERE p.workbook_id = y.workbook_id) 最迟拨付日,
       (SELECT group_concat(p.拨付期次 || ' ' || p.拨付日期, '；') FROM 资金拨付 p WHERE p.workbook_id = y.workbook_id) 拨付日期,
       y.年度项目资金, y.全年预算, y.支出, y.预算执行率, y.station_key, y.文件
FROM 站点年度 y;

CREATE VIEW 合同合计 AS
SELECT max(站点) 站点, 合同开始, 合同结束, max(合同总金额) 合同总金额, count(*) 年数, sum(年度项目资金) 年度项目资金合计, sum(应拨) 应拨,
       sum(已拨) 已拨, sum(尚欠) 尚欠, sum(全年预算) 全年预算, sum(支出) 支出,
       round(max(合同总金额) - sum(年度项目资金), 6) 合同尚余
FROM 合同逐年 GROUP BY station_key, 合同开始, 合同结束;

CREATE VIEW 登记表统计 AS
SELECT w.station 站点, w.street 街道, w.year 年度, k.words 项目, t.level2 类别, t.item 名称, f.period 期间, f.value 数值, f.unit 单位,
       w.file 文件
FROM figures f JOIN workbooks w USING (workbook_id) JOIN things t USING (thing_id) JOIN kinds k USING (kind)
WHERE w.standing = 'current' AND k.part = 'roster';
