/* python.exe for a python3XX.dll: calls Py_Main. As Scripts\python.exe of a virtual environment it starts the python.exe that pyvenv.cfg
   names, as the real venvlauncher.exe does. PYTHON_DLL is given by set_up.sh. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

typedef int (*python_main)(int, wchar_t **);

static int home_of_environment(const wchar_t *me, wchar_t *home)
{
    wchar_t config[MAX_PATH * 4];
    wcscpy(config, me);
    for (int up = 0; up < 2; up++) {
        wchar_t *slash = wcsrchr(config, L'\\');
        if (!slash) return 0;
        *slash = 0;
    }
    wcscat(config, L"\\pyvenv.cfg");
    FILE *file = _wfopen(config, L"rb");
    if (!file) return 0;
    char line[MAX_PATH * 4];
    wchar_t wide[MAX_PATH * 4];
    int found = 0;
    while (fgets(line, sizeof line, file)) {
        MultiByteToWideChar(CP_UTF8, 0, line, -1, wide, MAX_PATH * 4);
        if (wcsncmp(wide, L"home = ", 7)) continue;
        wcscpy(home, wide + 7);
        home[wcscspn(home, L"\r\n")] = 0;
        found = 1;
    }
    fclose(file);
    return found;
}

static int start_and_wait(const wchar_t *program)
{
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION process;
    DWORD code = 1;
    GetStartupInfoW(&start);
    if (!CreateProcessW(program, GetCommandLineW(), NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 101;
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
}

int wmain(int count, wchar_t **words)
{
    wchar_t me[MAX_PATH * 4], home[MAX_PATH * 4], program[MAX_PATH * 4];
    GetModuleFileNameW(NULL, me, MAX_PATH * 4);
    if (home_of_environment(me, home)) {
        swprintf(program, MAX_PATH * 4, L"%ls\\python.exe", home);
        SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", me);
        return start_and_wait(program);
    }
    HMODULE library = LoadLibraryW(PYTHON_DLL);
    if (!library) {
        fwprintf(stderr, L"no Python library: %lu\n", GetLastError());
        return 100;
    }
    return ((python_main)(void *)GetProcAddress(library, "Py_Main"))(count, words);
}
