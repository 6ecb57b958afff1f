#!/bin/sh
# 在这台电脑上为当前用户安装绩效评价程序。不需要网络，不需要管理员权限。
set -e
here=$(cd "$(dirname "$0")" && pwd)
place="$HOME/.local/share/workbook-tools"
python=${PYTHON:-python3}
"$python" -m venv --clear "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "workbook-tools[excel]"
cp "$here/绩效评价.command" "$place/"
if [ -d "$HOME/Desktop" ]; then cp "$here/绩效评价.command" "$HOME/Desktop/"; fi
"$place/bin/workbook-tools" addin "$place/绩效评价.xlam"
echo "安装完成。双击桌面上的“绩效评价.command”，把工作簿拖进它的窗口，按回车键即可计算。"
