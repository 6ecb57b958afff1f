#!/bin/sh
# 在这台电脑上为当前用户安装绩效评价程序。不需要网络，不需要管理员权限。
version=@VERSION@
here=$(cd "$(dirname "$0")" && pwd)
place="$HOME/.local/share/workbook-tools"
own="$HOME/.local/share/workbook-tools-python"
before="$place-old"
log="$HOME/.local/share/workbook-tools-安装.log"
unset PYTHONHOME PYTHONPATH
mkdir -p "$HOME/.local/share"

stop() {
    echo "$1" >&2
    echo "$1" >>"$log"
    echo "详细情况写在：$log" >&2
    exit 1
}
suits() {
    "$1" -I -c "import sys, venv, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >>"$log" 2>&1
}

echo "workbook-tools $(date)" >"$log"
if [ "$1" = "--remove" ]; then
    [ -x "$place/bin/python" ] && "$place/bin/python" -I -m workbook_tools.excel.icons --remove
    rm -rf "$own" "$before"
    for each in bin include lib lib64 share pyvenv.cfg .gitignore 绩效评价.xlam 绩效评价.command; do rm -rf "${place:?}/$each"; done
    echo "已经卸载。工作簿、报告和“上一版”都没有动。"
    [ ! -d "$place" ] || rmdir "$place" 2>/dev/null || echo "里面还有不是本程序的文件，没有删除：$place"
    exit 0
fi
ls "$here"/wheels/workbook_tools-*.whl >>"$log" 2>&1 || stop "安装包不完整：没有找到 wheels 文件夹里的程序。请全部解压以后再安装。"

# Python：安装包带的优先，其次是电脑上同一版本的
python=
for archive in "$here"/*python-*.tar.gz; do
    [ -f "$archive" ] || continue
    echo "正在解开 Python $version …"
    rm -rf "$own" && mkdir -p "$own" && tar -xzf "$archive" -C "$own" --strip-components=1 >>"$log" 2>&1 ||
        stop "安装包里的 Python 没有解开：$archive"
    suits "$own/bin/python3" && python="$own/bin/python3"
done
for each in "$PYTHON" "python$version" python3; do
    [ -z "$python" ] && [ -n "$each" ] && suits "$each" && python=$each
done
[ -n "$python" ] || stop "这台电脑没有能用的 Python $version（要带 venv）。请在做安装包的电脑上用 --python-installer 加一份解压就能用的 Python（.tar.gz），再做一次安装包。"

# 先把旧版移开：新版没有装好，就把它放回去。上次装到一半断了电的，移开的旧版还在；加载宏最后才有，有它就是装全了
if [ -d "$before" ] && [ ! -e "$place/绩效评价.xlam" ]; then rm -rf "$place" && mv "$before" "$place"; fi
rm -rf "$before"
if [ -d "$place" ]; then
    [ -x "$place/bin/python" ] && echo "原来的版本：" >>"$log" && "$place/bin/python" -I -m workbook_tools.cli --version >>"$log" 2>&1
    mv "$place" "$before"
fi
echo "正在安装绩效评价程序 …"
if "$python" -I -m venv --clear "$place" >>"$log" 2>&1 &&
    "$place/bin/python" -I -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "workbook-tools[excel]" >>"$log" 2>&1 &&
    "$place/bin/workbook-tools" addin "$place/绩效评价.xlam" >>"$log" 2>&1; then
    if [ -d "$before" ]; then # 别人放在程序文件夹里的文件，留着
        for each in "$before"/* "$before"/.[!.]*; do
            [ ! -e "$each" ] || [ -e "$place/${each##*/}" ] || mv "$each" "$place/"
        done
    fi
    rm -rf "$before"
else
    rm -rf "$place"
    [ -d "$before" ] && mv "$before" "$place" && echo "旧版已经放回，照常可用。"
    stop "安装没有完成。"
fi

if [ "$(uname)" = "Darwin" ]; then
    cp "$here/绩效评价.command" "$place/"
    [ -d "$HOME/Desktop" ] && cp "$here/绩效评价.command" "$HOME/Desktop/"
    echo "安装完成。双击桌面上的“绩效评价.command”，把工作簿拖进它的窗口，按回车键即可计算。"
else
    "$place/bin/python" -I -m workbook_tools.excel.icons
    echo "安装完成。放好了图标的：把工作簿拖到图标上，或者双击它，再把工作簿拖进窗口，按回车键。"
    echo "没有图标的，在终端里运行：$place/bin/workbook-tools drop 工作簿.xlsx"
fi
