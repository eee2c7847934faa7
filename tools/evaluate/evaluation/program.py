"""Runs of `chowki read`."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Run:
    answers: dict       # path -> what the program said about it
    wall_s: float       # of the whole process, with its start-up
    cpu_s: float        # user and system, of the whole process
    peak_memory_mb: float


def read(chowki, paths, threads=1, repeat=1, arguments=()):
    """Reads pictures, machine-readable zones only unless `arguments` say more. Ends this tool when the program fails."""
    command = [chowki, "read", "--output", "jsonl", "--mrz-only", "--threads", str(threads), "--repeat", str(repeat),
               *arguments, *paths]
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        answers = {answer["file"]: answer for answer in map(json.loads, process.stdout)}
        # Its own usage: that of all children would keep the largest of earlier runs.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: some file was no picture, and its answer says so
        sys.exit(f"{chowki} ended with {process.returncode}")
    return Run(answers, time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@dataclass
class Throughput:
    threads: int
    pictures_a_second: float
    cpu_ms: float        # of a picture
    peak_memory_mb: float


def throughput(chowki, paths, threads, repeat):
    """Pictures a second without the start-up, which is timed by reading a file that is not there."""
    idle = read(chowki, ["/nonexistent/start-up"], threads)
    run = read(chowki, paths, threads, repeat)
    pictures = len(paths) * repeat
    return Throughput(threads, pictures / max(run.wall_s - idle.wall_s, 1e-9),
                      1000 * (run.cpu_s - idle.cpu_s) / pictures, run.peak_memory_mb)
