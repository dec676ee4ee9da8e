"""The package as users get it: its size, its install on each Python, how soon it answers.

    python -m benchmarks.packaging [--python 3.11 3.12 …] [--keep FOLDER]

Builds the source archive and from it the wheel (`pip install build`), installs the wheel into a
fresh virtual environment of each Python that is found, reads `examples/pledge.html`, and compares
whole processes, best of `--runs`, side by side on this machine: `import dragoman` with a bare
interpreter and with `import spacy`, the first `dragoman read` with importing spaCy, ONNX Runtime
and trafilatura alone. Nothing is asserted about seconds: they are the machine's.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "examples" / "pledge.html"
MEGABYTE = 1_000_000
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PEERS = "import spacy, onnxruntime, trafilatura"


def main() -> int:
    """Build, install everywhere, measure; 1 when an install or a read failed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--python", nargs="*", default=PYTHONS, metavar="VERSION")
    options.add_argument("--keep", type=Path, help="where the built files and environments stay")
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="dragoman-"))
    try:
        wheel = built(folder)
        failed = 0
        for version in given.python:
            python = interpreter(version)
            if python is None:
                print(f"Python {version}: not here")
                continue
            failed += not measured(python, wheel, folder / version, runs=given.runs)
    finally:
        if given.keep is None:
            shutil.rmtree(folder)
    return 1 if failed else 0


def built(folder: Path) -> Path:
    """The wheel, made from the source archive; prints what is in both."""
    run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)])
    (source,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    print(f"sdist {source.stat().st_size / MEGABYTE:.1f} MB, {source.name}")
    with zipfile.ZipFile(wheel) as archive:
        files = archive.infolist()
    unpacked = sum(file.file_size for file in files)
    print(
        f"wheel {wheel.stat().st_size / MEGABYTE:.1f} MB, {wheel.name}, "
        f"unpacked {unpacked / MEGABYTE:.1f} MB in {len(files)} files"
    )
    for file in sorted(files, key=lambda one: -one.compress_size)[:5]:
        print(f"      {file.compress_size / MEGABYTE:6.1f} MB {file.filename}")
    return wheel


def interpreter(version: str) -> str | None:
    """The newest interpreter of a version: on the path, or one that pyenv has installed."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    return str(kept[-1]) if kept else shutil.which(f"python{version}")


def measured(python: str, wheel: Path, folder: Path, *, runs: int) -> bool:
    """Install the wheel into a fresh environment and time it; False when it does not work."""
    shutil.rmtree(folder, ignore_errors=True)
    run([python, "-m", "venv", str(folder)])
    own = folder / "bin" / "python"
    version = run([str(own), "-c", "import sys; print(sys.version.split()[0])"]).strip()
    pip = [str(own), "-m", "pip", "--disable-pip-version-check"]
    began = time.perf_counter()
    try:
        run([*pip, "install", "-q", str(wheel)])
        run([*pip, "check"])
        run([str(folder / "bin" / "dragoman"), "read", str(PAGE)])
    except subprocess.CalledProcessError as error:
        print(f"Python {version}: failed\n{error.stderr[-2000:]}")
        return False
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(
        f"Python {version}: installed with {len(run([*pip, 'freeze']).splitlines())} packages, "
        f"{size / MEGABYTE:.0f} MB, in {time.perf_counter() - began:.0f} s"
    )
    bare = best([str(own), "-c", "pass"], runs)
    ours = best([str(own), "-c", "import dragoman"], runs)
    spacy = best([str(own), "-c", "import spacy"], runs)
    print(
        f"      import dragoman {ours - bare:.3f} s above a bare interpreter's {bare:.3f} s, "
        f"{(ours - bare) / (spacy - bare):.2f} of import spacy"
    )
    peers = best([str(own), "-c", PEERS], runs)
    reads = best([str(folder / "bin" / "dragoman"), "read", str(PAGE), "--json"], runs)
    print(f"      first read {reads:.2f} s, {reads / peers:.2f} of importing its libraries alone")
    return True


def best(command: Sequence[str], runs: int) -> float:
    """The least wall time of a process, in seconds; one run before to fill caches."""
    run(command)
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        run(command)
        times.append(time.perf_counter() - began)
    return min(times)


def run(command: Sequence[str]) -> str:
    """Run a command outside the checkout; its output, or CalledProcessError."""
    done = subprocess.run(
        command, cwd=tempfile.gettempdir(), capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(Path.home())},
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
