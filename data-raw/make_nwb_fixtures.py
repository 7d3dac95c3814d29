"""Write the small NWB files that the tests read.

    python make_nwb_fixtures.py [tests/testthat/fixtures]

Needs pynwb, numpy and h5py. Every valid file passes pynwb's validator. The files are stored gzipped;
the tests unpack them.
"""

import gzip
import shutil
import sys
from datetime import datetime, timezone
from pathlib import Path

import h5py
import numpy as np
from hdmf.common import EnumData
from pynwb import NWBHDF5IO, NWBFile, TimeSeries, validate
from pynwb.behavior import (
    BehavioralTimeSeries, CompassDirection, IntervalSeries, Position, SpatialSeries)
from pynwb.ecephys import ElectricalSeries
from pynwb.epoch import TimeIntervals
from pynwb.icephys import CurrentClampSeries, CurrentClampStimulusSeries
from pynwb.misc import AnnotationSeries


def new_file(name):
    return NWBFile(session_description=name, identifier=name,
                   session_start_time=datetime(2020, 1, 1, tzinfo=timezone.utc))


def write(nwbfile, path):
    with NWBHDF5IO(path, "w") as io:
        io.write(nwbfile, cache_spec=False)
    problems = validate(path=str(path), use_cached_namespaces=False)
    problems = problems[0] if isinstance(problems, tuple) else problems
    if problems:
        raise SystemExit(f"{path} is not valid NWB: {problems}")


def tutorial(folder):
    """Shaped like the current-injection tutorial's file: interrupted time stamps; epoch rows 60 to 66
    repeat the times of rows 0 to 6 under other tags."""
    nwbfile = new_file("tutorial")
    protocols = [("Ramp", 3, 34.02), ("Short Square", 7, 2.02), ("Long Square", 40, 6.0), ("Noise 1", 10, 28.0)]
    start, rows = 0.0, []
    for tag, count, duration in protocols:
        for _ in range(count):
            rows.append((start, start + duration, [tag]))
            start += duration + 5.0
    rows += [(a, b, ["Short Square - Triple"] if i < 6 else ["Test", "last"])
             for i, (a, b, _) in enumerate(rows[:7])]
    for a, b, tags in rows:
        nwbfile.add_epoch(a, b, tags)
    rate = 10.0
    stamps = np.concatenate([a + np.arange(int(round((b - a) * rate))) / rate for a, b, _ in rows[:60]])
    stimulus = TimeSeries(name="stimulus", data=np.sin(stamps) * 1e-10, unit="amperes", timestamps=stamps)
    nwbfile.add_stimulus(stimulus)
    nwbfile.add_acquisition(TimeSeries(
        name="response", data=(stamps * 10 % 100).astype("int16"), conversion=1e-3, offset=-0.07,
        unit="volts", timestamps=stimulus))
    nwbfile.add_unit_column("location", "area")
    nwbfile.add_unit_column("group", "number of the electrode group")
    nwbfile.add_unit(spike_times=stamps[5::37], location="v1", group=0)
    write(nwbfile, folder / "tutorial.nwb")


def sweeps(folder):
    """One stimulus and one response per sweep, neither units nor epochs."""
    nwbfile = new_file("sweeps")
    device = nwbfile.create_device("amplifier")
    electrode = nwbfile.create_icephys_electrode(name="electrode", device=device, description="patch")
    rate = 1000.0
    for sweep, start in enumerate((0.0, 2.5, 5.0)):
        time = np.arange(1000) / rate
        command = np.where((time >= 0.2) & (time < 0.8), 10.0 * sweep, 0.0).astype("float32")
        voltage = np.full(1000, -70.0)
        for spike in range(2 * sweep):
            voltage[250 + 100 * spike] = 30.0
        common = dict(starting_time=start, rate=rate, electrode=electrode, sweep_number=np.uint32(sweep),
                      stimulus_description="Short Square" if sweep < 2 else "Ramp")
        nwbfile.add_stimulus(CurrentClampStimulusSeries(
            name=f"data_{sweep:05d}_DA0", data=command, conversion=1e-12, unit="amperes", **common))
        nwbfile.add_acquisition(CurrentClampSeries(
            name=f"data_{sweep:05d}_AD0", data=voltage.astype("float32"), conversion=1e-3, unit="volts",
            **common))
    write(nwbfile, folder / "sweeps.nwb")


def add_behavior(nwbfile):
    time = np.arange(50) / 10
    xy = np.column_stack([time, -time])
    behavior = nwbfile.create_processing_module("behavior", "behaviour")
    behavior.add(Position(name="Position", spatial_series=[SpatialSeries(
        name="position", data=xy, timestamps=time, reference_frame="corner", unit="meters")]))
    behavior.add(CompassDirection(name="CompassDirection", spatial_series=[SpatialSeries(
        name="heading", data=time, rate=10.0, reference_frame="north", unit="radians")]))
    for side in ("left", "right"):
        behavior.add(BehavioralTimeSeries(name=side, time_series=[TimeSeries(
            name="licks", data=np.ones(4), timestamps=np.array([0.1, 0.5, 2.0, 4.9]), unit="unknown")]))
    behavior.add(IntervalSeries(name="lights", data=np.array([1, 2, -1, -2], dtype="int8"),
                                timestamps=np.array([0.5, 1.0, 1.5, 3.0])))


def add_electrodes(nwbfile):
    device = nwbfile.create_device("probe")
    group = nwbfile.create_electrode_group("shank0", "first shank", location="CA1", device=device)
    for i in range(3):
        nwbfile.add_electrode(id=10 + i, location="CA1", group=group, x=float(i))
    region = nwbfile.create_electrode_table_region([2, 0], "used channels")
    nwbfile.add_acquisition(ElectricalSeries(
        name="lfp", data=np.arange(40, dtype="int16").reshape(20, 2), electrodes=region, rate=100.0,
        starting_time=1.0, conversion=0.5, channel_conversion=[1.0, 2.0]))
    return group


def kinds(folder):
    """One of each kind of object and column that the reader knows."""
    nwbfile = new_file("kinds")
    group = add_electrodes(nwbfile)
    nwbfile.add_unit_column("good", "a boolean column")
    nwbfile.add_unit_column("depths", "a ragged column", index=True)
    trains = [np.array([0.1, 0.4, 0.41]), np.array([]), np.array([3.5])]
    for i, train in enumerate(trains):
        nwbfile.add_unit(id=7 + i, spike_times=train, good=i != 1, depths=list(range(i)), electrode_group=group,
                         waveform_mean=np.full((4, 2), float(i)), electrodes=[i],
                         obs_intervals=[[0.0, 2.0], [1.0, 5.0 - i]])
    nwbfile.add_trial_column("correct", "a boolean column")
    nwbfile.add_trial_column("score", "two values per trial")
    nwbfile.add_trial_column("words", "a doubly ragged column", index=2)
    for i, (start, stop) in enumerate([(3.0, 4.0), (0.0, 2.0), (1.0, 3.5), (0.0, 2.0)]):
        nwbfile.add_trial(start_time=start, stop_time=stop, correct=i % 2 == 0, score=[float(i), i + 0.5],
                          words=[["a"] * i, ["b"]])
    states = TimeIntervals(name="states", description="behavioural states")
    states.add_column("state", "an enumeration", col_cls=EnumData, enum=["wake", "sleep"])
    states.add_interval(start_time=0.0, stop_time=1.0, state="sleep")
    states.add_interval(start_time=1.0, stop_time=np.nan, state="wake")
    nwbfile.add_time_intervals(states)
    add_behavior(nwbfile)
    nwbfile.add_stimulus(TimeSeries(name="movie", data=np.arange(60.0).reshape(5, 4, 3), rate=2.0, unit="n.a."))
    nwbfile.add_acquisition(AnnotationSeries(name="notes", data=["start", "stop"], timestamps=[0.2, 4.0]))
    nwbfile.add_acquisition(TimeSeries(name="nothing", data=np.zeros(0), timestamps=np.zeros(0), unit="volts"))
    write(nwbfile, folder / "kinds.nwb")


def broken(folder):
    """`kinds.nwb` with objects that point nowhere or contradict themselves."""
    shutil.copy(folder / "kinds.nwb", folder / "broken.nwb")
    with h5py.File(folder / "broken.nwb", "a") as file:
        acquisition, behavior = file["acquisition"], file["processing/behavior"]
        acquisition["gone"] = h5py.SoftLink("/nowhere")
        acquisition["elsewhere"] = h5py.ExternalLink("no_such_file.nwb", "/acquisition/lfp")
        del file["analysis"]
        file["analysis"] = h5py.SoftLink("/nowhere")
        acquisition["loop"] = h5py.SoftLink("/acquisition")
        del acquisition["lfp/data"]
        del file["stimulus/presentation/movie/starting_time"]
        file["stimulus/presentation/movie/timestamps"] = np.arange(3.0)
        behavior["Position/position/timestamps"][3] = 0.0
        del file["intervals/trials/score"]
        file["intervals/trials/score"] = h5py.SoftLink("/nowhere")
        file["units/spike_times"][:] = [0.4, 0.1, 0.41, 3.5]
        file["intervals/states/stop_time"][:] = [1.0, 0.5]
        index = file.create_group("processing/other_units")
        index.attrs["colnames"] = ["spike_times"]
        index["id"] = np.arange(2)
        index["spike_times"] = np.arange(5.0)
        index["spike_times_index"] = np.array([2, 9])


def no_nwb2(folder):
    with h5py.File(folder / "nwb1.nwb", "w") as file:
        file["nwb_version"] = "NWB-1.0.6"
        file.create_group("acquisition")
    with h5py.File(folder / "plain.h5", "w") as file:
        file["data"] = np.arange(3.0)
    (folder / "text.nwb").write_text("This is no HDF5 file.\n")
    whole = (folder / "kinds.nwb").read_bytes()
    (folder / "truncated.nwb").write_bytes(whole[: len(whole) // 10])


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/testthat/fixtures")
    folder.mkdir(parents=True, exist_ok=True)
    for make in (tutorial, sweeps, kinds, broken, no_nwb2):
        make(folder)
    for path in [*folder.glob("*.nwb"), *folder.glob("*.h5")]:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        path.unlink()
