"""Write the package's two example recordings as NWB 2 files.

    python make_nwb_examples.py RECORDINGS [inst/extdata]

RECORDINGS is the folder of `current_clamp.h5` (swharden/pyABF, MIT) and
`linear_track_population.h5` (nelpy/example-data, MIT). Needs pynwb, numpy and h5py.
"""

import sys
from datetime import datetime, timezone
from pathlib import Path

import h5py
import numpy as np
from pynwb import H5DataIO, NWBHDF5IO, NWBFile, validate
from pynwb.behavior import Position, SpatialSeries
from pynwb.icephys import CurrentClampSeries, CurrentClampStimulusSeries
from pynwb.misc import Units

RATE = 20000
GAP_S = 1
AMPLIFIER_STEP_MV = 0.030517578125


def packed(values, chunk):
    """Byte-shuffled and compressed, in chunks that a reader of one epoch need not decompress all of."""
    chunks = (min(chunk, len(values)),) + np.shape(values)[1:]
    return H5DataIO(values, compression="gzip", compression_opts=9, shuffle=True, chunks=chunks)


def upward_crossings(voltage, level=0.0):
    """Index of the first sample at or above `level` after one below it."""
    return np.flatnonzero((voltage[:-1] < level) & (voltage[1:] >= level)) + 1


def read_sweeps(path):
    """The sweeps in the order of their recording: both ramps, then the steps."""
    with h5py.File(path) as source:
        for tag in ("ramp", "steps"):
            group = source[tag]
            commands, voltages = group["command_pA"][:], group["voltage_mV"][:]
            for number, (command, voltage) in enumerate(zip(commands, voltages), start=1):
                yield tag, number, command, voltage.astype(float)


def current_clamp(recordings):
    nwbfile = NWBFile(
        session_description="Whole-cell current clamp of one neuron: 2 current ramps of 1 s, then 16 "
        "current steps of 3 s, 20 kHz. The sweeps are laid on one time line in the order of their "
        "recording, 1 s apart; within a protocol the source's sweeps follow each other directly.",
        identifier="anemone-current-clamp",
        session_start_time=datetime(2017, 10, 5, 14, 42, 42, tzinfo=timezone.utc),
        experimenter=["Harden, Scott W"],
        keywords=["current clamp", "whole cell", "spiking"],
        source_script="data-raw/make_nwb_examples.py",
        source_script_file_name="make_nwb_examples.py",
        notes="Source: https://github.com/swharden/pyABF (commit 3ad9cd6), data/abfs/17o05027_ic_ramp.abf "
        "and data/abfs/17o05028_ic_steps.abf, MIT licence, Copyright (c) 2018 Scott W Harden. The time "
        "zone of the recording is not known; UTC is written.",
    )
    nwbfile.add_epoch_column("sweep", "number of the sweep in its protocol, from 1")
    nwbfile.add_epoch_column("step_pA", "current from 146.85 to 646.85 ms of a step sweep; NaN for ramps")

    stamps, commands, voltages, spikes, observed = [], [], [], [], []
    start = 0
    for tag, number, command, voltage in read_sweeps(recordings / "current_clamp.h5"):
        # One rounding per stamp, so that every stamp is the double nearest to its true time.
        times = (start * RATE + np.arange(len(voltage))) / RATE
        stop = start + len(voltage) // RATE
        stamps.append(times)
        commands.append(command)
        voltages.append(voltage)
        spikes.append(times[upward_crossings(voltage)])
        observed.append((float(start), float(stop)))
        step = -50.0 + 10 * (number - 1) if tag == "steps" else np.nan
        nwbfile.add_epoch(float(start), float(stop), tags=[tag], sweep=number, step_pA=step)
        start = stop + GAP_S

    device = nwbfile.create_device("amplifier", description="not named in the source")
    electrode = nwbfile.create_icephys_electrode(
        name="electrode", device=device, description="whole-cell patch electrode")
    counts = np.concatenate(voltages) / AMPLIFIER_STEP_MV
    assert np.array_equal(counts, np.round(counts)) and np.abs(counts).max() < 2**15
    stimulus = CurrentClampStimulusSeries(
        name="stimulus", description="commanded current (the programmed waveform)",
        data=packed(np.concatenate(commands), RATE), conversion=1e-12, unit="amperes",
        timestamps=packed(np.concatenate(stamps), 3 * RATE), electrode=electrode)
    response = CurrentClampSeries(
        name="response", description="membrane voltage",
        data=packed(counts.astype("int16"), RATE), conversion=AMPLIFIER_STEP_MV * 1e-3, unit="volts",
        timestamps=stimulus, electrode=electrode)
    nwbfile.add_stimulus(stimulus)
    nwbfile.add_acquisition(response)
    nwbfile.units = Units(
        name="units", description="Our own detections, not the source's: a spike is the first sample at "
        "or above 0 mV after one below it. 15 spikes in the ramps, 375 in the steps.")
    nwbfile.add_unit(spike_times=np.concatenate(spikes), obs_intervals=np.array(observed), id=0)
    return nwbfile


def linear_track(recordings):
    nwbfile = NWBFile(
        session_description="Tetrode recording of an animal that runs on a linear track and then rests; "
        "31 sorted units and the position of one LED. The source names neither species nor brain area.",
        identifier="anemone-linear-track",
        session_start_time=datetime(1970, 1, 1, tzinfo=timezone.utc),
        keywords=["tetrode", "linear track", "place cells"],
        source_script="data-raw/make_nwb_examples.py",
        source_script_file_name="make_nwb_examples.py",
        notes="Source: https://github.com/nelpy/example-data (commit 099548c), linear-track/spikes.mat and "
        "linear-track/trajectory.videoPositionTracking, MIT licence, Copyright (c) 2017 nelpy. Times are "
        "those of the recording system; the date is not known, so the session starts at 1970-01-01.",
    )
    nwbfile.units = Units(name="units", description="Sorted units of the source; empty ones are left out.")
    nwbfile.add_unit_column("tetrode", "number of the tetrode in the source")
    nwbfile.add_unit_column("cluster", "number of the cluster on its tetrode in the source")
    with h5py.File(recordings / "linear_track_population.h5") as source:
        times = source["units/spike_times_s"][:]
        trains = np.split(times, source["units/last_index"][:-1])
        for i, train in enumerate(trains):
            nwbfile.add_unit(id=i + 1, spike_times=train, tetrode=int(source["units/tetrode"][i]),
                             cluster=int(source["units/cluster"][i]))
        position = np.column_stack([source["tracking/x_px"][:], source["tracking/y_px"][:]])
        stamps = source["tracking/time_s"][:]
        epochs = zip(source["epochs/start_s"][:], source["epochs/stop_s"][:], ("run", "rest"))
        for start, stop, tag in epochs:
            nwbfile.add_epoch(float(start), float(stop), tags=[tag])
    series = SpatialSeries(
        name="position", description="one LED, columns x and y; the size of a pixel is not known",
        data=packed(position, 8192), timestamps=packed(stamps, 8192), unit="pixel",
        reference_frame="pixels of the tracking camera")
    behavior = nwbfile.create_processing_module("behavior", "position of the animal")
    behavior.add(Position(name="Position", spatial_series=[series]))
    return nwbfile


def write(nwbfile, path):
    with NWBHDF5IO(path, "w") as io:
        io.write(nwbfile)
    problems = validate(path=str(path))
    problems = problems[0] if isinstance(problems, tuple) else problems
    if problems:
        raise SystemExit(f"{path} is not valid NWB: {problems}")
    print(f"{path}: valid, {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    recordings = Path(sys.argv[1])
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "inst/extdata")
    folder.mkdir(parents=True, exist_ok=True)
    write(current_clamp(recordings), folder / "current_clamp.nwb")
    write(linear_track(recordings), folder / "linear_track.nwb")
