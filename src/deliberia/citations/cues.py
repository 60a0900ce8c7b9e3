"""The rare words that open a citation, and what stands just before or after them."""

from __future__ import annotations

import re

ANCHOR = re.compile(
    r"(?a)art|code|livre|loi|ord|decret|arrete|circul|direct|reglem|constit|trait|conven|charte|declar|delib|"
    r"decis|del|dcm|dcc|c\.?\s?g|c\.?r\.?p|c\.?a\.?s\.?f|ceseda|l\.?p\.?f|c\.?j\.?a|cpce|cibs|c\.?c\.?h|rgpd|c\.?(?:c\.?p|s\.?[ips]|m\.?[pf]|v\.?r|p\.?[ipct]|j\.?f|u\b)|"
    r"tfue|lf[irs]|plf|conseil|ce[ ,]|c\.\s?[a-z]|caa|ta |cour |cass|tribunal|cju|cjc|cedh|cons|"
    r"l(?:\.?\s?o)?[.\s*-]{0,5}\d|r[.\s*-]{0,5}\d|d[.\s*-]{0,5}\d"
)
"""First letters of every cue, without groups nor conditions: far faster to look for than `CUE`."""

CUE = re.compile(
    r"(?a)(?:"
    r"(?P<article>art(?=icles?|s?\.|s?\s+\*{0,2}(?:[lrda]\b|[lrd]o?\.?\s?\d|\d)))"
    r"|(?P<code>codes?\b)"
    r"|(?P<book>livre(?=\s+des?\s+procedure))"
    r"|(?P<law>lois?\b|ordonnances?\b|ord\.(?=\s?n\s?°)|decrets?(?:-lois?)?\b)"
    r"|(?P<arrete>arretes?\b)"
    r"|(?P<circular>circulaires?\b)"
    r"|(?P<directive>directives?\b)"
    r"|(?P<reglement>reglements?\b)"
    r"|(?P<constitution>constitution\b)"
    r"|(?P<treaty>trait?e(?=\s+(?:sur|inst))|convention(?=\s+(?:europ|inter|d'aar))|charte(?=\s+(?:europ|des\s+dr|de\s+l'env))"
    r"|declaration(?=\s+des\s+dr))"
    r"|(?P<deliberation>deliberations?\b|delib\b\.?)"
    r"|(?P<decision>decisions?\b)"
    r"|(?P<act>(?:del|dcm|dcc|delib)(?=[\s_-]{0,2}(?:n\s?°|\d)))"
    r"|(?P<sigle>c\.?\s?g\.?\s?(?:c\.?\s?t|t\.?\s?c|f\.?\s?p|p\.?\s?p\.?\s?p|3\s?p|i)\b|"
    r"(?:c\.?r\.?p\.?[am]|c\.?a\.?s\.?f|ceseda|l\.?p\.?f|cpce|cibs)\b|"
    r"c\.?(?:c\.?[ph]|s\.?[ips]|m\.?[pf]|v\.?r|p\.?[ipct]|j\.?[af]|u)\b)"
    r"|(?P<dotted>c\.\s?[a-z]{3,8}\b)"
    r"|(?P<rgpd>rgpd\b)"
    r"|(?P<tfue>tfue\b)"
    r"|(?P<lawsigle>(?:lpfp|lfi|lfr|lfss|plf)(?=\)?\s{1,3}n))"
    r"|(?P<court>conseil\s+d'etat|ce(?=\s?,|\s+(?:(?:du\s+)?\d|sect|ass|ref))|caa\b|ta(?=\s+[a-z-]+\s?,)|cour\s+(?:adm|de\s+cass|de\s+jus|europ)|cass\b|"
    r"tribunal\s+(?:adm|des\s+conf)"
    r"|cjue|cjce|cedh|cons(?:eil)?\.?\s+const)"
    r"|(?P<number>(?<![a-z0-9'/_])(?:l\.?\s?o|[lrd])[.\s*-]{0,5}\d{1,4}\s?[.-]\s?\d|"
    r"(?<=\bet )[lrd]\.?\s?\d{1,4}(?=\s+(?:du|de\sl[a'])\s?(?:code|livre|l\.?p|c\.?[a-z])))"
    r")"
)

OF_A_COURT = re.compile(
    r"(?a)\s{1,3}(?:n\s?°\s?[\d\s-]{3,9}(?:dc|qpc)\b|"
    r"(?:du\s|de\sla\s)?(?:c\.?e\b|conseil\s+d'etat|conseil\s+const|cour\b|tribunal))"
)

GLUED_BEFORE = re.compile(r"(?a)(?:^|[^a-z0-9])(?:[dl][uea]?|[dl]es|vu|au|et)$")
"""Little words that a scan glues to the next: « ledécret », « larrêté »."""

BEFORE_ARTICLE = re.compile(
    r"(?a)(?:(?P<item>\b(?:\d{1,3}\s?°|[ivx]{1,5}|[a-z]\)?))|(?P<alinea>(?:premier|second|deuxieme|troisieme|quatrieme|cinquieme|sixieme|"
    r"septieme|dernier|\d{1,2}\s?(?:er|e|eme))\s+alineas?|alineas?\s+\d{1,2}))\s+(?:de\s+l'|des\s+|de\s+cet\s+)$"
)

OF_LAW = re.compile(
    r"(?a)\b(?:vu(?:\s+le)?|(?:conformement|en\s+application|au\s+sens|en\s+vertu)\s+(?:au|du))\s+$"
)
NO_GLOSS = re.compile(r"(?a)(?!\s?\(|\s{1,3}\d|\s{1,3}n\s?°|\s?-)")
"""A sigle with a number, a year or a gloss names something else."""
AND_SIGLE = re.compile(r"(?a)\s?(?:,|\bet)\s{1,2}(?:(?:le|du|au)\s)?")
