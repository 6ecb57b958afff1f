@echo off
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
cd /d "%LOCALAPPDATA%"
set "OLDPAGE="
for /f "tokens=2 delims=:." %%a in ('chcp') do set "OLDPAGE=%%a"
chcp 936 >nul
rem 在这台电脑上为当前用户安装绩效评价程序。不需要网络，不需要管理员权限。要 Windows 10 或更新的版本（64位）。
title 安装绩效评价程序
set "VERSION=@VERSION@"
set "PLACE=%LOCALAPPDATA%\workbook-tools"
set "BEFORE=%LOCALAPPDATA%\workbook-tools-old"
set "OWN=%LOCALAPPDATA%\workbook-tools-python-%VERSION%"
set "LOG=%LOCALAPPDATA%\workbook-tools-安装.log"
rem 当前文件夹已经换掉：安装包旁边（多半是“下载”）别人放的 python.bat 之类不会被当成命令。
rem 电脑上别的 Python 和 pip 的设置不影响安装。
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHONUTF8="
set "PIP_CONFIG_FILE=nul"
set "STEP=检查安装包"
>"%LOG%" echo workbook-tools %DATE% %TIME%
>>"%LOG%" echo "%HERE%"
if not exist "%HERE%wheels\workbook_tools-*.whl" goto incomplete

rem ---- Python：安装包带的优先，其次是电脑上同一版本的
set "STEP=准备 Python %VERSION%"
set PYTHON="%OWN%\python.exe"
call :suits
if not errorlevel 1 goto found
rem 文件名写明是别的版本的不用；几个都是这个版本的，用 amd64 的
set "INSTALLER="
pushd "%HERE%"
for %%i in (python-*.exe) do set "INSTALLER=%HERE%%%i"
for %%i in (python-3.*.exe) do set "INSTALLER="
for %%i in (python-%VERSION%.*.exe) do set "INSTALLER=%HERE%%%i"
for %%i in (python-%VERSION%.*-amd64.exe) do set "INSTALLER=%HERE%%%i"
popd
if not defined INSTALLER goto others
echo 正在安装 Python %VERSION% …
start "" /wait "%INSTALLER%" /quiet InstallAllUsers=0 Include_launcher=0 Include_test=0 Shortcuts=0 AssociateFiles=0 PrependPath=0 TargetDir="%OWN%"
if errorlevel 1 >>"%LOG%" echo Python 的安装程序没有完成（%ERRORLEVEL%），改找电脑上已有的
call :suits
if not errorlevel 1 goto found
:others
set PYTHON=py -%VERSION%
call :suits
if not errorlevel 1 goto found
set PYTHON=python
call :suits
if not errorlevel 1 goto found
if defined INSTALLER goto unsuited
goto nopython

:found
rem ---- 先把旧版移开：新版没有装好，就把它放回去
set "STEP=移开旧版"
rem 上次装到一半断了电的：移开的旧版还在，装了一半的不要。加载宏最后才有，有它就是装全了
if not exist "%BEFORE%\" goto aside
if exist "%PLACE%\绩效评价.xlam" rmdir /s /q "%BEFORE%" >>"%LOG%" 2>&1
if exist "%PLACE%\绩效评价.xlam" goto aside
if exist "%PLACE%\" rmdir /s /q "%PLACE%" >>"%LOG%" 2>&1
if exist "%PLACE%\" goto inuse
move "%BEFORE%" "%PLACE%" >>"%LOG%" 2>&1
if errorlevel 1 goto inuse
:aside
if exist "%BEFORE%\" goto inuse
if not exist "%PLACE%\" goto fresh
echo 正在更新 …
>>"%LOG%" echo 原来的版本：
if exist "%PLACE%\Scripts\python.exe" "%PLACE%\Scripts\python.exe" -I -m workbook_tools.cli --version >>"%LOG%" 2>&1
move "%PLACE%" "%BEFORE%" >>"%LOG%" 2>&1
if errorlevel 1 goto inuse
if exist "%PLACE%\" goto inuse
:fresh
echo 正在安装绩效评价程序（一两分钟）…
set "STEP=建立程序的文件夹"
%PYTHON% -I -m venv "%PLACE%" >>"%LOG%" 2>&1
if errorlevel 1 goto back
if not exist "%PLACE%\Scripts\python.exe" goto back
set "STEP=安装程序和它用到的库"
"%PLACE%\Scripts\python.exe" -I -m pip --isolated install --quiet --disable-pip-version-check --no-warn-script-location --no-index --find-links "%HERE%wheels" "workbook-tools[excel]" >>"%LOG%" 2>&1
if errorlevel 1 goto back
set "STEP=试运行"
"%PLACE%\Scripts\python.exe" -I -m workbook_tools.cli --version >>"%LOG%" 2>&1
if errorlevel 1 goto back
set "STEP=生成加载宏"
"%PLACE%\Scripts\python.exe" -I -c "import sys, pathlib; from workbook_tools.excel import make_addin; make_addin(pathlib.Path(sys.argv[1]))" "%PLACE%\绩效评价.xlam" >>"%LOG%" 2>&1
if errorlevel 1 goto back
set "STEP=收尾"
copy /y "%HERE%卸载.cmd" "%LOCALAPPDATA%\workbook-tools-卸载.cmd" >>"%LOG%" 2>&1
if errorlevel 1 goto back
rem 别人放在程序文件夹里的文件，留着
if not exist "%BEFORE%\" goto tidy
pushd "%BEFORE%"
for %%f in (*) do if not exist "%PLACE%\%%f" move "%%f" "%PLACE%\%%f" >>"%LOG%" 2>&1
for /d %%f in (*) do if not exist "%PLACE%\%%f\" move "%%f" "%PLACE%\%%f" >>"%LOG%" 2>&1
popd
rmdir /s /q "%BEFORE%" >>"%LOG%" 2>&1
:tidy
echo.
"%PLACE%\Scripts\python.exe" -I -m workbook_tools.excel.icons
if errorlevel 1 echo 图标没有放好，其他都装好了；可以用加载宏或网页版。
echo.
echo 安装完成。
echo   放好了图标的：把工作簿拖到图标上，或者右键→发送到→绩效评价。
echo   Excel 加载宏：文件→选项→加载项→转到→浏览，选
echo   "%PLACE%\绩效评价.xlam"
echo   卸载：双击安装包里的“卸载.cmd”。
>>"%LOG%" echo 安装完成
set "RESULT=0"
goto end

:suits
rem 同一版本、64位的 Python 才能用安装包里的库
%PYTHON% -I -c "import sys; sys.exit(0 if '%%d.%%d' %% sys.version_info[:2] == '%VERSION%' and sys.maxsize > 2**32 else 1)" >>"%LOG%" 2>&1
if errorlevel 1 exit /b 1
if not errorlevel 0 exit /b 1
exit /b 0

:incomplete
echo 安装包不完整：没有找到 wheels 文件夹里的程序。请把压缩包全部解压以后再双击“安装.cmd”。
goto stopped
:nopython
echo 这台电脑没有 Python %VERSION%（64位），安装包里也没有它的安装程序。
echo 请在做安装包的电脑上用 --python-installer 加进来，再做一次安装包。
goto stopped
:unsuited
echo 安装包里的 Python 没有装上，或者和程序要的版本（%VERSION%，64位）不一样。要 Windows 10 或更新的版本。
goto stopped
:inuse
echo 旧版正在使用，没有改动。请关闭 Excel 和绩效评价的窗口，再双击“安装.cmd”。
goto stopped
:back
>>"%LOG%" echo 没有完成：%STEP%
if exist "%PLACE%\" rmdir /s /q "%PLACE%" >>"%LOG%" 2>&1
if exist "%BEFORE%\" move "%BEFORE%" "%PLACE%" >>"%LOG%" 2>&1
if exist "%PLACE%\" echo 旧版已经放回，照常可用。
echo.
echo 安装没有完成，停在“%STEP%”。原因写在：
:stopped
>>"%LOG%" echo 停在：%STEP%
echo   "%LOG%"
set "RESULT=1"
:end
if not "%~1"=="/quiet" pause
if defined OLDPAGE chcp %OLDPAGE% >nul
exit /b %RESULT%
