"""U, B, D: usage, batches, reports and their templates; and the help of every command and option."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

_TAGS = (
    "可用的标签有：标题、评价对象、站点名称、项目名称、承接机构、购买方、主管部门、评价年度、服务期间、合同期间、年度项目资金、合同总金额、"
    "编制单位、填表日期、评分方案、总分、满分、绩效等级、评估等级、预算执行率、目录、正文。"
)

ENTRIES: dict[str, Entry] = {
    # ---- U: usage
    "U001": Entry("E", "{problem}。", "用法见：{command} --help"),
    "U010": Entry(
        "E",
        "输出文件夹“{folder}”就是工作簿所在的文件夹，那样会覆盖原文件。",
        "请换一个输出文件夹；要写回原文件时，不要写 --out。",
    ),
    "U011": Entry("E", "文件名“{name}”的后缀不对，应为 {suffixes}。", "请改用其中一种后缀。"),
    "U012": Entry("E", "“{name}”已经存在。", "请换一个文件名，或先移走原来的文件。"),
    "U900": Entry(
        "E", "程序内部出错（{reason}）。文件没有改动。", "这是程序的问题。请把这一行连同工作簿交给维护人员。"
    ),
    # ---- D: reports and their templates
    "D101": Entry(
        "W",
        "工作簿旁边的 report.docx 不能用作报告模板：它不是完整的 Word 文档，或者无法读取。报告改用程序自带的模板。",
        "请用 Word 重新另存为 .docx 格式，文件名仍为 report.docx；不需要自备模板时，删去该文件即可。",
    ),
    "D102": Entry(
        "W",
        "工作簿旁边的 report.docx 是“Strict Open XML”格式，不能用作报告模板。报告改用程序自带的模板。",
        "请在 Word 中另存为“Word 文档 (*.docx)”。",
    ),
    "D103": Entry(
        "W",
        "报告模板 report.docx 中有 {found} 个“正文”标签，应当有且只有一个。报告改用程序自带的模板。",
        "请在模板中单独成段写一个 {{{{p 正文 }}}}，报告的各章节将放在这里。",
    ),
    "D104": Entry(
        "W",
        "报告模板 report.docx 在“{near}”附近的标签 {tag} 写法有误，无法填写。报告改用程序自带的模板。",
        "请检查括号和拼写：标签写作 {{{{ 站点名称 }}}}，条件写作 {{% if 主管部门 %}} … {{% endif %}}，前后成对。",
    ),
    "D105": Entry(
        "W",
        "报告模板 report.docx 在“{near}”附近的标签 {tag} 要做的事不被允许。报告改用程序自带的模板。",
        "模板只能引用数据和使用 if 条件，不能调用函数、循环或访问对象的内部。" + _TAGS,
    ),
    "D106": Entry(
        "W",
        "报告模板 report.docx 的标签 {tag} 在表格或文本框里，报告的章节不能放在那里。报告改用程序自带的模板。",
        "请把这个标签移到正文中，单独成段。",
    ),
    "D107": Entry(
        "W",
        "报告模板 report.docx 在“{near}”附近的标签 {tag} 没有对应的数据。报告改用程序自带的模板。",
        _TAGS,
    ),
    # ---- B: batches
    "B001": Entry(
        "E",
        "处理超过 {seconds} 秒仍未完成，已停止处理这个文件。",
        "请单独处理这个文件；确属过大时，用 --timeout 放宽时限。",
    ),
    "B002": Entry(
        "E", "处理这个文件的进程意外终止（代码 {code}）。", "请单独处理这个文件；内存不足时，减少 --jobs 的个数。"
    ),
    "B003": Entry("E", "这个文件没有处理成（{reason}）。", "再运行一次会只处理没有完成的文件；仍不行时请单独处理。"),
    "B010": Entry(
        "E", "使用集群需要另外安装组件。", "请运行 pip install workbook-tools[cluster]，或去掉 --scheduler 在本机处理。"
    ),
    "B011": Entry("E", "连不上调度器“{address}”（{reason}）。", "请核对地址和网络，或去掉 --scheduler 在本机处理。"),
    "B020": Entry("E", "没有文件夹“{folder}”。", "请核对文件夹的路径。"),
}

USAGE: dict[str, str] = {
    "program": "社会工作服务站绩效评价：读工作簿，计算完成率、偏差和得分，写回结果，并出具报告。",
    "recompute": "重新计算：把结果写回工作簿（或写到 --out 文件夹的副本），并出具报告",
    "check": "只检查，列出问题，不写任何文件",
    "report": "只出具 Word 报告和网页摘要",
    "batch": "处理一个文件夹里的全部工作簿，并汇总",
    "new": "新建一份空白的标准工作簿（.xlsx，或带按钮的 .xlsm）",
    "add-button": "给已有的工作簿加上按钮，另存为 .xlsm",
    "addin": "生成 Excel 加载宏（.xlam）",
    "import": "把一张《项目支出绩效自评表》转成标准工作簿",
    "drop": "依次处理拖放进来的工作簿，最后说明结果",
    "kit": "准备一套离线安装包",
    "button": "由工作簿里的按钮调用",
    "--help": "显示这份说明",
    "--version": "显示版本",
    "file": "工作簿",
    "files": "一个或多个工作簿",
    "folder": "存放工作簿的文件夹，含下级文件夹",
    "new-file": "新工作簿的文件名，以 .xlsx 或 .xlsm 结尾",
    "addin-file": "加载宏的文件名，以 .xlam 结尾",
    "form": "自评表文件",
    "kit-folder": "安装包放在哪个文件夹",
    "button-verb": "按钮的动作",
    "--out": "写到这里，原文件不动",
    "--no-report": "不出具 Word 报告和网页摘要",
    "--json": "每个文件输出一行 JSON",
    "--as-of": "按哪一天判断期限，写成 2023-07-31；默认为填表日期，否则为服务年度的最后一天",
    "--jobs": "同时使用几个进程；默认与处理器个数相同",
    "--timeout": "每个文件最多处理多少秒",
    "--scheduler": "Dask 调度器的地址，用多台机器一起处理",
    "--anonymise": "汇总中以编号代替社工姓名",
    "--quiet": "不显示进度",
    "--year": "评价年度",
    "--platform": "目标电脑的平台，例如 win_amd64",
    "--python": "目标电脑的 Python 版本，例如 3.12",
    "--python-installer": "随包带上的 Python 安装程序",
}
