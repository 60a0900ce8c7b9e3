"""PDF files: reading order, words cut by line ends, scans, recognised text, refusals."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence

import pytest

from deliberia.documents import DocumentSorte, RemarqueSorte, read_document
from deliberia.documents.readers import pdf, pdf_child, pdf_process
from deliberia.documents.readers.pdf_page import PageText
from deliberia.documents.readers.pdf_repair import repair_text
from deliberia.errors import DocumentError

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
IMAGE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
SCAN = b"q 595 0 0 842 0 0 cm /I Do Q\n"
PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def show(text: str, x: float, y: float, *, mode: int = 0, size: int = 10) -> bytes:
    """Write one stretch of text on a page."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F %d Tf %d Tr %.1f %.1f Td (%s) Tj ET\n" % (size, mode, x, y, escaped)


def column(lines: Iterable[str], x: float, top: float, step: float = 14) -> list[bytes]:
    return [show(line, x, top - rank * step) for rank, line in enumerate(lines)]


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def make_pdf(
    pages: Sequence[bytes], *, owner: bool = False, user: bytes | None = None, extra: bytes = b""
) -> bytes:
    """Write a PDF of these page contents, protected by an owner's or a user's password on demand."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * rank) for rank in range(len(pages)))
    objects: dict[int, tuple[bytes, bytes]] = {
        1: (b"<< /Type /Catalog /Pages 2 0 R %s>>" % extra, b""),
        2: (b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)), b""),
        3: (FONT, b""),
        4: (IMAGE, b"\x80"),
    }
    for rank, content in enumerate(pages):
        objects[5 + 2 * rank] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
            b"<< /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % (6 + 2 * rank),
            b"",
        )
        objects[6 + 2 * rank] = (b"<<", content or b" ")
    trailer, key = b"", b""
    if owner or user is not None:
        secret, identity = b"o" * 32, b"i" * 16
        padded = ((user or b"") + PAD)[:32]
        permissions = (-64).to_bytes(4, "little", signed=True)
        key = hashlib.md5(padded + secret + permissions + identity, usedforsecurity=False).digest()[:5]
        objects[1_000_000] = (
            b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -64 >>"
            % (secret.hex().encode(), rc4(key, PAD).hex().encode()),
            b"",
        )
        trailer = b" /Encrypt 1000000 0 R /ID [<%s> <%s>]" % ((identity.hex().encode(),) * 2)
    return _write(objects, trailer, key)


def _write(objects: dict[int, tuple[bytes, bytes]], trailer: bytes, key: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, (head, stream) in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s" % (number, head)
        if stream:
            if key:
                salt = number.to_bytes(3, "little") + b"\x00\x00"
                stream = rc4(hashlib.md5(key + salt, usedforsecurity=False).digest()[:10], stream)
            out += b" /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        out += b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        max(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def read(*pages: bytes) -> str:
    return read_document(make_pdf(pages), nom="acte.pdf").texte


PROSE = [f"Ligne {rank} du texte que le conseil municipal adopte en ce jour de séance" for rank in range(12)]
NAMES = [f"M. NOM{rank}" for rank in range(9)]


def test_lines_stand_as_on_the_page_and_a_space_makes_a_blank_line() -> None:
    lines = [show(text, 70, y) for text, y in (("Commune", 800), ("Vu le code ;", 786), ("Vu la loi ;", 772),
             ("Décide :", 740), ("Article 1er", 726), ("Article 2", 712))]  # fmt: skip
    assert read(b"".join(lines)) == "Commune\nVu le code ;\nVu la loi ;\n\nDécide :\nArticle 1er\nArticle 2"


def test_each_line_is_mapped_to_its_page() -> None:
    document = read_document(
        make_pdf([show("Vu le code", 70, 800), show("Article 1er", 70, 800)]), nom="a.pdf"
    )
    assert document.sorte is DocumentSorte.PDF
    assert document.texte == "Vu le code\n\nArticle 1er"
    found = document.find_paragraphe(document.texte.index("Article"))
    assert found is not None
    assert (found.partie, found.rang) == ("page 2", 0)
    assert document.texte[found.start : found.end] == "Article 1er"
    assert list(document.iter_places(0, 5)) == []


@pytest.mark.parametrize("is_mixed", [True, False], ids=["drawn line by line", "drawn after the body"])
def test_a_column_of_names_is_read_apart_from_the_body(is_mixed: bool) -> None:
    names, body = column(NAMES, 40, 700), column(PROSE, 180, 700)
    rows = zip(names, body, strict=False)
    drawn = [part for row in rows for part in row] + body[len(names) :] if is_mixed else [*body, *names]
    texte = read(show("Extrait du registre des délibérations", 200, 760) + b"".join(drawn))
    assert texte.startswith("Extrait du registre")
    assert "\n".join(NAMES) in texte
    assert "\n".join(PROSE) in texte
    assert texte.index(NAMES[0]) < texte.index(PROSE[0])


def test_three_columns_are_read_from_left_to_right() -> None:
    thirds = [[f"La colonne {name} est remplie ligne {rank}" for rank in range(8)] for name in "abc"]
    drawn = [column(third, 40 + 180 * rank, 700) for rank, third in enumerate(thirds)]
    texte = read(b"".join(part for row in zip(*drawn, strict=True) for part in row))
    assert texte.split("\n\n") == ["\n".join(third) for third in thirds]


def test_a_table_of_amounts_is_read_row_by_row() -> None:
    labels = [f"Subvention à l’association numéro {rank} de la commune pour l’année" for rank in range(8)]
    amounts = [f"{rank + 1} 500,00 €" for rank in range(8)]
    rows = zip(column(labels, 40, 700), column(amounts, 420, 700), strict=True)
    texte = read(b"".join(part for row in rows for part in row))
    assert texte.split("\n")[2] == f"{labels[2]} {amounts[2]}"


def test_rules_across_a_gutter_show_a_table() -> None:
    left = [f"Rubrique {rank}" for rank in range(8)]
    right = [f"Texte assez long pour remplir toute la cellule de droite numéro {rank}" for rank in range(8)]
    rules = b"".join(b"40 %d m 540 %d l S\n" % (696 - 14 * rank, 696 - 14 * rank) for rank in range(8))
    rows = zip(column(left, 42, 700), column(right, 180, 700), strict=True)
    texte = read(rules + b"".join(part for row in rows for part in row))
    assert texte.split("\n")[3] == f"{left[3]} {right[3]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("notam\ufffement", "notamment"),
        ("notam\x02\r\nment", "notamment"),
        ("notam\xad\nment", "notamment"),
        ("notam-\r\nment", "notamment"),
        ("Saint\ufffeÉtienne", "Saint-Étienne"),
        ("L. 2121-\r\n29", "L. 2121-29"),
        ("82-\r\n213", "82-213"),
        ("Brioude -\r\nPuy", "Brioude -\nPuy"),
        ("quatre\ufffevingt", "quatre-vingt"),
        ("vingt\x02deux", "vingt-deux"),
        ("celui\ufffeci", "celui-ci"),
        ("ci\ufffetoyen", "citoyen"),
        ("au\ufffetorise", "autorise"),
        ("au\ufffedelà", "au-delà"),
        ("vice\ufffeprésidente", "vice-présidente"),
        ("sous\ufffecrire", "souscrire"),
        ("mot\xadcoupé", "motcoupé"),
        ("a\r\nb \r\n c", "a\nb\nc"),
        ("a\x01b\ufeffc", "a b c"),
    ],
)  # fmt: skip
def test_words_cut_by_a_line_end_are_joined(text: str, expected: str) -> None:
    assert repair_text(text) == expected


def test_a_scan_is_recognised_and_said_so() -> None:
    with pytest.raises(DocumentError, match=r"numérisé.*sans texte\.") as caught:
        read_document(make_pdf([SCAN, SCAN]), nom="scan.pdf")
    assert "reconnaissance de caractères" in str(caught.value)


def test_a_stamp_does_not_make_a_scan_readable() -> None:
    stamp = show("Envoyé en préfecture le 12/11/2026 - Reçu en préfecture le 12/11/2026", 300, 820, size=7)
    with pytest.raises(DocumentError, match="seul un tampon"):
        read_document(make_pdf([SCAN + stamp]), nom="scan.pdf")


def test_scanned_pages_among_others_are_named() -> None:
    document = read_document(make_pdf([show("Vu le code", 70, 800), SCAN, SCAN]), nom="a.pdf")
    assert document.texte == "Vu le code"
    assert [remarque.sorte for remarque in document.remarques] == [RemarqueSorte.PAGES_NUMERISEES]
    assert document.remarques[0].message.startswith("Les pages 2 et 3 de ce PDF sont des images")


@pytest.mark.parametrize(
    "content",
    [
        SCAN + show("DELIBERATlON du conseil", 70, 800, mode=3),
        show("DELIBERATlON du conseil", 70, 800) + SCAN,
    ],
    ids=["invisible over the image", "under the image"],
)
def test_recognised_text_is_read_and_flagged(content: bytes) -> None:
    document = read_document(make_pdf([content]), nom="a.pdf")
    assert document.texte == "DELIBERATlON du conseil"
    assert [remarque.sorte for remarque in document.remarques] == [RemarqueSorte.TEXTE_RECONNU]
    assert "texte reconnu" in document.remarques[0].message


def test_a_page_printed_on_a_full_page_picture_is_ordinary_text() -> None:
    lines = column([f"{line} {line}" for line in PROSE], 40, 700)
    assert read_document(make_pdf([SCAN + b"".join(lines)]), nom="a.pdf").remarques == ()


def test_an_owner_password_alone_is_read_and_said() -> None:
    document = read_document(make_pdf([show("Vu le code", 70, 800)], owner=True), nom="a.pdf")
    assert document.texte == "Vu le code"
    assert [remarque.sorte for remarque in document.remarques] == [RemarqueSorte.COPIE_INTERDITE]


def test_form_and_notes_are_said() -> None:
    form = read_document(make_pdf([show("Vu", 70, 800)], extra=b"/AcroForm << /Fields [] >> "), nom="a.pdf")
    assert [remarque.sorte for remarque in form.remarques] == [RemarqueSorte.CHAMPS]
    plain = make_pdf([show("Vu", 70, 800)])
    note = b"/Annots [ << /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a) >> ] /Contents 6 0 R"
    noted = read_document(plain.replace(b"/Contents 6 0 R", note), nom="a.pdf")
    assert [remarque.sorte for remarque in noted.remarques] == [RemarqueSorte.COMMENTAIRES]


WHOLE = make_pdf([show("Vu le code", 70, 800)])
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("password", lambda: make_pdf([show("Vu", 70, 800)], user=b"secret"), "mot de passe"),
    ("garbage", lambda: b"%PDF-1.7\n" + b"garbage " * 60, "endommagé"),
    ("truncated", lambda: WHOLE[: WHOLE.index(b"stream")], "endommagé"),
    ("blank page", lambda: make_pdf([b""]), "aucun texte"),
    ("too many pages", lambda: make_pdf([b" "] * (pdf_child.MAX_PAGES + 1)), "compte 1001 pages"),
]


@pytest.mark.parametrize(("make", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_it_is_refused_with_one_sentence(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(make(), nom="acte.pdf")
    assert words in str(caught.value)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_child, "MAX_CHARACTERS", 15)
    monkeypatch.setattr(pdf, "read_pages_apart", pdf_child.read_pages)
    with pytest.raises(DocumentError, match="millions de signes"):
        read(show("Vu le code", 70, 800), show("Vu la loi", 70, 800))


def test_a_page_that_takes_too_long_is_refused_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_process, "TIME_LIMIT", 0.3)
    endless = make_pdf([b"BT /F 9 Tf 50 50 Td " + b"(a) Tj " * 3_000_000 + b"ET"])
    with pytest.raises(DocumentError, match="démesurée"):
        read_document(endless, nom="a.pdf")
    monkeypatch.setattr(pdf_process, "TIME_LIMIT", 60)
    assert read(show("Vu le code", 70, 800)) == "Vu le code"


def test_it_is_read_here_when_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "_CHILD", pdf_process._Child())
    monkeypatch.setattr(pdf_process, "_COMMAND", "pass")
    assert read(show("Vu le code", 70, 800)) == "Vu le code"


def test_fonts_that_do_not_name_their_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_child, "read_page", lambda page: PageText("\ue001\ue002", is_unreadable=True))
    monkeypatch.setattr(pdf, "read_pages_apart", pdf_child.read_pages)
    with pytest.raises(DocumentError, match="ne peuvent pas être lues"):
        read_document(WHOLE, nom="a.pdf")


def test_a_compressed_page_is_read() -> None:
    packed = zlib.compress(show("Vu le code", 70, 800))
    data = make_pdf([packed]).replace(b"<< /Length", b"<< /Filter /FlateDecode /Length")
    assert read_document(data, nom="a.pdf").texte == "Vu le code"


def test_several_threads_read_at_once() -> None:
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(read_document(WHOLE, nom="a.pdf").texte))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["Vu le code"] * 6
