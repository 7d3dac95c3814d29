"""pynapple's times for the operations of bench_containers.R, on the same data.

    python peers_containers.py FOLDER

FOLDER holds raw doubles written by the bench: train.bin, samples.bin (times, then values), epochs.bin (starts, then
ends), group.bin (times) and group_sizes.bin (spikes per unit). Prints the operation, milliseconds by the wall and by
the processor: best of three after one call that compiles.
"""

import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pynapple as nap

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])


def read(name):
    return np.fromfile(folder / f"{name}.bin")


def halves(name):
    both = read(name)
    return both[: len(both) // 2], both[len(both) // 2:]


def report(operation, call, n_runs=3):
    call()
    wall, cpu = [], []
    for _ in range(n_runs):
        begin = time.perf_counter(), time.process_time()
        call()
        wall.append(time.perf_counter() - begin[0])
        cpu.append(time.process_time() - begin[1])
    print(f"{operation}\t{1e3 * min(wall):.2f}\t{1e3 * min(cpu):.2f}", flush=True)


everything = nap.IntervalSet(0, 3600)
train = nap.Ts(read("train"), time_support=everything)
times, values = halves("samples")
signal = nap.Tsd(times, values, time_support=everything)
epochs = nap.IntervalSet(*halves("epochs"))
bounds = np.concatenate([[0], np.cumsum(read("group_sizes").astype(int))])
spikes = read("group")
group = nap.TsGroup(
    {i: nap.Ts(spikes[bounds[i]: bounds[i + 1]]) for i in range(len(bounds) - 1)}, time_support=everything
)

report("restrict", lambda: train.restrict(epochs))
report("bin_counts", lambda: train.count(0.001))
report("value_from", lambda: train.value_from(signal))
report("bin_average", lambda: signal.bin_average(0.01))
report("smooth_gaussian", lambda: signal.smooth(0.01))
report("group_counts", lambda: group.count(0.01), n_runs=1)
report("group_restrict", lambda: group.restrict(epochs))
