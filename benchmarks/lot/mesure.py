"""One lot, measured: prints seconds, CPU seconds and memory (kB) as JSON; `acte` prints one act as data."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from deliberia.catalogue import get_template
from deliberia.documents.composition import compose
from deliberia.documents.elements import Grid, Paragraph
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.lot import make_job, map_columns, read_table, run_lot
from deliberia.model import SectionSorte
from deliberia.resources import data_dir

MODELE = "subvention-association"
SEANCE = data_dir("templates") / "_exemple" / "seance.toml"


def main() -> None:
    if sys.argv[1] == "acte":
        print(json.dumps(_describe_act()))
        return
    table = read_table(Path(sys.argv[1]))
    plan = map_columns(table.columns, get_template(MODELE))
    job = make_job(MODELE, seance=SEANCE, controle=sys.argv[4] == "1")
    start = time.perf_counter()
    run_lot(job, table, plan, Path(sys.argv[2]), coeurs=int(sys.argv[3]))
    elapsed = time.perf_counter() - start
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        json.dumps(
            {
                "secondes": elapsed,
                "cpu": sum(use.ru_utime + use.ru_stime for use in uses),
                "memoire": max(use.ru_maxrss for use in uses),
            }
        )
    )


def _describe_act() -> dict[str, object]:
    """Give what stands on the page, so that another writer prints the same."""
    exemple = get_template(MODELE).exemple
    projet = draft(
        MODELE, seance=load_seance(SEANCE), champs=exemple.champs, vote=parse_vote(exemple.vote), numero="1"
    )
    page = compose(projet)
    paragraphs = [one for one in page.elements if isinstance(one, Paragraph)]
    grid = next(one for one in page.elements if isinstance(one, Grid))
    return {
        "titre": projet.titre,
        "entete": [one.lead + one.texte for one in paragraphs if one.sorte is SectionSorte.ENTETE],
        "presence": [grid.colonnes, *grid.lignes],
        "blocs": [[one.lead, one.texte] for one in paragraphs if one.sorte is not SectionSorte.ENTETE],
    }


if __name__ == "__main__":
    main()
