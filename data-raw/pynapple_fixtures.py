"""Write what pynapple 0.11.4 gives for small random cases, which the tests compare with.

    python pynapple_fixtures.py [tests/testthat/fixtures/pynapple.csv.gz]

Needs pynapple and numpy. The file is a long table: one row per number, with the name of its vector. Inputs
lie on a grid of 1/64 s, so that no comparison depends on how a time is rounded.
"""

import gzip
import io
import sys
import warnings

import numpy as np
import pynapple as nap

warnings.simplefilter("ignore")
random = np.random.default_rng(20)
found = {}


def keep(name, values):
    # Arrays are written with their first index fastest, as R stores them.
    found[name] = np.ravel(np.asarray(values, dtype=float), order="F")


def keep_series(name, series):
    keep(name + "/time", series.t)
    if not isinstance(series, nap.Ts):
        keep(name + "/value", series.d)
    keep_intervals(name, series.time_support)


def keep_intervals(name, intervals):
    keep(name + "/start", intervals.start)
    keep(name + "/end", intervals.end)


def grid(low, high, n):
    return np.sort(random.choice(np.arange(low * 64, high * 64), n, replace=False)) / 64


support = nap.IntervalSet([0, 30.5], [20, 60])
signal_times = np.concatenate([grid(0, 20, 60), grid(31, 60, 90)])
signal = nap.Tsd(signal_times, np.round(random.normal(size=150), 3), time_support=support)
frame = nap.TsdFrame(signal_times, np.round(random.normal(size=(150, 3)), 3), time_support=support)
even = nap.Tsd(np.arange(640) / 16, np.round(random.normal(size=640), 3),
               time_support=nap.IntervalSet([0, 25], [22, 39.9375]))
spikes = nap.Ts(grid(0, 60, 200), time_support=support)
group = nap.TsGroup({2: nap.Ts(grid(0, 60, 80)), 5: nap.Ts(grid(0, 60, 30)), 9: nap.Ts(grid(0, 60, 5))},
                    time_support=support)
epochs = nap.IntervalSet([2.25, 12, 33, 50], [9, 19.5, 45.125, 59])
trials = nap.IntervalSet([1, 5, 11, 32], [3.5, 9.25, 12, 40])
for name, series in dict(signal=signal, frame=frame, even=even, spikes=spikes).items():
    keep_series("input/" + name, series)
keep_intervals("input/epochs", epochs)
keep_intervals("input/trials", trials)
for unit in group.keys():
    keep(f"input/group/{unit}", group[unit].t)

keep_series("restrict", signal.restrict(epochs))
keep_series("bin_counts", spikes.count(0.5, epochs))
keep_series("bin_counts_group", group.count(0.25, epochs))
keep_series("bin_counts_per_epoch", spikes.count(ep=epochs))
keep_series("bin_average", frame.bin_average(1.5, epochs))
for mode in ["closest", "before", "after"]:
    keep_series("value_from_" + mode, spikes.value_from(signal, mode=mode))
keep_series("interpolate", signal.interpolate(spikes))
keep_series("interpolate_sides", frame.interpolate(spikes, ep=epochs, left=-5, right=7))
keep_series("derivative", frame.derivative())
kernel = np.array([0.5, 1, -0.25, 2, 0.125])
for trim in ["both", "left", "right"]:
    keep_series("convolve_" + trim, even.convolve(kernel, trim=trim))
keep_series("convolve_matrix", even.convolve(np.stack([kernel[:4], kernel[1:]], 1), ep=nap.IntervalSet(3, 20)))
keep_series("smooth", even.smooth(0.3))
for method in ["above", "below", "aboveequal", "belowequal"]:
    keep_series("threshold_" + method, even.threshold(0.5, method))
for align in ["start", "center", "end"]:
    keep_series("time_diff_" + align, spikes.time_diff(align, epochs))
keep_series("get_window", signal.get(3, 11.5))
keep("get_closest", [signal.get(at) for at in [-3.0, 4.3, 12.34, 25.0, 100.0]])
holey = even.d.copy()
holey[[3, 4, 5, 90, 200, 592]] = np.nan
keep("input/holey", holey)
keep_series("dropna", nap.Tsd(even.t, holey, time_support=even.time_support).dropna())
keep_intervals("find_support", spikes.find_support(0.75))
keep("trial_count", group.trial_count(trials, 0.25))
keep("trial_count_end", group.trial_count(trials, 0.25, align="end", padding_value=-1))
keep("trial_tensor", frame.to_trial_tensor(trials))
keep("trial_tensor_end", frame.to_trial_tensor(trials, align="end", padding_value=9))
keep("warp_counts", nap.warp_tensor(group, trials, 16))
keep("warp_more", nap.warp_tensor(even, trials[[0, 1]], 8))
keep("warp_fewer", nap.warp_tensor(even, trials[[0, 1]], 128))
keep_series("to_tsd", group.to_tsd())
labels = random.integers(0, 4, 150)
keep("input/labels", labels)
for unit, train in nap.Tsd(signal_times, labels, time_support=support).to_tsgroup().items():
    keep(f"to_tsgroup/{unit}", train.t)
keep("rates", group.rates)
joined = np.concatenate([signal.restrict(epochs[0]), signal.restrict(epochs[2])])
keep_series("concatenate", joined)
for down, kind in [(4, "iir"), (3, "iir"), (4, "fir")]:
    keep_series(f"decimate_{down}_{kind}", even.decimate(down, filter_type=kind))

other = nap.IntervalSet([0, 8, 40, 52], [3, 13, 41.5, 70])
keep_intervals("input/other", other)
keep_intervals("intersect", epochs.intersect(other))
keep_intervals("union", epochs.union(other))
keep_intervals("set_diff", epochs.set_diff(other))
keep_intervals("drop_short", epochs.drop_short_intervals(7.5))
keep_intervals("drop_long", epochs.drop_long_intervals(9))
keep_intervals("merge_close", epochs.merge_close_intervals(4.875))
keep_intervals("split", epochs.split(2))
keep("tot_length", [epochs.tot_length()])
keep_intervals("time_span", epochs.time_span())
keep_series("centers", epochs.get_intervals_center())
keep("in_interval", epochs.in_interval(spikes))

target = sys.argv[1] if len(sys.argv) > 1 else "tests/testthat/fixtures/pynapple.csv.gz"
with gzip.GzipFile(target, "wb", mtime=0) as packed, io.TextIOWrapper(packed) as file:
    file.write("name,value\n")
    for name, values in found.items():
        file.writelines(f"{name},{value!r}\n" for value in values.tolist())
