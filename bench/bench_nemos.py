"""Times NeMoS on data that bench_glm.R wrote: for each tolerance seconds of a first and a second fit, and the gradient of
the result, in double precision.

usage: bench_nemos.py <folder> <n_rows> <n_columns> <n_neurons> <solver> <regularizer> <strength> <32|64> <tolerance>...

A tolerance is a number, or "default" for that of NeMoS.
"""
import sys
import time

import jax
import numpy as np

folder, n_rows, n_columns, n_neurons = sys.argv[1], *map(int, sys.argv[2:5])
solver, regularizer, strength, bits = sys.argv[5], sys.argv[6], float(sys.argv[7]), sys.argv[8]
jax.config.update("jax_enable_x64", bits == "64")

import nemos as nmo  # noqa: E402  (after the precision is set)

dtype = np.float64 if bits == "64" else np.float32
X = np.fromfile(folder + "/x.bin").reshape(n_columns, n_rows).T.astype(dtype)
y = np.fromfile(folder + "/y.bin").reshape(n_neurons, n_rows).T.astype(dtype)
if n_neurons == 1:
    y = y[:, 0]


def fit(tolerance):
    cls = nmo.glm.GLM if n_neurons == 1 else nmo.glm.PopulationGLM
    options = {} if regularizer == "UnRegularized" else {"regularizer_strength": strength}
    if tolerance != "default":
        options["solver_kwargs"] = {"tol": float(tolerance)}
    model = cls(solver_name=solver, regularizer=regularizer, **options)
    start = time.perf_counter()
    model.fit(X, y)
    return time.perf_counter() - start, model


# The longest gradient of any neuron; of the gradients that a Lasso allows at 0 the shortest.
def gradient_norm(model):
    coef = np.asarray(model.coef_, dtype=np.float64)
    eta = X.astype(np.float64) @ coef + np.asarray(model.intercept_, dtype=np.float64)
    slope = (np.exp(eta) - y) / n_rows
    gradient = X.astype(np.float64).T @ slope
    if regularizer == "Ridge":
        gradient = gradient + strength * coef
    if regularizer == "Lasso":
        at_zero = np.sign(gradient) * np.maximum(np.abs(gradient) - strength, 0)
        gradient = np.where(coef == 0, at_zero, gradient + strength * np.sign(coef))
    return np.sqrt((gradient**2).sum(axis=0) + slope.sum(axis=0) ** 2).max()


for tolerance in sys.argv[9:]:
    first, _ = fit(tolerance)
    second, model = fit(tolerance)
    print(f"{tolerance} {first:.3f} {second:.3f} {gradient_norm(model):.2e}", flush=True)
