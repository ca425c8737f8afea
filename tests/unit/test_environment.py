"""What `make` says where something that it needs is missing: one sentence, and no half-made environment."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ["sh", "cat", "cut", "sha256sum", "rm", "make"]
OLD = 'case "$*" in *--version*) echo Python 3.9.2;; *) exit 1;; esac'
NO_VENV = 'case "$*" in *ensurepip*) exit 1;; *--version*) echo Python 3.12.1;; esac'
NO_PIP = """case "$*" in
    *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
    *"pip install"*) echo "no network" >&2; exit 1;;
    *sys.exit*|*"pip --version"*|*ensurepip*) ;;
    *) echo 3 12;;
esac"""
Make = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Run make in a bare project, with nothing in PATH but a few tools and this python3."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for tool in [*TOOLS, "mkdir", "cp"]:
        found = shutil.which(tool)
        assert found, tool
        (bin_ / tool).symlink_to(found)
    project = tmp_path / "project"
    (project / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", project)
    for name in ("environment.sh", "sandbox.txt", "dev.txt"):
        shutil.copy(ROOT / "requirements" / name, project / "requirements")

    def run(target: str, python3: str | None, **environment: str) -> "subprocess.CompletedProcess[str]":
        (bin_ / "python3").unlink(missing_ok=True)
        if python3 is not None:
            (bin_ / "python3").write_text(f"#!/bin/sh\n{python3}\n")
            (bin_ / "python3").chmod(0o755)
        return subprocess.run(
            ["make", target],
            cwd=project,
            env={"PATH": str(bin_), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def said(done: "subprocess.CompletedProcess[str]") -> str:
    """Return the one sentence on stderr; the last line is make's own."""
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if line.startswith("hearth: ")]
    assert lines
    return lines[-1]


@pytest.mark.parametrize("target", ["run", "test"])
@pytest.mark.parametrize(
    ("python3", "words"),
    [(None, "there is none here"), (OLD, "this is Python 3.9.2"), (NO_VENV, "apt install python3-venv")],
)
def test_what_is_missing_is_one_sentence(
    make: Make, tmp_path: Path, target: str, python3: str, words: str
) -> None:
    """No Python, an old one, or one without venv: a sentence that says what to install."""
    done = make(target, python3)
    assert words in said(done)
    assert len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "project/.venv").exists()


def test_a_python_that_was_named_is_the_one_that_counts(make: Make) -> None:
    """PYTHON=... that does not work is told, and no other is taken in its place."""
    assert "/nowhere/python is no Python 3.11" in said(make("run", NO_PIP, PYTHON="/nowhere/python"))


def test_a_failed_fetch_leaves_no_stamp(make: Make, tmp_path: Path) -> None:
    """Where packages cannot be fetched, that is said, and the next try begins where this one stopped."""
    for _ in range(2):
        assert "could be fetched or matched" in said(make("run", NO_PIP))
        assert not list((tmp_path / "project/.venv").glob("stamp-*"))


def test_a_current_environment_needs_no_network(make: Make, tmp_path: Path) -> None:
    """Once installed, nothing is fetched until the lock changes; dev's environment is the sandbox's too."""
    installs = NO_PIP.replace('echo "no network" >&2; exit 1', 'echo "$@" >>fetched')
    fetched = tmp_path / "project/fetched"
    for _ in range(3):
        make("run", installs)
    assert len(fetched.read_text().splitlines()) == 1
    make("lint", installs)
    make("run", installs)
    assert [line.split()[-1] for line in fetched.read_text().splitlines()] == [
        "requirements/sandbox.txt",
        "requirements/dev.txt",
    ]
    with (tmp_path / "project/requirements/dev.txt").open("a") as lock:
        lock.write("# changed\n")
    make("lint", installs)
    assert len(fetched.read_text().splitlines()) == 3
