"""Comments in a copy of a DOCX: at the exact words, and nothing else changed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from deliberia.documents import (
    Commentaire,
    annotate_document,
    annotate_docx,
    annotated_name,
    read_document,
    render_docx,
)
from deliberia.documents.annotation import commentaire as commentaire_module
from deliberia.errors import DocumentError
from deliberia.model import Projet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
DATE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
MADE = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
Unpack = Callable[[bytes], dict[str, bytes]]
On = Callable[..., Commentaire]
Make = Callable[..., bytes]


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def iter_marked(data: bytes, unpack: Unpack) -> Iterator[tuple[str, str]]:
    """Yield the text of each comment with the words between its marks."""
    parts = unpack(data)
    root = etree.fromstring(parts["word/document.xml"])
    for comment in etree.fromstring(parts["word/comments.xml"]):
        identifier = comment.get(f"{W}id")
        text = "\n".join("".join(t.text or "" for t in q.iter(f"{W}t")) for q in comment.iter(f"{W}p"))
        words, is_open = "", False
        for element in root.iter():
            if element.get(f"{W}id") == identifier and element.tag == f"{W}commentRangeStart":
                is_open = True
            elif element.get(f"{W}id") == identifier and element.tag == f"{W}commentRangeEnd":
                is_open = False
            elif is_open and element.tag in (f"{W}t", f"{W}tab"):
                words += "\t" if element.tag == f"{W}tab" else element.text or ""
        yield text, words


def annotate(data: bytes, *wanted: str, on: On) -> bytes:
    document = read_document(data, nom="a.docx")
    return annotate_docx(data, [on(document, words) for words in wanted], date=DATE)


BODIES = [
    ("inside a run", p(r("Vu la loi L. 2121-29 du code")), "L. 2121-29"),
    ("over several runs", p(r("Vu L. 21"), r("21", "<w:b/>"), r("-29 du code")), "L. 2121-29"),
    ("whole run", p(r("a "), r("L. 2121-29"), r(" b")), "L. 2121-29"),
    ("start of a run", p(r("L. 2121-29 du code")), "L. 2121-29"),
    ("end of a run", p(r("Vu L. 2121-29")), "L. 2121-29"),
    ("a tab between", p("<w:r><w:t>Vu</w:t><w:tab/><w:t>code</w:t></w:r>"), "u\tco"),
    ("in a link", p(f"<w:hyperlink>{r('le code civil')}</w:hyperlink>"), "code"),
    ("in an insertion", p(f'<w:ins w:id="1" w:author="x">{r("le code civil")}</w:ins>'), "code"),
    (
        "around a deletion",
        p(
            r("le co"),
            '<w:del w:id="1" w:author="x"><w:r><w:delText>non</w:delText></w:r></w:del>',
            r("de civil"),
        ),
        "code",
    ),
    ("in a rich control", p(f"<w:sdt><w:sdtContent>{r('le code civil')}</w:sdtContent></w:sdt>"), "code"),
    (
        "in a cell",
        f"<w:tbl><w:tr><w:tc>{p(r('a code b'))}</w:tc><w:tc>{p(r('x'))}</w:tc></w:tr></w:tbl>",
        "code",
    ),
    ("decomposed accents", p(r("déce\u0301de ici")), "décéde"),
]


@pytest.mark.parametrize(("body", "words"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_the_comment_lies_on_the_exact_words(
    make_docx: Make, unpack: Unpack, comment_on: On, body: str, words: str
) -> None:
    data = make_docx(body)
    before = read_document(data, nom="a.docx")
    out = annotate(data, words, on=comment_on)
    assert read_document(out, nom="a.docx").texte == before.texte
    ((text, marked),) = iter_marked(out, unpack)
    assert text == f"Sur {words}".replace("\t", " ")
    assert read_document(make_docx(p(r(marked.replace("\t", " ")))), nom="a.docx").texte == words.replace(
        "\t", " "
    )


def test_each_piece_of_a_split_run_keeps_its_format(make_docx: Make, unpack: Unpack, comment_on: On) -> None:
    out = annotate(make_docx(p(r("Vu le code civil", '<w:b/><w:sz w:val="28"/>'))), "code", on=comment_on)
    root = etree.fromstring(unpack(out)["word/document.xml"])
    runs = [run for run in root.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert [run.findtext(f"{W}t") for run in runs] == ["Vu le ", "code", " civil"]
    formats = {etree.tostring(properties) for run in runs for properties in run.iterfind(f"{W}rPr")}
    assert len(formats) == 1


def test_a_plain_control_is_marked_around(make_docx: Make, unpack: Unpack, comment_on: On) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{r('17 novembre 2026')}</w:sdtContent></w:sdt>"
    )
    out = annotate(make_docx(p(r("le "), control)), "novembre", on=comment_on)
    assert [words for _, words in iter_marked(out, unpack)] == ["17 novembre 2026"]
    paragraph = next(etree.fromstring(unpack(out)["word/document.xml"]).iter(f"{W}p"))
    names = [child.tag.removeprefix(W) for child in paragraph]
    assert names == ["r", "commentRangeStart", "sdt", "commentRangeEnd", "r"]


def test_the_reference_of_a_comment_stands_outside_links_and_insertions(
    make_docx: Make, unpack: Unpack, comment_on: On
) -> None:
    out = annotate(
        make_docx(p(f'<w:ins w:id="1" w:author="x">{r("le code")}</w:ins>')), "code", on=comment_on
    )
    (reference,) = etree.fromstring(unpack(out)["word/document.xml"]).iter(f"{W}commentReference")
    assert reference.getparent().getparent().tag == f"{W}p"  # type: ignore[union-attr]


def test_comments_may_overlap_and_touch(make_docx: Make, unpack: Unpack, comment_on: On) -> None:
    words = ("abc", "bcd", "c", "abcdef", "def", "a")
    out = annotate(make_docx(p(r("abcdef"))), *words, on=comment_on)
    assert list(iter_marked(out, unpack)) == [(f"Sur {word}", word) for word in words]


@settings(max_examples=60, deadline=None)
@given(
    runs=st.lists(st.text("abé 1\t", min_size=1, max_size=6), min_size=1, max_size=5),
    spans=st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8)), min_size=1, max_size=6),
)
def test_any_spans_give_the_same_text_and_the_right_words(
    make_docx: Make, unpack: Unpack, runs: list[str], spans: list[tuple[int, int]]
) -> None:
    data = make_docx(
        p(r("x"), *(r(run).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>") for run in runs))
    )
    texte = read_document(data, nom="a.docx").texte
    comments = [
        Commentaire(
            start=start % len(texte), end=min(start % len(texte) + length, len(texte)), lignes=(str(rank),)
        )
        for rank, (start, length) in enumerate(spans)
    ]
    out = annotate_docx(data, comments, date=DATE)
    assert read_document(out, nom="a.docx").texte == texte
    assert [words for _, words in iter_marked(out, unpack)] == [texte[c.start : c.end] for c in comments]


def test_nothing_else_changes_in_a_whole_act(projet: Projet, unpack: Unpack, comment_on: On) -> None:
    data = render_docx(projet)
    out = annotate(data, "Vu le code", "1 500,00 €", "Adopté", on=comment_on)
    before, after = unpack(data), unpack(out)
    for name in before.keys() - MADE - {"word/styles.xml"}:
        assert after[name] == before[name]
    assert after.keys() - before.keys() <= MADE
    old, new = etree.fromstring(before["word/styles.xml"]), etree.fromstring(after["word/styles.xml"])
    assert [etree.tostring(s) for s in new][: len(old)] == [etree.tostring(s) for s in old]
    left, right = docx.Document(io.BytesIO(data)), docx.Document(io.BytesIO(out))
    assert [(q.text, q.style.name if q.style else "") for q in left.paragraphs] == [
        (q.text, q.style.name if q.style else "") for q in right.paragraphs
    ]
    assert [comment.text for comment in right.comments] == ["Sur Vu le code", "Sur 1 500,00 €", "Sur Adopté"]
    assert {(comment.author, comment.initials, comment.timestamp) for comment in right.comments} == {
        ("Deliberia", "D", DATE)
    }


def test_without_the_marks_the_body_is_the_one_of_the_source(
    projet: Projet, unpack: Unpack, comment_on: On
) -> None:
    data = render_docx(projet)
    root = etree.fromstring(unpack(annotate(data, "Vu", "Adopté", on=comment_on))["word/document.xml"])
    for mark in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    source = etree.fromstring(unpack(data)["word/document.xml"])

    def outline(tree: etree._Element) -> list[str]:
        inside_runs = {child for run in tree.iter(f"{W}r") for child in run.iter()}
        return [str(element.tag) for element in tree.iter() if element not in inside_runs]

    assert outline(root) == outline(source)


def test_the_same_input_gives_the_same_bytes(projet: Projet, comment_on: On) -> None:
    data = render_docx(projet)
    assert annotate(data, "Vu", on=comment_on) == annotate(data, "Vu", on=comment_on)


def test_findings_outside_the_body_go_to_its_first_paragraph_and_say_where(
    make_docx: Make, unpack: Unpack, comment_on: On
) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    box = f"<w:r><w:pict><w:txbxContent>{p(r('cadre'))}</w:txbxContent></w:pict></w:r>"
    section = f'<w:sectPr xmlns:q="{R}"><w:headerReference q:id="header1" w:type="default"/></w:sectPr>'
    data = make_docx(
        p(r("Objet")) + p(r("corps"), note, box) + section,
        footnotes=f'<w:footnote w:id="2">{p(r("note"))}</w:footnote>',
        header1=p(r("lettre")),
    )
    out = annotate(data, "lettre", "note", "cadre", "corps", on=comment_on)
    assert list(iter_marked(out, unpack)) == [
        ("Dans l’en-tête, « lettre » :\nSur lettre", "Objet"),
        ("Dans une note, « note » :\nSur note", "Objet"),
        ("Dans une zone de texte, « cadre » :\nSur cadre", "Objet"),
        ("Sur corps", "corps"),
    ]
    parts = unpack(out)
    assert all(b"commentRange" not in parts[name] for name in ("word/header1.xml", "word/footnotes.xml"))


def test_a_finding_without_a_place_is_on_the_whole_document(make_docx: Make, unpack: Unpack) -> None:
    out = annotate_docx(make_docx(p(r("Objet"))), [Commentaire(lignes=("a\x01\x0bb",))], date=DATE)
    assert list(iter_marked(out, unpack)) == [("Sur l’ensemble du document.\na  b", "Objet")]


def test_existing_comments_stay_and_new_ones_take_other_ids(
    make_docx: Make, unpack: Unpack, comment_on: On
) -> None:
    old = f'<w:comment w:id="7" w:author="M. Rimbert">{p(r("à revoir"))}</w:comment>'
    marks = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    data = make_docx(p(marks[0], r("Vu"), marks[1], r(" le code")), comments=old)
    out = annotate(data, "Vu", "code", on=comment_on)
    assert list(iter_marked(out, unpack)) == [("à revoir", "Vu"), ("Sur Vu", "Vu"), ("Sur code", "code")]
    comments = etree.fromstring(unpack(out)["word/comments.xml"])
    assert [c.get(f"{W}id") for c in comments] == ["7", "8", "9"]
    assert comments[0].get(f"{W}author") == "M. Rimbert"


def test_the_styles_of_comments_are_added_once(make_docx: Make, unpack: Unpack, comment_on: On) -> None:
    named = '<w:style w:type="character" w:styleId="Marque"><w:name w:val="annotation reference"/></w:style>'
    data = make_docx(p(r("Vu")), styles=named)
    once = annotate(data, "Vu", on=comment_on)
    twice = annotate(once, "Vu", on=comment_on)
    for out, count in ((once, 1), (twice, 2)):
        styles = etree.fromstring(unpack(out)["word/styles.xml"])
        assert [style.get(f"{W}styleId") for style in styles] == ["Marque", "CommentText"]
        body = etree.fromstring(unpack(out)["word/document.xml"])
        assert [style.get(f"{W}val") for style in body.iter(f"{W}rStyle")] == ["Marque"] * count


def test_macros_signatures_and_outside_links_are_not_copied(
    make_docx: Make, unpack: Unpack, comment_on: On
) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        "</Types>"
    )
    relations = "".join(
        f'<Relationship Id="r{rank}" Type="{R}/{sorte}" Target="{target}"{mode}/>'
        for rank, (sorte, target, mode) in enumerate(
            (
                ("vbaProject", "vbaProject.bin", ""),
                ("image", "http://example.org/a.png", ' TargetMode="External"'),
                ("hyperlink", "http://example.org/", ' TargetMode="External"'),
                ("oleObject", "file:///c:/a.xls", ' TargetMode="External"'),
            )
        )
    )
    blip = f'<w:r><w:pict><a:blip xmlns:a="a" xmlns:q="{R}" q:link="r1"/></w:pict></w:r>'
    ole = f'<w:r><w:object><o:OLEObject xmlns:o="o" xmlns:q="{R}" q:id="r3"/></w:object></w:r>'
    link = f'<w:hyperlink xmlns:q="{R}" q:id="r2">{r("Vu le code")}</w:hyperlink>'
    data = make_docx(
        p(link, blip, ole),
        extra={
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{P}">{relations}</Relationships>',
            "word/vbaProject.bin": "macro",
            "_xmlsignatures/sig1.xml": "<a/>",
            "_rels/.rels": f'<Relationships xmlns="{P}"><Relationship Id="s" Target="_xmlsignatures/o.sigs" '
            'Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/>'
            f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        },
    )
    out = annotate(data, "code", on=comment_on)
    parts = unpack(out)
    assert not {"word/vbaProject.bin", "_xmlsignatures/sig1.xml"} & parts.keys()
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert b"vbaProject" not in parts["[Content_Types].xml"]
    assert b"digital-signature" not in parts["_rels/.rels"]
    left = [
        (rel.get("Id"), rel.get("Target")) for rel in etree.fromstring(parts["word/_rels/document.xml.rels"])
    ]
    assert left == [("r2", "http://example.org/"), ("rId1", "comments.xml")]
    body = parts["word/document.xml"]
    assert b"OLEObject" not in body
    assert b"q:link" not in body
    assert b'q:id="r2"' in body


def test_five_thousand_comments_are_not_quadratic(make_docx: Make, unpack: Unpack) -> None:
    data = make_docx("".join(p(r(f"Article {rank} du code")) for rank in range(1_000)))
    length = len(read_document(data, nom="a.docx").texte)
    comments = [Commentaire(start=s, end=s + 4, lignes=("x",)) for s in range(0, length - 4, length // 5_000)]
    out = annotate_docx(data, comments, date=DATE)
    assert len(etree.fromstring(unpack(out)["word/comments.xml"])) == len(comments)


def test_too_many_comments_are_refused(make_docx: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commentaire_module, "MAX_COMMENTAIRES", 2)
    with pytest.raises(DocumentError, match="plus de 2 commentaires"):
        annotate_docx(make_docx(p(r("a"))), [Commentaire(lignes=("x",))] * 3, date=DATE)


def test_a_file_without_body_text_is_refused(make_docx: Make) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(r('cadre'))}</w:txbxContent></w:pict></w:r>"
    with pytest.raises(DocumentError, match="pas de texte dans son corps"):
        annotate_docx(make_docx(p(box)), [Commentaire(lignes=("x",))], date=DATE)


def test_the_path_decides_of_the_format_and_of_the_name(
    make_docx: Make, tmp_path: Path, unpack: Unpack
) -> None:
    path = tmp_path / "acte.docx"
    path.write_bytes(make_docx(p(r("Objet"))))
    out = annotate_document(path, [Commentaire(start=0, end=5, lignes=("x",))], date=DATE)
    assert list(iter_marked(out, unpack)) == [("x", "Objet")]
    names = [annotated_name(Path(name)) for name in ("a.docx", "a.DOCM", "a.b.odt")]
    assert names == ["a-annote.docx", "a-annote.docx", "a.b-annote.odt"]
    text = tmp_path / "acte.txt"
    text.write_text("Vu", encoding="utf-8")
    with pytest.raises(DocumentError, match="Seuls les fichiers"):
        annotate_document(text, [], date=DATE)
