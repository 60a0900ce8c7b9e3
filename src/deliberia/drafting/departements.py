"""The départements: code, name, and the administrative court that judges their communes.

Source: CJA R221-3 (seats and areas of the administrative courts), from general knowledge, not read in the
base: a commune that names its court in `tribunal` always wins.
"""

from __future__ import annotations

from deliberia.text import fold

_ROWS = """
01 Ain|Lyon
02 Aisne|Amiens
03 Allier|Clermont-Ferrand
04 Alpes-de-Haute-Provence|Marseille
05 Hautes-Alpes|Marseille
06 Alpes-Maritimes|Nice
07 Ardèche|Lyon
08 Ardennes|Châlons-en-Champagne
09 Ariège|Toulouse
10 Aube|Châlons-en-Champagne
11 Aude|Montpellier
12 Aveyron|Toulouse
13 Bouches-du-Rhône|Marseille
14 Calvados|Caen
15 Cantal|Clermont-Ferrand
16 Charente|Poitiers
17 Charente-Maritime|Poitiers
18 Cher|Orléans
19 Corrèze|Limoges
2A Corse-du-Sud|Bastia
2B Haute-Corse|Bastia
21 Côte-d’Or|Dijon
22 Côtes-d’Armor|Rennes
23 Creuse|Limoges
24 Dordogne|Bordeaux
25 Doubs|Besançon
26 Drôme|Grenoble
27 Eure|Rouen
28 Eure-et-Loir|Orléans
29 Finistère|Rennes
30 Gard|Nîmes
31 Haute-Garonne|Toulouse
32 Gers|Pau
33 Gironde|Bordeaux
34 Hérault|Montpellier
35 Ille-et-Vilaine|Rennes
36 Indre|Limoges
37 Indre-et-Loire|Orléans
38 Isère|Grenoble
39 Jura|Besançon
40 Landes|Pau
41 Loir-et-Cher|Orléans
42 Loire|Lyon
43 Haute-Loire|Clermont-Ferrand
44 Loire-Atlantique|Nantes
45 Loiret|Orléans
46 Lot|Toulouse
47 Lot-et-Garonne|Bordeaux
48 Lozère|Nîmes
49 Maine-et-Loire|Nantes
50 Manche|Caen
51 Marne|Châlons-en-Champagne
52 Haute-Marne|Châlons-en-Champagne
53 Mayenne|Nantes
54 Meurthe-et-Moselle|Nancy
55 Meuse|Nancy
56 Morbihan|Rennes
57 Moselle|Strasbourg
58 Nièvre|Dijon
59 Nord|Lille
60 Oise|Amiens
61 Orne|Caen
62 Pas-de-Calais|Lille
63 Puy-de-Dôme|Clermont-Ferrand
64 Pyrénées-Atlantiques|Pau
65 Hautes-Pyrénées|Pau
66 Pyrénées-Orientales|Montpellier
67 Bas-Rhin|Strasbourg
68 Haut-Rhin|Strasbourg
69 Rhône|Lyon
70 Haute-Saône|Besançon
71 Saône-et-Loire|Dijon
72 Sarthe|Nantes
73 Savoie|Grenoble
74 Haute-Savoie|Grenoble
75 Paris|Paris
76 Seine-Maritime|Rouen
77 Seine-et-Marne|Melun
78 Yvelines|Versailles
79 Deux-Sèvres|Poitiers
80 Somme|Amiens
81 Tarn|Toulouse
82 Tarn-et-Garonne|Toulouse
83 Var|Toulon
84 Vaucluse|Nîmes
85 Vendée|Nantes
86 Vienne|Poitiers
87 Haute-Vienne|Limoges
88 Vosges|Nancy
89 Yonne|Dijon
90 Territoire de Belfort|Besançon
91 Essonne|Versailles
92 Hauts-de-Seine|Cergy-Pontoise
93 Seine-Saint-Denis|Montreuil
94 Val-de-Marne|Melun
95 Val-d’Oise|Cergy-Pontoise
971 Guadeloupe|
972 Martinique|
973 Guyane|
974 La Réunion|
976 Mayotte|
"""

NAMES: dict[str, str] = {}
"""Name by code."""
COURTS: dict[str, str] = {}
"""Town of the administrative court by code; empty overseas, where the court bears the territory's name."""

for _line in _ROWS.strip().splitlines():
    _code, _, _rest = _line.partition(" ")
    NAMES[_code], _, COURTS[_code] = _rest.partition("|")


def _bare(name: str) -> str:
    return fold(name).replace("-", " ").replace("'", " ")


_CODES = {_bare(name): code for code, name in NAMES.items()}


def find_departement(text: str) -> tuple[str, str] | None:
    """Return code and name from either (« 43 », « Haute-Loire »); None when it is neither."""
    written = text.strip()
    code = written.upper().lstrip("0") if written.isdigit() and len(written) > 2 else written.upper()
    for candidate in (written.upper(), code, written.zfill(2)):
        if candidate in NAMES:
            return candidate, NAMES[candidate]
    found = _CODES.get(_bare(written))
    return (found, NAMES[found]) if found else None
