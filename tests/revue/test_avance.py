"""Reading ahead on other cores: the same acts in the same order, whatever the system gives or takes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from deliberia.drafting import example_dossier
from deliberia.revue import Cache, Revue, avance, iter_actes, open_queue
from deliberia.verification import open_base

ACTS = 12


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts, an act of the interface with its export, and a file that cannot be read."""
    folder = tmp_path / "actes"
    example_dossier(folder / "val-fleuri")
    for number in range(ACTS):
        text = (
            "Commune de Val-Fleuri\nSéance du mardi 17 novembre 2026\n\n"
            f"Vu l’article L. 2311-7 du code général des collectivités territoriales, dossier {number} ;\n"
        )
        (folder / f"acte-{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "illisible.docx").write_bytes(b"PK\x03\x04 rien")
    return folder


@pytest.fixture
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started at once."""
    monkeypatch.setattr(avance, "WORTH", -1.0)
    monkeypatch.setattr(avance, "TRIED", -1.0)


def assert_same(one: Revue, other: Revue) -> None:
    assert list(one.actes.values()) == list(other.actes.values())
    assert list(one.items.values()) == list(other.items.values())


@pytest.mark.usefixtures("_eager")
def test_two_processes_read_what_one_reads(folder: Path) -> None:
    alone = open_queue(folder)
    cache = Cache()
    assert_same(open_queue(folder, cache=cache, coeurs=2), alone)
    assert_same(open_queue(folder, cache=cache, coeurs=2), alone)
    assert any(acte.erreur for acte in alone.actes.values())
    cache.close()


@pytest.mark.usefixtures("_eager")
@pytest.mark.parametrize("error", [BrokenProcessPool(), OSError(), ValueError(), RuntimeError()])
def test_a_system_without_processes_changes_nothing(
    error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(avance, "ProcessPoolExecutor", refuse)
    assert_same(open_queue(folder, coeurs=2), open_queue(folder))


def test_a_small_folder_starts_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise AssertionError("not worth it")

    monkeypatch.setattr(avance, "ProcessPoolExecutor", refuse)
    monkeypatch.setattr(avance, "WORTH", 3600.0)
    assert open_queue(folder, coeurs=8).actes


@pytest.mark.usefixtures("_eager")
def test_a_reading_is_stopped_and_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    acts = iter_actes(
        folder,
        open_base(),
        coeurs=2,
        wait=lambda: len(told) < 5,
        progress=lambda done, total: told.append((done, total)),
    )
    assert len(list(acts)) <= 5
    assert [done for done, _ in told] == list(range(5))
    assert len({total for _, total in told}) == 1


READER = """
import sys
from pathlib import Path
if __name__ == "__main__":
    from deliberia.revue import avance, iter_actes
    from deliberia.verification import open_base
    avance.WORTH = avance.TRIED = -1.0
    for number, _ in enumerate(iter_actes(Path(sys.argv[1]), open_base(), coeurs=2)):
        if number == 4:
            print(*avance.multiprocessing.active_children(), flush=True)
            print(*[one.pid for one in avance.multiprocessing.active_children()], flush=True)
            input()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_the_processes_end_with_the_one_that_asked(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", READER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    children = [int(one) for one in process.stdout.readline().split()]
    assert len(children) == 2
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stdin.close()
    for _ in range(500):
        if not any(is_running(child) for child in children):
            return
        time.sleep(0.02)
    raise AssertionError("a process outlives the one that asked")


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" and os.path.exists(f"/proc/{pid}")
