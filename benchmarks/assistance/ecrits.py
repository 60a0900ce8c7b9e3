"""Passages written one by one, as a model would, about the examples of five templates."""

from __future__ import annotations

PASSAGES: dict[str, tuple[str, ...]] = {
    "subvention-association": (
        "L’association Les Amis du Four à Pain organise le 12 décembre 2026 la fête du four, un "
        "moment convivial qui rassemble les habitants du village autour de son patrimoine. Elle a "
        "adressé à la commune une demande de subvention reçue le 5 octobre 2026.",
        "Par courrier reçu le 5 octobre 2026, l’association « Les Amis du Four à Pain » a sollicité "
        "une aide de 1 800 € pour l’organisation de la fête du four. Compte tenu de l’intérêt local "
        "de cette manifestation, il est proposé de lui attribuer une subvention de 1 500 €, "
        "conformément à [[CGCT:L1612-25]].",
        "Cette fête, qui contribue à l’animation du village et à la sauvegarde de son patrimoine, est "
        "devenue un rendez-vous apprécié des habitants. La commune soutient déjà l’association par la "
        "mise à disposition gratuite de la salle des fêtes.",
        "La commune de Val-Fleuri souhaite encourager les initiatives associatives qui animent la vie "
        "locale. À ce titre, elle entend soutenir Les Amis du Four à Pain, dont l’action participe à "
        "la sauvegarde du patrimoine communal.",
        "L’association a souscrit le contrat d’engagement républicain prévu par [[LOI:2000-321:10-1]] "
        "et le [[DECRET:2021-1947]]. La dépense sera imputée au compte 65748 du budget de l’exercice "
        "2026.",
        "Madame la Maire rappelle que la subvention constitue, au sens de l’article "
        "[[LOI:2000-321:9-1]], une contribution facultative destinée à une action d’intérêt général "
        "portée par l’association. La fête du four répond pleinement à cette définition.",
        "M. Bastien Roure, intéressé à l’affaire, ne prend pas part au débat. Le soutien proposé, "
        "d’un montant de mille cinq cents euros, permettra à l’association d’organiser la fête du "
        "four dans de bonnes conditions.",
        "Située en Haute-Loire, la commune de Val-Fleuri, qui compte 430 habitants, est attachée à "
        "son tissu associatif. La fête du four du samedi 12 décembre 2026 en est une belle "
        "illustration.",
        "Le montant proposé, soit 1 500,00 €, est inférieur à la demande de l’association, qui "
        "s’élevait à 1 800 €. Il tient compte des capacités financières de la commune.",
        "Au cours de la séance du 17 novembre 2026, le conseil municipal est appelé à examiner la "
        "demande de subvention déposée par l’association Les Amis du Four à Pain. Cette demande "
        "concerne la fête du four.",
        "Dans le cadre de sa politique de soutien à la vie associative, la commune accompagne chaque "
        "année les associations qui œuvrent pour le lien social. La fête du four à pain, organisée "
        "par l’association, en fait partie.",
        "Le four à pain est un élément fort du patrimoine du village. En aidant l’association, la "
        "commune favorise la transmission des savoir-faire et la rencontre entre les générations.",
        "Il vous est proposé d’attribuer à l’association Les Amis du Four à Pain une subvention d’un "
        "montant de 1 500 € au titre de l’année 2026. Les crédits sont inscrits au budget adopté le "
        "14 avril 2026.",
        "Dans un village comme le nôtre, les moments de rencontre sont précieux. La fête du four, "
        "prévue le 12 décembre 2026, en est un bel exemple.",
        "L’association Les Amis du Four à Pain, dont M. Bastien Roure est membre, entretient et fait "
        "vivre le four communal. Elle sollicite le soutien financier de la commune.",
        "La subvention envisagée, de 1 500 euros, sera imputée au compte 65748. Elle s’ajoute à la "
        "mise à disposition gratuite de la salle des fêtes.",
        "Le budget primitif, adopté le 14 avril 2026, prévoit les crédits nécessaires à ce type de "
        "soutien. La demande a été reçue le 5 octobre 2026.",
        "Au regard de l’intérêt que présente cette manifestation pour l’animation du village, la "
        "municipalité souhaite y apporter son concours. L’aide proposée est fondée sur "
        "[[CGCT:L1612-25]].",
        "La demande, qui portait initialement sur 1 800 €, a été examinée avec attention. Il est "
        "proposé de retenir un montant de 1 500 €.",
        "L’association ayant souscrit le contrat d’engagement républicain, rien ne fait obstacle à "
        "l’examen de sa demande. Ce contrat est mentionné à l’article [[LOI:2000-321:10-1]].",
        "Le soutien aux associations relève de la compétence générale du conseil municipal définie "
        "par [[CGCT:L2121-29]]. La fête du four y trouve naturellement sa place.",
    ),
    "tarifs-communaux": (
        "Les charges d’énergie de la salle des fêtes ont augmenté d’un tiers depuis 2023, ce qui "
        "conduit la commune à réviser les tarifs de location. Les nouveaux tarifs s’appliqueront à "
        "compter du 1er janvier 2027.",
        "Il est proposé de fixer à 120 € la journée le tarif applicable aux habitants de la commune "
        "et à 220 € celui des autres usagers. Cette différence tient à la part que les habitants "
        "prennent déjà au financement de la salle par l’impôt.",
        "La petite salle pourra être louée à la demi-journée au prix de 35,50 €, quel que soit "
        "l’usager. Une caution de 500 € sera demandée pour la salle des fêtes.",
        "Les associations dont le siège est dans la commune continueront à bénéficier de la gratuité "
        "une fois par an, en raison de leur concours à l’animation du village. Les conditions "
        "d’utilisation relèvent de [[CGCT:L2144-3]].",
        "Les tarifs en vigueur résultent de la délibération du 11 décembre 2023. Ils ne couvrent plus "
        "les charges de la salle, dont le coût de l’énergie.",
        "La révision proposée vise à préserver l’équilibre financier du service tout en maintenant un "
        "accès aisé aux habitants. Elle reste modérée au regard des tarifs habituellement constatés.",
        "Le conseil municipal est compétent pour fixer les tarifs d’utilisation des salles, en vertu "
        "de l’article [[CGCT:L2121-29]]. La grille proposée distingue les habitants de la commune et "
        "les autres usagers.",
        "Les tarifs actuels de location de la salle des fêtes ne suffisent plus à couvrir les "
        "dépenses d’énergie. Il est donc envisagé de les actualiser à compter du 1er janvier 2027.",
        "Une distinction est maintenue entre les habitants de la commune, pour lesquels la journée "
        "coûterait 120 €, et les autres usagers, à 220 €.",
        "Pour la petite salle, un tarif unique de 35,50 € la demi-journée est proposé afin de "
        "faciliter les réunions de courte durée.",
        "La gratuité reste acquise, une fois par an, aux associations dont le siège est dans la "
        "commune. Elle reconnaît leur concours à l’animation du village.",
    ),
    "creation-emploi-permanent": (
        "L’ouverture d’une troisième classe à l’école rend nécessaire un renfort pour l’entretien des "
        "locaux. Il est proposé de créer un emploi permanent d’adjoint technique territorial à temps "
        "non complet, à raison de 17 heures 30 par semaine.",
        "L’agent recruté assurera l’entretien des locaux, le service de la cantine et la surveillance "
        "de la cour. Une expérience d’un an dans un emploi semblable est souhaitée.",
        "L’emploi pourra, le cas échéant, être occupé par un agent contractuel sur le fondement de "
        "l’article [[CGFP:L332-8]]. La dépense est prévue au chapitre 012.",
        "La création de cet emploi, à compter du 1er janvier 2027, permettra d’assurer la continuité "
        "du service dans les écoles. Elle relève de la compétence du conseil en application de "
        "[[CGFP:L313-1]].",
        "Afin de garantir de bonnes conditions d’accueil aux élèves, la commune souhaite disposer "
        "d’un agent d’entretien des écoles. Cet emploi relève de la catégorie C.",
        "La durée hebdomadaire de service est fixée à 17,5 heures, ce qui correspond aux besoins "
        "constatés pour la cantine et l’entretien.",
        "La rentrée verra l’ouverture d’une troisième classe, ce qui augmente le temps d’entretien "
        "des locaux. Un poste d’agent d’entretien des écoles est donc nécessaire.",
        "Il est envisagé de créer un emploi d’adjoint technique territorial à temps non complet. La "
        "durée hebdomadaire serait de 17 h 30.",
        "Le recrutement d’un contractuel reste possible dans les conditions de l’article "
        "[[CGFP:L332-8]]. La rémunération serait alors comprise entre le premier et le sixième "
        "échelon.",
    ),
    "decision-modificative": (
        "La réparation imprévue de la chaudière de l’école et une dotation plus élevée que prévu "
        "conduisent à ajuster les crédits du budget principal. Le budget 2026 a été adopté le 14 "
        "avril 2026.",
        "La présente décision modificative n° 2 inscrit 4 200 € supplémentaires pour l’entretien des "
        "bâtiments publics. Elle constate également une recette de 6 000 € au titre de la dotation "
        "forfaitaire.",
        "En section d’investissement, 4 300 € sont ajoutés pour les bâtiments publics, tandis que les "
        "travaux en cours sont réduits de 2 500 €. Un virement de 1 800 € équilibre les deux "
        "sections.",
        "Ces ajustements font suite à une première décision modificative du 12 juin 2026. Ils "
        "permettent de maintenir l’équilibre du budget.",
        "L’équilibre de chaque section est respecté : les dépenses nouvelles sont couvertes par les "
        "recettes constatées. Aucune charge nouvelle ne pèse sur les contribuables.",
        "Une panne de la chaudière de l’école a nécessité une réparation imprévue. Il convient "
        "d’ouvrir les crédits correspondants au budget principal.",
        "La dotation forfaitaire étant plus élevée que prévu, une recette supplémentaire de 6 000 € "
        "peut être inscrite.",
        "Cette décision modificative n° 2 complète celle du 12 juin 2026 et ajuste le budget de "
        "l’exercice 2026.",
    ),
    "demande-detr-dsil": (
        "La toiture de l’école, posée en 1962, n’est plus étanche et laisse fuir la chaleur. Sa "
        "réfection est devenue indispensable pour le confort des élèves et la maîtrise des dépenses "
        "d’énergie.",
        "Le coût de l’opération est estimé à 86 000 € hors taxes. La commune sollicite une aide de "
        "l’État de 34 400 €, soit 40 % de la dépense, au titre de la DETR.",
        "Le plan de financement prévoit une participation du Département de la Haute-Loire de 17 200 "
        "€, soit 20 %, et un autofinancement communal de 34 400 €.",
        "La consultation des entreprises est prévue en février 2027 et les travaux se dérouleront de "
        "juillet à septembre 2027, pendant les vacances scolaires. La demande est présentée sur le "
        "fondement de l’article [[CGCT:L2334-33]].",
        "Les travaux débuteront le 5 juillet 2027 afin de ne pas perturber l’accueil des élèves. La "
        "commune répond ainsi à l’appel à projets du préfet de la Haute-Loire.",
        "Cette opération répond à un double objectif : mettre fin aux infiltrations et améliorer "
        "l’isolation du bâtiment. Elle s’inscrit dans la démarche de sobriété engagée par la commune.",
        "En application des articles [[CGCT:L2334-32]] et [[CGCT:L2334-33]], la commune peut "
        "prétendre à la dotation d’équipement des territoires ruraux pour la réfection de la toiture.",
        "Posée en 1962, la toiture de l’école n’assure plus l’étanchéité du bâtiment. Les élèves et "
        "les enseignants en subissent les conséquences chaque hiver.",
        "Le montant des travaux s’élève à 86 000 € HT. Avec une aide de l’État de 34 400 € et une "
        "aide du Département de la Haute-Loire de 17 200 €, il resterait 34 400 € à la charge de la "
        "commune.",
        "Les travaux seraient réalisés de juillet à septembre 2027, en dehors du temps scolaire, "
        "après une consultation des entreprises en février 2027.",
        "Le projet s’inscrit dans l’appel à projets du préfet de la Haute-Loire pour la DETR et la "
        "DSIL de 2027.",
    ),
}
