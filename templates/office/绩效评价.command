#!/bin/sh
# 双击打开，把一个或几个工作簿拖进窗口，按回车键，就会逐个计算。
tool=${WORKBOOK_TOOLS_EXE:-$HOME/.local/share/workbook-tools/bin/workbook-tools}
if [ ! -x "$tool" ]; then
    echo "还没有安装绩效评价程序。请先运行安装包里的“安装.command”。"
    exit 1
fi
if [ "$#" -eq 0 ]; then
    printf "请把工作簿拖进这个窗口，然后按回车键："
    read -r dropped
    # 拖进来的路径带有转义，由 xargs 还原；不当作命令执行。
    printf "%s" "$dropped" | xargs "$tool" drop
    printf "按回车键关闭窗口。"
    read -r _
    exit 0
fi
exec "$tool" drop "$@"
