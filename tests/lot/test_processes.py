"""The system refuses processes: the work goes on with one core, and says so."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from tests.lot.conftest import MODELE, SEANCE, WriteTable, make_rows

from deliberia.cli import run
from deliberia.lot import check_files, processes
from deliberia.lot.processes import iter_in_order, open_processes

Capture = pytest.CaptureFixture[str]


@pytest.fixture(params=["semaphore", "process"])
def refusal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose /dev/shm cannot be written, then one that has no process left."""

    class Refusing:
        def __init__(self, _count: int, **_options: Any) -> None:
            if request.param == "semaphore":
                raise OSError(errno.EROFS, "Read-only file system")

        def submit(self, *_: Any) -> Future[Any]:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

        def shutdown(self, **_: Any) -> None:
            pass

    monkeypatch.setattr(processes, "ProcessPoolExecutor", Refusing)


@pytest.mark.usefixtures("refusal")
def test_a_lot_goes_on_with_one_core_and_says_so(
    write_table: WriteTable, tmp_path: Path, capsys: Capture
) -> None:
    table = write_table(make_rows(25))
    command = ["lot", str(table), "--modele", MODELE, "--seance", str(SEANCE), "-o", str(tmp_path / "actes")]
    assert run([*command, "--coeurs", "2"]) == 0
    error = capsys.readouterr().err
    assert error.count("un seul cœur") == 1
    assert len(list((tmp_path / "actes").glob("*.docx"))) == 25


@pytest.mark.usefixtures("refusal")
def test_a_folder_is_checked_with_one_core(tmp_path: Path) -> None:
    for rank in range(20):
        (tmp_path / f"{rank:02}.txt").write_text(f"Le conseil délibère, {rank}.", encoding="utf-8")
    told: list[str] = []
    audits = list(check_files(sorted(tmp_path.iterdir()), coeurs=2, tell=told.append))
    assert [Path(audit.chemin).name for audit in audits] == [f"{rank:02}.txt" for rank in range(20)]
    assert len(told) == 1


def test_one_core_that_was_asked_for_needs_no_word() -> None:
    told: list[str] = []
    with open_processes(1, told.append) as pool:
        assert pool is None
    assert told == []


_WORK = """
import os, sys, time
from deliberia.lot.processes import open_processes

def tell_pid(_):
    time.sleep(0.2)
    return os.getpid()

if __name__ == "__main__":
    with open_processes(2) as pool:
        print(*set(pool.map(tell_pid, range(8))), flush=True)
        time.sleep(60)
"""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # a container may leave the dead unburied
    return not status.is_file() or status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(os.name != "posix", reason="le signal est celui de POSIX")
def test_a_killed_lot_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "travail.py"
    script.write_text(_WORK, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
    assert pids
    for _ in range(200):
        if not any(map(_is_alive, pids)):
            break
        time.sleep(0.05)
    assert not any(map(_is_alive, pids))


@pytest.mark.skipif(os.name != "posix", reason="le signal est celui de POSIX")
def test_a_ctrl_c_says_nothing_but_that_it_is_interrupted(tmp_path: Path) -> None:
    script = tmp_path / "travail.py"
    script.write_text(_WORK, encoding="utf-8")
    pipe = subprocess.PIPE
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline()
        os.killpg(parent.pid, signal.SIGINT)
        _, told = parent.communicate(timeout=30)
    assert told.count("KeyboardInterrupt") == 1, "that of the script, which catches nothing"
    assert "_process_worker" not in told


def test_results_come_in_order_and_items_are_not_read_too_far() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for item in range(6):
            read.append(item)
            yield item

    def submit(item: int) -> Future[int] | None:
        if item == 2:
            return None
        future: Future[int] = Future()
        future.set_result(10 * item)
        return future

    results = iter_in_order(items(), submit, 2)
    assert next(results) == (0, 0)
    assert read == [0, 1]
    assert list(results) == [(1, 10), (2, None), (3, 30), (4, 40), (5, 50)]
