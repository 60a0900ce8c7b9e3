import pytest

from deliberia.text import typeset

# ~ stands for the non-breaking space, _ for the narrow one.
CASES = {
    "Objet : tarifs ; suite !": "Objet~: tarifs_; suite_!",
    "Objet: tarifs; quoi?": "Objet~: tarifs_; quoi_?",
    "«le Moulin» et « la Halle »": "«~le Moulin~» et «~la Halle~»",
    "l'article 3 d'11 voix, aujourd'hui": "l’article~3 d’11 voix, aujourd’hui",
    "article L. 2121-29": "article~L.~2121-29",
    "articles L.2121-29 et R 2121-9": "articles~L.~2121-29 et R~2121-9",
    "art. LO 1112-1": "art.~LO~1112-1",
    "délibération n°2026-12 et n° A5": "délibération n°~2026-12 et n°~A5",
    "1 500 000,00 €, 1500€, 20%": "1_500_000,00~€, 1500~€, 20~%",
    "19 h 30, 12 km, 3 m²": "19~h~30, 12~km, 3~m²",
    "le 1er janvier et le 17 novembre 2026": "le 1er~janvier et le 17~novembre 2026",
    "M. Dupont, Mme Vasseur et MM. Roy": "M.~Dupont, Mme~Vasseur et MM.~Roy",
    "1 500 habitants": "1_500 habitants",
    "04 71 00 11 22": "04 71 00 11 22",
    "le 12/05/26 150 €": "le 12/05/26 150~€",
    "en 2026 500 personnes": "en 2026 500 personnes",
    "compte 6574 300 euros": "compte 6574 300~euros",
    "https://exemple.fr/?a=b;c! et agent@d'exemple.fr;": "https://exemple.fr/?a=b;c! et agent@d'exemple.fr;",
    "à 19:30, rapport 1:25": "à 19:30, rapport 1:25",
    "Salle d'honneur\n: fin": "Salle d’honneur\n: fin",
    "l'an deux mille": "l’an deux mille",
    "1  500  €": "1_500~€",
    "Il me faut M. le maire": "Il me faut M. le maire",
    "deux    mots": "deux    mots",
    "a &amp; b": "a &amp; b",
    "ah ?! oh!!": "ah_?! oh_!!",
    "": "",
}


@pytest.mark.parametrize(("written", "printed"), CASES.items())
def test_a_text_takes_its_non_breaking_spaces(written: str, printed: str) -> None:
    assert typeset(written).replace("\u00a0", "~").replace("\u202f", "_") == printed
