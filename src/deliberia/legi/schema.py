"""The SQLite file that holds an imported archive.

Texts of articles stand apart from what dates them, so that an index or a look-up never reads them. Nothing
says « in force »: the dates are asked at query time, for repeals and entries into force are published ahead.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

APPLICATION_ID = 0x4C454749
"""« LEGI » in ASCII: tells our files from any other SQLite file."""
FORMAT = 1

TABLES = """
CREATE TABLE etat (cle TEXT PRIMARY KEY, valeur TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE archive (
    rang INTEGER PRIMARY KEY, nom TEXT NOT NULL, horodatage TEXT NOT NULL, complete INTEGER NOT NULL,
    taille INTEGER NOT NULL, empreinte TEXT NOT NULL, finie INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE texte (
    rang INTEGER PRIMARY KEY, id INTEGER NOT NULL, texte INTEGER NOT NULL, dossier INTEGER NOT NULL,
    temps INTEGER NOT NULL, archive INTEGER NOT NULL, retenu INTEGER NOT NULL,
    nature TEXT NOT NULL, num TEXT NOT NULL, nor TEXT NOT NULL, titre TEXT NOT NULL, titre_long TEXT NOT NULL,
    etat TEXT NOT NULL, debut INTEGER, fin INTEGER, signe INTEGER, publie INTEGER
);
CREATE TABLE section (
    rang INTEGER PRIMARY KEY, id INTEGER NOT NULL, texte INTEGER NOT NULL, dossier INTEGER NOT NULL,
    temps INTEGER NOT NULL, archive INTEGER NOT NULL, retenu INTEGER NOT NULL,
    titre TEXT NOT NULL, parent INTEGER, lignes TEXT NOT NULL
);
CREATE TABLE article (
    rang INTEGER PRIMARY KEY, id INTEGER NOT NULL, texte INTEGER NOT NULL, dossier INTEGER NOT NULL,
    temps INTEGER NOT NULL, archive INTEGER NOT NULL, retenu INTEGER NOT NULL,
    num TEXT NOT NULL, cle TEXT NOT NULL, etat TEXT NOT NULL, sorte TEXT NOT NULL,
    debut INTEGER, fin INTEGER, section INTEGER
);
CREATE TABLE contenu (rang INTEGER PRIMARY KEY, texte TEXT NOT NULL, nota TEXT NOT NULL);
CREATE TABLE lien (
    article INTEGER NOT NULL, sorte TEXT NOT NULL, sens TEXT NOT NULL, texte INTEGER, cible INTEGER,
    nature TEXT NOT NULL, num TEXT NOT NULL, libelle TEXT NOT NULL
);
CREATE TABLE rebut (
    archive INTEGER NOT NULL, nom TEXT NOT NULL, motif TEXT NOT NULL, texte INTEGER NOT NULL,
    id INTEGER NOT NULL, dossier INTEGER NOT NULL
);
CREATE VIRTUAL TABLE recherche USING fts5(
    texte, content='contenu', content_rowid='rang', detail=column,
    tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO recherche (recherche, rank) VALUES ('hashsize', 4194304);
"""

INDEXES = """
CREATE INDEX article_id ON article (id);
CREATE INDEX article_cle ON article (texte, cle);
CREATE INDEX article_ecarte ON article (id) WHERE retenu = 0;
CREATE INDEX section_id ON section (id);
CREATE INDEX section_texte ON section (texte);
CREATE INDEX section_ecartee ON section (id) WHERE retenu = 0;
CREATE INDEX texte_id ON texte (id);
CREATE INDEX texte_texte ON texte (texte);
CREATE INDEX texte_num ON texte (num);
CREATE INDEX texte_ecarte ON texte (id) WHERE retenu = 0;
CREATE INDEX lien_article ON lien (article);
CREATE INDEX lien_cible ON lien (cible) WHERE cible IS NOT NULL;
"""


def create(path: Path) -> sqlite3.Connection:
    """Make an empty base ready to be filled; its indexes come once it is full."""
    connection = connect(path)
    connection.executescript(
        f"PRAGMA page_size = 8192; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};"
        f"BEGIN; {TABLES} COMMIT;"
    )
    return connection


def connect(path: Path) -> sqlite3.Connection:
    """Open a base to write in.

    The rollback journal makes a killed import start again from its last checkpoint. Nothing is forced to the
    disk on the way: the file is forced once, before it takes the place of the base in use.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=5)
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("PRAGMA temp_store = FILE")
    return connection


def is_ours(connection: sqlite3.Connection) -> bool:
    """Tell whether an open file is a base of the format that this version reads."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(application == APPLICATION_ID and version == FORMAT)


def read_etat(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT cle, valeur FROM etat"))


def write_etat(connection: sqlite3.Connection, **values: str) -> None:
    connection.executemany("INSERT OR REPLACE INTO etat VALUES (?, ?)", values.items())
