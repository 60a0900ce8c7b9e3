"""HTML pages: the visible text, one block a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deliberia.documents import DocumentSorte, projet_text, read_document, render_html
from deliberia.errors import DocumentError
from deliberia.model import Projet

PAGES = [
    ("<p>a<p>b", "a\n\nb"),
    ("<div>a</div><div>b</div>", "a\nb"),
    ("<div>a <b>b</b>\n  c</div>", "a b c"),
    ("a<br>b", "a\nb"),
    ("<ul><li>a<li>b</ul>", "a\nb"),
    ("<head><title>t</title></head><script>x</script><style>y</style><p>a", "a"),
    ("<p hidden>x</p><p>a", "a"),
    ("<table><tr><th>a<td>b</tr><tr><td><p>c</p><td></tr></table>z", "| a | b |\n| c |  |\n\nz"),
    ("<table><tr><td><p>a</p><p>b</p><td>c</table>", "a\n\nb\n\nc"),
    ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "| a | b |\n\nc"),
    ("<p>L.&nbsp;2121-29 &amp; suivants&#8239;; &lt;fin&gt;", "L.\u00a02121-29 & suivants\u202f; <fin>"),
    ("<p>un<!-- caché --> deux<unknown>trois</unknown></p>", "un deuxtrois"),
]


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_a_page_is_read_as_a_browser_shows_it(page: str, expected: str) -> None:
    document = read_document(f"<html>{page}".encode(), nom="acte.html")
    assert document.sorte is DocumentSorte.HTML
    assert document.texte == expected


def test_a_page_nested_without_end_is_refused_rather_than_cut() -> None:
    with pytest.raises(DocumentError, match="illisible"):
        read_document(b"<html>objet" + b"<div>" * 50_000 + b"a", nom="acte.html")


def test_the_page_that_we_write_reads_as_the_act(projet: Projet, make_projet: Callable[..., Projet]) -> None:
    lines = read_document(render_html(projet).encode(), nom="acte.html").texte.split("\n")
    expected = projet_text(projet).split("\n")
    assert [line for line in expected[:-1] if line not in lines] == []
