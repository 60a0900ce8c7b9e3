"""A scripted model, an imaginary act about a bread oven, and what the guard judges by."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from deliberia.assistance import Facts, Jugement, Usage, gather_facts, guard
from deliberia.catalogue import Template, get_template
from deliberia.drafting import Dossier, draft, load_seance, parse_vote
from deliberia.llm import Client, open_client
from deliberia.resources import data_dir
from deliberia.settings import AssistantSettings

MODELE = "subvention-association"
DAY = dt.date(2026, 11, 17)
ALLOWED = frozenset(
    {"CGCT:L1612-25", "CGCT:L2121-29", "LOI:2000-321:9-1", "LOI:2000-321:10-1", "DECRET:2021-1947"}
)
HONEST = (
    "L’association Les Amis du Four à Pain organise la fête du four du 12 décembre 2026. Il est proposé de "
    "lui attribuer une subvention de 1 500 € en application de [[CGCT:L1612-25]]."
)


@pytest.fixture(scope="session")
def template() -> Template:
    return get_template(MODELE)


@pytest.fixture(scope="session")
def dossier(template: Template) -> Dossier:
    exemple = template.exemple
    return Dossier(
        seance=load_seance(data_dir("templates") / "_exemple" / "seance.toml"),
        modele=template.id,
        champs=exemple.champs,
        vote=parse_vote(exemple.vote),
    )


@pytest.fixture(scope="session")
def facts(template: Template, dossier: Dossier) -> Facts:
    projet = draft(template, seance=dossier.seance, champs=dossier.champs, vote=dossier.vote)
    return gather_facts(template, seance=dossier.seance, champs=dossier.champs, projet=projet)


@pytest.fixture(scope="session")
def judge(facts: Facts) -> Callable[..., Jugement]:
    def run(text: str, usage: Usage = Usage.PASSAGE) -> Jugement:
        return guard(text, allowed=ALLOWED, facts=facts, on=DAY, usage=usage)

    return run


@dataclass
class Model:
    """Answer from a queue; keep what was asked."""

    answers: list[Any] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    settings: AssistantSettings = field(
        default_factory=lambda: AssistantSettings(url="http://127.0.0.1:8977/v1", modele="essai")
    )

    def script(self, *answers: Any) -> Model:
        self.answers = list(answers)
        return self

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(json.loads(request.content))
        answer = self.answers.pop(0)
        if isinstance(answer, httpx.Response):
            return answer
        if isinstance(answer, Exception):
            raise answer
        return reply(answer)

    def client(self, settings: AssistantSettings | None = None, **options: Any) -> Client:
        options.pop("transport", None)
        return open_client(
            settings or self.settings, transport=httpx.MockTransport(self.handle), tries=1, **options
        )

    @property
    def sent(self) -> str:
        """Everything that left."""
        return "\n".join(message["content"] for body in self.bodies for message in body["messages"])


def reply(content: Any, *, finish: str = "stop", **rest: Any) -> httpx.Response:
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    usage = {"prompt_tokens": 900, "completion_tokens": 60, "cost": 0.002}
    usage["carbon"] = {"kWh": {"min": 0.001, "max": 0.002}, "kgCO2eq": {"min": 0.01, "max": 0.02}}  # type: ignore[assignment]
    return httpx.Response(200, json={"model": "essai-1", "choices": [choice], "usage": usage} | rest)


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def scripted(model: Model, monkeypatch: pytest.MonkeyPatch) -> Model:
    """The same model behind the commands."""
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", model.settings.url)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", model.settings.modele)
    monkeypatch.setattr(
        "deliberia.llm.open_client",
        lambda settings, **options: model.client(settings.assistant, **options),
        raising=False,
    )
    return model


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    """A folder with the commune, the meeting and the fields of a grant."""
    source = data_dir("templates") / "_exemple"
    for name in ("commune.toml", "seance.toml"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    exemple = (data_dir("templates") / MODELE / "exemple.toml").read_text(encoding="utf-8")
    (tmp_path / "champs.toml").write_text(exemple.split("[[branches]]")[0], encoding="utf-8")
    return tmp_path
