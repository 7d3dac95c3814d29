"""Times NeMoS on data that bench_glm.R wrote: seconds of a first and a second fit, and the gradient where it stopped.

usage: bench_nemos.py <folder> <n_rows> <n_columns> <n_neurons> <solver> <regularizer> <strength> <32|64>
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


def fit():
    cls = nmo.glm.GLM if n_neurons == 1 else nmo.glm.PopulationGLM
    options = {} if regularizer == "UnRegularized" else {"regularizer_strength": strength}
    model = cls(solver_name=solver, regularizer=regularizer, **options)
    start = time.perf_counter()
    model.fit(X, y)
    return time.perf_counter() - start, model


cold, _ = fit()
warm, model = fit()
eta = X.astype(np.float64) @ np.asarray(model.coef_, dtype=np.float64) + np.asarray(model.intercept_, dtype=np.float64)
slope = (np.exp(eta) - y) / n_rows
gradient = X.astype(np.float64).T @ slope
coef = np.asarray(model.coef_, dtype=np.float64)
if regularizer == "Ridge":
    gradient = gradient + strength * coef
if regularizer == "Lasso":
    at_zero = np.sign(gradient) * np.maximum(np.abs(gradient) - strength, 0)
    gradient = np.where(coef == 0, at_zero, gradient + strength * np.sign(coef))
norm = np.sqrt((np.atleast_2d(gradient.T).T ** 2).sum(axis=0) + np.atleast_1d(slope.sum(axis=0)) ** 2).max()
print(f"{cold:.3f} {warm:.3f} {norm:.2e}")
