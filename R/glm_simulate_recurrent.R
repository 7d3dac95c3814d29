#' Let a network of neurons run on its own
#'
#' Draws the counts of neurons that feel each other's spikes: those that are drawn, not those of a recording as in
#' [simulate()][simulate.anemone_fit].
#'
#' In bin t neuron i fires a Poisson number of spikes of mean
#' \deqn{\mu_{ti} = g^{-1}\Big(c_i + \sum_q F_{iq} u_{tiq} + \sum_{j,b} C_{ijb} \sum_k B_{kb}\, y_{t-1-k,j}\Big)}{
#'   mu[t,i] = g^-1(c[i] + sum_q F[i,q] u[t,i,q] + sum_jb C[i,j,b] sum_k B[k,b] y[t-1-k,j])}
#' with the coupling basis B, whose row k weighs the spikes k + 1 bins back. This is what a [PopulationGLM()] on
#' `compute_features(basis, counts)` describes, and its coefficients, taken apart by [split_by_feature()] and turned by
#' `aperm(, c(3, 1, 2))`, are `coupling_coef`.
#'
#' A network can excite itself without bound, also one that was fitted to a quiet recording. So two things are looked at
#' before anything is drawn, and a warning is given where they call for it. One is the number of further spikes that
#' each spike causes on average: the largest eigenvalue (in size) of the linearised network around its mean rates, which
#' are found as if the neurons fired independently of each other. From 1 on nothing holds the rates. The other are ten
#' trial runs of up to 2,000 bins: below 1 too, a chance burst can be more than an exponential link bears. The draw
#' itself ends with an error when a mean exceeds 100,000 spikes in a bin.
#'
#' @param coupling_coef Array receiver x sender x basis function; a matrix receiver x sender where the basis has one
#'   function.
#' @param intercepts One number per neuron: the linear predictor without input and spikes.
#' @param coupling_basis Matrix with one row per lag (bins; the first row is the bin before) and one column per basis
#'   function, or a basis with a `window_size`.
#' @param n_bins How many bins to draw; by default as many as `feedforward_input` has.
#' @param feedforward_coef Matrix neuron x input, or `NULL`.
#' @param feedforward_input Array bin x neuron x input, or a matrix bin x neuron for one input.
#' @param init_y Counts before the first bin, lag x neuron, the newest in the last row; by default none.
#' @param inverse_link_function `"softplus"` (default, as in NeMoS) or `"exp"`.
#' @param seed A whole number, which makes the draw repeatable and leaves R's own random numbers where they were,
#'   or `NULL` to go on from those.
#' @return A list: `counts` and `rates` (mean counts per bin), matrices of bins x neurons, and `branching`, the number
#'   of further spikes per spike (`Inf` where no mean rate is stationary), and `runaways`, the share of the trial runs
#'   that ran away.
#' @section Errors:
#' `anemone_error_bad_argument` for sizes that do not fit together, `anemone_error_diverged` when the rates grow without
#' bound; warning `anemone_warning_unstable_network`.
#' @examples
#' # Two neurons that inhibit each other.
#' coupling <- array(c(0, -1, -1, 0), c(2, 2, 1))
#' drawn <- simulate_recurrent(coupling, intercepts = c(-2, -2), coupling_basis = matrix(c(1, 0.5)),
#'                             n_bins = 100, inverse_link_function = "exp", seed = 1)
#' colSums(drawn$counts)
#' drawn$branching
#' @export
simulate_recurrent <- function(coupling_coef, intercepts, coupling_basis, n_bins = NULL, feedforward_coef = NULL,
                               feedforward_input = NULL, init_y = NULL, inverse_link_function = c("softplus", "exp"),
                               seed = NULL) {
  call <- rlang::current_env()
  link <- check_choice(inverse_link_function, c("softplus", "exp"))
  filters <- coupling_filters(coupling_coef, coupling_basis, length(intercepts), call)
  drive <- network_drive(intercepts, feedforward_coef, feedforward_input, n_bins, call)
  before <- spikes_before(init_y, dim(filters)[2], length(intercepts), call)
  branching <- spikes_per_spike(colMeans(drive), filters, link)
  runaways <- share_of_runaways(drive, filters, before, link)
  if (branching >= 1 || runaways > 0) warn_unstable(branching, runaways)
  drawn <- with_random_seed(seed, draw_network(drive, filters, before, link, call))
  list(counts = drawn$counts, rates = drawn$means, branching = branching, runaways = runaways)
}

#' The filters as an array receiver x lag x sender.
#' @noRd
coupling_filters <- function(coupling_coef, basis, n_units, call) {
  if (inherits(basis, "basis")) basis <- basis_kernel(basis)
  if (is.matrix(coupling_coef)) coupling_coef <- array(coupling_coef, c(dim(coupling_coef), 1))
  check_sizes(coupling_coef, c(n_units, n_units, NCOL(basis)), "coupling_coef", call)
  flat <- matrix(coupling_coef, ncol = ncol(basis)) %*% t(basis)
  aperm(array(flat, c(n_units, n_units, nrow(basis))), c(1, 3, 2))
}

check_sizes <- function(x, sizes, arg, call) {
  if (is.numeric(x) && identical(as.integer(dim(x)), as.integer(sizes)) && all(is.finite(x))) return(invisible(x))
  fault <- if (is.numeric(x) && !all(is.finite(x))) "Some are not finite." else "Got {describe(x)}."
  abort(c("{.arg {arg}} must be finite numbers of the shape {paste(sizes, collapse = ' x ')}.", x = fault),
        "bad_argument", argument = arg, call = call)
}

#' The linear predictor without spikes, bins x neurons.
#' @noRd
network_drive <- function(intercepts, coef, input, n_bins, call) {
  if (!is.numeric(intercepts) || length(intercepts) == 0 || !all(is.finite(intercepts))) {
    abort(c("{.arg intercepts} must be one finite number per neuron.", x = "Got {describe(intercepts)}."),
          "bad_argument", argument = "intercepts", call = call)
  }
  n_units <- length(intercepts)
  if (is.null(input)) {
    check_count(n_bins, "n_bins", lower = 1, call = call)
    return(matrix(intercepts, n_bins, n_units, byrow = TRUE))
  }
  if (is.matrix(input)) input <- array(input, c(dim(input), 1))
  check_sizes(input, c(n_bins %||% nrow(input), n_units, dim(input)[3]), "feedforward_input", call)
  coef <- as.matrix(coef)
  check_sizes(coef, c(n_units, dim(input)[3]), "feedforward_coef", call)
  fed <- vapply(seq_len(n_units), function(i) {
    as.vector(matrix(input[, i, ], nrow(input)) %*% coef[i, ]) + intercepts[i]
  }, double(nrow(input)))
  matrix(fed, nrow(input), n_units)
}

spikes_before <- function(init_y, n_lags, n_units, call) {
  if (is.null(init_y)) return(matrix(0L, n_lags, n_units))
  check_sizes(init_y, c(n_lags, n_units), "init_y", call)
  storage.mode(init_y) <- "integer"
  init_y
}

draw_network <- function(drive, filters, before, link, call) {
  storage.mode(drive) <- "double"
  tryCatch(cpp_simulate_network(drive, filters, before, link, largest_mean = 1e5),
           error = function(error) {
             abort(c("The network must not excite itself without bound.",
                     x = "The mean of a neuron exceeded 100,000 spikes in a bin.",
                     i = "Penalise the couplings, or leave out those that excite most."),
                   "diverged", call = call, parent = error)
           })
}

#' How many further spikes a spike causes on average: the spectral radius of the network, linearised around its mean
#' rates. For the exponential link a Poisson train of mean m through a filter h multiplies the mean by
#' exp(sum of m (exp(h) - 1)).
#' @noRd
spikes_per_spike <- function(drive, filters, link) {
  effect <- apply(if (link == "exp") exp(filters) - 1 else filters, c(1, 3), sum)
  rate <- if (link == "exp") exp else function(eta) log1p(exp(-abs(eta))) + pmax(eta, 0)
  mean <- stationary_means(drive, effect, rate)
  if (is.null(mean)) return(Inf)
  slope <- if (link == "exp") mean else 1 - exp(-mean)
  max(Mod(eigen(slope * effect, only.values = TRUE)$values))
}

#' The means m = rate(drive + effect m), by damped iteration; NULL where it does not settle.
#' @noRd
stationary_means <- function(drive, effect, rate, n_steps = 1000) {
  mean <- rate(drive)
  for (step in seq_len(n_steps)) {
    new <- rate(drive + drop(effect %*% mean))
    if (any(new > 1e5)) return(NULL)
    if (max(abs(new - mean)) <= 1e-9 * max(new)) return(new)
    mean <- 0.8 * mean + 0.2 * new
  }
  NULL
}

#' Trial runs with random numbers of their own.
#' @noRd
share_of_runaways <- function(drive, filters, before, link, n_runs = 10, most = 2000) {
  start <- drive[seq_len(min(nrow(drive), most)), , drop = FALSE]
  storage.mode(start) <- "double"
  ran_away <- with_random_seed(1, vapply(seq_len(n_runs), function(run) {
    is.null(tryCatch(cpp_simulate_network(start, filters, before, link, largest_mean = 1e5), error = function(e) NULL))
  }, NA))
  mean(ran_away)
}

warn_unstable <- function(branching, runaways) {
  found <- if (is.finite(branching)) "A spike causes {signif(branching, 3)} further spikes on average" else
    "No mean rate is stationary"
  warn(c("The network may excite itself without bound.",
         x = paste0(found, "; {100 * runaways} % of ten trial runs ran away."),
         i = "Penalise the couplings, or use the softplus link."),
       "unstable_network", branching = branching, runaways = runaways)
}
