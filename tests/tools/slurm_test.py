#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A study on a real Slurm: an array of four tasks, of which one is asked to stop and one is killed, submitted again, merged.
Usage: slurm_test.py DRUMBEAT FOLDER, which holds study.yaml. Exit code 77: the machine has no Slurm."""
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

DAEMONS = ("munged", "slurmctld", "slurmd")
CLIENTS = ("sbatch", "scontrol", "squeue", "scancel", "sinfo")
KILL_WITH_PARENT = 1  # PR_SET_PDEATHSIG
TASKS = 4
PATIENCE = 60  # seconds, for anything that is waited for

# A job that is queued again waits until its credential has expired: here the least that Slurm takes.
CONFIGURATION = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CredType=cred/munge
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=1
ReturnToService=2
KillWait=2
MaxArraySize=4
NodeName={host} NodeAddr=127.0.0.1 CPUs=4 Sockets=1 CoresPerSocket=4 ThreadsPerCore=1 State=UNKNOWN
PartitionName=debug Nodes={host} Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
"""


def wait_for(what, answer):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := answer():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


def die_with_parent():
    ctypes.CDLL(None).prctl(KILL_WITH_PARENT, signal.SIGKILL)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """Of one machine, on loopback, in a folder of its own. Its daemons are its children, and stop with it."""

    def __init__(self, folder):
        self.folder, self.children = folder, []

    def begin(self):
        folder = self.folder
        for name in ("", "state", "spool"):
            (folder / name).mkdir()
        host = socket.gethostname().split(".")[0]
        (folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=host, user=pwd.getpwuid(os.geteuid()).pw_name, folder=folder, ports=free_ports(2)))
        (folder / "munge.key").write_bytes(os.urandom(1024))
        (folder / "munge.key").chmod(0o600)
        os.environ["SLURM_CONF"] = str(folder / "slurm.conf")
        self.start("munged", "-F", "--force", f"--key-file={folder}/munge.key", f"--socket={folder}/munge.socket",
                   f"--pid-file={folder}/munged.pid", f"--seed-file={folder}/munge.seed")
        wait_for("munged", (folder / "munge.socket").exists)
        self.start("slurmctld", "-D")
        self.start("slurmd", "-D", "-N", host)
        wait_for("an idle node", lambda: said("sinfo", "--noheader", "--format=%t") == "idle")

    def start(self, *words):
        log = open(self.folder / f"{words[0]}.log", "w")
        self.children.append(subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                              preexec_fn=die_with_parent))

    def stop(self):
        for child in reversed(self.children):
            child.terminate()
        for child in reversed(self.children):
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
        self.kill_left_over()

    def kill_left_over(self):
        """Steps of jobs, which live on without their daemon: what was started with this cluster's configuration."""
        sign = f"SLURM_CONF={self.folder}/slurm.conf".encode()
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and sign in (entry / "environ").read_bytes().split(b"\0"):
                    os.kill(int(entry.name), signal.SIGKILL)
            except OSError:
                pass

    def logs(self):
        return "".join(f"== {log}\n{log.read_text(errors='replace')[-3000:]}" for log in self.folder.glob("*.log"))


def said(*words):
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def drumbeat(*words):
    run = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    print(" ".join(words), "->", run.returncode, run.stdout, run.stderr, flush=True)
    return run


def jobs():
    return pathlib.Path("out.h5.slurm/jobs").read_text().split()


def queue_is_empty():
    return not said("squeue", "--noheader")


def journal(k):
    return pathlib.Path(f"out.h5.{k}-of-{TASKS}.part")


def process_of(k):
    """Of the program that runs this shard in this folder."""
    for entry in pathlib.Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            if f"{k}/{TASKS}".encode() in words and words[0].endswith(b"drumbeat") and (entry / "cwd").samefile("."):
                return int(entry.name)
        except OSError:
            pass
    return None


def log_of(index):
    return "".join(path.read_text() for path in pathlib.Path("out.h5.slurm").glob(f"*_{index}.log"))


def check():
    submitted = drumbeat("submit", "study.yaml", "-o", "out.h5", "--tasks", str(TASKS))
    assert submitted.returncode == 0
    # MaxArraySize is 4: tasks 1 to 3 are one array, the fourth another.
    first, second, merge = jobs()
    wait_for("work in shards 2 and 3", lambda: journal(2).exists() and journal(3).exists())
    sizes = {k: journal(k).stat().st_size for k in (2, 3)}
    wait_for("a tile of shard 2", lambda: journal(2).stat().st_size > sizes[2])
    subprocess.run(["scancel", "--batch", "--signal=TERM", f"{first}_2"], check=True)
    os.kill(wait_for("the task of shard 3", lambda: process_of(3)), signal.SIGKILL)
    refused = drumbeat("submit", "study.yaml", "-o", "out.h5", "--tasks", str(TASKS))
    assert refused.returncode == 2 and "still waiting or running" in refused.stderr
    assert drumbeat("run", "study.yaml", "-o", "whole.h5").returncode == 0  # while the queue waits
    wait_for("the end of all jobs", queue_is_empty)
    assert "is queued again" in log_of(2), log_of(2)
    assert "from before" in log_of(2), log_of(2)
    state = said("scontrol", "show", "job", f"{first}_3")
    assert "JobState=FAILED" in state and "ExitCode=137:0" in state, state
    assert "JobState=CANCELLED" in said("scontrol", "show", "job", merge), "the merge does not wait for ever"
    assert not pathlib.Path("out.h5").exists()

    again = drumbeat("submit", "study.yaml", "-o", "out.h5", "--tasks", str(TASKS))
    assert again.returncode == 0 and "1 task of 4 left to run" in again.stdout
    wait_for("the results file", pathlib.Path("out.h5").exists)
    wait_for("the end of all jobs", queue_is_empty)
    done = drumbeat("submit", "study.yaml", "-o", "out.h5", "--tasks", str(TASKS))
    assert done.returncode == 0 and "nothing is left to submit" in done.stdout
    assert pathlib.Path("out.h5").read_bytes() == pathlib.Path("whole.h5").read_bytes()


def main():
    missing = [name for name in DAEMONS + CLIENTS if not shutil.which(name)]
    if missing:
        print("no Slurm here: there is no " + ", ".join(missing) + " (Debian: slurm-wlm and munge)")
        return 77
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    cluster = Cluster(pathlib.Path.cwd() / "cluster")
    try:
        cluster.begin()
        check()
        return 0
    except BaseException:
        print(cluster.logs())
        raise
    finally:
        for job in said("squeue", "--noheader", "--format=%A").split():
            said("scancel", job)
        cluster.stop()


os.environ["PATH"] += ":/usr/sbin:/sbin"
PROGRAM = sys.argv[1]
os.chdir(sys.argv[2])
sys.exit(main())
