"""A séance later than the base: the references still known are printed, and said so once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from deliberia.catalogue import get_template
from deliberia.drafting import check_projet, draft, iter_examples
from deliberia.legal_refs import load_base
from deliberia.text import NBSP, format_date


def test_a_seance_later_than_the_base_keeps_its_visas_and_says_until_when_they_are_known(
    tmp_path: Path,
) -> None:
    example = next(iter_examples(tmp_path))
    last_day = load_base().etat
    seance = replace(
        example.dossier.seance,
        date=last_day + dt.timedelta(days=30),
        convocation=last_day + dt.timedelta(days=20),
    )
    template = get_template("subvention-association")
    facts: dict[str, Any] = {"champs": example.dossier.champs, "vote": example.dossier.vote}
    today = draft(template, seance=example.dossier.seance, **facts)
    later = check_projet(draft(template, seance=seance, **facts))
    assert later.visas_cles == today.visas_cles
    told = [one for one in later.constats if one.regle == "MOD008"]
    assert len(told) == 1
    assert later.is_ready
    assert format_date(last_day).replace(NBSP, " ") in told[0].message.replace(NBSP, " ")
