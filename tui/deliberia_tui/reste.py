"""What is left to do on an act, in words, and the marks of its preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deliberia.model import Finding, SectionSorte
from deliberia_tui.elements.constats import A_REMPLIR, IGNORE, SIGNES, Entree
from deliberia_tui.elements.page import Marque
from deliberia_tui.questions import Question, name_champs
from deliberia_tui.usages import Apercu

HOLE = "[…]"
_LIBELLES = {
    "commune.nom": "Commune : son nom",
    "commune.maire": "Commune : le maire",
    "commune.en_exercice": "Commune : le nombre de membres en exercice",
    "seance.date": "Séance : sa date",
    "seance.convocation": "Séance : la date de convocation",
    "seance.president": "Séance : qui préside",
    "seance.secretaire": "Séance : le secrétaire",
    "seance.presents": "Séance : les présents",
    "vote": "Le vote (F4), après la séance",
    "vote.voix_president": "Le sens du vote du président (F4)",
    "population": "Commune : sa population",
    "seance.annee": "Séance : sa date",
    "calcul": "Une valeur dont dépend un calcul",
}
_CIBLES = {"population": "commune.population", "seance.annee": "seance.date"}


def list_entrees(
    apercu: Apercu | None, questions: Mapping[str, Question], erreurs: Mapping[str, str], raison: str = ""
) -> tuple[Entree, ...]:
    """Return wrong answers, then missing values, then findings. `raison`: why there is no preview."""
    return tuple(_iter_entrees(apercu, questions, erreurs, raison))


def _iter_entrees(
    apercu: Apercu | None, questions: Mapping[str, Question], erreurs: Mapping[str, str], raison: str
) -> Iterator[Entree]:
    if raison:
        yield Entree(
            *SIGNES["erreur"],
            name_champs(raison, questions),
            cible="vote" if raison.startswith("vote") else None,
        )
    for nom, erreur in erreurs.items():
        yield Entree(*SIGNES["erreur"], questions[nom].libelle, erreur, nom)
    if apercu is None:
        return
    seen: set[str] = set()
    for nom in apercu.manquants:
        base = nom.partition("[")[0]
        if base in erreurs or base in seen:
            continue
        seen.add(base)
        question = questions.get(base)
        texte = question.libelle if question else _LIBELLES.get(base) or _spell(base)
        yield Entree(*A_REMPLIR, texte, cible=_CIBLES.get(base, base))
    for constat in apercu.constats:
        entree = make_entree(constat)
        yield entree._replace(
            texte=name_champs(entree.texte, questions), detail=name_champs(entree.detail, questions)
        )


def _spell(code: str) -> str:
    """Return the name of a value that has no question, as words."""
    words = code.replace("_", " ").replace(".", "\xa0: ")
    return words[:1].upper() + words[1:]


def describe_reste(entrees: tuple[Entree, ...]) -> str:
    """Return the title of the list: how many values are awaited, how many findings."""
    constats = sum(isinstance(one.cible, Finding) for one in entrees)
    awaited = len(entrees) - constats
    parts = [f"À remplir : {awaited}"] if awaited else []
    parts += [f"Constats : {constats}"] if constats else []
    return " · ".join(parts) or "Tout y est"


def make_entree(constat: Finding) -> Entree:
    """Return the entry of a finding: its message, what to do, its place."""
    if constat.ignore is not None:
        return Entree(*IGNORE, constat.message, f"Ignoré, motif\xa0: {constat.ignore}", constat)
    return Entree(*SIGNES[constat.severite.value], constat.message, constat.correction, constat)


def make_marques(apercu: Apercu) -> tuple[Marque, ...]:
    """Return what stands out in the preview: title, holes, findings."""
    marques = []
    for section in apercu.sections:
        if section.sorte is SectionSorte.OBJET:
            marques.append(Marque(section.start, section.end, "titre"))
        elif section.sorte in (SectionSorte.MENTION, SectionSorte.ENTETE):
            marques.append(Marque(section.start, section.end, "discret"))
    position = apercu.texte.find(HOLE)
    while position >= 0:
        marques.append(Marque(position, position + len(HOLE), "trou"))
        position = apercu.texte.find(HOLE, position + 1)
    return (*marques, *mark_constats(apercu.constats))


def soften_tables(texte: str) -> str:
    """Draw the rows of tables with thin lines. Not one character is added or taken: places stay the same."""
    if "\n| " not in texte:
        return texte
    lines = texte.split("\n")
    for rank, line in enumerate(lines):
        if line.startswith("| ") and line.endswith(" |"):
            lines[rank] = " " + line[1:-1].replace(" | ", " │ ") + " "
        elif line.startswith("|--") and not line.strip("|-: "):
            lines[rank] = " " + "─" * (len(line) - 2) + " "
    return "\n".join(lines)


def mark_constats(constats: tuple[Finding, ...]) -> tuple[Marque, ...]:
    """Return the places of the findings that have one."""
    return tuple(
        Marque(one.start, one.end if one.end is not None else one.start + 1, one.severite.value)
        for one in constats
        if one.start is not None and one.ignore is None
    )


def find_first_change(former: str, texte: str) -> int:
    """Return where two texts begin to differ, in the second one."""
    low, high = 0, min(len(former), len(texte))
    while low < high:
        middle = (low + high + 1) // 2
        if former[:middle] == texte[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
