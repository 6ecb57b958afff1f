@echo off
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
cd /d "%LOCALAPPDATA%"
set "OLDPAGE="
for /f "tokens=2 delims=:." %%a in ('chcp') do set "OLDPAGE=%%a"
chcp 936 >nul
rem 为当前用户卸载绩效评价程序：工作簿、报告和“上一版”都不动。
title 卸载绩效评价程序
set "PLACE=%LOCALAPPDATA%\workbook-tools"
set "LOG=%LOCALAPPDATA%\workbook-tools-安装.log"
set "PYTHONHOME="
set "PYTHONPATH="
>"%LOG%" echo workbook-tools %DATE% %TIME%
if not exist "%PLACE%\Scripts\python.exe" goto folders
"%PLACE%\Scripts\python.exe" -I -m workbook_tools.excel.icons --remove
if errorlevel 1 echo 图标没有删干净，请自己删除桌面和“发送到”里的“绩效评价”。
:folders
rem 别的版本的安装程序会删掉用户自己的 Python，不用
set "VERSION=@VERSION@"
set "INSTALLER="
pushd "%HERE%"
for %%i in (python-*.exe) do set "INSTALLER=%HERE%%%i"
for %%i in (python-3.*.exe) do set "INSTALLER="
for %%i in (python-%VERSION%.*.exe) do set "INSTALLER=%HERE%%%i"
for %%i in (python-%VERSION%.*-amd64.exe) do set "INSTALLER=%HERE%%%i"
popd
if not exist "%LOCALAPPDATA%\workbook-tools-python*" goto program
if defined INSTALLER start "" /wait "%INSTALLER%" /quiet /uninstall
pushd "%LOCALAPPDATA%"
for /d %%d in (workbook-tools-python*) do rmdir /s /q "%%d" >>"%LOG%" 2>&1
popd
:program
rem 只删程序自己的，别人放在这里的文件留着
for %%d in (Scripts Lib Include share) do if exist "%PLACE%\%%d\" rmdir /s /q "%PLACE%\%%d" >>"%LOG%" 2>&1
for %%f in (pyvenv.cfg .gitignore 绩效评价.xlam) do if exist "%PLACE%\%%f" del /f /q "%PLACE%\%%f" >>"%LOG%" 2>&1
for %%d in (Scripts Lib) do if exist "%PLACE%\%%d\" goto inuse
if exist "%PLACE%\绩效评价.xlam" goto inuse
if exist "%PLACE%\" rmdir "%PLACE%" >>"%LOG%" 2>&1
if exist "%LOCALAPPDATA%\workbook-tools-old\" rmdir /s /q "%LOCALAPPDATA%\workbook-tools-old" >>"%LOG%" 2>&1
echo.
echo 已经卸载。Excel 里用过加载宏的，请在 文件→选项→加载项 里去掉“绩效评价”。
if exist "%PLACE%\" echo 里面还有不是本程序的文件，没有删除："%PLACE%"
set "RESULT=0"
goto end
:inuse
echo 程序正在使用，没有删干净。请关闭 Excel 和绩效评价的窗口，再双击“卸载.cmd”。
set "RESULT=1"
:end
if not "%~1"=="/quiet" pause
if defined OLDPAGE chcp %OLDPAGE% >nul
if not "%RESULT%"=="0" exit /b %RESULT%
del "%LOG%" >nul 2>&1
del "%LOCALAPPDATA%\workbook-tools-卸载.cmd" >nul 2>&1 & exit /b 0
