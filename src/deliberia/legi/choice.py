"""Which texts to keep, from what the user names."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from deliberia.errors import UsageError
from deliberia.legal_refs import load_base
from deliberia.legi.identifiers import encode_id


def resolve_codes(names: Collection[str]) -> frozenset[int]:
    """Turn short names of codes (`CGCT`) and identifiers of texts into encoded cids.

    Raises:
        UsageError: a name is neither.
    """
    chosen = set()
    known = {name.upper(): record.id for name, record in load_base().codes.items()}
    for name in names:
        code = encode_id(known.get(name.strip().upper(), name.strip().upper()))
        if code is None:
            near = get_close_matches(name.upper(), known, n=3)
            hint = f"Vouliez-vous dire {' ou '.join(near)} ?" if near else "Écrivez par exemple CGCT ou CCP."
            raise UsageError(f"Le code « {name} » n’est pas connu.", hint=hint)
        chosen.add(code)
    return frozenset(chosen)
