"""Verdicts of the built-in base deepened by what was imported or confirmed: never worse, often firmer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from deliberia.legal_refs import Base, Depth, Interval, load_base
from deliberia.legi import DeepestProvider, LegiProvider, import_archives, open_legi
from deliberia.model import VerdictKind
from deliberia.resources import data_dir
from deliberia.verification import describe, verify

ARCHIVE = dt.date(2026, 11, 20)
SEANCE = dt.date(2026, 11, 17)


@dataclass
class Held:
    """A provider that holds what it is given."""

    etat: dt.date = ARCHIVE
    depths: dict[tuple[str, str], tuple[Interval, ...]] = field(default_factory=dict)

    def get_depth(self, text: str, article: str) -> Depth | None:
        intervals = self.depths.get((text, article))
        if intervals is None:
            return None
        return Depth(intervals=intervals, etat=self.etat, source=f"archive du {self.etat}")


def deepen(*providers: Held) -> Base:
    return Base(data_dir("legal_refs"), DeepestProvider(*providers))


def test_what_the_built_in_base_does_not_know_any_more_becomes_firm() -> None:
    base, key = load_base(), None
    for num in islice(base.iter_numbers("CGCT"), 0, None, 40):
        if verify(f"CGCT:{num}", on=SEANCE).kind is VerdictKind.NON_VERIFIABLE:
            key = ("CGCT", num)
            break
    assert key is not None
    deeper = deepen(Held(depths={key: (Interval(dt.date(2000, 1, 1), None, ARCHIVE),)}))
    verdict = verify(":".join(key), on=SEANCE, base=deeper)
    assert verdict.kind is VerdictKind.EN_VIGUEUR
    assert verdict.source == "archive du 2026-11-20"


def test_an_older_archive_does_not_undo_a_later_confirmation() -> None:
    cle = "CGCT:L2121-29"
    plain = verify(cle, on=SEANCE)
    assert plain.kind is VerdictKind.EN_VIGUEUR
    old = dt.date(2025, 7, 13)
    held = Held(etat=old, depths={("CGCT", "L2121-29"): (Interval(dt.date(1996, 2, 24), None, old),)})
    verdict = verify(cle, on=SEANCE, base=deepen(held))
    assert verdict.kind is VerdictKind.EN_VIGUEUR
    assert verdict.source == plain.source


def test_an_archive_older_than_the_built_in_base_is_not_asked() -> None:
    code = load_base().codes["CRPA"]
    held = Held(etat=code.etat - dt.timedelta(days=1), depths={("CRPA", "L211-2"): ()})
    assert verify("CRPA:L211-2", on=code.etat, base=deepen(held)) == verify("CRPA:L211-2", on=code.etat)


def test_the_successor_of_a_dead_number_is_still_told() -> None:
    plain = verify("CGCT:L2311-7", on=SEANCE)
    assert plain.kind is VerdictKind.DEPLACE
    assert plain.change_le is not None
    held = Held(depths={("CGCT", "L2311-7"): (Interval(dt.date(1996, 2, 24), plain.change_le, ARCHIVE),)})
    deeper = verify("CGCT:L2311-7", on=SEANCE, base=deepen(held))
    assert deeper.kind is VerdictKind.DEPLACE
    assert deeper.remplace_par == plain.remplace_par


def test_an_imported_code_leaves_nothing_unverifiable(writer: Any, tmp_path: Path) -> None:
    cgct = load_base().codes["CGCT"].id
    archive = writer()
    archive.article(1, "L9999-1", cid=cgct, debut="2021-03-01")
    archive.article(2, "R*9999-2", cid=cgct, etat="ABROGE", debut="2001-03-01", fin="2026-02-01")
    archive.article(3, "L9999-3", cid=cgct, etat="VIGUEUR_DIFF", debut="2026-12-01")
    path = archive.save(tmp_path / "Freemium_legi_global_20261120-140000.tar.gz")
    base = tmp_path / "legi.sqlite"
    import_archives([path], base=base, codes=("CGCT",))
    with open_legi(base) as legi:
        deeper = Base(data_dir("legal_refs"), LegiProvider(legi))
        found = {
            num: verify(f"CGCT:{num}", on=SEANCE, base=deeper)
            for num in ("L9999-1", "R9999-2", "L9999-3", "L9999-4")
        }
    assert {num: verdict.kind for num, verdict in found.items()} == {
        "L9999-1": VerdictKind.EN_VIGUEUR,
        "R9999-2": VerdictKind.ABROGE,
        "L9999-3": VerdictKind.PAS_ENCORE_EN_VIGUEUR,
        "L9999-4": VerdictKind.INEXISTANT,
    }
    assert found["L9999-1"].source == "archive LEGI du 20 novembre 2026"
    assert found["L9999-1"].url.endswith("LEGIARTI900000000001")
    assert found["R9999-2"].change_le == dt.date(2026, 2, 1)


def test_the_provider_that_knows_to_the_latest_day_answers() -> None:
    early = Held(etat=dt.date(2025, 7, 13), depths={("CGCT", "L1"): ()})
    late = Held(depths={("CGCT", "L1"): (Interval(None, None, ARCHIVE),)})
    for order in ((early, late), (late, early)):
        depth = DeepestProvider(*order).get_depth("CGCT", "L1")
        assert depth is not None
        assert depth.etat == ARCHIVE
    assert DeepestProvider().get_depth("CGCT", "L1") is None


def test_the_card_of_an_article_shows_its_text_only_when_an_archive_holds_it(
    writer: Any, tmp_path: Path
) -> None:
    cgct = load_base().codes["CGCT"].id
    archive = writer()
    archive.article(1, "L9999-1", cid=cgct, debut="2021-03-01")
    path = archive.save(tmp_path / "Freemium_legi_global_20261120-140000.tar.gz")
    base = tmp_path / "legi.sqlite"
    import_archives([path], base=base, codes=("CGCT",))
    with open_legi(base) as legi:
        deeper = Base(data_dir("legal_refs"), DeepestProvider(LegiProvider(legi)))
        card = describe("CGCT:L9999-1", on=SEANCE, base=deeper)
        before = describe("CGCT:L9999-1", on=dt.date(2020, 1, 1), base=deeper)
        held = legi.article_text("CGCT", "L9999-1", SEANCE)
    assert card.texte is not None
    assert held is not None
    assert card.texte.texte == held.texte != ""
    assert card.texte.debut == dt.date(2021, 3, 1)
    assert card.as_dict()["texte"]["source"] == "archive LEGI du 20 novembre 2026"
    assert before.texte is None
    assert describe("CGCT:L2121-29", on=SEANCE).texte is None
