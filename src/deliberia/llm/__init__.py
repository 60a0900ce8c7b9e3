"""A language model behind any OpenAI-compatible endpoint: never needed, never trusted.

    open_client(settings) -> Client        nothing is sent; `client.destination` says where the text would go
    client.complete(messages) -> Answer    a whole answer
    client.stream(messages) -> Stream      piece by piece
    client.complete_structured(messages, Shape) -> Structured[Shape]
    client.list_models() -> tuple[ModelInfo, ...]
    open_async_client(settings)            the same, awaited
    run_batch(requests, client, ...)       many requests, bounded, kept, resumable
    diagnose(settings)                     step by step, in French

What is sent has been masked by the caller. Every breakdown is an `AssistantError`, whose `fault` says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.llm.async_client import AsyncClient, AsyncStream
    from deliberia.llm.batch import Batch, BatchRequest, BatchResult, run_batch
    from deliberia.llm.client import Client, Stream
    from deliberia.llm.destination import Destination, find_destination
    from deliberia.llm.diagnosis import DiagnosisStep, State, diagnose
    from deliberia.llm.errors import AssistantError, Fault
    from deliberia.llm.keys import Key, has_keyring, read_key, remove_key, store_key
    from deliberia.llm.loop import Cancellation
    from deliberia.llm.opening import open_async_client, open_client
    from deliberia.llm.profiles import Profile, get_profile, guess_profile, load_profiles
    from deliberia.llm.records import Answer, Delta, Message, ModelInfo, Options, Role, Usage, system, user
    from deliberia.llm.store import AnswerStore, default_cache_path
    from deliberia.llm.structured import Structured, add_usage

__all__ = [
    "Answer",
    "AnswerStore",
    "AssistantError",
    "AsyncClient",
    "AsyncStream",
    "Batch",
    "BatchRequest",
    "BatchResult",
    "Cancellation",
    "Client",
    "Delta",
    "Destination",
    "DiagnosisStep",
    "Fault",
    "Key",
    "Message",
    "ModelInfo",
    "Options",
    "Profile",
    "Role",
    "State",
    "Stream",
    "Structured",
    "Usage",
    "add_usage",
    "default_cache_path",
    "diagnose",
    "find_destination",
    "get_profile",
    "guess_profile",
    "has_keyring",
    "load_profiles",
    "open_async_client",
    "open_client",
    "read_key",
    "remove_key",
    "run_batch",
    "store_key",
    "system",
    "user",
]

_HOMES = {
    "async_client": ("AsyncClient", "AsyncStream"),
    "batch": ("Batch", "BatchRequest", "BatchResult", "run_batch"),
    "client": ("Client", "Stream"),
    "destination": ("Destination", "find_destination"),
    "diagnosis": ("DiagnosisStep", "State", "diagnose"),
    "errors": ("AssistantError", "Fault"),
    "keys": ("Key", "has_keyring", "read_key", "remove_key", "store_key"),
    "loop": ("Cancellation",),
    "opening": ("open_async_client", "open_client"),
    "profiles": ("Profile", "get_profile", "guess_profile", "load_profiles"),
    "records": (
        "Answer", "Delta", "Message", "ModelInfo", "Options", "Role", "Usage", "system", "user",
    ),
    "store": ("AnswerStore", "default_cache_path"),
    "structured": ("Structured", "add_usage"),
}  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
