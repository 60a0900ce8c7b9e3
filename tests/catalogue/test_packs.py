"""Packs of strangers: templates and nothing else, wherever the name or the size of a file would lead."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from deliberia.catalogue import (
    get_template,
    install_pack,
    iter_templates,
    packs,
    packs_reading,
    read_pack,
    remove_pack,
)
from deliberia.catalogue.installing import packs_dir
from deliberia.drafting import draft, load_seance
from deliberia.errors import TemplateError, UsageError
from deliberia.resources import data_dir

ID = "tarifs-communaux"
SOURCE = data_dir("templates") / ID
FILES = {name: (SOURCE / name).read_bytes() for name in packs.TEMPLATE_FILES}


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "donnees"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))


def one_template(modele: str = "notre-tarif", **changes: bytes) -> dict[str, bytes]:
    return {f"{modele}/{name}": changes.get(name.partition(".")[0], data) for name, data in FILES.items()}


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return path


def make_folder(path: Path, members: dict[str, bytes]) -> Path:
    for name, data in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def test_an_installed_pack_adds_a_kind_and_leaves_ours(tmp_path: Path) -> None:
    done = install_pack(make_zip(tmp_path / "Pays des Sources.zip", one_template()))
    assert done.dossier == packs_dir() / "pays-des-sources"
    found = {one.id: one.origine for one in iter_templates()}
    assert found["notre-tarif"] == "pays-des-sources"
    assert found[ID] == ""
    assert done.remplace == ()


def test_an_installed_pack_replaces_one_of_ours_until_it_is_removed(tmp_path: Path) -> None:
    meta = FILES["meta.toml"].replace(b"\nnom = ", b'\nnom = "Tarifs du pays"\n# ', 1)
    done = install_pack(make_zip(tmp_path / "pays.zip", one_template(ID, meta=meta)))
    assert done.remplace == (ID,)
    assert get_template(ID).meta.nom == "Tarifs du pays"
    assert (SOURCE / "meta.toml").read_bytes() == FILES["meta.toml"]
    remove_pack("pays")
    assert get_template(ID).origine == ""


def test_the_folder_of_the_commune_goes_before_a_pack(tmp_path: Path) -> None:
    install_pack(make_zip(tmp_path / "pays.zip", one_template(ID)))
    own = make_folder(tmp_path / "commune", one_template(ID))
    assert get_template(ID, own).origine == "dossier"
    assert [one.origine for one in iter_templates(own) if one.id == ID] == ["dossier"]


def test_a_zip_serves_without_being_installed(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "pays.zip", one_template(ID))
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    assert draft(ID, seance=seance, champs={}, dossier_modeles=path).blocs
    assert get_template("tarifs-communaux", path).origine == "pays.zip"
    assert not packs_dir().exists()


def test_a_zip_made_from_outside_its_folder_is_understood(tmp_path: Path) -> None:
    members = {f"paquet-v2/{name}": data for name, data in one_template().items()}
    members |= {
        "paquet-v2/LISEZMOI.md": b"Bonjour",
        "__MACOSX/paquet-v2/._x": b"x",
        "paquet-v2/.DS_Store": b"x",
    }
    assert set(read_pack(make_zip(tmp_path / "p.zip", members)).modeles) == {"notre-tarif"}


def test_a_pack_says_its_name_and_version(tmp_path: Path) -> None:
    described = 'nom = "pays"\ntitre = "Modèles du pays"\nversion = "2.1"\nauteur = "Le « pays »"\n'.encode()
    pack = read_pack(make_zip(tmp_path / "x.zip", {**one_template(), "paquet.toml": described}))
    assert (pack.nom, pack.titre, pack.version) == ("pays", "Modèles du pays", "2.1")
    done = install_pack(tmp_path / "x.zip")
    assert "Le « pays »" in (done.dossier / "paquet.toml").read_text(encoding="utf-8")


def test_a_pack_is_installed_twice_only_when_forced(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "pays.zip", one_template())
    install_pack(path)
    with pytest.raises(UsageError, match="déjà installé"):
        install_pack(path)
    make_zip(path, one_template("autre-tarif"))
    install_pack(path, force=True)
    assert sorted(one.name for one in (packs_dir() / "pays").iterdir()) == ["autre-tarif", "paquet.toml"]
    assert [one.name for one in packs_dir().iterdir()] == ["pays"]


@pytest.mark.parametrize(
    "name",
    [
        "../notre-tarif/meta.toml",
        "notre-tarif/../../meta.toml",
        "/etc/cron.d/x",
        "C:/Windows/x.toml",
        "..\\..\\meta.toml",
        "notre-tarif\\meta.toml",
        "\\\\serveur\\partage\\x",
        "notre-tarif//meta.toml",
        "notre-tarif/./meta.toml",
        "notre-tarif./meta.toml",
        "notre-tarif/meta.toml\x01",
        "a\u202ebt.toml",
    ],
)
def test_a_name_that_leads_elsewhere_refuses_the_pack(tmp_path: Path, name: str) -> None:
    path = make_zip(tmp_path / "p.zip", {**one_template(), name: b"x"})
    with pytest.raises(TemplateError, match=r"interdit|lien") as caught:
        install_pack(path)
    assert "Rien n’a été installé" in str(caught.value)
    assert not (packs_dir() / "p").exists()


def test_a_zero_in_a_name_does_not_hide_the_rest_of_it(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "p.zip", {**one_template(), "notre-tarif/a.toml#.py": b"x"})
    path.write_bytes(path.read_bytes().replace(b"a.toml#.py", b"a.toml\x00.py"))
    with pytest.raises(TemplateError):
        install_pack(path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_in_a_zip_refuses_the_pack(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "p.zip"
    make_zip(path, one_template())
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("notre-tarif/LISEZMOI.md")
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(TemplateError, match=r"lien|ordinaire"):
        install_pack(path)


@pytest.mark.skipif(os.name != "posix", reason="les liens demandent un droit sous Windows")
@pytest.mark.parametrize("target", ["notre-tarif/texte.md.j2", "notre-tarif"])
def test_a_link_in_a_folder_refuses_the_pack_and_is_not_read_in_place(tmp_path: Path, target: str) -> None:
    secret = make_folder(tmp_path / "ailleurs", one_template())
    folder = make_folder(tmp_path / "paquet", one_template("autre-tarif") | one_template())
    path = folder / target
    if path.is_dir():
        for child in path.iterdir():
            child.unlink()
        path.rmdir()
    else:
        path.unlink()
    path.symlink_to(secret / target)
    with pytest.raises(TemplateError, match="lien"):
        install_pack(folder)
    with pytest.raises((TemplateError, UsageError)):
        _ = get_template("notre-tarif", folder).text


@pytest.mark.parametrize(
    "name",
    ["notre-tarif/installer.py", "setup.py", "notre-tarif/lance.BAT", "notre-tarif/x.so",
     "notre-tarif/a/meta.toml", "notre-tarif/macro.docm", "meta.toml", "notre-tarif/__init__.py"],
)  # fmt: skip
def test_anything_but_a_template_refuses_the_pack(tmp_path: Path, name: str) -> None:
    members = {**one_template(), name: b"import os"}
    for path in (make_zip(tmp_path / "p.zip", members), make_folder(tmp_path / "paquet", members)):
        with pytest.raises(TemplateError) as caught:
            install_pack(path)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("modele", ["con", "nul", "com1", "Tarif", "été", "a_b", "a--b", "x" * 90])
def test_a_doubtful_identifier_refuses_the_pack(tmp_path: Path, modele: str) -> None:
    with pytest.raises(TemplateError, match="identifiant"):
        install_pack(make_zip(tmp_path / "p.zip", one_template(modele)))


def test_two_files_of_one_name_refuse_the_pack(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "p.zip", one_template())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("notre-tarif/meta.toml", b"format = 1")
    with pytest.raises(TemplateError, match="même nom"):
        install_pack(path)


@pytest.mark.parametrize("size", [250_000, 30_000_000])
def test_a_bomb_refuses_the_pack(tmp_path: Path, size: int) -> None:
    path = make_zip(tmp_path / "p.zip", one_template(texte=b" " * size))
    with pytest.raises(TemplateError, match=r"trop gros|gonfle"):
        install_pack(path)


def test_a_file_that_packs_too_well_refuses_the_pack(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "p.zip", one_template(texte=b" " * 190_000))
    with pytest.raises(TemplateError, match="gonfle"):
        install_pack(path)


def test_a_size_that_lies_refuses_the_pack(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "p.zip", one_template(texte=os.urandom(1000) * 300))
    data = path.read_bytes().replace(struct.pack("<I", 300_000), struct.pack("<I", 1_000))
    path.write_bytes(data)
    with pytest.raises(TemplateError):
        install_pack(path)


def test_too_many_files_refuse_the_pack(tmp_path: Path) -> None:
    members = {f"a{number}/meta.toml": b"" for number in range(packs_reading.MAX_ENTRIES + 1)}
    with pytest.raises(TemplateError, match="trop de fichiers"):
        install_pack(make_zip(tmp_path / "p.zip", members))


def test_too_heavy_a_pack_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / "p.zip", one_template())
    monkeypatch.setattr(packs_reading, "MAX_TOTAL", 100)
    with pytest.raises(TemplateError, match="une fois ouvert"):
        install_pack(path)
    monkeypatch.setattr(packs_reading, "MAX_PACK", 100)
    with pytest.raises(TemplateError, match="dépasse"):
        install_pack(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 et puis rien", b"\x00" * 100])
def test_what_is_not_a_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(data)
    with pytest.raises(TemplateError, match="bon état"):
        install_pack(path)
    with pytest.raises(TemplateError, match="n’existe pas"):
        install_pack(tmp_path / "absent.zip")


def test_an_incomplete_template_is_named(tmp_path: Path) -> None:
    members = one_template()
    del members["notre-tarif/exemple.toml"]
    with pytest.raises(TemplateError, match=r"manque exemple\.toml au modèle « notre-tarif »"):
        install_pack(make_zip(tmp_path / "p.zip", members))


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ rapporteur|attr('__class__') }}",
    "{{ seance['date'] }}",
    "{% import 'os' as o %}",
    "{% from 'a' import b %}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% for i in range(1000000000) %}a{% endfor %}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler('a') }}",
    "{{ self }}",
    "{{ 9**9**9 }}",
    "{{ " + "1" * 5_000 + " }}",
    "{{ 1e999 }}",
    "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "{% if population %}" * 200 + "a" + "{% endif %}" * 200,
    "{% for a in seance.presents %}" * 25 + "a" + "{% endfor %}" * 25,
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_that_leaves_its_language_refuses_the_pack(tmp_path: Path, text: str) -> None:
    texte = f"# Dispositif\n\n## Article\n\n{text}\n".encode()
    with pytest.raises(TemplateError) as caught:
        install_pack(make_zip(tmp_path / "p.zip", one_template(texte=texte)))
    assert "notre-tarif" in str(caught.value)
    assert not (packs_dir() / "p").exists()


@pytest.mark.parametrize(
    "meta",
    [
        b"a = " + b"[" * 50_000,
        b"a = " + b"1" * 5_000,
        b"\xff\xfe",
        b"a = 1979-99-99",
        b"format = 1\ncommande = 'rm'",
    ],
)
def test_metadata_that_is_not_reasonable_refuses_the_pack(tmp_path: Path, meta: bytes) -> None:
    with pytest.raises(TemplateError):
        install_pack(make_zip(tmp_path / "p.zip", one_template(meta=meta)))


def test_a_dead_visa_of_a_pack_is_not_printed(tmp_path: Path) -> None:
    meta = FILES["meta.toml"] + b'\n[[visas]]\ncle = "LOI:84-53:3"\n'
    path = make_zip(tmp_path / "p.zip", one_template(ID, meta=meta))
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    projet = draft(ID, seance=seance, champs={}, dossier_modeles=path)
    assert not any("84-53" in bloc.texte for bloc in projet.blocs)
    assert any(one.regle == "MOD001" and "84-53" in one.message for one in projet.constats)


def test_the_zip_itself_is_read_within_bounds(tmp_path: Path) -> None:
    """A directory of a hundred thousand entries is refused before it is walked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"a/{number}", b"")
    path = tmp_path / "p.zip"
    path.write_bytes(out.getvalue())
    with pytest.raises(TemplateError, match="trop de fichiers"):
        read_pack(path)
