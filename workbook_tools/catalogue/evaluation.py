"""C and the notes of scoring — schemes, and what had to be assumed or left unjudged."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    # schemes
    "C001": Entry(
        "E",
        "找不到评分方案“{name}”。",
        "请在 基本信息 的“评分方案”里填已有的方案名，或把“{name}.toml”放在工作簿旁边；{hint}。",
    ),
    "C002": Entry(
        "E",
        "评分方案文件 {file} 不能使用：{problem}。",
        "请对照自带的 fiscal-2020.toml 改正，并存为 UTF-8 编码的小文件。",
    ),
    "C003": Entry("E", "评分方案文件 {file} 里有不认识的项目 {key}。", "请改正或删去这一项；{hint}。"),
    "C004": Entry("E", "评分方案文件 {file} 的 {key} 不能是“{value}”。", "请改为{expected}。"),
    "C005": Entry(
        "E",
        "评分方案文件 {file} 缺少 {key}。",
        '请补上这一项，或在文件开头写 extends = "fiscal-2020"，没有写的项目就与它相同。',
    ),
    "C006": Entry(
        "E",
        "{file}：各项分值相加是 {total} 分（{parts}），不是 100 分。",
        "请改正预算执行率和各一级指标的分值，使它们相加等于 100。",
    ),
    "C007": Entry("E", "{file} 的 {key} 前后不一致。", "请检查并改正：{rule}。"),
    "C008": Entry(
        "E",
        "评分方案文件 {file} 的 extends 绕了圈子或层数太多：{chain}。",
        "请让 extends 直接指向自带的方案，例如 fiscal-2020。",
    ),
    "C009": Entry("E", "评分规则里的“{name}”不是可以修改的规则。", "请改正规则名称或删去这一行；可以写：{hint}。"),
    "C010": Entry("E", "评分规则“{name}”的取值“{value}”读不懂。", "请填{expected}。"),
    "C011": Entry("E", "评分规则“{name}”写了两次，第一次在 {first}。", "请只留一行。"),
}
