"""The small language of templates: what is not allowed is refused when the template is loaded.

Templates come from us, from a commune or from a pack received by mail, so they are never trusted. Three
fences stand one behind the other: an allow-list of syntax and names checked on the parsed tree, jinja2's
immutable sandbox with an attribute access of our own, and counters of turns and of length at run time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deliberia.catalogue.escaping import protect
from deliberia.catalogue.fence import BOUND_FILTER, JOIN_FILTER, TESTS, check_tree, fence
from deliberia.catalogue.filters import FILTERS, FUNCTIONS
from deliberia.catalogue.naming import nearest, quote
from deliberia.catalogue.values import ABSENT, HOLE, Absent, Missing, Row
from deliberia.errors import TemplateError

MAX_SOURCE = 60_000
"""Characters of a template's text."""
MAX_TURNS = 20_000
"""Turns of loop in one rendering, all loops together."""
MAX_OUTPUT = 400_000
"""Characters that one rendering may give."""
MAX_JOINED = 20_000
"""Characters of a text joined inside an expression."""
MAX_NUMBER = Decimal(10) ** 15

_LOOP_NAMES = frozenset({"index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem"})
_BUDGET = "_compteur"
_TAG_LINE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)\n", re.MULTILINE)


@dataclass(slots=True)
class _Budget:
    """What remains to one rendering."""

    turns: int = MAX_TURNS

    def spend(self) -> None:
        self.turns -= 1
        if self.turns < 0:
            raise TemplateError(
                f"Le modèle fait plus de {MAX_TURNS} tours de boucle.",
                hint="Réduisez ses boucles ou sa liste.",
            )


@pass_context
def _bounded(context: Context, values: Iterable[Any]) -> Iterator[Any]:
    """Iterate over `values`, counting the turns."""
    if not isinstance(values, tuple | list | Missing):
        raise TemplateError(
            "Une boucle du modèle ne porte pas sur une liste.", hint="Bouclez sur un champ liste."
        )
    budget: _Budget = context[_BUDGET]
    for value in values:
        budget.spend()
        yield value


def _concatenated(parts: Iterable[Any]) -> str:
    text = "".join(_printable(part) for part in parts)
    if len(text) > MAX_JOINED:
        raise TemplateError(f"Le modèle assemble un texte de plus de {MAX_JOINED} caractères.")
    return text


def _printable(value: Any) -> str:  # Any: whatever an expression gives
    """Return the text of an expression's value.

    Raises:
        TemplateError: the value has no agreed writing (amounts and dates need a filter).
    """
    if isinstance(value, str):
        return protect(value)
    if isinstance(value, Missing):
        return HOLE
    if isinstance(value, bool | Absent | Row | tuple | list) or value is None:
        raise TemplateError(
            f"Le modèle imprime une valeur qui n’est pas un texte ({type(value).__name__}).",
            hint="Entourez-la d’une condition ou passez-la par un filtre.",
        )
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | dt.date):
        raise TemplateError(
            f"Le modèle imprime {value} sans mise en forme.",
            hint="Ajoutez un filtre : euros, nombre ou date.",
        )
    raise TemplateError(f"Le modèle imprime une valeur inconnue ({type(value).__name__}).")


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return Decimal(value).is_finite() and abs(Decimal(value)) <= MAX_NUMBER


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox where templates run."""

    intercepted_binops = frozenset({"+", "-", "*", "/"})

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined,
            lstrip_blocks=True,
            autoescape=False,
            finalize=_printable,
            cache_size=0,
        )
        self.globals = dict(FUNCTIONS)
        self.filters = {**FILTERS, BOUND_FILTER: _bounded, JOIN_FILTER: _concatenated}
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read a name of a row or of the loop; anything else is refused."""
        if isinstance(obj, Row):
            try:
                return obj.get(attribute)
            except KeyError:
                close = nearest(attribute, obj.names())
                hint = f"Vouliez-vous écrire {quote(close)} ?" if close else "Corrigez le modèle."
                raise TemplateError(f"Le modèle lit un nom inconnu, {quote(attribute)}.", hint=hint) from None
        if isinstance(obj, LoopContext) and attribute in _LOOP_NAMES:
            return getattr(obj, attribute)
        if isinstance(obj, Missing):
            return Missing(f"{obj.name}.{attribute}")
        raise TemplateError(
            f"Le modèle accède à {quote(attribute)}, ce qui n’est pas permis.",
            hint="Un modèle ne lit que ses champs et les sous-champs de ses listes.",
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        raise TemplateError("Le modèle accède à une valeur par crochets, ce qui n’est pas permis.")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute on numbers only, and on reasonable ones."""
        if isinstance(left, Missing) or isinstance(right, Missing):
            return Missing("calcul")
        if isinstance(left, Absent) or isinstance(right, Absent):
            return ABSENT
        if not (_is_number(left) and _is_number(right)):
            raise TemplateError(
                f"Le modèle fait un calcul (« {operator} ») qui ne porte pas sur des nombres."
            )
        if operator == "/" and right == 0:
            raise TemplateError("Le modèle divise par zéro.", hint="Entourez le calcul d’une condition.")
        if operator == "/":
            return Decimal(left) / Decimal(right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        budget: _Budget = context[_BUDGET]
        budget.spend()
        return super().call(context, obj, *args, **kwargs)


@cache
def get_environment() -> TemplateEnvironment:
    """Return the one environment of the process; it holds no state of any rendering."""
    return TemplateEnvironment()


class Program:
    """A compiled template text."""

    def __init__(self, source: str, known: frozenset[str], place: str) -> None:
        """Compile `source`, which may read the names `known`.

        Raises:
            TemplateError: wrong syntax, or something outside the sandbox; `place` says where.
        """
        self._place = place
        if len(source) > MAX_SOURCE:
            raise TemplateError(f"Le texte du modèle dépasse {MAX_SOURCE} caractères.", place=place)
        environment = get_environment()
        try:
            tree = environment.parse(_drop_tag_lines(source))
            self.names = check_tree(tree, known, place)
            code = environment.compile(_fenced(tree, environment), filename=place)
        except TemplateSyntaxError as error:
            raise TemplateError(
                f"La syntaxe du modèle est fausse à la ligne {error.lineno}.",
                hint=f"Corrigez-la ({error.message}).",
                place=place,
            ) from error
        except (RecursionError, SyntaxError, MemoryError) as error:
            # SyntaxError: Python itself limits the depth of loops and conditions.
            raise TemplateError("Le modèle imbrique trop d’expressions.", place=place) from error
        except ValueError as error:
            raise TemplateError("Le modèle contient un nombre démesuré.", place=place) from error
        self._template = environment.template_class.from_code(
            environment, code, environment.make_globals(None), None
        )

    def run(self, values: Mapping[str, Any]) -> str:
        """Return the text for these values.

        Raises:
            TemplateError: the template does something it may not, or fails.
        """
        pieces: list[str] = []
        size = 0
        try:
            for piece in self._template.generate({**values, _BUDGET: _Budget()}):
                size += len(piece)
                if size > MAX_OUTPUT:
                    raise TemplateError(f"Le modèle produit plus de {MAX_OUTPUT} caractères.")
                pieces.append(piece)
        except TemplateError as error:
            if error.place is None:
                error.place = self._place
            raise
        except (
            JinjaError,
            LookupError,
            TypeError,
            ValueError,
            ArithmeticError,
            RecursionError,
            AttributeError,
        ) as error:
            raise TemplateError(f"Le modèle a échoué : {error}.", place=self._place) from error
        return "".join(pieces)


def _drop_tag_lines(source: str) -> str:
    """Make a line of nothing but tags print nothing, not even its end; line numbers stay true.

    jinja2's own `trim_blocks` also eats the end of a line of text that ends with a tag, which glues words.
    """
    return _TAG_LINE.sub(lambda match: f"{match.group(1)}{{#\n#}}", source)


def _fenced(tree: nodes.Template, environment: TemplateEnvironment) -> nodes.Template:
    fenced = fence(tree)
    fenced.set_environment(environment)
    return fenced
