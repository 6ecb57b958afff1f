@echo off
rem 在这台电脑上为当前用户安装绩效评价程序。不需要网络，不需要管理员权限。
title 安装绩效评价程序
setlocal
set "PLACE=%LOCALAPPDATA%\workbook-tools"
set "PYTHON="
for /f "delims=" %%p in ('py -3 -c "import sys; print(sys.executable)" 2^>nul') do set "PYTHON=%%p"
if not defined PYTHON for /f "delims=" %%p in ('python -c "import sys; print(sys.executable)" 2^>nul') do set "PYTHON=%%p"
if exist "%LOCALAPPDATA%\workbook-tools-python\python.exe" set "PYTHON=%LOCALAPPDATA%\workbook-tools-python\python.exe"
if not exist "%LOCALAPPDATA%\workbook-tools-python\python.exe" for %%i in ("%~dp0python-*.exe") do (
  echo 正在安装 Python …
  "%%~fi" /quiet InstallAllUsers=0 Include_launcher=0 Include_test=0 Shortcuts=0 TargetDir="%LOCALAPPDATA%\workbook-tools-python"
  set "PYTHON=%LOCALAPPDATA%\workbook-tools-python\python.exe"
)
if not defined PYTHON (
  echo 这台电脑没有 Python，安装包里也没有它的安装程序。
  echo 请让制作安装包的人用 --python-installer 加进来。
  pause
  exit /b 1
)
echo 正在安装绩效评价程序 …
"%PYTHON%" -m venv --clear "%PLACE%" || goto failed
"%PLACE%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" workbook-tools[excel] || goto failed
copy /y "%~dp0绩效评价.cmd" "%PLACE%\绩效评价.cmd" >nul
copy /y "%~dp0绩效评价.cmd" "%APPDATA%\Microsoft\Windows\SendTo\绩效评价.cmd" >nul
for /f "delims=" %%d in ('powershell -NoProfile -Command "[Environment]::GetFolderPath('Desktop')" 2^>nul') do copy /y "%~dp0绩效评价.cmd" "%%d\绩效评价.cmd" >nul
"%PLACE%\Scripts\workbook-tools.exe" addin "%PLACE%\绩效评价.xlam"
echo.
echo 安装完成。
echo   没有宏的办法：把工作簿拖到桌面上的“绩效评价”图标上，或者右键“发送到”。
echo   Excel 加载项：%PLACE%\绩效评价.xlam （Excel → 文件 → 选项 → 加载项 → 转到 → 浏览）
pause
exit /b 0
:failed
echo.
echo 安装没有完成，原因写在上面。Python 的版本要和安装包一致。
pause
exit /b 1
