@echo off
rem 把一个或几个工作簿（或文件夹）拖到这个图标上，就会逐个计算；也可以放进“发送到”。
title 绩效评价
set "TOOL=%LOCALAPPDATA%\workbook-tools\Scripts\workbook-tools.exe"
if defined WORKBOOK_TOOLS_EXE set "TOOL=%WORKBOOK_TOOLS_EXE%"
if not exist "%TOOL%" (
  echo 还没有安装绩效评价程序。请先运行安装包里的“安装.cmd”。
  pause
  exit /b 1
)
if "%~1"=="" (
  echo 请把工作簿拖到这个图标上。可以一次选多个，也可以拖一个文件夹。
  pause
  exit /b 2
)
"%TOOL%" drop %*
