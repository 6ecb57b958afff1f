"""What of these tests holds on POSIX systems alone, and why: `tests/windows/run.sh` runs the rest inside Windows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

_MODES = "Windows keeps rights in lists of access, not in the mode of a file"
_LINKS = "making links takes rights that Windows gives to few"
_LIMITS = "limits of a process and disks of one's own to fill are made by `resource` and `mount`"
_PARENT = "what started the first process under Wine is no process of Windows"
_BYTES = "Windows counts characters, where POSIX counts bytes"
_MOMENT = "a reader is refused for the moment in which a file is replaced"
_PIPES = "Windows has no pipes among its files"
ONLY_POSIX = {
    "test_old_locks_and_folders_of_ours_go_and_everything_else_stays": "Windows tells no names apart by their case",
    "test_a_disk_that_is_full_or_read_only_leaves_the_workbook_as_it_was": _LIMITS,
    "test_a_limit_on_the_size_of_files_leaves_the_workbook_as_it_was": _LIMITS,
    "test_permissions_that_bind_are_said_and_obeyed": _LIMITS,
    "test_a_permission_lost_half_way_leaves_the_workbook_as_it_was": _LIMITS,
    "test_a_workbook_locked_by_the_administrator_stays": _LIMITS,
    "test_a_name_that_the_system_cannot_write_is_said": _LIMITS,
    "test_a_killed_run_leaves_no_lock": "Windows has no SIGKILL",
    "test_every_way_of_writing_a_path_is_one_lock": _LINKS,
    "test_a_link_planted_as_the_lock_file_is_not_followed": _LINKS,
    "test_a_name_that_is_no_unicode_can_be_worked_with": "names on Windows are Unicode",
    "test_the_version_before_keeps_the_time_of_its_making": "Windows keeps another grain of time",
    "test_a_link_stays_a_link_and_its_file_is_replaced": _LINKS,
    "test_permissions_stay_and_new_files_follow_the_umask": _MODES,
    "test_the_hidden_file_is_never_more_open_than_the_workbook": _MODES,
    "test_extended_attributes_stay_where_the_file_system_has_them": "Windows has streams instead",
    "test_a_circle_of_links_is_said": _LINKS,
    "test_a_name_that_is_too_long_is_said": _BYTES,
    "test_what_a_living_process_of_this_computer_is_writing_is_let_alone": _PARENT,
    "test_a_missing_file_a_folder_and_a_pipe_are_told_apart": _PIPES,
    "test_a_name_that_no_file_system_takes_is_said_to_be_too_long": _BYTES,
    "test_a_circle_of_links_ends_in_a_message": _LINKS,
    "test_a_limit_that_is_no_number_leaves_the_default[]": "an empty variable is none on Windows",
    "test_every_descriptor_is_closed_whatever_fails": "Windows lists no open files; Wine shows those of the host",
    "test_runs_that_meet_refuse_or_succeed_and_never_mix": _MOMENT,
    "test_a_workbook_is_whole_after_300_kills_at_random_moments": "Windows has no SIGKILL",
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.platform != "win32":
        return
    here = Path(__file__).parent
    for item in items:
        bare = item.name.partition("[")[0]
        reason = ONLY_POSIX.get(item.name) or ONLY_POSIX.get(bare)
        if reason and here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"holds on POSIX alone: {reason}"))
