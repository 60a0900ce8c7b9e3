"""Find the templates: ours, those of installed packs, and those of a commune's own folder, which go first."""

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

    def __init__(self, folder: Path, origine: str = "") -> None:
        self.folder = folder
        self.id = folder.name
        self.origine = origine
        """Where it comes from: "" (ours), "dossier", or the name of a pack."""

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
        if path.is_symlink():
            # A shared folder must not print a file of this machine.
            raise TemplateError("Un fichier de modèle ne peut pas être un lien.", place=str(path))
        if path.stat().st_size > MAX_FILE:
            raise TemplateError("Le fichier est trop gros pour un modèle.", place=str(path))
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise TemplateError("Ce fichier du modèle manque.", place=str(path), hint="Ajoutez-le.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError("Ce fichier du modèle est illisible.", place=str(path)) from error


def _load_toml(path: Path, shape: type[M]) -> M:
    return parse_toml(_read(path), shape, str(path))


def parse_toml(source: str | bytes, shape: type[M], place: str) -> M:
    """Read one TOML file of a template or of a pack.

    Raises:
        TemplateError: not a TOML, or not of that shape; `place` says where.
    """
    from pydantic import ValidationError

    from deliberia.catalogue.validation import describe_validation

    try:
        text = source if isinstance(source, str) else source.decode("utf-8")
        content: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(
            "Ce fichier n’est pas un TOML correct.", hint=f"({error}).", place=place
        ) from error
    except (ValueError, RecursionError, ArithmeticError) as error:
        # Not UTF-8, a number of a thousand figures, brackets without end.
        raise TemplateError("Ce fichier n’est pas un TOML raisonnable.", place=place) from error
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise TemplateError(describe_validation(error, shape), place=place) from error


def iter_templates(folder: Path | None = None) -> Iterator[Template]:
    """Yield the templates by id: those of `folder`, then those of packs, replace ours of the same id.

    Args:
        folder: a folder of templates, or a pack as a zip.
    """
    found: dict[str, tuple[Path, str]] = {}
    for root, origine in _iter_roots(folder):
        for child in root.iterdir():
            if child.is_dir() and not child.name.startswith(("_", ".")):
                if origine and child.is_symlink():
                    raise TemplateError("Le dossier d’un modèle ne peut pas être un lien.", place=str(child))
                found[child.name] = child, origine
    for name in sorted(found):
        path, origine = found[name]
        yield _get_cached(path, origine, _stamp(path))


def _iter_roots(folder: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield the folders of templates and where they come from; a later one goes before an earlier one."""
    from deliberia.catalogue.installing import iter_installed, open_pack

    yield data_dir("templates"), ""
    for pack in iter_installed():
        yield pack, pack.name
    if folder is not None and folder.is_file():
        yield open_pack(folder), folder.name
    elif folder is not None:
        if not folder.is_dir():
            raise UsageError(f"Le dossier de modèles {quote(str(folder))} n’existe pas.")
        yield folder, "dossier"


def _stamp(folder: Path) -> tuple[int, ...]:
    """Change when a file of the template changes, so that an edited template is read again."""
    files = (folder / name for name in ("meta.toml", "texte.md.j2", "exemple.toml"))
    return tuple(path.stat().st_mtime_ns if path.is_file() else 0 for path in files)


@lru_cache(maxsize=512)
def _get_cached(folder: Path, origine: str, stamp: tuple[int, ...]) -> Template:
    return Template(folder, origine)


def get_template(name: str, folder: Path | None = None) -> Template:
    """Return the template called `name`: from `folder` (or a zip), else from a pack, else ours.

    Raises:
        UsageError: no such template; the message gives the nearest name.
    """
    is_plain = bool(name) and not set(name) & set("/\\.") and not name.startswith("_")
    for root, origine in reversed(tuple(_iter_roots(folder))) if is_plain else ():
        if (root / name / "meta.toml").is_file() and not (origine and (root / name).is_symlink()):
            return _get_cached(root / name, origine, _stamp(root / name))
    close = nearest(name, [template.id for template in iter_templates(folder)])
    hint = f"Vouliez-vous écrire {quote(close)} ?" if close else "Voyez « deliberia modeles lister »."
    raise UsageError(f"Le modèle {quote(name)} n’existe pas.", hint=hint)


def today_of(seance_date: dt.date | None, template: Template) -> dt.date:
    """Return the day on which the law is read: the meeting's, else that of the template's last review."""
    return seance_date or template.meta.verifie_le
