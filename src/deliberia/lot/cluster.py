"""The same jobs beyond one machine, on a Dask cluster; needs the extra « grappe »."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from deliberia.errors import UsageError

RETRIES = 5
"""Workers that may die under one chunk before the lot gives up."""
_WAIT = "20s"


@dataclass(frozen=True, slots=True)
class Cluster:
    """An open connection to a scheduler."""

    client: Any
    """A `distributed.Client`."""
    width: int
    """Workers' threads at the start."""

    def submit(self, function: Callable[..., Any], *args: Any, **options: Any) -> Future[Any]:
        """Send one call; a worker that dies is replaced by another one."""
        future: Future[Any] = self.client.submit(function, *args, **options, pure=False, retries=RETRIES)
        return future


@contextmanager
def open_cluster(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler for the time of a lot.

    Raises:
        UsageError: the extra is not installed, or nobody answers there.
    """
    try:
        from distributed import Client as Connect
    except ImportError as error:
        raise UsageError(
            "Une grappe de calcul demande un complément qui n’est pas installé.",
            hint="Installez deliberia[grappe].",
        ) from error
    try:
        client: Any = Connect(address, timeout=_WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            "L’ordonnanceur ne répond pas.",
            place=address,
            hint="Vérifiez l’adresse, par exemple tcp://hote:8786.",
        ) from error
    with client:
        yield Cluster(client, max(1, sum(client.nthreads().values())))
