"""The archives under test, built once from the tree without any network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "UV_OFFLINE": "1", "UV_NO_CONFIG": "1"}

Build = Callable[[Path, str], Path]


def run_quietly(command: list[str], *, cwd: Path, **variables: str) -> str:
    """Run `command` and return what it wrote on stdout; fail with all that it wrote."""
    environment = {**os.environ, **OFFLINE, **variables}
    outcome = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.fixture(scope="session")
def tree() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build the "wheel" or the "sdist" of a tree in a new folder, and return the archive."""

    def build_one(root: Path, target: str) -> Path:
        folder = tmp_path_factory.mktemp("dist")
        run_quietly([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)], cwd=root)
        (archive,) = folder.iterdir()
        return archive

    return build_one


@pytest.fixture(scope="session")
def wheel(build: Build) -> Path:
    return build(CHECKOUT, "wheel")


@pytest.fixture(scope="session")
def sdist(build: Build) -> Path:
    return build(CHECKOUT, "sdist")


@pytest.fixture(scope="session")
def wheel_from_sdist(build: Build, sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 and later; Debian 12 has 3.11.2
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)  # noqa: S202 - our own archive
    (root,) = folder.iterdir()
    return build(root, "wheel")


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """A copy of what the wheel is built from, to spoil at will."""
    root = tmp_path / "copie"
    root.mkdir()
    for name in ("src", "tui", "templates", "legal_refs"):
        shutil.copytree(CHECKOUT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(CHECKOUT / name, root / name)
    return root


@pytest.fixture
def run() -> Callable[..., str]:
    return run_quietly


@pytest.fixture
def bare_python(tmp_path: Path) -> str:
    """A Python of its own that sees this environment's packages, but not the project it is installed in.

    The packages come through a `.pth` file, and `.pth` files do not chain: the editable installation of
    the environment that runs the tests stays out of sight.
    """
    import sysconfig
    import venv

    folder = tmp_path / "environnement"
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = run_quietly(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], cwd=tmp_path
    ).strip()
    Path(packages, "paquets.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return str(python)
