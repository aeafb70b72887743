"""What the attacks aim at, and what can be found out about it afterwards."""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
MARKS = ("kata-attack", "987654")
"""One is in the name of whatever an attack writes, and one in the command line of whatever it starts."""
VARIABLE = "KATA_ATTACK_SECRET"
ABSTRACT = "kata-attack-listener"
WORKERS = "/tmp/kata-workers-*/*"
GET_FLAGS, SET_FLAGS, CANNOT_CHANGE = 0x80086601, 0x40086602, 0x10


class Host:
    """Files, listeners, and a process that has nothing to do with the grader."""

    def __init__(self, folder: Path) -> None:
        self.bait, self.temporary, self.neighbour = folder / "bait", folder / "temporary", folder / "neighbour"
        for each in (self.bait / "folder", self.temporary, self.neighbour):
            each.mkdir(parents=True)
        (self.bait / "secret").write_text("the secret", encoding="utf-8")
        (self.bait / "file").write_text("as it was", encoding="utf-8")
        shutil.copy(ROOT / "solutions" / "stage02_conv_slider.py", self.neighbour)
        self.listeners = listeners(str(self.bait / "socket"))
        self.bystander = start_bystander()

    def facts(self) -> str:
        """The text of a module that tells the attacks where everything is."""
        facts = {
            "REPOSITORY": str(ROOT),
            "HOME": str(Path.home()),
            "BAIT": str(self.bait),
            "SECRET": str(self.bait / "secret"),
            "TEMPORARY": str(self.temporary),
            "NEIGHBOUR": str(self.neighbour),
            "SOCKET": str(self.bait / "socket"),
            "ABSTRACT": f"{ABSTRACT}-{os.getpid()}",
            "PORT": self.listeners[0].getsockname()[1],
            "VARIABLE": VARIABLE,
            "BYSTANDER": self.bystander.pid,
            "GRADER": os.getpid(),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in facts.items())

    def heard(self) -> int:
        """How many of the listeners have been spoken to."""
        return len(select.select(self.listeners, [], [], 0)[0])

    def close(self) -> None:
        """End the bystander, and listen no longer."""
        self.bystander.kill()
        self.bystander.wait()
        for listener in self.listeners:
            listener.close()


def listeners(path: str) -> list[socket.socket]:
    """Sockets that listen on one port, at a path, and under a name that is no path."""
    stream, datagrams = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    stream.bind(("127.0.0.1", 0))
    datagrams.bind(stream.getsockname())
    at_path, by_name = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    at_path.bind(path)
    by_name.bind(f"\0{ABSTRACT}-{os.getpid()}")
    for listener in (stream, at_path, by_name):
        listener.listen()
    return [stream, datagrams, at_path, by_name]


def start_bystander() -> psutil.Process:
    """A process that sleeps."""
    sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    return psutil.Popen(sleep, stdin=subprocess.DEVNULL, start_new_session=True)


def traits(process: psutil.Process) -> dict[str, Any]:
    """What an attack could do to a process."""
    if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
        return {"running": False}
    stopped = process.status() == psutil.STATUS_STOPPED
    return {"running": True, "stopped": stopped, "nice": process.nice(), "processors": process.cpu_affinity()}


def snapshot(*folders: Path) -> dict[str, tuple[Any, ...]]:
    """All that can be changed about the files of these folders: bytes, names, modes, owners, times, notes and flags."""
    files = [file for folder in folders for file in [folder, *folder.rglob("*")]]
    return {str(file): _look(file) for file in files}


def _look(file: Path) -> tuple[Any, ...]:
    found = os.lstat(file)
    plain = file.is_file() and not file.is_symlink()
    notes = [(name, os.getxattr(file, name)) for name in os.listxattr(file)] if plain else []
    kept = (found.st_mode, found.st_uid, found.st_gid, found.st_nlink, found.st_size, found.st_mtime_ns)
    return kept, file.read_bytes() if plain else b"", notes, flags_of(file) if plain else None


def flags_of(file: Path) -> int | None:
    """A file's flags, such as that it cannot be changed; None where there are none."""
    flags = bytearray(8)
    with suppress(OSError), file.open("rb") as opened:
        fcntl.ioctl(opened, GET_FLAGS, flags)
        return int(struct.unpack_from("i", flags)[0])
    return None


def written() -> list[Path]:
    """What attacks have written outside their scratch folders."""
    folders = ("/", "/tmp", "/var/tmp", "/dev/shm", Path.home(), Path.cwd(), ROOT, ROOT / "kata", ROOT / "tests")
    inside = [Path(each) for each in folders if os.path.isdir(each)] + [ROOT / "tests" / "stages"]
    return [file for folder in inside for file in folder.iterdir() if MARKS[0] in file.name]


def left_in_scratch() -> list[Path]:
    """What attacks have written into scratch folders that are still there. It is removed, so that nothing stays."""
    found = list(Path("/").glob(f"{WORKERS}/*/{MARKS[0]}*".lstrip("/")))
    for file in found:
        if flags := flags_of(file):
            with file.open("rb") as opened:
                fcntl.ioctl(opened, SET_FLAGS, struct.pack("q", flags & ~CANNOT_CHANGE))
    for folder in {file.parent.parent for file in found}:
        subprocess.run(["rm", "-rf", str(folder)], check=False)
    return found


def scratch_folders() -> set[Path]:
    """The scratch folders of all workers on this machine."""
    return set(Path("/").glob(WORKERS.lstrip("/")))


def others_grade() -> bool:
    """Whether another grader is at work on this machine."""
    return any("kata.worker.template" in each for each in command_lines(psutil.process_iter()))


def running() -> list[str]:
    """The command lines of what attacks have started."""
    return [line for line in command_lines(psutil.process_iter()) if any(mark in line for mark in MARKS)]


def command_lines(processes: Any) -> list[str]:
    """How these processes were started."""
    found = []
    for process in processes:
        with suppress(psutil.Error):
            found.append(" ".join(process.cmdline()))
    return found


def settled(left: Callable[[], Any], seconds: float = 5.0) -> Any:
    """What is left once nothing is, or the time is up."""
    end = time.monotonic() + seconds
    while (found := left()) and time.monotonic() < end:
        time.sleep(0.1)
    return found
