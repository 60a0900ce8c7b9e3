"""The journal: sealed line by line, durable, merged, and any tampering found with its place."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.revue.conftest import ticking

from deliberia.errors import ReviewError, UsageError
from deliberia.revue import Ecart, Journal, find_reviewer
from deliberia.revue.journal.entrees import canonical, seal
from deliberia.revue.journal.fichiers import parse_journal

WRITER = """
import sys
from pathlib import Path
from deliberia.revue.journal import Journal
journal = Journal(Path(sys.argv[1]), "Claire Vasseur")
for number in range(int(sys.argv[2])):
    journal.add("accepter", objet=f"{sys.argv[3]}-{number}", acte="a.txt")
    print(f"{sys.argv[3]}-{number}", flush=True)
"""


def fill(journal: Journal, count: int = 5) -> list[str]:
    """Write lines and return them as they are on the disk."""
    for number in range(count):
        journal.add("accepter", objet=f"point-{number}", acte="a.txt")
    return journal.path.read_text(encoding="utf-8").splitlines()


def faults(dossier: Path) -> list[tuple[int, Ecart]]:
    return [(one.ligne, one.ecart) for one in Journal(dossier).verify()]


def rewrite(journal: Journal, lines: list[str]) -> None:
    journal.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_each_line_is_json_and_bears_the_hash_of_the_one_before(journal: Journal) -> None:
    lines = [json.loads(line) for line in fill(journal)]
    assert [line["rang"] for line in lines] == [1, 2, 3, 4, 5]
    assert lines[0]["precedent"] == "0" * 64
    for before, after in itertools.pairwise(lines):
        assert after["precedent"] == before["empreinte"]
        assert seal(after)["empreinte"] == after["empreinte"]


def test_a_sound_journal_has_no_fault(journal: Journal, dossier: Path) -> None:
    fill(journal)
    assert faults(dossier) == []


def test_an_altered_line_is_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    lines[2] = lines[2].replace("point-2", "point-9")
    rewrite(journal, lines)
    assert faults(dossier) == [(3, Ecart.MODIFIEE)]


def test_an_altered_line_sealed_again_is_found_by_the_next(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    body = json.loads(lines[2])
    body["decision"] = "rejeter"
    lines[2] = canonical(seal(body)).decode()
    rewrite(journal, lines)
    assert faults(dossier) == [(4, Ecart.INSEREE)]


def test_a_removed_line_is_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    del lines[1]
    rewrite(journal, lines)
    assert faults(dossier) == [(2, Ecart.RETIREE)]


def test_the_first_line_removed_is_found(journal: Journal, dossier: Path) -> None:
    rewrite(journal, fill(journal)[1:])
    assert faults(dossier) == [(1, Ecart.RETIREE)]


def test_moved_lines_are_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    lines[1], lines[2] = lines[2], lines[1]
    rewrite(journal, lines)
    assert [line for line, _ in faults(dossier)] == [2, 3, 4]
    assert Ecart.DEPLACEE in {ecart for _, ecart in faults(dossier)}


def test_a_line_repeated_is_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    rewrite(journal, [*lines, lines[2]])
    assert faults(dossier) == [(6, Ecart.DEPLACEE)]


def test_a_line_added_in_the_middle_is_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    forged = {
        **json.loads(lines[2]),
        "objet": "forge",
        "rang": 4,
        "precedent": json.loads(lines[2])["empreinte"],
    }
    lines.insert(3, canonical(seal(forged)).decode())
    rewrite(journal, lines)
    assert [line for line, _ in faults(dossier)] == [5]


def test_a_name_given_twice_in_a_line_is_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    lines[1] = '{"decision":"rejeter",' + lines[1][1:]
    rewrite(journal, lines)
    assert faults(dossier) == [(2, Ecart.MODIFIEE)]


def test_rubbish_in_the_middle_is_found(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    lines.insert(2, "rien")
    rewrite(journal, lines)
    assert faults(dossier) == [(3, Ecart.ILLISIBLE)]


@pytest.mark.parametrize("line", ["[]", "{}", "null", '{"empreinte": 3}', '{"id": [1]}', "[" * 5000, "\x00"])
def test_a_line_of_another_shape_is_rubbish_and_stops_nothing(
    line: str, journal: Journal, dossier: Path
) -> None:
    rewrite(journal, [*fill(journal, 2), line])
    assert faults(dossier) == [(3, Ecart.ILLISIBLE)]
    assert len(Journal(dossier).entrees) == 2


def test_the_end_cut_off_is_told_by_who_had_seen_it(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    other = Journal(dossier, "Bastien Roure", clock=ticking())
    other.add("accepter", objet="autre", acte="a.txt")
    rewrite(journal, lines[:3])
    (found,) = Journal(dossier).verify()
    assert (found.fichier, found.ecart) == (journal.path.name, Ecart.TRONQUE)
    assert other.path.name in found.detail


def test_a_journal_taken_away_is_told_by_who_had_seen_it(journal: Journal, dossier: Path) -> None:
    fill(journal)
    Journal(dossier, "Bastien Roure").add("accepter", objet="autre", acte="a.txt")
    journal.path.unlink()
    assert faults(dossier) == [(0, Ecart.ABSENT)]


def test_a_line_of_somebody_else_is_found_in_a_journal(journal: Journal, dossier: Path) -> None:
    fill(journal)
    journal.path.rename(journal.path.with_name("bastien-roure@poste-1.000000.jsonl"))
    assert {ecart for _, ecart in faults(dossier)} == {Ecart.INSEREE}


@given(st.data())
def test_any_byte_changed_is_found(data: st.DataObject) -> None:
    body = b""
    precedent = "0" * 64
    for rang in range(1, 5):
        line = seal(
            {
                "id": str(rang), "rang": rang, "precedent": precedent, "quand": f"2026-11-20T08:00:0{rang}",
                "relecteur": "Claire Vasseur", "poste": "p", "decision": "accepter",
            }
        )  # fmt: skip
        precedent = line["empreinte"]
        body += canonical(line) + b"\n"
    assert parse_journal(body, "x").anomalies == ()
    end = body.rindex(b"\n", 0, -1)  # the last line alone is held by nothing but its own hash
    place = data.draw(st.integers(0, end - 1))
    changed = data.draw(st.integers(0, 255).filter(lambda value: value != body[place]))
    altered = body[:place] + bytes([changed]) + body[place + 1 :]
    assert any(one.ecart.is_fault for one in parse_journal(altered, "x").anomalies)


def test_a_line_cut_by_a_stop_is_left_aside_and_the_chain_goes_on(journal: Journal, dossier: Path) -> None:
    lines = fill(journal)
    with journal.path.open("ab") as file:
        file.write(lines[0].encode()[:40])
    assert faults(dossier) == [(6, Ecart.INTERROMPUE)]
    again = Journal(dossier, "Claire Vasseur")
    assert len(again.entrees) == 5
    again.add("accepter", objet="suite", acte="a.txt")
    assert faults(dossier) == []
    assert len(Journal(dossier).entrees) == 6
    aside = journal.path.with_name(journal.path.name + ".reste")
    assert aside.read_bytes().strip() == lines[0].encode()[:40]


def test_a_whole_line_without_its_end_is_kept(journal: Journal, dossier: Path) -> None:
    fill(journal)
    journal.path.write_bytes(journal.path.read_bytes()[:-1])
    again = Journal(dossier, "Claire Vasseur")
    again.add("accepter", objet="suite", acte="a.txt")
    assert faults(dossier) == []
    assert [one.objet for one in Journal(dossier).entrees][-2:] == ["point-4", "suite"]


def test_a_clock_that_goes_backward_is_said_and_order_is_kept(dossier: Path) -> None:
    journal = Journal(dossier, "Claire Vasseur", clock=ticking(step=-3600))
    fill(journal, 3)
    assert faults(dossier) == [(2, Ecart.HORLOGE), (3, Ecart.HORLOGE)]
    assert not any(ecart.is_fault for _, ecart in faults(dossier))
    assert [one.objet for one in Journal(dossier).entrees] == ["point-0", "point-1", "point-2"]


def test_two_reviewers_never_share_a_file_and_are_read_in_one_order(dossier: Path) -> None:
    first = Journal(dossier, "Claire Vasseur", clock=ticking("2026-11-20T08:00:00+00:00", 10))
    second = Journal(dossier, "Bastien Roure", clock=ticking("2026-11-20T08:00:05+00:00", 10))
    for number in range(3):
        first.add("accepter", objet=f"a{number}", acte="a.txt")
        second.add("accepter", objet=f"b{number}", acte="a.txt")
    assert first.path != second.path
    expected = ["a0", "b0", "a1", "b1", "a2", "b2"]
    for reader in (first, second, Journal(dossier)):
        reader.refresh()
        assert [one.objet for one in reader.entrees] == expected


def test_names_written_alike_have_their_own_files(dossier: Path) -> None:
    names = ("Éric Roux", "Eric Roux", "éric-roux")
    assert len({Journal(dossier, name).path.name for name in names}) == 3
    machines = {Journal(dossier, "Éric Roux", poste=poste).path.name for poste in ("a", "b")}
    assert len(machines) == 2


def test_two_processes_of_one_reviewer_do_not_interleave(dossier: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(dossier), "40", name], stdout=subprocess.DEVNULL,
            env={**os.environ, "DELIBERIA_POSTE": "poste-1"},
        )
        for name in ("x", "y", "z")
    ]  # fmt: skip
    assert [process.wait(120) for process in processes] == [0, 0, 0]
    journal = Journal(dossier)
    assert journal.verify() == ()
    assert sorted(one.objet for one in journal.entrees) == sorted(
        f"{name}-{number}" for name in "xyz" for number in range(40)
    )


def test_a_process_killed_at_any_moment_loses_nothing_that_it_had_recorded(dossier: Path) -> None:
    told: list[str] = []
    for attempt in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(dossier), "100000", f"k{attempt}"],
            stdout=subprocess.PIPE,
            env={**os.environ, "DELIBERIA_POSTE": "poste-1"},
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3 + 7 * attempt)]
        process.kill()
        rest = process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        told += [line.decode().strip() for line in (*lines, *rest)]
    journal = Journal(dossier, "Claire Vasseur")
    assert not any(one.ecart.is_fault for one in journal.verify())
    assert set(told) - {""} <= {one.objet for one in journal.entrees}
    journal.add("accepter", objet="suite", acte="a.txt")
    assert journal.verify() == ()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="sans /proc")
def test_a_share_without_locks_is_written_under_a_lock_of_the_machine(
    journal: Journal, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    place = os.path.realpath(dossier)
    whole = fcntl.flock

    def refuse(descriptor: int, operation: int) -> None:
        if os.readlink(f"/proc/self/fd/{descriptor}").startswith(place):
            raise OSError(37, "No locks available")
        whole(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", refuse)
    fill(journal, 3)
    assert faults(dossier) == []


def test_a_full_disk_is_said_and_leaves_the_journal_sound(
    journal: Journal, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(journal, 2)
    whole = os.write

    calls = iter([True])

    def fail(descriptor: int, data: bytes) -> int:
        if next(calls, False):
            return whole(descriptor, data[:50])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(ReviewError, match="le disque est plein"):
        journal.add("accepter", objet="perdu", acte="a.txt")
    monkeypatch.setattr(os, "write", whole)
    assert faults(dossier) == []
    journal.add("accepter", objet="suite", acte="a.txt")
    assert [one.objet for one in Journal(dossier).entrees] == ["point-0", "point-1", "suite"]


def test_a_folder_that_refuses_writing_is_said(dossier: Path) -> None:
    (dossier / "journal-de-revue").write_text("un fichier")
    with pytest.raises(ReviewError, match="ne peut pas être lu"):
        Journal(dossier, "Claire Vasseur").add("accepter", objet="x", acte="a.txt")


def test_the_reviewer_is_the_name_given_then_that_of_the_environment() -> None:
    look: Callable[..., str] = find_reviewer
    assert look("  Claire\xa0 Vasseur ", {}) == "Claire Vasseur"
    assert look("", {"DELIBERIA_RELECTEUR": "Bastien Roure"}) == "Bastien Roure"
    assert look("", {})
    with pytest.raises(UsageError, match="pas lisible"):
        look("a\x00b", {})
