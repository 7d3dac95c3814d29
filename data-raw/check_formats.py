"""Check files that anemone wrote, live: NWB by pynwb's validator and nwbinspector, npz and NWB by pynapple.

    python check_formats.py FILE.nwb FILE.npz ...

Prints what each tool says; ends with status 1 where a file is not valid or cannot be opened.
"""

import sys

import pynapple as nap
import pynwb
from nwbinspector import inspect_nwbfile
from nwbinspector import Importance

failed = False
for path in sys.argv[1:]:
    if path.endswith(".nwb"):
        problems = pynwb.validate(path=path)
        problems += [f"{m.check_function_name}: {m.message}" for m in inspect_nwbfile(nwbfile_path=path)
                     if m.importance.value >= Importance.CRITICAL.value]
        for problem in problems:
            failed = True
            print(path, problem)
    loaded = nap.load_file(path)
    keys = list(loaded.keys()) if path.endswith(".nwb") else [None]
    for key in keys:
        thing = loaded if key is None else loaded[key]
        print(path, "" if key is None else key, type(thing).__name__, getattr(thing, "shape", len(thing)))
sys.exit(failed)
