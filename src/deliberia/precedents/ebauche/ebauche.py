"""From the text of an act to a template folder, in memory; nothing is written here."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberia.auditing import judge_citations
from deliberia.catalogue import get_template
from deliberia.citations import find_citations
from deliberia.errors import DataError
from deliberia.masking import mask, names_of_acte
from deliberia.model import CollectiviteSorte, Resultat
from deliberia.precedents.ebauche.champs import Fields
from deliberia.precedents.ebauche.corps import Corps
from deliberia.precedents.ebauche.decoupe import cut_act
from deliberia.precedents.ebauche.ecriture import Head, Proposal, write_example, write_meta
from deliberia.precedents.ebauche.references import drop_whole_texts
from deliberia.precedents.ebauche.reperes import find_marks
from deliberia.precedents.reprise import guess_by_object
from deliberia.reading import read_acte
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.legal_refs import Base

MAX_TEXT = 60_000
"""Characters of the act: a template is no longer."""
MAX_FIELDS = 200
"""Questions that a template may ask of a drafter."""
_TITLE = re.compile(r"#{1,2} (?:Visas|Exposé|Considérants|Dispositif|Article)|\[.*\]")
_KEY = re.compile(r"(?:# )?[a-z_0-9]+ = ")
_ID_WORDS = 6
_CONTEXT = 8
_ASKED = re.compile(r"(?P<lead>\{\{ |\{% for ligne in )(?P<name>[a-z_0-9]+)")
_SMALL = frozenset(
    {"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "et", "ou", "a", "au", "aux"}
)
_UNKNOWN = "À préciser."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ebauche:
    """A first template, and what its author still has to do."""

    id: str
    meta: str
    texte: str
    exemple: str
    attendu: str
    """What the example should print, considering that its people are imaginary."""
    champs: tuple[str, ...]
    visas: tuple[str, ...]
    """Keys kept: in force for sure."""
    propositions: tuple[Proposal, ...]
    """Visas not kept, and why."""
    reste: tuple[str, ...]
    """What remains to be done by hand, in French."""
    masques: tuple[str, ...]
    """Words of the act that none of the files may hold."""

    @property
    def files(self) -> dict[str, str]:
        return {"meta.toml": self.meta, "texte.md.j2": self.texte, "exemple.toml": self.exemple}


def scaffold(
    texte: str, *, on: dt.date, modele: str = "", base: Base | None = None, place: str = "acte"
) -> Ebauche:
    """Make a first template from an act.

    Args:
        texte: the act, as it was read.
        on: day on which its references are judged.
        modele: identifier of the template; without it, one is made from the object.
        base: what answers about references.
        place: what messages call the act.

    Raises:
        DataError: several acts, none, or too long.
    """
    if len(texte) > MAX_TEXT:
        raise DataError(
            "Cet acte est trop long pour servir de modèle.",
            place=place,
            hint="Retirez-en les annexes, puis recommencez.",
        )
    acte = read_acte(texte)
    parts = cut_act(acte, place)
    citations = find_citations(acte.texte)
    masked = mask(
        acte.texte,
        known=names_of_acte(acte),
        protected=tuple((one.start, one.end) for one in citations),
    )
    fields = Fields()
    marks = find_marks(acte, judge_citations(citations, on, base), masked, fields)
    return _Maker(acte, parts, marks, fields, on).make(modele)


class _Maker(Corps):
    """Puts the pieces together; a field is kept only when the text asks for it."""

    def make(self, modele: str) -> Ebauche:
        titre, objet = self._write_object()
        self._write_visas()
        self._write_section("Exposé", self._parts.expose)
        self._write_section("Considérants", self._parts.considerants)
        self._write_articles()
        self._explain_references()
        texte = self._settle_citations("\n".join(self._model).strip() + "\n")
        renamed = self._number_fields(f"{titre}\n{texte}")
        if len(renamed) > MAX_FIELDS:
            raise DataError(
                "Cet acte contient trop de montants, de dates et de noms pour servir de modèle.",
                hint="Retirez-en les annexes et les listes, puis recommencez.",
            )
        titre, texte = (_rename(one, renamed) for one in (titre, self._hide(texte)))
        fields = [
            self._fields.found[old]._replace(nom=new, aide=_find_context(texte, new))
            for old, new in renamed.items()
        ]
        head = self._describe(titre, objet)
        meta = write_meta(head, fields, drop_whole_texts(self._visas), self._proposals, self._doubts)
        return Ebauche(
            id=modele or _name_after(titre),
            meta=self._hide(meta),
            texte=texte,
            exemple=self._hide(write_example(fields, prend_acte=head.prend_acte)),
            attendu="\n".join(self._shown),
            champs=tuple(one.nom for one in fields),
            visas=drop_whole_texts(self._visas),
            propositions=tuple(self._proposals),
            reste=tuple(self._list_work(head)),
            masques=self._marks.masked,
        )

    def _describe(self, titre: str, objet: str) -> Head:
        near = guess_by_object(objet)
        self._near = near
        meta = get_template(near).meta if near else None
        sorte = self._acte.sorte_collectivite
        taken = self._acte.resultat is not None and self._acte.resultat.value is Resultat.PREND_ACTE
        if meta is not None:
            self._doubts.append(
                f"Domaine, matière, règle de vote, transmission et échéance viennent du modèle {near}."
            )
        return Head(
            nom=objet[:120],
            titre=titre,
            resume=f"Ébauche faite à partir d’un acte : {objet}."[:300],
            domaine=meta.domaine if meta else _UNKNOWN,
            matiere=meta.matiere if meta else "9.1",
            organe=(sorte.value if sorte is not None else CollectiviteSorte.COMMUNE).value,
            regle_de_vote=meta.regle_de_vote if meta else _UNKNOWN,
            transmission=meta.transmission if meta else _UNKNOWN,
            echeance=meta.echeance if meta else _UNKNOWN,
            prend_acte=taken,
            verifie_le=self._on,
        )

    def _list_work(self, head: Head) -> list[str]:
        work = []
        if not self._parts.articles:
            work.append(
                "Ce qui est décidé n’a pas été reconnu : remplacez le champ « decision » par les articles."
            )
        if self._proposals:
            work.append("Visas non repris : lisez leurs raisons dans meta.toml, et décidez.")
        if "{{ reference" in "\n".join(self._model):
            work.append("Un article cité dans le texte n’est pas sûr : remplacez le champ « reference ».")
        if head.domaine == _UNKNOWN:
            work.append("Aucun de nos modèles n’est proche : remplissez tout ce qui est « À préciser ».")
        work += [
            "Donnez à chaque champ un nom et une question clairs ; les facultatifs portent requis = false.",
            "Relisez texte.md.j2 : une machine ne reconnaît pas tous les noms de personnes.",
            "Relisez les accords : singulier et pluriel, féminin et masculin.",
            "Ajoutez à exemple.toml une branche par condition.",
        ]
        return work

    def _number_fields(self, text: str) -> dict[str, str]:
        """Name the fields that the template asks for, by order of appearance: no gap in their numbers."""
        renamed: dict[str, str] = {}
        counts: dict[str, int] = {}
        for match in _ASKED.finditer(text):
            old = match["name"]
            if old in self._fields.found and old not in renamed:
                stem = re.sub(r"_\d+$", "", old)
                counts[stem] = counts.get(stem, 0) + 1
                renamed[old] = stem if counts[stem] == 1 else f"{stem}_{counts[stem]}"
        return renamed

    def _hide(self, text: str) -> str:
        """Make sure that nothing masked is left: a last look at the words, titles and keys apart."""
        for surface in self._marks.masked:
            if len(surface) > 2 and surface in text:
                word = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)")
                text = "\n".join(_hide_line(line, word) for line in text.split("\n"))
        return text


def _hide_line(line: str, word: re.Pattern[str]) -> str:
    if _TITLE.fullmatch(line):
        return line
    key = _KEY.match(line)
    head = key[0] if key else ""
    return head + word.sub("(nom masqué)", line[len(head) :])


def _rename(text: str, renamed: dict[str, str]) -> str:
    return _ASKED.sub(lambda match: match["lead"] + renamed.get(match["name"], match["name"]), text)


def _find_context(texte: str, nom: str) -> str:
    """Quote the words that stand before a field, to help who fills it in."""
    match = re.search(rf"\{{\{{ {nom} [|}}]", texte)
    if match is None:
        return ""
    before = re.sub(r"\{\{.*?\}\}", "…", texte[: match.start()].rpartition("\n")[2])
    words = " ".join(before.split()[-_CONTEXT:])
    return f"Dans l’acte, après : « {words} »." if words else ""


def _name_after(titre: str) -> str:
    """Make an identifier from the object, without what changes from one act to the next."""
    plain = re.sub(r"\{\{.*?\}\}", " ", titre)
    words = [word for word in re.findall(r"[a-z0-9]+", fold(plain)) if word not in _SMALL]
    return "-".join(words[:_ID_WORDS])[:60].strip("-") or "nouveau-modele"
