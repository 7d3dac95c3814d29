"""Write the small npz files that the tests read.

    python make_npz_fixtures.py [tests/testthat/fixtures]

Needs pynapple 0.11 and numpy. All files go into one archive, npz_fixtures.zip, which the tests unpack.
"""

import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pynapple as nap

warnings.simplefilter("ignore")


def of_pynapple(folder):
    epochs = nap.IntervalSet([0, 10.5], [5, 12])
    halves = np.arange(4) / 2
    labels = dict(area=["x", "y"], depth=[1, 2.5], shank=np.array([1, 2]), good=[True, False])
    units = {7: nap.Ts([0.1, 0.4, 1.2]), 3: nap.Ts([0.3, 1.9]), 11: nap.Ts([])}
    of_units = dict(region=["CA1", "CA3", "CA1"], depth=[1.5, 2, 3], good=[True, False, True],
                    count=np.array([1, 2, 300000000000]))
    objects = dict(
        ts=nap.Ts(np.array([0, 1, 1.5]), time_support=epochs),
        one=nap.Ts(np.array([1.0])),
        tsd=nap.Tsd(halves, np.array([1, 2, 3, -4])),
        tsd_float32=nap.Tsd(halves, np.array([1.5, 2, np.nan, -4], dtype="f4")),
        tsd_bool=nap.Tsd(halves, np.array([True, False, True, True])),
        frame=nap.TsdFrame(np.arange(3.0), np.arange(6).reshape(3, 2) * 1.5, columns=["a", "b\u00e9"], metadata=labels),
        frame_plain=nap.TsdFrame(np.arange(3.0), np.arange(6).reshape(3, 2)),
        tensor=nap.TsdTensor(np.arange(3.0), np.arange(24).reshape(3, 2, 4)),
        epochs=nap.IntervalSet([0, 10], [5, 12], metadata=dict(side=["left", "right"], tags=[["a", "b"], ["c", "d"]])),
        group=nap.TsGroup(units, time_support=nap.IntervalSet(0, 2), metadata=of_units),
        group_of_tsd=nap.TsGroup({0: nap.Tsd([0.1, 0.4], [1, 2]), 3: nap.Tsd([0.3, 1.9], [5, 6])}))
    for name, thing in objects.items():
        thing.save(folder / f"{name}.npz")


def older_layouts(folder):
    """What earlier versions of pynapple wrote: no type, metadata by row names or as arrays of their own."""
    np.savez(folder / "untyped.npz", t=np.arange(3.0), d=np.arange(3.0), start=[0.0], end=[2.0])
    np.savez(folder / "old_group.npz", t=np.array([0.1, 0.2, 0.4]), index=np.array([3, 7, 3]), start=[0.0], end=[1.0],
             region=np.array(["CA1", "CA3"]), rate=np.array([2.0, 1.0]))
    np.savez(folder / "old_epochs.npz", start=[0.0, 2.0], end=[1.0, 3.0], type=np.array(["IntervalSet"]),
             _metadata={"side": {0: "left", 1: "right"}, "n": {0: 1.5, 1: 2.5}})


def other_arrays(folder):
    np.savez_compressed(
        folder / "arrays.npz", plain=np.arange(3), scalar=np.float64(2.5), big_endian=np.arange(6, dtype=">i4").reshape(2, 3),
        unsigned=np.array([1, 2**32 - 1], dtype="u4"), lowest=np.array([-2**31, 5], dtype="i4"),
        wide=np.array([-1, 2**40, -2**40]), small=np.array([-1, 2], dtype="i1"), complex_single=np.array([1 + 2j], dtype="c8"),
        columns_first=np.asfortranarray(np.arange(6.0).reshape(2, 3)), bytes=np.array([b"ab", b"c"]), empty=np.zeros((0, 3)),
        objects=np.array([np.float32(1.5), "two", None, [3, 4], 2**70], dtype=object))


def refused(folder):
    np.savez(folder / "dates.npz", a=np.array(["2020-01-01"], dtype="datetime64[D]"))
    np.savez(folder / "records.npz", a=np.zeros(2, dtype=[("x", "f8"), ("y", "i4")]))
    np.savez(folder / "foreign.npz", a=np.array([Path("somewhere")], dtype=object))
    np.savez(folder / "no_values.npz", t=np.arange(3.0), start=[0.0], end=[2.0], type=np.array(["Tsd"]))
    np.savez(folder / "descending.npz", t=np.array([1.0, 0.0]), start=[0.0], end=[2.0], type=np.array(["Ts"]))


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/testthat/fixtures") / "npz_fixtures.zip"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for write in (of_pynapple, older_layouts, other_arrays, refused):
            write(folder)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.glob("*.npz")):
                archive.write(path, path.name)
