"""What a template's text may hold: an allow-list of syntax and names, checked on the parsed tree.

The tree is also where the counters are put: each loop and each « ~ » goes through one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any, cast

from jinja2 import nodes

from deliberia.catalogue.filters import FILTERS, FUNCTIONS
from deliberia.catalogue.naming import nearest, quote
from deliberia.errors import TemplateError

TESTS = frozenset({"defined", "undefined", "none", "odd", "even", "in"})
BOUND_FILTER, JOIN_FILTER = "_borner", "_assembler"
"""Names of the counting filters; no template can write them."""

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.CondExpr,
    nodes.Name,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.Concat,
    nodes.Filter,
    nodes.Test,
    nodes.Call,
    nodes.Getattr,
    nodes.List,
    nodes.Tuple,
)

_FRENCH = {
    nodes.Include: "l’inclusion d’un autre fichier",
    nodes.Import: "l’import d’un autre fichier",
    nodes.FromImport: "l’import d’un autre fichier",
    nodes.Extends: "l’héritage d’un autre fichier",
    nodes.Macro: "une macro",
    nodes.CallBlock: "un bloc d’appel",
    nodes.Block: "un bloc nommé",
    nodes.Pow: "la puissance",
    nodes.Getitem: "l’accès par crochets",
    nodes.Dict: "un dictionnaire",
    nodes.AssignBlock: "l’affectation d’un bloc",
    nodes.FilterBlock: "un bloc de filtre",
}


def check_tree(tree: nodes.Template, known: frozenset[str], place: str) -> frozenset[str]:
    """Refuse any syntax, name, filter or attribute outside the allow-list; return the names that are read."""
    assigned = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    readable = known | assigned | set(FUNCTIONS) | {"loop"}
    read: set[str] = set()
    for node in _walk(tree):
        _check_node(node, readable, known, place)
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in known:
            read.add(node.name)
    return frozenset(read)


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(current.iter_child_nodes())


def _refuse(message: str, node: nodes.Node, place: str, hint: str | None = None) -> TemplateError:
    return TemplateError(f"{message} (ligne {node.lineno}).", hint=hint, place=place)


def _check_node(
    node: nodes.Node, readable: set[str] | frozenset[str], known: frozenset[str], place: str
) -> None:
    if not isinstance(node, _ALLOWED):
        what = _FRENCH.get(type(node), f"« {type(node).__name__} »")
        raise _refuse(f"Un modèle n’a pas droit à ceci : {what}", node, place)
    if isinstance(node, nodes.Name):
        _check_name(node, readable, known, place)
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise _refuse(_unknown("Filtre inconnu", node.name, FILTERS), node, place)
    elif isinstance(node, nodes.Test) and node.name not in TESTS:
        raise _refuse(_unknown("Test inconnu", node.name, TESTS), node, place)
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise _refuse(f"Le modèle accède à {quote(node.attr)}, ce qui n’est pas permis", node, place)
    elif isinstance(node, nodes.Call) and not _is_function_call(node):
        raise _refuse("Un modèle n’appelle que les fonctions du guide", node, place)
    elif isinstance(node, nodes.Const) and isinstance(node.value, float) and not isfinite(node.value):
        raise _refuse("Le modèle contient un nombre démesuré", node, place)
    elif isinstance(node, nodes.For) and node.recursive:
        raise _refuse("Un modèle n’a pas droit aux boucles récursives", node, place)


def _is_function_call(node: nodes.Call) -> bool:
    plain = node.dyn_args is None and node.dyn_kwargs is None
    return plain and isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS


def _check_name(
    node: nodes.Name, readable: set[str] | frozenset[str], known: frozenset[str], place: str
) -> None:
    if node.ctx == "store":
        if node.name in known or node.name in FUNCTIONS or node.name.startswith("_"):
            raise _refuse(
                f"Le modèle remplace le nom {quote(node.name)}", node, place, "Choisissez-en un autre."
            )
    elif node.name not in readable:
        raise _refuse(_unknown("Nom inconnu", node.name, readable), node, place)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    return f"{what} {quote(name)}" + (f", peut-être {quote(close)}" if close else "")


def fence(tree: nodes.Template) -> nodes.Template:
    """Put the counters into the tree: each loop and each « ~ » goes through one."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _through(BOUND_FILTER, cast(nodes.Expr, loop.iter))
    _replace_concats(tree)
    return tree


def _through(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _replace_concats(node: nodes.Node) -> None:
    for field, value in list(node.iter_fields()):
        if isinstance(value, list):
            setattr(node, field, [_fence_concat(item) for item in value])
        else:
            setattr(node, field, _fence_concat(value))


def _fence_concat(value: Any) -> Any:  # Any: a field of a node is a node, a list or a constant
    if not isinstance(value, nodes.Node):
        return value
    _replace_concats(value)
    if isinstance(value, nodes.Concat):
        return _through(JOIN_FILTER, nodes.List(value.nodes, lineno=value.lineno))
    return value
