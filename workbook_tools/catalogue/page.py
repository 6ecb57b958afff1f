"""N: the page that needs no installation; N010 and above are also shown by the page itself, from this list."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    # ---- making the page
    "N001": Entry(
        "E",
        "“{folder}”里不是 npm 包 pyodide {wanted}（{found}）。",
        "请运行 npm pack pyodide@{wanted} 并解开，--runtime 后面写解开的 package 文件夹；"
        "用 npm install 装的，写 node_modules/pyodide。",
    ),
    "N002": Entry(
        "E",
        "做网页版要用 Node.js {wanted} 或更新的版本（{found}）。",
        "请从 nodejs.org 安装 Node.js，或把 node 放进 PATH，再做一次。用网页版的人不需要 Node.js。",
    ),
    "N003": Entry("E", "网页版没有做成：{reason}", "请检查上面的提示；--runtime 的文件夹要完整，磁盘要有空间。"),
    "N004": Entry(
        "E",
        "“{folder}”里没有 {package} 的安装包，或者内容与清单里的不一样。",
        "请删去 --wheels 里的同名文件，或者不写 --wheels，由 pip 下载。",
    ),
    "N005": Entry("E", "方案文件“{name}”不能放进网页：{reason}", "请改好方案文件，再做一次网页。"),
    "N006": Entry("E", "报告模板“{name}”不能放进网页：{reason}", "请改好模板，再做一次网页。"),
    # ---- the page at work
    "N010": Entry(
        "E", "这台电脑（或浏览器）的内存不够处理这个文件。", "请关闭其他网页和程序再试；还不行，换一台内存大的电脑。"
    ),
    "N011": Entry(
        "E",
        "这个浏览器太旧，打不开计算程序（缺少 {missing}）。",
        "请改用 Chrome 103、Edge 103、Firefox 114 或更新的版本；Windows 7 可以用 Chrome 109 或 Firefox 115。"
        "国产浏览器请切换到“极速模式”。",
    ),
    "N012": Entry(
        "E", "读不到“{name}”：它可能已被移走、改名，或者正被占用（{reason}）。", "请确认文件还在原处，再拖一次。"
    ),
    "N013": Entry(
        "E",
        "计算程序意外停止了（{reason}）。文件没有改动。",
        "请把这个文件单独再试一次；还不行，请把这一行连同工作簿交给维护人员。",
    ),
    "N014": Entry(
        "E",
        "计算程序没有启动成功（{reason}）。",
        "请刷新网页再试；还不行，请把这个 HTML 文件重新拷贝一份，可能没有拷全。",
    ),
    "N015": Entry("I", "已按您的要求停止，这个文件没有计算。", "要继续时，点“计算余下的”。"),
    "N016": Entry(
        "W",
        "“{name}”不是工作簿，没有处理。",
        "可以放：工作簿（.xlsx .xlsm .xls .et .xlsb .ods）、自评表（工作簿或 .docx 里的表格）、"
        "服务台账（也可以是 .csv）、往年的评价报告（.docx .txt）、评分方案（.toml）、报告模板（report.docx）。"
        "别的请另存为其中一种。",
    ),
    "N017": Entry("I", "“{name}”已经放过，内容一样，只算一次。", "不用处理。"),
    "N018": Entry(
        "I",
        "“{name}”是往年的评价报告，已照它填好一份标准工作簿，还没有计算。",
        "请下载这份工作簿，核对标成橙色的格子，补上报告里没有的内容，保存以后再放进来计算。",
    ),
    "N019": Entry(
        "I",
        "没有打开文件夹，什么也没有读。",
        "还要打开时，请再点一次，选好文件夹，浏览器接着会问能不能查看里面的文件，请选“允许”（有的浏览器写“查看文件”）。",
    ),
    "N020": Entry(
        "E",
        "没有得到写入这个文件夹的许可，文件夹里什么也没有改动。",
        "请再点一次，在浏览器询问时选“保存更改”或“编辑文件”；也可以用“全部下载”。",
    ),
    "N021": Entry("E", "“{name}”在计算以后又改过，结果没有写回。", "请把文件夹重新选一次，按现在的内容计算。"),
    "N022": Entry(
        "E",
        "没有写成“{name}”（{reason}）。",
        "请检查磁盘空间，关闭正在打开这个文件的程序，再写一次；原来的内容没有丢。",
    ),
    "N024": Entry(
        "E",
        "磁盘空间不够，没有写成“{name}”，这个站点的文件都保持原来的内容。",
        "请清理磁盘或换一个空间大的文件夹再写；也可以用“全部下载（.zip）”把结果存到别的地方。",
    ),
    "N025": Entry(
        "W",
        "文件夹“{name}”里没有可以处理的工作簿。",
        "请确认选的是放工作簿的文件夹；浏览器的选择窗口里看不到文件是正常的。",
    ),
    "N026": Entry(
        "E",
        "这个浏览器不让网页读拖进来的文件夹“{name}”（{reason}）。",
        "请点“选择文件夹”或“打开文件夹”选它，或者打开文件夹，把里面的文件全选了拖进来。",
    ),
    "N023": Entry(
        "E", "“{name}”写进去以后读回来不一样，已放回原来的内容。", "请检查磁盘或 U 盘是否有问题，换一个文件夹保存。"
    ),
}
