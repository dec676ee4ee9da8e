"""Corpora: the pipeline over many files at once, one shard task a file, on any runner.

A shard task reads one input (a WARC, a table, a file of JSON lines, or a list of pages) and writes
one file of reports, sorted by id, beside one of failures. It writes to temporary names and renames
the manifest last, so a task that was killed has done nothing; a task whose manifest matches its
input and this release is skipped. What a task writes depends on its input and the release alone:
every runner gives the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import socket
from collections import deque
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from dragoman import __version__
from dragoman.corpus.crew import cores, crew
from dragoman.errors import MissingExtra, MissingPage, StageError
from dragoman.pipeline import AS_IS, Reading, files_in, read_all
from dragoman.reports.archives import reader_of
from dragoman.reports.loading import Unread, is_json_lines
from dragoman.schema import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from typing import BinaryIO

    from dragoman.schema import Report

Runner = Literal["serial", "processes", "ray"]

PAGES_A_SHARD = 200
"""Single pages are grouped, so that starting a task costs little of its time."""

CHUNK = 1 << 20


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """One task: what it reads, in order, and the stem of what it writes."""

    inputs: tuple[str, ...]
    output: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard came to; its manifest. `skipped` says that an earlier run had done it."""

    output: str
    input_digest: str
    release: str
    reports: int
    failures: int
    output_digest: str
    skipped: bool = False


class FailedPage(msgspec.Struct, frozen=True):
    """A page that could not be read, and why."""

    location: str
    error: str
    message: str


def shards_of(paths: Iterable[str | Path], folder: str | Path) -> tuple[Shard, ...]:
    """The tasks that the paths make: archives and tables one each, single pages in groups.

    Names of outputs follow the order of inputs, so they are the same in every run over the same
    paths.
    """
    target = Path(folder)
    shards: list[Shard] = []
    group: list[str] = []

    def close(inputs: list[str]) -> None:
        if inputs:
            name = f"{len(shards):05d}-{_stem(inputs[0])}"
            shards.append(Shard(inputs=tuple(inputs), output=str(target / name)))

    for path in files_in(paths):
        if reader_of(str(path)) is not None or is_json_lines(str(path)):
            close(group)
            group = []
            close([str(path)])
        else:
            group.append(str(path))
            if len(group) == PAGES_A_SHARD:
                close(group)
                group = []
    close(group)
    return tuple(shards)


def run(
    shards: Iterable[Shard],
    how: Reading = AS_IS,
    *,
    runner: Runner = "serial",
    workers: int | None = None,
) -> Iterator[Done]:
    """Carry the tasks out and yield each as it is done; the order is that of their ends.

    `workers` is the number of processes, all cores when None. With `ray`, tasks go to the cluster
    that `ray.init` finds, or to one started here. Raises MissingExtra when Ray is not installed.
    """
    tasks = tuple(shards)
    if runner == "serial":
        yield from (read_shard(shard, how) for shard in tasks)
    elif runner == "processes":
        yield from _by_processes(tasks, how, workers)
    else:
        yield from _by_ray(tasks, how, workers)


def read_shard(shard: Shard, how: Reading = AS_IS) -> Done:
    """Carry one task out, unless its manifest says that this release has done it."""
    digest = _digest_of(shard, how)
    manifest = Path(f"{shard.output}.done.json")
    before = _manifest(manifest)
    if before is not None and (before.input_digest, before.release) == (digest, __version__):
        return msgspec.structs.replace(before, skipped=True)
    _forget_the_killed(Path(shard.output))
    failures: list[FailedPage] = []
    with _Spool(Path(f"{shard.output}.jsonl")) as reports:
        for found in read_all(shard.inputs, how):
            if isinstance(found, Unread):
                kind = type(found.error).__name__
                failures.append(FailedPage(found.location, kind, str(found.error)))
            else:
                reports.add(found.id, to_json(found))
        sum_of = reports.finish()
    wrong = b"".join(msgspec.json.encode(one) + b"\n" for one in failures)
    sum_of.update(b"\0" + wrong)
    _write(Path(f"{shard.output}.failed.jsonl"), wrong)
    done = Done(
        output=Path(shard.output).name, input_digest=digest, release=__version__,
        reports=len(reports.places), failures=len(failures), output_digest=sum_of.hexdigest(),
    )  # fmt: skip
    _write(manifest, msgspec.json.encode(done))
    return done


def reports_in(folder: str | Path) -> Iterator[Report]:
    """The reports of a folder of finished shards, shard by shard, each sorted by id."""
    for manifest in sorted(Path(folder).glob("*.done.json")):
        file = manifest.with_name(manifest.name.removesuffix(".done.json") + ".jsonl")
        with file.open("rb") as lines:
            yield from (from_json(line) for line in lines)


def _by_processes(tasks: tuple[Shard, ...], how: Reading, workers: int | None) -> Iterator[Done]:
    """By a crew, renewed when one of it dies.

    The tasks at hand are then done again, each by a process of its own; one that ends that, too, is
    an error, raised when all others are done.
    """
    left, suspects = deque(tasks), list[Shard]()
    while left:
        yield from _by_crew(left, suspects, how, workers or cores())
    guilty: list[Shard] = []
    for shard in suspects:
        yield from _by_crew(deque([shard]), guilty, how, 1)
    if guilty:
        names = ", ".join(shard.output for shard in guilty)
        raise StageError(f"reading ended its process: {names}; the other shards are done")


def _by_crew(left: deque[Shard], killed: list[Shard], how: Reading, workers: int) -> Iterator[Done]:
    """One crew's work, until nothing is left or one of it dies; what was at hand then is killed."""
    flying: dict[Future[Done], Shard] = {}
    with crew(min(workers, len(left))) as pool:
        while left or flying:
            try:
                while left and len(flying) < 2 * workers:
                    future = pool.submit(read_shard, left[0], how)
                    flying[future] = left.popleft()
            except BrokenProcessPool:
                killed += flying.values()
                return
            ready, _ = wait(flying, return_when=FIRST_COMPLETED)
            if any(isinstance(one.exception(), BrokenProcessPool) for one in ready):
                killed += flying.values()
                return
            for one in ready:
                yield _result(one.result, flying.pop(one))


def _by_ray(tasks: tuple[Shard, ...], how: Reading, workers: int | None) -> Iterator[Done]:
    try:
        ray: Any = importlib.import_module("ray")
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "runner 'ray' needs Ray; in dragoman's checkout, pip install '.[ray]'"
        ) from error
    if not ray.is_initialized():
        ray.init(num_cpus=workers, include_dashboard=False, logging_level="ERROR")
    remote = ray.remote(max_retries=3)(read_shard)
    started = {remote.remote(shard, how): shard for shard in tasks}
    while started:
        ready, _ = ray.wait(list(started), num_returns=1)
        shard = started.pop(ready[0])
        yield _result(partial(ray.get, ready[0]), shard)


def _result(get: Callable[[], Done], shard: Shard) -> Done:
    try:
        return get()
    except MissingPage:
        raise
    except Exception as error:
        reason = f"shard {shard.output} failed: {type(error).__name__}: {error}; run it again"
        raise StageError(reason) from error


def _digest_of(shard: Shard, how: Reading) -> str:
    """A digest of a task's inputs and of how they are read; a missing file counts as absent."""
    digest = hashlib.sha256(msgspec.json.encode(how))
    for name in shard.inputs:
        digest.update(f"\0{name}\0".encode())
        path = Path(name)
        if path.is_file():
            with path.open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
    return digest.hexdigest()


def _manifest(path: Path) -> Done | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Done)
    except (OSError, msgspec.DecodeError):
        return None


class _Spool:
    """Reports on their way to a sorted file: bodies wait on the disk, only their places in memory.

    Of reports with one id, the last counts.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.places: dict[str, tuple[int, int]] = {}
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path = _temporary(target.with_name(target.name + ".spool"))
        self.stream = self.path.open("w+b")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()
        self.path.unlink(missing_ok=True)

    def add(self, name: str, body: bytes) -> None:
        self.places[name] = (self.stream.tell(), len(body))
        self.stream.write(body)

    def finish(self) -> hashlib._Hash:
        """Write the target, sorted by id; returns the digest of what was written."""
        digest = hashlib.sha256()
        with _written(self.target) as out:
            for name in sorted(self.places):
                at, size = self.places[name]
                self.stream.seek(at)
                line = self.stream.read(size) + b"\n"
                digest.update(line)
                out.write(line)
        return digest


def _write(path: Path, content: bytes) -> None:
    with _written(path) as stream:
        stream.write(content)


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A file under a name of this process's own, flushed to the disk and renamed at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    with temporary.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}.tmp")


def _forget_the_killed(output: Path) -> None:
    """Remove what processes of this machine left of a shard when they were killed."""
    host = socket.gethostname()
    for path in output.parent.glob(f".{output.name}.*.{host}.*.tmp"):
        pid = path.name.split(".")[-2]
        if pid.isdigit() and not _is_alive(int(pid)):
            path.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _stem(name: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(name).name.split(".")[0])
    return kept[:40] or "pages"
