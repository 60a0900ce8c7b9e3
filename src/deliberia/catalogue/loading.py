"""Find the templates: ours, and those of a commune's own folder, which go first."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from deliberia.catalogue.naming import nearest, quote
from deliberia.errors import TemplateError, UsageError
from deliberia.resources import data_dir

if TYPE_CHECKING:
    from pydantic import BaseModel

    from deliberia.catalogue.sandbox import Program
    from deliberia.catalogue.schema import Exemple, Meta

    M = TypeVar("M", bound=BaseModel)

MAX_FILE = 200_000
"""Bytes of one file of a template."""


class Template:
    """One kind of act: its metadata, its text, its example."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.id = folder.name

    @property
    def place(self) -> str:
        return f"Modèle « {self.id} »"

    @cached_property
    def meta(self) -> Meta:
        from deliberia.catalogue.schema import Meta

        return _load_toml(self.folder / "meta.toml", Meta)

    @cached_property
    def exemple(self) -> Exemple:
        from deliberia.catalogue.schema import Exemple

        return _load_toml(self.folder / "exemple.toml", Exemple)

    @property
    def names(self) -> frozenset[str]:
        """Every name that the text and the conditions may read."""
        from deliberia.catalogue.schema import BASE_NAMES

        return BASE_NAMES | {champ.nom for champ in self.meta.champs}

    @cached_property
    def text(self) -> Program:
        """The text, compiled in the sandbox.

        Raises:
            TemplateError: unreadable, or outside what a template may do.
        """
        return self._compile(_read(self.folder / "texte.md.j2"), "texte.md.j2")

    @cached_property
    def _prelude(self) -> str:
        """The named conditions, as assignments that stand before every program, on its first line."""
        for situation in self.meta.situations:
            self._check_expression(situation.si)
        return "".join(f"{{% set {one.nom} = ({one.si}) %}}" for one in self.meta.situations)

    def _check_expression(self, text: str) -> None:
        if not text or any(mark in text for mark in ("%}", "{", "}", "\n")):
            raise TemplateError(
                f"La condition {quote(text)} n’est pas une simple expression.", place=self.place
            )

    @cached_property
    def titre(self) -> Program:
        return self._compile(self.meta.titre, "titre")

    @cached_property
    def conditions(self) -> tuple[tuple[str, ...], Program]:
        """All the conditions of the metadata, compiled together: one rendering answers them all."""
        meta = self.meta
        every = [champ.requis_si for champ in meta.champs] + [visa.si for visa in meta.visas]
        every += [precondition.si for precondition in meta.preconditions]
        every += [text for controle in meta.controles for text in (controle.si, controle.exige)]
        texts = tuple(dict.fromkeys(text for text in every if text))
        for text in texts:
            self._check_expression(text)
        source = "".join(f"{{% if {text} %}}1{{% else %}}0{{% endif %}}" for text in texts)
        return texts, self._compile(source, "conditions")

    def _compile(self, source: str, what: str) -> Program:
        from deliberia.catalogue.sandbox import Program

        return Program(self._prelude + source, self.names, f"{self.place}, {what}")


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE:
            raise TemplateError("Le fichier est trop gros pour un modèle.", place=str(path))
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise TemplateError("Ce fichier du modèle manque.", place=str(path), hint="Ajoutez-le.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError("Ce fichier du modèle est illisible.", place=str(path)) from error


def _load_toml(path: Path, shape: type[M]) -> M:
    from pydantic import ValidationError

    from deliberia.catalogue.validation import describe_validation

    try:
        content: dict[str, Any] = tomllib.loads(_read(path), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(
            "Ce fichier n’est pas un TOML correct.", hint=f"({error}).", place=str(path)
        ) from error
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise TemplateError(describe_validation(error, shape), place=str(path)) from error


def iter_templates(folder: Path | None = None) -> Iterator[Template]:
    """Yield the templates by id: those of `folder` first replace ours of the same id."""
    found: dict[str, Path] = {}
    for root in (data_dir("templates"), folder):
        if root is None:
            continue
        if not root.is_dir():
            raise UsageError(f"Le dossier de modèles {quote(str(root))} n’existe pas.")
        for child in root.iterdir():
            if child.is_dir() and not child.name.startswith(("_", ".")):
                found[child.name] = child
    for name in sorted(found):
        yield _get_cached(found[name], _stamp(found[name]))


def _stamp(folder: Path) -> tuple[int, ...]:
    """Change when a file of the template changes, so that an edited template is read again."""
    files = (folder / name for name in ("meta.toml", "texte.md.j2", "exemple.toml"))
    return tuple(path.stat().st_mtime_ns if path.is_file() else 0 for path in files)


@lru_cache(maxsize=512)
def _get_cached(folder: Path, stamp: tuple[int, ...]) -> Template:
    return Template(folder)


def get_template(name: str, folder: Path | None = None) -> Template:
    """Return the template called `name`, from the commune's `folder` when it has one of that name.

    Raises:
        UsageError: no such template; the message gives the nearest name.
    """
    is_plain = bool(name) and not set(name) & set("/\\.") and not name.startswith("_")
    for root in (folder, data_dir("templates")):
        if root is not None and is_plain and (root / name / "meta.toml").is_file():
            return _get_cached(root / name, _stamp(root / name))
    close = nearest(name, [template.id for template in iter_templates(folder)])
    hint = f"Vouliez-vous écrire {quote(close)} ?" if close else "Voyez « deliberia modeles lister »."
    raise UsageError(f"Le modèle {quote(name)} n’existe pas.", hint=hint)


def today_of(seance_date: dt.date | None, template: Template) -> dt.date:
    """Return the day on which the law is read: the meeting's, else that of the template's last review."""
    return seance_date or template.meta.verifie_le
