"""pynapple's times for the analyses of bench_analysis.R, on the same data.

    python peers_analysis.py FOLDER

FOLDER holds raw doubles written by the bench: group.bin (times), group_sizes.bin (spikes per unit), feature.bin
(times, then values), events.bin. Prints the analysis, milliseconds by the wall and by the processor, of one run
after one on little data that compiles.
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


def report(analysis, call):
    call(few, small_feature, few_events)
    begin = time.perf_counter(), time.process_time()
    call(units, feature, events)
    wall, cpu = time.perf_counter() - begin[0], time.process_time() - begin[1]
    print(f"{analysis}\t{1e3 * wall:.1f}\t{1e3 * cpu:.1f}", flush=True)


everything = nap.IntervalSet(0, 3600)
bounds = np.concatenate([[0], np.cumsum(read("group_sizes").astype(int))])
spikes = read("group")
trains = [spikes[bounds[i]: bounds[i + 1]] for i in range(len(bounds) - 1)]
units = nap.TsGroup({i: nap.Ts(train) for i, train in enumerate(trains)}, time_support=everything)
both = read("feature")
times, values = both[: len(both) // 2], both[len(both) // 2:]
feature = nap.Tsd(times, values, time_support=everything)
events = nap.Ts(read("events"), time_support=everything)
few = nap.TsGroup({i: nap.Ts(trains[i][:50]) for i in range(3)}, time_support=everything)
small_feature = nap.Tsd(times[:500], values[:500])
few_events = nap.Ts(read("events")[:5], time_support=everything)

report("tuning_curves", lambda units, feature, events: nap.compute_tuning_curves(units, feature, bins=30))
report("perievent", lambda units, feature, events: nap.compute_perievent(units, events, window=(1.0, 1.0)))
forty = list(range(40))
report(
    "correlograms",
    lambda units, feature, events: nap.compute_crosscorrelogram(units[forty[: len(units)]], 0.001, 0.1),
)
