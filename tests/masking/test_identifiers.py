"""Each kind of identifier in the forms that acts give it, and what only looks like one. All imaginary."""

from __future__ import annotations

import re

import pytest

from deliberia.masking import Kind, mask

MASKED = [
    (Kind.PARCELLE, "section {ZC n° 147}, 1 860 m² de lande"),
    (Kind.PARCELLE, "section {ZB n° 208} et {n° 211}"),
    (Kind.PARCELLE, "section {AB n° 33} et {34}, rue du Lavoir"),
    (Kind.PARCELLE, "{ZC n° 14} et {15}, lieu-dit Les Chazottes"),
    (Kind.PARCELLE, "section {B 214}, Bois Noir, 3,12 ; {B 215}, Bois Noir, 1,4"),
    (Kind.PARCELLE, "la parcelle {n° 12} appartenant à un riverain"),
    (Kind.ADRESSE, "section AB n° 33, {4 rue du Lavoir}"),
    (Kind.ADRESSE, "demeurant n° {8, allée des Ifs}, titulaire de la concession"),
    (Kind.ADRESSE, "au n° {12 de la rue du Lac}"),
    (Kind.ADRESSE, "bâtiment B n° {12, rue du Lac}"),
    (Kind.ADRESSE, "section ZC n° 87, lieu-dit {En Combereau}, et la cabane"),
    (Kind.ADRESSE, "lieux-dits {Le Barrail et Pont de l’Osse}, en prairie"),
    (Kind.ADRESSE, "un four à chaux au lieu-dit {la Devèze}"),
    (Kind.ADRESSE, "section ZH n° 6, {Le Barrail}, 3,12 ; section ZH n° 22, {Pont de l’Osse}, 3,25"),
    (Kind.MATRICULE, "camion neuf, VIN : {VF1AB123456789012}"),
    (Kind.MATRICULE, "police n° {4455A} de 1 200 €"),
    (Kind.SOCIETE, "plan du cabinet {Topo Sud} du 2 juillet 2026"),
    (Kind.TELEPHONE, "Tél. : {06 12 34 56 78}"),
    (Kind.TELEPHONE, "au {04.71.00.00.00} le matin"),
    (Kind.TELEPHONE, "{+33 6 12 34 56 78}"),
    (Kind.TELEPHONE, "{0033 (0)6 12 34 56 78}"),
    (Kind.TELEPHONE, "{0612345678}"),
    (Kind.TELEPHONE, "mobile {06-12-34-56-78}"),
    (Kind.TELEPHONE, "Tél {O6 12 34 56 78}"),
    (Kind.TELEPHONE, "au {06 12 345 678}"),
    (Kind.TELEPHONE, "appeler le {06 12 34 56 7 8}"),
    (Kind.TELEPHONE, "Tél. : {(04) 71 22 33 44}"),
    (Kind.TELEPHONE, "{+33 (0)6 12 34 56 78}"),
    (Kind.COURRIEL, "écrire à {x @ y.fr} demain"),
    (Kind.COURRIEL, "{solange-marchal@ free.fr}"),
    (Kind.COURRIEL, "{solange_m @ exemple . com}"),
    (Kind.COURRIEL, "{firmin@\nexemple.net}"),
    (Kind.COURRIEL, "{solange dot marchal at exemple dot fr}"),
    (Kind.COURRIEL, "{s.marchal(arobase)exemple(point)fr}"),
    (Kind.COURRIEL, "écrire à {gaston.dubreuil@exemple.fr}."),
    (Kind.COURRIEL, "{gaston.dubreuil [at] exemple.fr}"),
    (Kind.COURRIEL, "{gaston. dubreuil@exemple.fr}"),
    (Kind.COURRIEL, "{Gaston.Dubreuil＠exemple.fr}"),
    (Kind.IBAN, "IBAN {FR76 3000 6000 0112 3456 7890 189}"),
    (Kind.IBAN, "IBAN : {FR7630006000011234567890189}"),
    (Kind.IBAN, "compte {FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189}"),
    (Kind.IBAN, "{FR76 3000 6000 0112 3456 7890 18}"),
    (Kind.IBAN, "{FR14 2004 1010 0505 0001 3M02 606}"),
    (Kind.IBAN, "{DE89 3704 0044 0532 0130 00}"),
    (Kind.IBAN, "RIB {30006 00001 12345678901 89}"),
    (Kind.IBAN, "BIC : {AGRIFRPP}"),
    (Kind.IBAN, "code guichet {00001}"),
    (Kind.SIRET, "SIRET {732 829 320 00074}"),
    (Kind.SIRET, "n° SIRET : {73282932000074}"),
    (Kind.SIRET, "{73282932000075}"),
    (Kind.SIREN, "RCS Le Puy {732 829 320}"),
    (Kind.SIREN, "SIREN : {732829321}"),
    (Kind.SIREN, "TVA {FR 40 732 829 320}"),
    (Kind.RNA, "association n° {W431000123}"),
    (Kind.RNA, "RNA : {W 431 000 123}"),
    (Kind.NIR, "{1 61 03 43 012 034 22}"),
    (Kind.NIR, "n° de sécurité sociale {161034301203422}"),
    (Kind.NIR, "NIR {2 85 02 2A 004 003 41}"),
    (Kind.PLAQUE, "véhicule {AB-123-CD}"),
    (Kind.PLAQUE, "immatriculé {AB 123 CD}"),
    (Kind.PLAQUE, "le véhicule immatriculé {1234 AB 43}"),
    (Kind.PLAQUE, "la plaque {123 ABC 43}"),
    (Kind.PLAQUE, "{123 ABC 43} est réformé"),
    (Kind.PLAQUE, "la remorque {4521 XR 43}"),
    (Kind.PLAQUE, "le tracteur {AB - 123 - CD}"),
    (Kind.MATRICULE, "matricule {A04512}"),
    (Kind.MATRICULE, "n° étudiant {20231234}"),
    (Kind.MATRICULE, "agent matricule n° {2019-0045}"),
    (Kind.MATRICULE, "permis n° {PC 043 157 26 A0012}"),
    (Kind.MATRICULE, "passeport n° {12AB34567}"),
    (Kind.NAISSANCE, "né le {3 mars 1961} à Aurec"),
    (Kind.NAISSANCE, "née à Brioude le {03/03/1961}"),
    (Kind.NAISSANCE, "date de naissance : {1961-03-03}"),
    (Kind.NAISSANCE, "Né(e) le {3.3.61}"),
    (Kind.NAISSANCE, "née le {1er mai 1980}"),
    (Kind.NAISSANCE, "né le {trois mars mil neuf cent soixante et un}"),
    (Kind.NAISSANCE, "née Marchal à Brioude le {3 mars 1961}"),
    (Kind.NAISSANCE, "M. Gaston Dubreuil ({03/03/1961})"),
    (Kind.NAISSANCE, "elle a vu le jour le {3 mars 1961}"),
    (Kind.PARCELLE, "le terrain {AB 123} est classé"),
    (Kind.PARCELLE, "échange contre {AC 214}"),
    (Kind.PARCELLE, "cadastrée {A-12}"),
    (Kind.PARCELLE, "parcelle {ZA 12p} bornée"),
    (Kind.PARCELLE, "référence cadastrale {000 AB 0123}"),
    (Kind.PARCELLE, "la parcelle {n° 312 de la section D}"),
    (Kind.PARCELLE, "section {AB n° 123}"),
    (Kind.PARCELLE, "cadastrée section {ZA n°45} pour 12 a"),
    (Kind.PARCELLE, "parcelle {AB 123}"),
    (Kind.PARCELLE, "parcelles {B 12}, {13} et {14} situées au bourg"),
    (Kind.PARCELLE, "les parcelles cadastrées {AB\u00a0n°\u00a012}"),
    (Kind.PARCELLE, "la parcelle {n° 983}"),
    (Kind.PARCELLE, "identifiant {43157000AB0123}"),
    (Kind.ADRESSE, "demeurant {12 bis rue des Lilas, 43100 Brioude}"),
    (Kind.ADRESSE, "{3, place de la Mairie}"),
    (Kind.ADRESSE, "domicilié {lieu-dit Le Bouchet, 43150 Saint-Front}"),
    (Kind.ADRESSE, "au {12 AVENUE DU GENERAL DUBREUIL 43000 LE PUY-EN-VELAY CEDEX}"),
    (Kind.ADRESSE, "{BP 12 - 43001 Le Puy Cedex}"),
    (Kind.ADRESSE, "au lieu-dit {Les Prés} depuis dix ans"),
    (Kind.ADRESSE, "résidant {Résidence des Tilleuls, bâtiment B, appartement 14, 43000 Le Puy-en-Velay}"),
    (Kind.ADRESSE, "demeurant {Les Prés Hauts, commune de Saint-Front}."),
    (Kind.ADRESSE, "M. Gaston Dubreuil\n{Le Bourg\n43380 VAL-FLEURI}\n"),
    (Kind.ADRESSE, "M. Dubreuil, {Le Pouget Haut, 43380 Val-Fleuri}"),
    (Kind.SOCIETE, "{Morel & Associés} remet une offre"),
    (Kind.SOCIETE, "{Menuiserie Astier} est retenue"),
    (Kind.SOCIETE, "le garage {Ollier} remet un devis"),
    (Kind.SOCIETE, "la SARL {Dubreuil Frères}"),
    (Kind.SOCIETE, "la SCI {des Tilleuls}"),
    (Kind.SOCIETE, "le GAEC {du Pré Long}"),
    (Kind.SOCIETE, "l’EARL {Marchal & fils}"),
    (Kind.SOCIETE, "{Dubreuil Frères} SAS est retenue"),
    (Kind.SOCIETE, "la société « {Les Toits du Velay} »"),
    (Kind.SOCIETE, "l’entreprise {Dubreuil} a remis une offre"),
    (Kind.SOCIETE, "l’entreprise de maçonnerie {Dubreuil}"),
    (Kind.PERSONNE, "M. {Gaston Dubreuil} demande"),
    (Kind.PERSONNE, "Madame {DUBREUIL} propose"),
    (Kind.PERSONNE, "M. {LE GUENNEC} sort"),
    (Kind.PERSONNE, "M. et Mme {Dubreuil}"),
    (Kind.PERSONNE, "propriétaire : {Dubreuil Gaston}"),
    (Kind.PERSONNE, "représentée par {Gaston Dubreuil}, gérant"),
    (Kind.PERSONNE, "Rapporteur : {Solange MARCHAL}"),
    (Kind.PERSONNE, "la propriétaire, née {Marchal}"),
    (Kind.PERSONNE, "les consorts {Dubreuil}"),
    (Kind.PERSONNE, "Monsieur le Maire, {Gaston Dubreuil}, expose"),
    (Kind.PERSONNE, "maître {Solange Marchal}, notaire"),
    (Kind.PERSONNE, "Excusés : {Solange}"),
    (Kind.PERSONNE, "les époux {Dubreuil} acquièrent"),
    (Kind.PERSONNE, "l’indivision {Dubreuil} accepte"),
    (Kind.PERSONNE, "le lieutenant {Dubreuil} commande"),
    (Kind.PERSONNE, "le sculpteur {Dubreuil} est choisi"),
    (Kind.PERSONNE, "affaire {Dubreuil} contre commune"),
    (Kind.PERSONNE, "sur proposition de {J.-Y. Le Guennec}, le conseil"),
    (Kind.PERSONNE, "Mme {Pagès} vote"),
    (Kind.PERSONNE, "la classe de {Solange} est fermée"),
    (Kind.PERSONNE, "les amis d’{Odette Dubreuil} donnent"),
    (Kind.PERSONNE, "Mme Une Telle, épouse {Dubreuil}, accepte"),
    (Kind.PERSONNE, "nom de jeune fille : {Marchal}"),
    (Kind.PERSONNE, "{Dubreuil, Gaston}, conseiller, sort"),
    (Kind.PERSONNE, "signalé par {Sabatéry Solange} le 3 août"),
    (Kind.PERSONNE, "Excusé : {D’ARGENSOLLES Gaston}"),
    (Kind.PERSONNE, "loué à {Tymofii Halytch} pour trois ans"),
    (Kind.PERSONNE, "la démission d’{Ondrej Havelka} est reçue"),
    (Kind.PERSONNE, "les {Sabatéry} ont vendu"),
    (Kind.PERSONNE, "on entre chez les {Sabatéry} par là"),
    (Kind.PERSONNE, "{SABATERY C.} vote contre"),
    (Kind.SOCIETE, "la société par actions simplifiée {Veladis Nord} gère"),
    (Kind.SOCIETE, "La SA {Les Toits du Velay} remet une offre"),
    (Kind.ADRESSE, "une maison sise {12-14 Grand-Rue, 2e étage, porte gauche}, à vendre"),
    (Kind.ADRESSE, "Domicile : « {Les Hauts Prés », chemin du Four, 43100 Brioude}"),
    (Kind.ADRESSE, "fixé {ZA Le Breuil, lot 4, 43100 Brioude}"),
    (Kind.ADRESSE, "demeurant à {Brioude, quartier du Four, villa « Mon Toit »}."),
    (Kind.ADRESSE, "vend {3e étage, esc. C, 6 place du Foirail}"),
    (Kind.ADRESSE, "habitant {rue du Four, 8}"),
    (Kind.ADRESSE, "Destinataire : M. Dubreuil, {43100 Brioude}"),
    (Kind.ADRESSE, "née le 3 mars 1961 à {Brioude (43)}"),
    (Kind.ADRESSE, "Né au {Puy-en-Velay} le 3 mars 1961"),
    (Kind.TELEPHONE, "Renseignements : {04 71 22 3 444}"),
    (Kind.COURRIEL, "écrire à {g_dubreuil@exemple,fr} demain"),
    (Kind.PARCELLE, "à prendre sur l’{AB-0045}, en bas"),
    (Kind.PERSONNE, "Séance du 3 mars.\n{Tymofii Halytch} s’abstient."),
    (Kind.PERSONNE, "la convention est signée avec {Tymofii HALYTCH}"),
    (Kind.SOCIETE, "{Ateliers du Haut-Bois} SAS remet une offre"),
    (Kind.SOCIETE, "l’offre d’{Albaret Frères} est retenue"),
    (Kind.NAISSANCE, "Projet de la commune\n\nElle est née le {3 mars 1961}."),
    (Kind.NAISSANCE, "La négation ne suffit pas\nNé(e) le {12/08/1987} à Vals"),
    (Kind.PARCELLE, "elle acquiert {AK 7} pour un euro"),
    (Kind.PARCELLE, "la commune cède {B n° 12}, {13} à un riverain"),
    (Kind.NAISSANCE, "le projet de la commune\nNé le {1er mai 1980}, il remplit les conditions"),
    (Kind.PERSONNE, "Mme {Thi Mai Sabatéry} est élue"),
    (Kind.PLAQUE, "le fourgon {78 RN 43} est vendu"),
    (Kind.PLAQUE, "la {4512 TW 43} est vendue"),
    (Kind.PLAQUE, "un scooter {AB 123 C} enlevé"),
    (Kind.NAISSANCE, "date de naissance de l’enfant : {4 mars 2019}"),
    (Kind.NAISSANCE, "né à Tizi Ouzou (Algérie) le {premier mars 1961}"),
]
KEPT = [
    "la loi n° 83-634 du 13 juillet 1983 portant droits et obligations",
    "articles L. 2121-29, R. 2121-10 et L. 332-8 du code général des collectivités territoriales",
    "l’ordonnance n° 2021-175 du 17 février 2021 et le décret n° 88-145 du 15 février 1988",
    "une subvention de 1 500,00 € sur un total de 123 456 789 €",
    "150000000 € et 12 345 678,90 €",
    "séance du 17 novembre 2026 à 19 h 00, convocation du 10/11/2026",
    "les travaux de la rue des Lilas et de la place de la Mairie",
    "le chemin de Saint-Martin, l’école Jules-Marchal et la salle Solange Marchal",
    "la commune de Val-Fleuri, la préfecture de la Haute-Loire, le tribunal de Clermont-Ferrand",
    "Madame la maire expose que Monsieur le Président ne prend pas part au vote",
    "M14, M57, chapitre 012, compte 65748, article 6574, DEL 2026-042",
    "15 € par personne 3 fois par an, 4 places de stationnement, 2 allées",
    "section de fonctionnement et section d’investissement",
    "la parcelle de 500 m2, 12 parcelles et 3 lots",
    "Il ne le sera pas avant 2027 ; les enfants nés en commune",
    "MADAME LA MAIRE EXPOSE QUE LE CONSEIL MUNICIPAL DECIDE",
    "la société publique locale et l’entreprise retenue",
    "les communes A, B et C ; l’annexe AB",
    "les Sociétés Publiques Locales et les sociétés coopératives",
    "la RD 906, la VC 12, le GR 70, la zone UB 12, DN 125, le 12 RD 43",
    "M. le préfet de la Haute-Loire et Madame la directrice départementale",
    "la bibliothèque est née en 1998, la commune nouvelle, née le 1er janvier 2019, compte trois villages",
    "043-214300015-20261117-2026_11_04-DE",
    "le secteur Nord, le compteur Linky, le groupe de travail",
    "A. FINANCES\nB. URBANISME\n",
    "le 14 décembre 2026 place de la Halle, le 12 juillet 2026 rue du Four",
    "Vu le Code Général des Collectivités Territoriales",
    "le droit de Préemption Urbain et la Rénovation Urbaine",
    "Les Aubiers ont demandé, les Cévennes sont classées, les Conseillers délégués ont voté",
    "l’épouse du défunt, les époux, le veuf et le nom d’usage",
    "Monsieur le Premier Adjoint et la lettre de Mission",
    "une aide versée à Haute-Loire Tourisme, la demande de Permis de Construire",
    "le marché MP-0012, la norme EN-0045, le 1200 HT",
    "LA FÊTE DE LA COMMUNE ET SA GASTRONOMIE",
    "PROPOSITION D’HONORAIRES MAITRISE D’OEUVRE",
    "10 Rue\n\n12 Place\n\n3",
    "du chemin au pont du Moulin. Sa longueur est de 260 mètres.",
    "un projet né le 12 mars 2019 à l’initiative du conseil",
    "Vin d’honneur, 85 € ; carte d’adhérent, 15 € ; police 2 agents",
    "Repas enfant, QF 800 et plus, 3,90 € ; QF 451 à 900, 2,10 €",
    "Cimetière : n° 14, allée des Ifs ; n° 31, allée centrale, concédée en 1911",
    "Route départementale n° 18, de la place du Marché au rond-point du Stade",
    "Quelle section de la route : n° 18, de la place du Marché au cimetière",
    "RD n° 27, rue du Faubourg ; opération 24, chemin des Vergers ; lot n° 3, place de parking",
    "de 8 h 30 à 11 h 45, rue du Lavoir ; en 1898, chemin de fer départemental",
    "affichage en mairie et sur la parcelle, le 14 mai 2026",
    "Affouage : parcelles 8, 9a et 11 de la forêt communale",
    "la liste n° 6120048832 présentée par le comptable",
    "Sous quelle forme le service est-il délégué : Affermage",
    "Locataire : Aucun ; Titulaire : Inconnu ; Contact : Accueil de la mairie",
    "Motif du choix de ce locataire : L’appartement est vacant",
    "étude de sol G2 PRO",
    "branchement PE 32, 850 € ; poteau incendie PI 12",
]


@pytest.mark.parametrize(("kind", "written"), MASKED, ids=[written for _, written in MASKED])
def test_an_identifier_is_masked_whole(kind: Kind, written: str) -> None:
    surfaces = re.findall(r"\{([^}]*)\}", written)
    masked = mask(written.replace("{", "").replace("}", ""))
    assert [entry.surface for entry in masked.entries if entry.kind is kind] == surfaces


@pytest.mark.parametrize("written", KEPT)
def test_what_the_act_needs_stays_readable(written: str) -> None:
    assert mask(written).text == written


@pytest.mark.parametrize(
    "written",
    [
        "FR76 3000 6000 0112 34\u200b56 7890 189",
        "ＦＲ７６ ３０００ ６０００ ０１１２ ３４５６ ７８９０ １８９",
        "06\u00ad 12 34\u200d 56 78",
        "٠٦ ١٢ ٣٤ ٥٦ ٧٨",
        "0\u206012345678\u20609",
        "732\u202f829\u202f320\u202f00074",
        "gaston\u200b@exemple.fr",
    ],
)
def test_no_trick_of_writing_lets_a_number_leave(written: str) -> None:
    assert not any(char.isdigit() for char in mask(written).text.split(" X")[0])
    assert len(mask(written).entries) == 1


def test_a_company_met_once_is_masked_where_nothing_announces_it() -> None:
    masked = mask("La société VELADIS présente son offre. VELADIS est retenue.")
    assert masked.text == "La société Société X1 présente son offre. Société X1 est retenue."


def test_the_prefix_of_a_section_is_masked() -> None:
    assert mask("préfixe 043 section AB n° 4").text == "préfixe Parcelle X1 section Parcelle X2"


def test_a_parcel_read_once_is_masked_again() -> None:
    masked = mask("la parcelle AB 123 est bornée ; l’AB 123 reste au domaine")
    assert masked.text.count("Parcelle X1") == 2


def test_two_writings_of_one_number_share_its_pseudonym() -> None:
    assert mask("06 12 34 56 78, soit 0612345678").text == "Téléphone X1, soit Téléphone X1b"


def test_the_plots_of_a_list_have_a_number_each_the_same_wherever_they_stand() -> None:
    masked = mask("section ZH n° 6, 7 et 22 ; la parcelle ZH 7 est louée")
    assert masked.text == (
        "section Parcelle X1, Parcelle X2 et Parcelle X3 ; la parcelle Parcelle X2b est louée"
    )
    assert masked.restore(masked.text).text == masked.source
