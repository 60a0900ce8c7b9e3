"""A small writer of LEGI archives: imaginary texts, identifiers that the official base does not use."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

CODE = "LEGITEXT900000000001"
LOI = "JORFTEXT900000000002"
GLOBAL = "Freemium_legi_global_20250713-140000.tar.gz"
DAILY = "LEGI_20250714-211706.tar.gz"
NEVER = "2999-01-01"


def split_id(ident: str) -> str:
    return "/".join((ident[:4], ident[4:8], *(ident[i : i + 2] for i in range(8, 18, 2)), ident))


def folder(cid: str, state: str = "en") -> str:
    kind = "code" if cid.startswith("LEGI") else "TNC"
    return f"legi/global/code_et_TNC_{state}_vigueur/{kind}_{state}_vigueur/{split_id(cid)}"


class Writer:
    """Members of one archive, written by `save`."""

    def __init__(self, stamp: str = "") -> None:
        self.prefix = f"{stamp}/" if stamp else ""
        self.members: list[tuple[str, bytes, int]] = []
        self.time = 1_700_000_000

    def add(self, name: str, contents: bytes | str, time: int | None = None) -> None:
        data = contents.encode() if isinstance(contents, str) else contents
        self.members.append((self.prefix + name, data, self.time if time is None else time))

    def article(
        self,
        number: int,
        num: str = "L1-1",
        *,
        texte: str = "<p>Le conseil règle les affaires.</p>",
        etat: str = "VIGUEUR",
        debut: str = "2000-01-01",
        fin: str = NEVER,
        cid: str = CODE,
        state: str = "en",
        liens: str = "",
        section: str = "LEGISCTA900000000001",
        time: int | None = None,
        attribute: str | None = None,
    ) -> str:
        ident = f"LEGIARTI9{number:011d}"
        owner = f'cid="{cid}" ' if attribute is None else attribute
        xml = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<ARTICLE>\n<META>\n<META_COMMUN>\n'
            f"<ID>{ident}</ID>\n<NATURE>Article</NATURE>\n</META_COMMUN>\n<META_SPEC>\n<META_ARTICLE>\n"
            f"<NUM>{escape(num)}</NUM>\n<ETAT>{etat}</ETAT>\n<DATE_DEBUT>{debut}</DATE_DEBUT>\n"
            f"<DATE_FIN>{fin}</DATE_FIN>\n<TYPE>AUTONOME</TYPE>\n</META_ARTICLE>\n</META_SPEC>\n</META>\n"
            f'<CONTEXTE>\n<TEXTE {owner}nature="CODE">\n<TM>\n<TITRE_TM debut="2000-01-01" fin="{NEVER}" '
            f'id="{section}">Livre premier</TITRE_TM>\n</TM>\n</TEXTE>\n</CONTEXTE>\n<VERSIONS/>\n'
            "<NOTA>\n<CONTENU/>\n</NOTA>\n<BLOC_TEXTUEL>\n<CONTENU>\n"
            f"{texte}\n</CONTENU>\n</BLOC_TEXTUEL>\n<LIENS>{liens}</LIENS>\n</ARTICLE>\n"
        )
        self.add(f"{folder(cid, state)}/article/{split_id(ident)}.xml", xml, time)
        return ident

    def section(self, number: int, titre: str, lignes: str, cid: str = CODE) -> None:
        ident = f"LEGISCTA9{number:011d}"
        xml = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<SECTION_TA><ID>{ident}</ID>'
            f"<TITRE_TA>{titre}</TITRE_TA>"
            f"<COMMENTAIRE/><STRUCTURE_TA>{lignes}</STRUCTURE_TA></SECTION_TA>"
        )
        self.add(f"{folder(cid)}/section_ta/{split_id(ident)}.xml", xml)

    def texte(
        self, cid: str = CODE, *, nature: str = "CODE", num: str = "", titre: str = "Code des halles"
    ) -> None:
        ident = cid.replace("JORF", "LEGI")
        meta = (
            f"<META><META_COMMUN><ID>{ident}</ID><NATURE>{nature}</NATURE></META_COMMUN><META_SPEC>"
            f"<META_TEXTE_CHRONICLE><CID>{cid}</CID><NUM>{num}</NUM><DATE_TEXTE>2000-01-03</DATE_TEXTE>"
            "</META_TEXTE_CHRONICLE>"
        )
        self.add(
            f"{folder(cid)}/texte/version/{ident}.xml",
            f"<TEXTE_VERSION>{meta}<META_TEXTE_VERSION><TITRE>{titre}</TITRE><TITREFULL>{titre}.</TITREFULL>"
            f"<ETAT>VIGUEUR</ETAT><DATE_DEBUT>2000-01-01</DATE_DEBUT><DATE_FIN>{NEVER}</DATE_FIN>"
            "</META_TEXTE_VERSION></META_SPEC></META></TEXTE_VERSION>",
        )
        self.add(
            f"{folder(cid)}/texte/struct/{ident}.xml",
            f"<TEXTELR>{meta}</META_SPEC></META><STRUCT>"
            f'<LIEN_SECTION_TA cid="LEGISCTA900000000001" debut="2000-01-01" etat="VIGUEUR" fin="{NEVER}" '
            'id="LEGISCTA900000000001" niv="1">Livre premier</LIEN_SECTION_TA></STRUCT></TEXTELR>',
        )

    def save(self, path: Path, *, form: int = tarfile.GNU_FORMAT) -> Path:
        with tarfile.open(path, "w:gz", format=form) as tar:
            for name, data, time in self.members:
                info = tarfile.TarInfo(name)
                info.size, info.mtime = len(data), time
                tar.addfile(info, io.BytesIO(data))
        return path


@pytest.fixture
def writer() -> type[Writer]:
    return Writer


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A complete archive: one code with a section and three numbers, one law."""
    archive = Writer()
    archive.texte()
    archive.article(1, "L1-1", etat="MODIFIE", fin="2010-01-01", texte="<p>Le maire préside la séance.</p>")
    archive.article(
        2,
        "L1-1",
        debut="2010-01-01",
        texte="<p>Le maire préside la séance du conseil.</p>\n<p>Il peut déléguer cette présidence.</p>",
    )
    archive.article(3, "R*1-2", etat="ABROGE_DIFF", fin="2027-01-01", texte="Premier mot<br/>second mot")
    archive.article(4, "L1-3", etat="MODIFIE_MORT_NE", debut="2222-02-22", fin="2020-01-01")
    archive.article(
        5,
        "L1-4",
        debut="2015-01-01",
        liens='<LIEN cidtexte="LEGITEXT900000000001" id="LEGIARTI900000000006" naturetexte="CODE" num="L9" '
        'sens="source" typelien="CONCORDANCE">Code des halles - art. L9 (Ab)</LIEN>'
        '<LIEN cidtexte="" id="" sens="cible" typelien="CITATION">citation</LIEN>',
    )
    archive.article(6, "L9", etat="ABROGE", fin="2015-01-01")
    lines = "".join(
        f'<LIEN_ART debut="2000-01-01" etat="VIGUEUR" fin="{NEVER}" id="LEGIARTI9{n:011d}" num="x"/>'
        for n in (1, 2, 3, 4, 99)
    )
    archive.section(1, "Livre premier", lines)
    archive.texte(LOI, nature="LOI", num="2000-10", titre="Loi n° 2000-10 du 3 janvier 2000 sur les halles")
    archive.article(7, "1er", cid=LOI, attribute="")
    archive.article(8, "28 à 30", cid=LOI)
    return archive.save(tmp_path / GLOBAL)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "maison" / "legi.sqlite"
