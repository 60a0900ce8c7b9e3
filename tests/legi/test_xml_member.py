"""Reading one XML file: encodings, tags, and what is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.legi.records import LINKS_LEFT_OUT, read_article, read_section, read_texte
from deliberia.legi.xml_member import DamagedMemberError, MemberReader


def article(texte: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return (
        f"{declaration}<ARTICLE><META><META_SPEC><META_ARTICLE><NUM>L1</NUM></META_ARTICLE></META_SPEC></META>"
        f"<BLOC_TEXTUEL><CONTENU>{texte}</CONTENU></BLOC_TEXTUEL></ARTICLE>"
    )


def text_of(contents: bytes) -> str:
    return MemberReader(LINKS_LEFT_OUT).read(contents).texts.get("BLOC_TEXTUEL", "")


@pytest.mark.parametrize(
    ("texte", "expected"),
    [
        ("<p>Un</p><p>deux</p>", "Un\ndeux"),
        ("nu<br/>coupé<br />ici", "nu\ncoupé\nici"),
        ("1<sup>er</sup> n<sup>o</sup> <b>gras</b> <i>it</i>", "1er no gras it"),
        ("<P>Majuscule</P>suite", "Majuscule\nsuite"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<blockquote>I<blockquote>II</blockquote></blockquote>", "I\nII"),
        ("<![CDATA[a < b & c]]>", "a < b & c"),
        ("avant<!-- caché -->après", "avantaprès"),
        ("&#160;1&#160;000&#173;0 &amp; &lt;x&gt;", "1 0000 & <x>"),
        ('<a title="x > y">lien</a>', "lien"),
        ("", ""),
    ],
)
def test_the_text_is_plain(texte: str, expected: str) -> None:
    assert text_of(article(texte).encode()) == expected


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", ""),
        ("utf-8-sig", '<?xml version="1.0" encoding="UTF-8"?>'),
        ("utf-16", '<?xml version="1.0" encoding="UTF-16"?>'),
        ("iso-8859-1", '<?xml version="1.0" encoding="ISO-8859-1"?>'),
        ("cp1252", '<?xml version="1.0" encoding="windows-1252"?>'),
        ("cp1252", '<?xml version="1.0" encoding="UTF-8"?>'),
        ("cp1252", '<?xml version="1.0" encoding="inconnu"?>'),
    ],
)
def test_an_encoding_is_read_even_when_it_is_not_the_one_declared(encoding: str, declaration: str) -> None:
    assert text_of(article("<p>été « là »</p>", declaration).encode(encoding)) == "été « là »"


def test_a_file_read_in_another_encoding_is_counted() -> None:
    reader = MemberReader(LINKS_LEFT_OUT)
    reader.read(article("été").encode("cp1252"))
    reader.read(article("été").encode())
    assert reader.reencoded == 1


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"<ARTICLE>",
        b"<ARTICLE></ARTICLE><ARTICLE/>",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><ARTICLE>&b;</ARTICLE>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><ARTICLE/>'.encode("utf-16"),
        b"<ARTICLE>&nbsp;</ARTICLE>",
        b"\xff\xfe\x00",
    ],
)
def test_a_damaged_file_is_refused(contents: bytes) -> None:
    with pytest.raises(DamagedMemberError):
        MemberReader(LINKS_LEFT_OUT).read(contents)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_the_reader_refuses_or_reads(contents: bytes) -> None:
    with contextlib.suppress(DamagedMemberError):
        MemberReader(LINKS_LEFT_OUT).read(contents)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf"))))
def test_the_words_of_a_text_are_kept(words: str) -> None:
    from xml.sax.saxutils import escape

    assert text_of(article(escape(words)).encode()).split() == words.split()


def test_links_of_citation_are_left_out_and_the_others_keep_their_label() -> None:
    links = (
        '<LIENS><LIEN typelien="CITATION" sens="cible" id="">non</LIEN>\n'
        '<LIEN typelien="MODIFIE" sens="cible" id="LEGIARTI000000000001" cidtexte="" num="2">'
        "Loi &amp; <b>x</b></LIEN>\n"
        '<LIEN typelien="CREE" sens="cible" id="faux"/>'
        "</LIENS><APRES/>"
    )
    contents = f"<ARTICLE>{links}</ARTICLE>".encode()
    reader = MemberReader(LINKS_LEFT_OUT)
    member = reader.read(contents)
    row = read_article(member, reader.unknown)
    assert [(link[0], link[3], link[6]) for link in row.liens] == [
        ("MODIFIE", 1, "Loi & x"),
        ("CREE", None, ""),
    ]
    assert dict(reader.unknown) == {"élément b": 1, "élément APRES": 1}
    assert len(MemberReader(frozenset()).read(contents).links) == 3


def test_an_article_without_links_has_none() -> None:
    member = MemberReader(LINKS_LEFT_OUT).read(article("x").encode())
    assert member.links == []
    assert read_article(member, MemberReader(LINKS_LEFT_OUT).unknown).num == "L1"


def test_each_reader_refuses_the_file_of_another() -> None:
    section = MemberReader(LINKS_LEFT_OUT).read(b"<SECTION_TA><TITRE_TA>T</TITRE_TA></SECTION_TA>")
    assert read_section(section).titre == "T"
    with pytest.raises(DamagedMemberError, match="SECTION_TA au lieu de ARTICLE"):
        read_article(section, MemberReader(LINKS_LEFT_OUT).unknown)
    with pytest.raises(DamagedMemberError, match="TEXTE_VERSION"):
        read_texte(section)
