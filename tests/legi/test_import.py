"""Import of archives: what must be found, in which order, and what must never happen."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Any

import pytest

from deliberia.errors import ReferenceBaseError, UsageError
from deliberia.legi import EVERYTHING, Progress, import_archives, open_legi
from deliberia.legi import reader as reader_room
from deliberia.legi import schema as schema_room
from deliberia.legi.lock import import_lock

CODE = "LEGITEXT900000000001"
LOI = "JORFTEXT900000000002"
GLOBAL = "Freemium_legi_global_20250713-140000.tar.gz"
DAILY = "LEGI_20250714-211706.tar.gz"
STAMP = "20250714-211706"
BRANCH = "legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/90/00/00/00/00/LEGITEXT900000000001"

Writer = Any  # the class of conftest, which cannot be imported from here


def article_path(number: int) -> str:
    return f"{BRANCH}/article/LEGI/ARTI/90/00/00/00/00/LEGIARTI9{number:011d}"


def numbers(base: Path) -> list[str]:
    with sqlite3.connect(base) as connection:
        rows = connection.execute("SELECT num FROM article WHERE retenu ORDER BY id").fetchall()
    connection.close()
    return [num for (num,) in rows]


def test_a_complete_archive_fills_a_base(small: Path, base: Path) -> None:
    report = import_archives([small], base=base)
    assert (report.articles, report.sections, report.textes, report.liens) == (8, 1, 2, 1)
    assert report.etat == dt.date(2025, 7, 13)
    assert report.endommages == 0
    assert not report.elements_inconnus
    assert base.is_file()
    assert not base.with_name("legi.sqlite.import").exists()


def test_progress_ends_at_the_total(small: Path, base: Path) -> None:
    seen: list[Progress] = []
    import_archives([small], base=base, progress=seen.append)
    assert seen[-1].octets == seen[-1].total == small.stat().st_size
    assert seen[-1].restant == 0


def test_the_same_archive_twice_changes_nothing(small: Path, base: Path) -> None:
    import_archives([small], base=base)
    before = base.read_bytes()
    report = import_archives([small], base=base)
    assert base.read_bytes() == before
    assert report.archives == ()
    assert report.ignorees == (f"{GLOBAL} : déjà dans la base",)


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
def test_each_form_of_tar_is_read(writer: Writer, base: Path, tmp_path: Path, form: int) -> None:
    archive = writer()
    archive.article(1)
    archive.prefix = "./"
    archive.article(2)
    report = import_archives([archive.save(tmp_path / GLOBAL, form=form)], base=base)
    assert report.articles == 2


def test_a_daily_archive_amends_adds_and_deletes(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    import_archives([small], base=base)
    daily = writer(STAMP)
    daily.time += 1
    daily.article(2, "L1-1", debut="2010-01-01", etat="MODIFIE", fin="2025-07-14", texte="Ancien texte")
    daily.article(20, "L1-1", debut="2025-07-14", texte="<p>Texte nouveau.</p>")
    daily.article(9, "L1-5")
    # In the list and in the archive: deletions are the first thing a day does.
    daily.add("liste_suppression_legi.dat", f"{article_path(3)}\n{article_path(9)}\n{article_path(77)}\n")
    report = import_archives([daily.save(tmp_path / DAILY)], base=base)
    assert (report.ajoutes, report.remplaces, report.supprimes) == (2, 1, 1)
    assert report.etat == dt.date(2025, 7, 14)
    with open_legi(base) as legi:
        text = legi.article_text(CODE, "L1-1", dt.date(2025, 7, 14))
        assert text is not None
        assert text.texte == "Texte nouveau."
        assert [version.fin for version in legi.versions(CODE, "L1-1")][1] == dt.date(2025, 7, 14)
        assert legi.versions(CODE, "R1-2") == ()
        assert legi.versions(CODE, "L1-5")
        assert legi.search("déléguer") == ()
        assert legi.search("nouveau")[0].version.id == "LEGIARTI900000000020"


def test_a_file_already_read_is_skipped_and_spared(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    import_archives([small], base=base)
    daily = writer(STAMP)
    daily.article(2, "L1-1", debut="2010-01-01", texte="jamais lu")
    daily.add("liste_suppression_legi.dat", f"{article_path(2)}\n")
    report = import_archives([daily.save(tmp_path / DAILY)], base=base)
    assert (report.inchanges, report.supprimes) == (1, 0)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"{BRANCH} D", 2),
        (f"{BRANCH.replace('vigueur/code', 'vigueurcode')} D", 2),
        (f"{article_path(3)} D", 7),
        (f"{BRANCH}/article/LEGI/ARTI/90/00/00 D", 2),
        (f"{BRANCH}/section_ta D", 8),
        (f"{BRANCH}/inconnu D", 8),
        ("legi/global D", 8),
    ],
)
def test_folders_are_deleted_by_their_own_list(
    small: Path, base: Path, writer: Writer, tmp_path: Path, line: str, left: int
) -> None:
    daily = writer(STAMP)
    daily.add("liste_suppression_legi_dossier.dat", line + "\n")
    daily.save(tmp_path / DAILY)
    assert import_archives([tmp_path], base=base).articles == left


def test_days_are_read_in_order_and_older_ones_left_aside(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    for stamp, text in (
        ("20250716-200000", "second"),
        ("20250715-200000", "premier"),
        ("20250712-200000", "avant"),
    ):
        daily = writer(stamp)
        daily.time += int(stamp[6:8])
        daily.article(2, "L1-1", debut="2010-01-01", texte=text)
        daily.save(tmp_path / f"LEGI_{stamp}.tar.gz")
    (tmp_path / "note.pdf").write_bytes(b"%PDF")
    report = import_archives([tmp_path], base=base)
    assert report.archives[1:] == ("LEGI_20250715-200000.tar.gz", "LEGI_20250716-200000.tar.gz")
    assert report.ignorees == ("LEGI_20250712-200000.tar.gz : antérieure à l’archive complète",)
    with open_legi(base) as legi:
        text_now = legi.article_text(CODE, "L1-1", dt.date(2020, 1, 1))
    assert text_now is not None
    assert text_now.texte == "second"


def test_a_silence_of_days_is_told(small: Path, base: Path, writer: Writer, tmp_path: Path) -> None:
    daily = writer("20250801-200000")
    daily.article(50, "L5")
    daily.save(tmp_path / "LEGI_20250801-200000.tar.gz")
    report = import_archives([tmp_path], base=base)
    assert "13/07/2025 et le 01/08/2025" in report.avertissements[0]


def test_a_daily_archive_alone_is_refused(base: Path, writer: Writer, tmp_path: Path) -> None:
    daily = writer(STAMP)
    daily.article(1)
    with pytest.raises(ReferenceBaseError, match="archive complète"):
        import_archives([daily.save(tmp_path / DAILY)], base=base)
    assert not base.exists()


def test_a_new_complete_archive_starts_from_an_empty_base(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    import_archives([small], base=base)
    newer = writer()
    newer.article(30, "L30")
    path = newer.save(tmp_path / "Freemium_Legi_global_20260101-140000.tar.gz")
    assert import_archives([path], base=base).articles == 1
    assert numbers(base) == ["L30"]


# Only some codes


def test_only_the_codes_named_are_kept_and_the_choice_lasts(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    report = import_archives([small], base=base, codes=[CODE])
    assert report.articles == 6
    assert report.passes == {"filtres": 4}
    daily = writer(STAMP)
    daily.article(40, "2", cid=LOI)
    daily.article(41, "L41")
    assert import_archives([daily.save(tmp_path / DAILY)], base=base).articles == 7
    with pytest.raises(ReferenceBaseError, match="changer les codes"):
        import_archives([tmp_path / DAILY], base=base, codes=EVERYTHING)
    assert import_archives([small], base=base, codes=EVERYTHING, restart=True).articles == 8


def test_short_names_of_codes_are_known(small: Path, base: Path) -> None:
    assert import_archives([small], base=base, codes=["CGCT", "ccp"]).articles == 0
    with pytest.raises(UsageError, match=r"CGTC.*CGCT"):
        import_archives([small], base=base, codes=["CGTC"])


# Places


def test_an_element_in_two_folders_counts_once_and_comes_back(
    base: Path, writer: Writer, tmp_path: Path
) -> None:
    archive = writer()
    archive.article(1, texte="en vigueur", time=1000)
    archive.article(1, texte="plus récent", state="non", time=2000)
    archive.save(tmp_path / GLOBAL)
    report = import_archives([tmp_path], base=base)
    assert report.articles == 1
    with open_legi(base) as legi:
        assert legi.article_text(CODE, "L1-1", dt.date(2020, 1, 1)).texte == "plus récent"  # type: ignore[union-attr]
    daily = writer(STAMP)
    daily.add("liste_suppression_legi.dat", article_path(1).replace("_en_", "_non_") + "\n")
    daily.save(tmp_path / DAILY)
    assert import_archives([tmp_path], base=base).articles == 1
    with open_legi(base) as legi:
        assert legi.article_text(CODE, "L1-1", dt.date(2020, 1, 1)).texte == "en vigueur"  # type: ignore[union-attr]


def test_the_same_path_twice_counts_once(base: Path, writer: Writer, tmp_path: Path) -> None:
    archive = writer()
    archive.article(1, texte="premier")
    archive.article(1, texte="second")
    assert import_archives([archive.save(tmp_path / GLOBAL)], base=base).articles == 1
    daily = writer(STAMP)
    daily.time += 5
    daily.article(1, texte="troisième")
    daily.article(1, texte="quatrième", time=daily.time + 1)
    assert import_archives([daily.save(tmp_path / DAILY)], base=base).articles == 1
    with open_legi(base) as legi:
        assert legi.article_text(CODE, "L1-1", dt.date(2020, 1, 1)).texte == "quatrième"  # type: ignore[union-attr]
        assert [hit.extrait for hit in legi.search("second")] == []


# Bad input


def test_a_truncated_archive_leaves_the_base_in_use(
    small: Path, base: Path, writer: Writer, tmp_path: Path
) -> None:
    import_archives([small], base=base)
    before = base.read_bytes()
    daily = writer(STAMP)
    daily.article(60, "L60")
    path = daily.save(tmp_path / DAILY)
    whole = path.read_bytes()
    for size in (0, 15, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:size])
        with pytest.raises(ReferenceBaseError, match="incomplète"):
            import_archives([path], base=base)
    assert base.read_bytes() == before
    assert sorted(file.name for file in base.parent.iterdir()) == ["legi.sqlite", "legi.sqlite.verrou"]
    path.write_bytes(whole)
    assert import_archives([path], base=base).articles == 9


def test_a_corrupt_archive_is_told(small: Path, base: Path) -> None:
    data = bytearray(small.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(range(100, 140))
    small.write_bytes(data)
    with pytest.raises(ReferenceBaseError, match=r"abîmée|incomplète"):
        import_archives([small], base=base)
    assert not base.exists()


def test_what_is_not_a_gzip_file_is_told(base: Path, tmp_path: Path) -> None:
    (tmp_path / GLOBAL).write_bytes(b"<html>Page introuvable</html>" * 50)
    with pytest.raises(ReferenceBaseError, match="abîmée"):
        import_archives([tmp_path / GLOBAL], base=base)


def test_damaged_members_are_counted_and_the_rest_is_read(base: Path, writer: Writer, tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
        "<ARTICLE><META>&c;</META></ARTICLE>"
    )
    archive = writer()
    archive.article(1)
    archive.add(f"{article_path(10)}.xml", bomb)
    archive.add(f"{article_path(11)}.xml", "<ARTICLE><META></ARTICLE>")
    archive.add(f"{article_path(12)}.xml", "<AUTRE/>")
    archive.add(f"{article_path(13)}.xml", "")
    archive.add("../../etc/LEGIARTI900000000014.xml", "<ARTICLE/>")
    archive.add("/etc/passwd", "x")
    archive.add(f"{BRANCH}/../../x.xml", "x")
    archive.add("legi/global/eli/article.xml", "x")
    archive.add(article_path(15).replace("code_en_vigueur", "autre_dossier") + ".xml", "<ARTICLE/>")
    report = import_archives([archive.save(tmp_path / GLOBAL)], base=base)
    assert (report.articles, report.endommages) == (1, 4)
    assert report.passes == {"chemins_refuses": 3, "inconnus": 2}
    assert report.exemples[0] == "LEGIARTI900000000010 : type de document ou entité refusés"
    with open_legi(base) as legi:
        assert not legi.is_whole(CODE)
        assert legi.coverage()[0].endommages == 4


def test_a_damaged_file_is_forgotten_once_it_comes_again(base: Path, writer: Writer, tmp_path: Path) -> None:
    archive = writer()
    archive.article(1)
    archive.add(f"{article_path(2)}.xml", "<ARTICLE>")
    import_archives([archive.save(tmp_path / GLOBAL)], base=base)
    daily = writer(STAMP)
    daily.article(2, "L2")
    assert import_archives([daily.save(tmp_path / DAILY)], base=base).endommages == 0


def test_unknown_elements_and_states_are_counted_and_kept(base: Path, writer: Writer, tmp_path: Path) -> None:
    archive = writer()
    archive.article(1, etat="FUTURISTE")
    name, data, moment = archive.members[0]
    archive.members[0] = (name, data.replace(b"<VERSIONS/>", b"<NOUVEAU><X/></NOUVEAU>"), moment)
    report = import_archives([archive.save(tmp_path / GLOBAL)], base=base)
    assert report.articles == 1
    assert report.elements_inconnus == {"état FUTURISTE": 1, "élément NOUVEAU": 1, "élément X": 1}


def test_too_large_a_member_is_passed_over(small: Path, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deliberia.legi import tar_walk

    monkeypatch.setattr(tar_walk, "LARGEST", 900)
    report = import_archives([small], base=base)
    assert report.passes["trop_gros"] > 0
    assert report.articles < 8


def test_a_full_disk_is_told_and_gives_the_room_back(
    small: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_archives([small], base=base)
    before = base.read_bytes()
    connect = schema_room.connect

    def connect_on_a_small_disk(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA max_page_count = 20")
        return connection

    monkeypatch.setattr(schema_room, "connect", connect_on_a_small_disk)
    with pytest.raises(ReferenceBaseError, match="disque est plein"):
        import_archives([small], base=base, restart=True)
    assert base.read_bytes() == before
    assert not base.with_name("legi.sqlite.import").exists()


def test_two_imports_at_once_are_refused(small: Path, base: Path) -> None:
    base.parent.mkdir(parents=True)
    with import_lock(base), pytest.raises(ReferenceBaseError, match="autre import"):
        import_archives([small], base=base)
    assert import_archives([small], base=base).articles == 8


def test_a_place_where_nothing_can_be_written_is_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_bytes(b"")
    with pytest.raises(ReferenceBaseError, match="recevoir la base"):
        import_archives([small], base=tmp_path / "fichier" / "legi.sqlite")


def test_a_side_file_damaged_by_a_power_cut_is_started_again(
    small: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = reader_room.ArchiveReader._delete

    def stop(self: reader_room.ArchiveReader) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader_room, "CHECKPOINT", 1)
    monkeypatch.setattr(reader_room.ArchiveReader, "_delete", stop)
    with pytest.raises(KeyboardInterrupt):
        import_archives([small], base=base)
    monkeypatch.setattr(reader_room.ArchiveReader, "_delete", delete)
    side = base.with_name("legi.sqlite.import")
    data = bytearray(side.read_bytes())
    data[8192 * 3 : 8192 * 6] = b"\xa5" * (8192 * 3)
    side.write_bytes(data)
    report = import_archives([small], base=base)
    assert (report.reprise, report.articles) == (False, 8)


@pytest.mark.parametrize("name", ["archive.tar.gz", "LEGI_20251399-000000.tar.gz"])
def test_a_name_that_is_not_of_the_base_is_refused(tmp_path: Path, base: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UsageError):
        import_archives([tmp_path / name], base=base)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, base: Path) -> None:
    with pytest.raises(ReferenceBaseError, match="introuvable"):
        import_archives([tmp_path / GLOBAL], base=base)
    with pytest.raises(ReferenceBaseError, match="aucune archive"):
        import_archives([tmp_path], base=base)


def test_a_base_of_another_sort_is_replaced_by_a_complete_import(small: Path, base: Path) -> None:
    base.parent.mkdir(parents=True)
    base.write_bytes(b"rien de lisible" * 100)
    assert import_archives([small], base=base).articles == 8


# Kill and continue


KILLED = """
import sys, time
from pathlib import Path
from deliberia.legi import import_archives, reader
reader.CHECKPOINT = 1
reader._LOOK_EVERY = 1
reader._TELL_EVERY = 0
add = reader.ArchiveReader._add
def slow(self, *rest):
    time.sleep(0.004)
    add(self, *rest)
reader.ArchiveReader._add = slow
print("prêt", flush=True)
import_archives([Path(sys.argv[1])], base=Path(sys.argv[2]))
"""


def read_tables(base: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(base)
    tables = ("article", "contenu", "lien", "section", "texte")
    found = {
        table: sorted(connection.execute(f"SELECT * FROM {table}"), key=str)  # noqa: S608
        for table in tables
    }
    found["recherche"] = connection.execute(
        "SELECT rowid FROM recherche WHERE recherche MATCH 'conseil' ORDER BY rowid"
    ).fetchall()
    connection.close()
    return found


def test_a_killed_import_continues_and_ends_like_another(base: Path, writer: Writer, tmp_path: Path) -> None:
    archive = writer()
    archive.texte()
    for number in range(1, 120):
        archive.article(number, f"L{number}")
    archive.save(tmp_path / GLOBAL)
    daily = writer(STAMP)
    daily.time += 1
    daily.add("liste_suppression_legi.dat", f"{article_path(5)}\n")
    for number in range(100, 160):
        daily.article(number, f"L{number}", texte="modifié")
    daily.save(tmp_path / DAILY)
    expected = tmp_path / "attendu.sqlite"
    import_archives([tmp_path], base=expected)
    chance, resumed = random.Random(3), False  # noqa: S311
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), str(base)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.5))
        os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.stdout.close()
        process.wait()
        if base.exists():
            break
        resumed = resumed or base.with_name("legi.sqlite.import").exists()
    report = import_archives([tmp_path], base=base)
    assert read_tables(base) == read_tables(expected)
    assert report.articles == 158
    assert resumed


def test_an_interrupted_import_is_continued_from_its_checkpoint(
    small: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_room, "CHECKPOINT", 1)
    add, seen = reader_room.ArchiveReader._add, 0

    def interrupted(self: reader_room.ArchiveReader, *rest: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == 6:
            raise KeyboardInterrupt
        add(self, *rest)

    monkeypatch.setattr(reader_room.ArchiveReader, "_add", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_archives([small], base=base)
    report = import_archives([small], base=base)
    assert report.reprise
    assert report.articles == 8
    # Thirteen members; only the one that was interrupted is read twice.
    assert seen == 14


def test_a_half_done_import_of_another_plan_is_started_again(
    small: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = reader_room.ArchiveReader._delete
    monkeypatch.setattr(
        reader_room.ArchiveReader, "_delete", lambda self: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        import_archives([small], base=base)
    monkeypatch.setattr(reader_room.ArchiveReader, "_delete", publish)
    report = import_archives([small], base=base, codes=[CODE])
    assert not report.reprise
    assert report.articles == 6


# The synthetic archives of the reference folder


@pytest.mark.parametrize(
    "options",
    [
        ["--delta", "0.05", "--traps"],
        ["--delta", "0.05", "--traps", "--missing-cid", "--folder-list", "--texts", "6"],
    ],
)
def test_the_counts_of_the_synthetic_archives_are_found(
    shared: Path, tmp_path: Path, base: Path, options: list[str]
) -> None:
    maker = shared / "legi-sample" / "make_legi_sample.py"
    subprocess.run(
        [sys.executable, str(maker), str(tmp_path), "--articles", "400", *options],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    first = import_archives([tmp_path / truth["archive"]], base=base)
    assert (first.articles, first.sections, first.textes) == (
        truth["articles"],
        truth["sections"],
        truth["texts"],
    )
    daily = truth["daily"]
    report = import_archives([tmp_path], base=base)
    assert report.articles == daily["articles_after"]
    assert report.textes == truth["texts"] - daily["text_deleted"].get("texts", 0)
    today = int(truth["today"].replace("-", ""))
    connection = sqlite3.connect(base)
    (in_force,) = connection.execute(
        "SELECT count(*) FROM article WHERE debut <= ? AND fin > ? AND etat <> 'MODIFIE_MORT_NE'",
        (today, today),
    ).fetchone()
    assert in_force == daily["in_force_after"]
    for old, new in daily["examples"]["replaced_by"].items():
        assert connection.execute("SELECT fin FROM article WHERE id = ?", (int(old[8:]),)).fetchone() == (
            today,
        )
        assert connection.execute("SELECT debut FROM article WHERE id = ?", (int(new[8:]),)).fetchone() == (
            today,
        )
    for gone in daily["examples"]["deleted"]:
        assert not connection.execute("SELECT 1 FROM article WHERE id = ?", (int(gone[8:]),)).fetchall()
    connection.close()
