/* Stands for python.org's installer, which Wine cannot run: notes in %LOCALAPPDATA%\installers.txt how it was started. */
#include <stdio.h>
#include <windows.h>

int wmain(void) {
    wchar_t path[1024], *words = GetCommandLineW();
    ExpandEnvironmentStringsW(L"%LOCALAPPDATA%\\installers.txt", path, 1024);
    FILE *notes = _wfopen(path, L"ab");
    if (!notes) return 2;
    fwrite(words, sizeof *words, wcslen(words), notes);
    fwrite(L"\n", sizeof *words, 1, notes);
    fclose(notes);
    return 1; /* and installs nothing */
}
