"""Write what pynapple makes of small data, for the tests of the analyses.

    python pynapple_analysis.py tests/testthat/fixtures/pynapple_analysis.csv

The data are made by formulas that helper-pynapple_analysis.R repeats. Written with pynapple 0.11.4.
"""

import csv
import sys
import warnings

import numpy as np
import pynapple as nap

warnings.filterwarnings("ignore")


def scattered(n, step, jitter, shift=0.0):
    """Ascending times without a pattern, whole microseconds."""
    i = np.arange(n)
    return np.round(shift + i * step + jitter * ((i * np.sqrt(2)) % 1), 6)


epochs = nap.IntervalSet([0.0, 21.0], [18.0, 40.0])
recording = nap.IntervalSet(0, 40)
units = nap.TsGroup(
    {3: nap.Ts(scattered(300, 0.13, 0.12)), 8: nap.Ts(scattered(90, 0.43, 0.4, 0.05))}, time_support=recording
)
clock = np.arange(1600) / 40
place = nap.TsdFrame(
    clock, np.column_stack([np.sin(clock), np.cos(0.7 * clock)]), columns=["x", "y"], time_support=recording
)
x = place.loc["x"]
rates = nap.TsdFrame(clock + 0.004, np.column_stack([clock % 3, (7 * clock) % 5]), time_support=nap.IntervalSet(0, 40.5))
events = nap.Ts(scattered(12, 3.1, 1.3, 1.0), time_support=recording)

cases = {}


def keep(name, values):
    cases[name] = np.asarray(values, dtype=float)


curves = nap.compute_tuning_curves(units, x, bins=9, range=(-1, 1), epochs=epochs)
keep("curves", curves.values.T)
maps = nap.compute_tuning_curves(units, place, bins=[6, 5], range=[(-1, 1), (-1, 1)], epochs=recording)
keep("maps", np.moveaxis(maps.values, 0, -1))
keep("rate_curves", nap.compute_tuning_curves(rates, x, bins=9, range=(-1, 1), epochs=epochs).values.T)
keep("auto", nap.compute_autocorrelogram(units, 0.0625, 0.3125, ep=epochs).values)
keep("cross", nap.compute_crosscorrelogram(units, 0.0625, 0.3125, ep=epochs).values)
keep("event", nap.compute_eventcorrelogram(units, events, 0.25, 1.0, ep=epochs).values)
around = nap.compute_perievent(units, events, window=(0.5, 1.0), epochs=epochs)
for unit in (3, 8):
    keep(f"perievent_{unit}", np.concatenate([around[unit][i].t for i in around[unit].keys()]))
keep("perievent_signal", nap.compute_perievent(x, events, window=(0.1, 0.2), epochs=epochs).values)
keep("average", nap.compute_event_triggered_average(place, units, 0.0625, window=(0.25, 0.125), epochs=epochs).values)
keep("counts", units.count(0.3, ep=epochs).values)
keep("bin_average", place.bin_average(0.3, ep=epochs).values)
keep("smooth", x.smooth(0.2).values)
for mode in ("closest", "before", "after"):
    keep(f"value_{mode}", units[3].value_from(x, ep=epochs, mode=mode).values)
keep("restrict", units[8].restrict(epochs).t)

with open(sys.argv[1], "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case", "shape", "values"])
    for name, values in cases.items():
        # R's order: the first dimension runs fastest.
        flat = values.flatten(order="F")
        writer.writerow([name, " ".join(map(str, values.shape)), " ".join(f"{value:.12g}" for value in flat)])
