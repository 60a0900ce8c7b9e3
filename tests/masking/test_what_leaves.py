"""The text that `deliberia masquer` shows is, to the character, the text that the client sends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import httpx
import pytest

from deliberia.assistance import find_incoherences
from deliberia.auditing import check
from deliberia.cli import run
from deliberia.llm import open_client
from deliberia.settings import AssistantSettings

ACTE = """Commune de Val-Fleuri
Séance du 17 novembre 2026
Étaient présents : Mme Claire VASSEUR, M. Bastien ROURE, Mme Solange Marchal
Secrétaire de séance : M. Bastien ROURE

Vu le code général des collectivités territoriales, notamment son article L. 2241-1 ;
Vu la demande de M. Gaston Dubreuil, né le 3 mars 1961, demeurant 12 rue des Lilas, 43100 Brioude ;
Considérant que la parcelle section AB n° 123 jouxte le jardin de d’Aubrac & Fils, tél. 06 12 345 678 ;
Le conseil municipal, à l’unanimité, DÉCIDE de vendre la parcelle AB 123 au prix de 1 500,00 €.
La loi Dubreuil du 12 avril 2000 s’applique ; x @ y.fr en est informé.
"""


def _send(path: Path) -> str:
    """Return the data that a reading of the file by a model puts in the body of its request."""
    bodies: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content.decode())
        message = {"role": "assistant", "content": '{"remarques": []}'}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return httpx.Response(200, json={"model": "essai", "choices": [choice]})

    settings = AssistantSettings(url="http://127.0.0.1:8977/v1", modele="essai")
    with open_client(settings, transport=httpx.MockTransport(handle), tries=1) as client:
        find_incoherences([check(path)], client)
    (body,) = bodies
    content = "\n".join(message["content"] for message in json.loads(body)["messages"])
    data = re.search(r"^DONNÉES ([0-9a-f]{10})\n(.*)^FIN \1$", content, re.DOTALL | re.MULTILINE)
    assert data is not None
    return data[2].strip("\n")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_what_is_shown_is_what_leaves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    path = tmp_path / f"acte{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        for line in ACTE.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(ACTE, encoding="utf-8")
    assert run(["masquer", str(path), "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["documents"]
    shown = told["texte"]
    assert _send(path).strip() == shown.strip()
    assert len(told["remplacements"]) == sum(told["par_sorte"].values()) > 6
    for name in ("VASSEUR", "ROURE", "Marchal", "Dubreuil", "Lilas", "AB 123", "06 12", "y.fr"):
        assert name not in shown
    assert run(["masquer", str(path)]) == 0
    assert capsys.readouterr().out.strip() == shown.strip()
