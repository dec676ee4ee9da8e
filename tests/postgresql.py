"""A PostgreSQL server for the tests: its own cluster, its own port, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

OWNER = "postgres"


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, newest release first; None when not installed."""
    roots = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if roots:
        return roots[0].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Server:
    """A cluster in a folder; root hands it to the user `postgres`, whom the server demands."""

    def __init__(self, bin_folder: Path) -> None:
        self.bin = bin_folder
        self.root = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
        self.data = self.root / "data"
        self.port = _free_port()

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self.root, OWNER)
        self._run("initdb", "-D", self.data, "-U", "dragoman", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop("immediate")
        shutil.rmtree(self.root, ignore_errors=True)

    def start(self) -> None:
        settings = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.root} "
            "-c shared_buffers=64MB -c max_connections=40 -c fsync=off"
        )
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.root / "log", "-o", settings, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """Kill the server's first process, as a crash would."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        while any(Path(f"/proc/{one}").exists() for one in (pid, *map(int, children))):
            time.sleep(0.02)

    def emptied(self) -> str:
        """The address of the tests' database after everything in it was dropped."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.url("postgres")

    def url(self, name: str) -> str:
        return f"postgresql://dragoman@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: object) -> None:
        user = OWNER if os.geteuid() == 0 else None
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        if user:
            environment["HOME"] = pwd.getpwnam(OWNER).pw_dir
        with (self.root / "setup.log").open("ab") as log:
            done = subprocess.run(
                [str(self.bin / program), *map(str, arguments)],
                user=user, group=user, extra_groups=[] if user else None, cwd=self.root,
                env=environment, stdout=log, stderr=log, check=False,
            )  # fmt: skip
        if done.returncode:
            said = (self.root / "setup.log").read_text(errors="replace")
            raise RuntimeError(f"{program} failed:\n{said[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
