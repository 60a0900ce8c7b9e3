"""pydantic's faults said in French, one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliberia.catalogue.naming import quote, unknown

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_KINDS = {
    "missing": "il manque",
    "string_type": "attend un texte entre guillemets",
    "int_type": "attend un nombre entier",
    "int_parsing": "attend un nombre entier",
    "int_from_float": "attend un nombre entier",
    "bool_type": "attend true ou false",
    "bool_parsing": "attend true ou false",
    "tuple_type": "attend une liste",
    "list_type": "attend une liste",
    "dict_type": "attend une table",
    "model_type": "attend une table",
    "decimal_type": "attend un nombre",
    "decimal_parsing": "attend un nombre",
    "date_type": "attend une date, par exemple 2026-11-17",
    "date_parsing": "attend une date qui existe, par exemple 2026-11-17",
    "date_from_datetime_parsing": "attend une date qui existe, par exemple 2026-11-17",
    "date_from_datetime_inexact": "attend une date sans heure",
    "string_pattern_mismatch": "n’a pas la forme attendue",
    "greater_than_equal": "est trop petit",
    "less_than_equal": "est trop grand",
}


def describe_validation(error: ValidationError, shape: type[BaseModel]) -> str:
    """Return every fault in one French sentence, unknown names with the nearest known one."""
    faults = [_describe(fault, shape) for fault in error.errors(include_url=False)]
    text = "; ".join(dict.fromkeys(faults))
    return text[:1].upper() + text[1:] + ("" if text.endswith("?") else ".")


def _describe(fault: Any, shape: type[BaseModel]) -> str:  # Any: pydantic's ErrorDetails
    path = [part for part in fault["loc"] if not str(part).startswith("function-")]
    name = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in path)
    kind = fault["type"]
    if kind == "extra_forbidden":
        return unknown("nom inconnu", name, _known_names(shape, path[:-1])).rstrip(".")
    if kind == "missing":
        return f"il manque {quote(name)}"
    if kind in ("enum", "literal_error"):
        return f"{quote(name)} n’admet que {fault['ctx']['expected'].replace(' or ', ' ou ')}"
    if kind == "value_error":
        return f"{quote(name)} : {fault['ctx']['error']}" if name else str(fault["ctx"]["error"])
    return f"{quote(name)} {_KINDS.get(kind, 'n’a pas la forme attendue')} (lu : {_shown(fault['input'])})"


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _known_names(shape: type[BaseModel], path: list[Any]) -> list[str]:
    """Return the field names of the model found at the end of `path`."""
    from typing import get_args

    from pydantic import BaseModel

    model: type[BaseModel] = shape
    for part in path:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        inner = [model.model_fields[part].annotation]
        while inner:
            candidate = inner.pop()
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                model = candidate
                break
            inner.extend(get_args(candidate))
    names: list[str] = []
    for name, info in model.model_fields.items():
        names.append(str(info.alias or name))
    return names
