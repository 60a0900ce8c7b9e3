"""The same lot on a cluster of several worker processes, one of them killed in flight."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.lot.conftest import MODELE, SEANCE, WriteTable, make_rows
from tests.lot.test_running import prove, run

from deliberia.errors import UsageError
from deliberia.lot import make_job
from deliberia.lot.running import Progress

distributed = pytest.importorskip("distributed", reason="le complément « grappe » n’est pas installé")
pytestmark = [pytest.mark.loopback, pytest.mark.filterwarnings("ignore")]
"""The cluster is on this machine; the library warns of its own ports and deprecations."""


@pytest.fixture
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, processes=True
    ) as made:
        yield made


def test_a_cluster_gives_the_same_bytes_even_when_a_worker_is_killed(
    write_table: WriteTable, tmp_path: Path, cluster: Any
) -> None:
    path = write_table(make_rows(400))
    job = make_job(MODELE, seance=SEANCE, controle=False, profonde=False)
    run(path, job, tmp_path / "seul")
    victim = next(iter(cluster.workers.values())).process.pid
    killed = threading.Event()

    def kill(progress: Progress) -> None:
        if progress.faits >= 40 and not killed.is_set():
            os.kill(victim, signal.SIGKILL)
            killed.set()
            time.sleep(0.05)

    report = run(path, job, tmp_path / "grappe", ordonnanceur=cluster.scheduler_address, progress=kill)
    assert killed.is_set()
    assert {one.etat for one in report.lignes} == {"ecrit"}
    assert prove(tmp_path / "grappe") == prove(tmp_path / "seul")


def test_a_scheduler_that_does_not_answer_is_named(
    write_table: WriteTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia.lot.cluster._WAIT", "1s")
    job = make_job(MODELE, seance=SEANCE, profonde=False)
    with pytest.raises(UsageError, match="ne répond pas"):
        run(write_table(make_rows(1)), job, tmp_path, essai=True, ordonnanceur="tcp://127.0.0.1:9")
