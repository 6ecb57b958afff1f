#!/usr/bin/env bash
# A Windows Python 3.11 under Wine, from Debian's packages and PyPI alone; code page 936, as on the PCs of the stations.
#   tests/windows/set_up.sh FOLDER     (about a minute; done once, then found again)
# The interpreter's library and extension modules are those in the wheel of panda3d for Windows; the standard library in Python is this
# machine's, of the same minor version; python.exe is launcher.c beside this script.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
project="$(cd "$here/../.." && pwd)"
folder="$(mkdir -p "${1:?a folder}" && cd "$1" && pwd)"

programs=(wine wine64 gcc-mingw-w64-x86-64-win32 locales unzip)
if ! dpkg -s "${programs[@]}" >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${programs[@]}" >/dev/null
fi
locale -a | grep -qi '^zh_CN.utf-\?8$' || localedef -i zh_CN -f UTF-8 zh_CN.UTF-8

export WINEPREFIX="$folder/prefix" WINEDEBUG=-all LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8
python="$WINEPREFIX/drive_c/Python311"
if [ ! -e "$folder/ready-3" ]; then
    rm -rf "$folder/prefix" "$folder/wheels" "$folder/panda3d"
    wineboot -i </dev/null >/dev/null 2>&1
    pip=("${PYTHON:-python3.11}" -m pip --disable-pip-version-check)
    windows=(--only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp)
    "${pip[@]}" download --quiet --no-deps "${windows[@]}" -d "$folder/panda3d" panda3d==1.10.16
    # Wine 8 runs numpy 1.26 (2.x asks ucrtbase for crealf), so pandas 2.2; the rest is what the project asks for.
    "${PYTHON:-python3.11}" - "$project/pyproject.toml" >"$folder/requirements.txt" <<'P'
import re, sys, tomllib
project = tomllib.load(open(sys.argv[1], "rb"))["project"]
pinned = {"pandas": "pandas==2.2.3"}
for line in project["dependencies"]:
    print(pinned.get(re.match(r"[\w-]+", line)[0], line))
print("numpy==1.26.4", "xlwings>=0.31", "pywin32", "colorama", "tzdata", sep="\n")
print("pip", "pytest>=8.2", "hypothesis>=6.100", "python-docx>=1.1", "xlwt>=1.3", sep="\n")
P
    "${pip[@]}" download --quiet "${windows[@]}" -d "$folder/wheels" -r "$folder/requirements.txt"
    mkdir -p "$python/DLLs" "$python/Lib/site-packages"
    unzip -qo "$folder"/panda3d/*.whl 'deploy_libs/*' -d "$folder/panda3d"
    cp "$folder"/panda3d/deploy_libs/*.pyd "$folder"/panda3d/deploy_libs/*.dll "$python/DLLs"
    mv "$python/DLLs/python311.dll" "$python"
    cp "$python"/DLLs/VCRUNTIME140*.dll "$python"
    library="$("${PYTHON:-python3.11}" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"
    (cd "$library" && tar cf - --exclude=site-packages --exclude=lib-dynload --exclude=test --exclude='config-3*' \
        --exclude=__pycache__ --exclude='*.a' .) | tar xf - -C "$python/Lib"
    x86_64-w64-mingw32-gcc -municode -O2 -s '-DPYTHON_DLL=L"python311.dll"' "$here/launcher.c" -o "$python/python.exe"
    cp "$python/python.exe" "$python/venvlauncher.exe"
    x86_64-w64-mingw32-gcc -shared -O2 -s "$here/process_prng.c" -o "$python/bcryptprimitives.dll" -ladvapi32
    cp "$python/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"
    "${pip[@]}" install --quiet --no-index --no-deps --no-compile "${windows[@]}" --target "$python/Lib/site-packages" "$folder"/wheels/*.whl
    touch "$folder/ready-3"
fi
# The checkout is found as it lies; C: sees it at the drive that Wine gives to the root of the file system.
printf '%s\r\n' "Z:${project//\//\\}" >"$python/Lib/site-packages/workbook_tools.pth"
echo "$folder"
