#' Draw a session from a known model
#'
#' @description
#' A session whose neurons follow a model that is known, so that an estimate can be compared with the
#' truth, which comes along as `session$truth`.
#'
#' @details
#' In all models a count per bin is Poisson, and the log of its mean is a sum of terms; kernel row \eqn{k} weighs the
#' bin \eqn{t - 1 - k}, so its lag is \eqn{k + 1} bins. Filters over time are sums of a few raised cosines, so that a
#' model with the same basis in the same bins can reach the truth. A spike's time is drawn uniformly within its bin.
#'
#' ## `"current_injection"`
#' One neuron, current injected in sweeps of 3 s, 1 s apart: 12 steps (0 to 77 pA
#' from 0.5 to 2.5 s), 4 ramps (0 to 80 pA over the same time) and 24 sweeps of pink noise (30 pA plus noise of
#' 30 pA standard deviation whose power falls with 1 / frequency). In bins of 1 ms
#'
#' \deqn{\log \mu_t = \log(5\,\mathrm{Hz} \times 1\,\mathrm{ms}) + \sum_{k \ge 0} a_k\, I_{t-1-k} + \sum_{k \ge 0} h_k\, y_{t-1-k}}{
#'   log mu[t] = log(5 Hz * 1 ms) + sum_k a[k] I[t-1-k] + sum_k h[k] y[t-1-k]}
#'
#' with the current \eqn{I} in pA. The current filter \eqn{a} is excitatory with a peak near 12 ms and a slow negative
#' tail; the history filter \eqn{h} is refractory, holds the rate down for 14 ms and excites weakly afterwards:
#' `RaisedCosineLogConv(8)` over 200 ms and `RaisedCosineLogConv(6)` over 100 ms. Every sweep starts from rest: no
#' current and no spike before it (`before = 0` in a fit). The neuron fires at about 16 Hz on average.
#'
#' ## `"head_direction"`
#' A ring of 24 cells, 12 minutes awake and 12 asleep. In bins of 10 ms
#'
#' \deqn{\log \mu_{ti} = \log(b_i \times 10\,\mathrm{ms}) + g\, m_i \cos(\theta_t - p_i) + \sum_k h_k\, y_{t-1-k,i}
#'   + \sum_j \sum_k c_{ijk}\, y_{t-1-k,j}}{log mu[t,i] = log(b[i] * 10 ms) + g m[i] cos(theta[t] - p[i])
#'   + sum_k h[k] y[t-1-k,i] + sum_jk c[i,j,k] y[t-1-k,j]}
#'
#' with preferred directions \eqn{p} evenly around the circle, \eqn{b} between 1 and 2.5 Hz, \eqn{m} between 1.5 and
#' 2.2. The angle \eqn{\theta} wanders (its velocity is an Ornstein-Uhlenbeck process of time constant 0.5 s): awake
#' it is the direction of the head (1.2 rad/s), asleep an inner one (3 rad/s, gain \eqn{g = 0.8}) while the head lies
#' still. Of the pairs up to three places apart on the ring 40 % are connected and excite, of those opposite each
#' other (or one place beside that) 40 % inhibit; which, is drawn, and independent in the two directions. So two cells
#' that like the same direction may or may not be connected. All filters are sums of `RaisedCosineLogConv(4)` over 200
#' ms.
#'
#' ## `"v1"`
#' Six cells of a visual cortex that sees white noise: frames of pixels -1 or 1, one every 25.017 ms. In bins
#' of 1 ms
#'
#' \deqn{\log \mu_t = \log(b \times 1\,\mathrm{ms}) + g\, n(a_t, d_t) + \sum_k h_k\, y_{t-1-k}, \qquad
#'   a_t = \sum_k e_k\, \langle A, s_{t-1-k} \rangle}{log mu[t] = log(b * 1 ms) + g n(a[t], d[t]) + sum_k h[k] y[t-1-k],
#'   a[t] = sum_k e[k] <A, s[t-1-k]>}
#'
#' with the frame \eqn{s_t} on the screen at the centre of the bin, and two Gabor fields \eqn{A} and \eqn{D} of unit
#' length, a quarter of a period apart. Four cells are simple, \eqn{n = a}; one is direction selective, \eqn{n = (a +
#' d) / \sqrt 2}{n = (a + d) / sqrt(2)}, with a later filter for \eqn{D}; one is complex, \eqn{n = (a^2 + d^2) / 2 -
#' 1}, and has no spike-triggered average. The filters over time are sums of `RaisedCosineLinearConv(8)` over 160 ms,
#' the history filter of `RaisedCosineLogConv(5)` over 50 ms. Nothing was on the screen before the first frame.
#'
#' The frames are written, one byte per pixel, to an HDF5 file in the folder of this R session, [tempdir()], and
#' `stimulus` is a handle on it. A session that is to outlive R is written to an NWB file: `session$truth <- NULL;
#' write_nwb(session, path)`.
#'
#' @param name The model.
#' @param seed Seed of the random numbers; the state of R's generator is put back afterwards. `NULL` draws
#'   from the current state.
#' @param size For `"v1"` only: frames, rows and columns of the stimulus. By default 24,000 x 25 x 25: ten minutes, a
#'   file of 16 MB. 96,001 x 51 x 51 is the size of the recording in the tutorials of NeMoS: 40 minutes, 250 MB.
#' @return A [Session] with `units`, `epochs` (with a column `tags`) and `truth`, a list with `bin_size` (seconds) and
#'   what is listed here, and with
#'   * `"current_injection"`: `stimulus` (`Tsd` in pA, 1 kHz, one sample at the start of each bin), epochs tagged
#'     "steps", "ramp" or "noise" and numbered by `sweep`. Truth: `filters`, a data frame with `term` ("current",
#'     "history"), `lag_s` and `value` (log rate per pA or per spike), `coefficients`, a data frame with `term`,
#'     `basis_function` and `value`, `baseline`, the log of the rate in Hz without current and spikes.
#'   * `"head_direction"`: `head_direction` (`Tsd` in rad, 100 Hz), epochs tagged "wake" and "sleep". Truth: `cells`,
#'     a data frame with `unit`, `preferred_direction` (rad), `base_hz` and `modulation`; `connections`, with `unit`
#'     (the receiver), `from` and `kind` ("neighbour", "opposite"); `filters`, with `unit`, `from`, `lag_s` and
#'     `value`, own histories and connected pairs; `inner_direction`, the angle \eqn{\theta} as a `Tsd`.
#'   * `"v1"`: `stimulus` (`LazyTsdTensor`, time x rows x columns). Truth: `cells`, a data frame with the kind and the
#'     Gabor of each unit (places and lengths in pixels) and its `base_hz` and `gain`; `fields`, a list by unit of the
#'     matrices `even` (A) and `odd` (D); `temporal`, a data frame with `filter` ("early", "late"), `lag_s` and
#'     `value`; `history`, with `lag_s` and `value`; `frame_s`, the length of a frame.
#' @section Errors: `anemone_error_bad_argument`.
#' @examples
#' session <- simulate_session("current_injection", seed = 1)
#' session
#' head(session$truth$filters)
#' simulate_session("v1", size = c(1000, 12, 12))$stimulus
#' @export
simulate_session <- function(name = c("current_injection", "head_direction", "v1"), seed = 1, size = NULL) {
  name <- check_choice(name, c("current_injection", "head_direction", "v1"))
  if (!is.null(seed)) check_count(seed)
  size <- check_stimulus_size(size, name)
  members <- with_random_seed(seed, switch(name,
    current_injection = simulate_current_injection(),
    head_direction = simulate_head_direction(),
    v1 = simulate_v1(size)))
  new_Session(members, source = list(door = paste0("drawn from the model \"", name, "\", the truth attached")))
}

check_stimulus_size <- function(size, name, call = rlang::caller_env()) {
  if (is.null(size)) return(c(24000, 25, 25))
  if (name != "v1") {
    abort(c("{.arg size} must be left out for a session without frames.", x = "Got {describe(size)}."),
          "bad_argument", argument = "size", call = call)
  }
  fits <- is.numeric(size) && length(size) == 3 && all(is.finite(size)) && all(size == round(size))
  if (fits && size[1] >= 10 && all(size[2:3] >= 8)) return(as.double(size))
  abort(c("{.arg size} must be three whole numbers: at least 10 frames of at least 8 x 8 pixels.",
          x = "Got {describe(size)}."), "bad_argument", argument = "size", call = call)
}
