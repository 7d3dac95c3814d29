"""Models that NeMoS saved, with what they predict: fixtures of tests/testthat/test-glm_load_nemos.R.

Run from the package's root with a Python that has NeMoS: python data-raw/nemos_models.py
"""

from pathlib import Path

import jax
import numpy as np

jax.config.update("jax_enable_x64", True)
import nemos as nmo  # noqa: E402  (after the precision is set)

FOLDER = Path("tests/testthat/fixtures/nemos_models")

rng = np.random.default_rng(4)
X = rng.normal(size=(80, 3)).round(3)
mean = np.exp(0.4 * X[:, [0, 1]] - 0.2)
counts = rng.poisson(mean).astype(float)
positive = (rng.gamma(2.0, mean / 2.0) + 0.01).round(4)
blocks = {"speed": X[:, :2], "place": X[:, 2:]}
mask = np.array([[1, 0], [1, 1], [0, 1]])

models = {
    "poisson_ridge": (nmo.glm.GLM(regularizer="Ridge", regularizer_strength=0.1), X, counts[:, 0]),
    "gamma_masked": (
        nmo.glm.PopulationGLM("Gamma", inverse_link_function="softplus", feature_mask=mask), X, positive),
    "blocks_ridge": (
        nmo.glm.PopulationGLM(regularizer="Ridge", regularizer_strength=0.05), blocks, counts),
    "negative_binomial": (
        nmo.glm.GLM(nmo.observation_models.NegativeBinomialObservations(scale=0.5)), X, counts[:, 0]),
    "classifier": (nmo.glm.ClassifierGLM(n_classes=3), X, np.minimum(counts[:, 0], 2).astype(int)),
    "classifier_population": (nmo.glm.ClassifierPopulationGLM(n_classes=3), X, np.minimum(counts, 2).astype(int)),
}

FOLDER.mkdir(parents=True, exist_ok=True)
predicted = {}
for name, (model, x, y) in models.items():
    model.fit(x, y)
    model.save_params(str(FOLDER / f"{name}.npz"))
    first = {key: block[:5] for key, block in x.items()} if isinstance(x, dict) else x[:5]
    predict = model.predict_proba if "classifier" in name else model.predict
    predicted[name] = np.asarray(predict(first))
np.savez(FOLDER / "predicted.npz", X=X[:5], **predicted)
