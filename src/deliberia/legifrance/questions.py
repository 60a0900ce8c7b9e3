"""What is asked about one article, in which order, and what may be concluded from the answers.

The first question answers for most articles in force. A silence proves nothing: `search` then shows what
exists, and the table of contents of the day what `search` misses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from deliberia.legal_refs import Key, load_base, normalize_num
from deliberia.legifrance.client import Client, Json
from deliberia.legifrance.confirmations import Confirmation, Issue, OnlineVersion
from deliberia.legifrance.days import NO_END, NOT_FIXED, parse_day

_PAGE = 100
_DEEPEST = 10_000
"""Rank of a result beyond which the engine does not answer."""
_NEVER_IN_FORCE = frozenset(("", "MODIFIE_MORT_NE", "ANNULE", "INITIALE", "SANS_ETAT", "DISJOINT"))
_NATURES = {"LOI": "LOI", "ORD": "ORDONNANCE", "DECRET": "DECRET", "ARRETE": "ARRETE"}


class Questioner:
    """Ask about articles of codes and of numbered texts; a table of contents is asked once a day."""

    def __init__(self, client: Client, *, today: dt.date) -> None:
        self._client = client
        self._today = today
        self._tables: dict[tuple[str, dt.date], dict[str, str] | None] = {}

    def ask(self, key: Key, on: dt.date) -> Confirmation:
        """Ask about an article.

        Raises:
            Unavailable: the service did not answer.
            SettingsError: the credentials or the application are refused.
        """
        found = self._ask_code(key, on) if key.is_code else self._ask_numbered(key)
        if isinstance(found, Issue):
            return Confirmation(cle=key.cle, issue=found, consulte_le=self._today)
        versions = _read_versions(found)
        issue = Issue.CONFIRMEE if versions else Issue.INCERTAINE
        return Confirmation(
            cle=key.cle,
            issue=issue,
            consulte_le=self._today,
            id=_text(found.get("id")),
            versions=versions,
        )

    def _ask_code(self, key: Key, on: dt.date) -> Json | Issue:
        record = load_base().codes.get(key.text)
        if record is None:
            return Issue.INCERTAINE
        for num in _spell(key.article):
            answer = self._client.ask("consult/getArticleWithIdAndNum", {"id": record.id, "num": num})
            article = answer.get("article")
            if isinstance(article, dict) and _is_wanted(article, key.article, record.id):
                return article
        title = record.nom[:1].upper() + record.nom[1:].replace("’", "'")
        filters = [{"facette": "TEXT_NOM_CODE", "valeurs": [title]}]
        ids, complete = self._search(
            "CODE_ETAT", {"NUM_ARTICLE": key.article}, filters, record.id, key.article
        )
        article = self._read_first(ids, key.article, record.id)
        if article is not None:
            return article
        table = self._read_table(record.id, on)
        if table is None or not complete:
            return Issue.INCERTAINE
        ident = table.get(key.article)
        if ident is None:
            return Issue.INTROUVABLE
        return self._read_first([ident], key.article, record.id) or Issue.INCERTAINE

    def _ask_numbered(self, key: Key) -> Json | Issue:
        """Ask about an article of a law or a decree: its number designates one text."""
        nature = _NATURES.get(key.kind)
        if nature is None or not key.article:
            return Issue.INCERTAINE
        fields = {"NUM": key.num, "NUM_ARTICLE": key.article}
        filters = [{"facette": "TEXT_NATURE", "valeurs": [nature]}]
        ids, _ = self._search("LODA_ETAT", fields, filters, "", key.article)
        return self._read_first(ids, key.article, "", key.num) or Issue.INCERTAINE

    def _read_first(self, ids: list[str], num: str, owner: str, number: str = "") -> Json | None:
        for ident in ids[:3]:
            article = self._client.ask("consult/getArticle", {"id": ident}).get("article")
            if isinstance(article, dict) and _is_wanted(article, num, owner, number):
                return article
        return None

    def _search(
        self, fond: str, fields: dict[str, str], filters: list[Json], owner: str, num: str
    ) -> tuple[list[str], bool]:
        """Search and filter again, for what the service does not understand is dropped without a word.

        Return identifiers of articles, and whether all results were read.
        """
        ids: dict[str, None] = {}
        read = total = 0
        for page in range(1, _DEEPEST // _PAGE + 1):
            answer = self._client.ask("search", _search_body(fond, fields, filters, page))
            results = _list(answer.get("results"))
            total = answer["totalResultNumber"] if isinstance(answer.get("totalResultNumber"), int) else -1
            read += len(results)
            for title, extract in _iter_extracts(results):
                if owner and owner not in (_text(title.get("cid")), _text(title.get("id"))[:20]):
                    continue
                if _is_number(_text(extract.get("num")), num):
                    ids[_text(extract.get("id"))] = None
            # One identifier is enough; a filter that was dropped would return the whole base.
            if ids or not results or read >= total or total > _DEEPEST:
                break
        ids.pop("", None)
        return list(ids), read == total

    def _read_table(self, code: str, on: dt.date) -> dict[str, str] | None:
        """Return number and identifier of the articles of a code on a day; None when not read whole."""
        if (code, on) not in self._tables:
            body = {"textId": code, "date": on.isoformat(), "nature": "CODE"}
            answer = self._client.ask("consult/legi/tableMatieres", body)
            whole = isinstance(answer.get("sections"), list) and bool(answer.get("cid") or answer.get("id"))
            table = {normalize_num(_text(item.get("num"))): _text(item.get("id")) for item in _walk(answer)}
            self._tables[code, on] = table if whole and table else None
        return self._tables[code, on]


def _search_body(fond: str, fields: dict[str, str], filters: list[Json], page: int) -> Json:
    champs = [
        {
            "typeChamp": name,
            "operateur": "ET",
            "criteres": [{"typeRecherche": "EXACTE", "valeur": value, "operateur": "ET"}],
        }
        for name, value in fields.items()
    ]
    return {
        "fond": fond,
        "recherche": {
            "champs": champs,
            "filtres": filters,
            "pageNumber": page,
            "pageSize": _PAGE,
            "operateur": "ET",
            "sort": "PERTINENCE",
            "typePagination": "ARTICLE",
        },
    }


def _spell(num: str) -> list[str]:
    """Return the spellings under which the service may know a number: `R*` keeps its star there."""
    return [num, re.sub(r"^R(?=\d)", "R*", num)] if re.match(r"R\d", num) else [num]


def _is_number(written: str, wanted: str) -> bool:
    return bool(written) and normalize_num(written) == wanted


def _is_wanted(article: Json, num: str, owner: str, number: str = "") -> bool:
    """Check number and owner of what came back: the owner stands in the titles only."""
    if not _is_number(_text(article.get("num")), num):
        return False
    titles = [title for title in _list(article.get("textTitles")) if isinstance(title, dict)]
    if owner:
        return not titles or _text(titles[0].get("cid")) == owner
    words = " ".join(f"{_text(title.get('titre'))} {_text(title.get('titreLong'))}" for title in titles)
    numbers = {_text(title.get("num")) for title in titles}
    return number in numbers or re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", words) is not None


def _read_versions(article: Json) -> tuple[OnlineVersion, ...]:
    """Read the versions that were or will be in force, oldest first.

    The list also holds links of provenance, dead-born versions and days not fixed yet: all dropped.
    """
    versions = []
    for item in _list(article.get("articleVersions")):
        debut, fin = parse_day(item.get("dateDebut")), parse_day(item.get("dateFin"))
        etat = _text(item.get("etat"))
        if debut is None or debut >= NOT_FIXED or etat in _NEVER_IN_FORCE:
            continue
        if fin is not None and fin >= NOT_FIXED:
            fin = None if fin >= NO_END else fin
        if fin is None or debut < fin:
            versions.append(OnlineVersion(id=_text(item.get("id")), etat=etat, debut=debut, fin=fin))
    return tuple(sorted(versions, key=lambda version: version.debut))


def _iter_extracts(results: list[Any]) -> Iterator[tuple[Json, Json]]:
    for result in results:
        titles = [title for title in _list(result.get("titles")) if isinstance(title, dict)]
        for section in _list(result.get("sections")):
            for extract in _list(section.get("extracts")):
                for title in titles[:1]:
                    yield title, extract


def _walk(node: Json) -> Iterator[Json]:
    yield from _list(node.get("articles"))
    for section in _list(node.get("sections")):
        yield from _walk(section)


def _list(value: object) -> list[Any]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
