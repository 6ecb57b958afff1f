#!/usr/bin/env bash
# What must hold on Windows, run inside a Windows Python under Wine. Outputs of the same commands on Linux are made first, to compare with.
#   tests/windows/run.sh [FOLDER [--all | TEST…]]
# FOLDER: default .cache/windows. TEST: in the place of the usual ones. --all: every module of tests/windows, tests/storage and
# tests/batch by itself, with its last line and what failed in FOLDER/all.txt; some half an hour, before a release.
# PYTHON: a Linux Python in which the project is installed, default .venv/bin/python.
# Wine shows neither Excel nor the streams of NTFS (the mark of the web); both stay for the list in templates/office/手动检查清单.md.
set -euo pipefail
project="$(cd "$(dirname "$0")/../.." && pwd)"
cd "$project"
folder="$(bash tests/windows/set_up.sh "${1:-.cache/windows}" | tail -n 1)"
tool=("${PYTHON:-.venv/bin/python}" -m workbook_tools.cli)

linux="$folder/linux"
rm -rf "$linux" && mkdir -p "$linux"
"${tool[@]}" recompute examples/yongping-2022.xlsx --out "$linux/recompute" >/dev/null 2>&1
"${tool[@]}" check examples/yongping-2022.xlsx --json >"$linux/check.json" 2>/dev/null || [ $? -eq 1 ] # it has an error
"${tool[@]}" facts examples/yongping-2022.xlsx --out "$linux/事实.csv" >/dev/null 2>&1
"${tool[@]}" batch examples/district --letters --time "2026-02-01 09:00" --out "$linux/batch" --json >"$linux/batch.json" 2>/dev/null || [ $? -eq 1 ] # one station is damaged
for name in 新.xlsx 新.xlsm; do "${tool[@]}" new "$linux/$name" --year 2026 >/dev/null; done
"${tool[@]}" addin "$linux/绩效评价.xlam" >/dev/null
"${tool[@]}" add-button examples/yongping-2022.xlsx --out "$linux/按钮.xlsm" >/dev/null

# What the kit is made of on Windows: the wheels that set_up.sh has; what is heavy and not used by a drop is there by name only.
rm -rf "$folder/kit" && mkdir -p "$folder/kit"
PYTHONPATH=. "${PYTHON:-.venv/bin/python}" tests/windows/make_kit.py "$folder/wheels" "$folder/kit"
x86_64-w64-mingw32-gcc -municode -O2 -s tests/windows/installer.c -o "$folder/kit/installer.exe"

for name in $(env | grep -oE '^(PIP_[A-Z_]*|PYTHON[A-Z_]*)='); do unset "${name%=}"; done
export WINEPREFIX="$folder/prefix" WINEDEBUG=-all LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 PYTHONDONTWRITEBYTECODE=1
export WORKBOOK_TOOLS_ON_LINUX="Z:${linux//\//\\}" WORKBOOK_TOOLS_WHEELS="Z:${folder//\//\\}\\kit"
trap 'wineserver -k || true' EXIT
cd "$project"
# Standard output must be a pipe: Wine gives a plain file no console handle.
inside() {
    wine 'C:\Python311\python.exe' -m pytest -q -p no:cacheprovider -ra "$@" </dev/null 2>&1 | cat
}
if [ "${2:-}" = --all ]; then
    code=0
    for module in tests/windows/test_*.py tests/storage/test_*.py tests/batch/test_*.py; do
        inside "$module" >"$folder/module.txt" || code=$?
        grep -aE '^(FAILED|ERROR)' "$folder/module.txt" || true
        echo "$module: $(tail -n 1 "$folder/module.txt")"
        cat "$folder/module.txt" >&3
    done 3>"$folder/all.txt"
    exit "$code"
fi
if [ $# -gt 1 ]; then
    inside "${@:2}"
    exit
fi
# Half of the time goes into three installations, which run beside the rest. The tests of storage, and those of the workers of
# a batch, hold on both systems; what holds on POSIX alone says why.
inside tests/windows/test_installation.py >"$folder/installation.txt" &
installation=$!
code=0
inside --ignore tests/windows/test_installation.py tests/windows tests/storage tests/batch/test_pool.py || code=$?
wait "$installation" || code=$?
cat "$folder/installation.txt"
exit "$code"
