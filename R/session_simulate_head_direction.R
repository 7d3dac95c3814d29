# A ring of head-direction cells: two states, one network. The filters are sums of raised cosines in bins of 10 ms, so
# that models with this basis in these bins can reach the truth.
head_direction_truth <- list(
  bin_size = 0.01, n_cells = 24, length_s = c(wake = 720, sleep = 720), gap_s = 10,
  base_hz = c(1, 2.5), modulation = c(1.5, 2.2), speed = c(wake = 1.2, sleep = 3), sleep_gain = 0.8,
  window = 20, history = c(-1.5, -0.6, 0.05, 0.02), share_connected = 0.4,
  coupling = list(neighbour = c(0.15, 0.2, 0.05, 0), opposite = c(0, -0.5, -0.3, 0)))

simulate_head_direction <- function(truth = head_direction_truth) {
  states <- names(truth$length_s)
  cells <- ring_cells(truth)
  kernel <- basis_kernel(RaisedCosineLogConv(length(truth$history)), window_size = truth$window)
  connections <- ring_connections(cells, truth)
  coupling <- ring_coupling(connections, kernel, truth)
  inner <- Map(wandering_angle, truth$length_s / truth$bin_size, truth$bin_size, truth$speed)
  counts <- Map(function(angle, state) {
    drive <- ring_drive(angle, cells, if (state == "sleep") truth$sleep_gain else 1, truth$bin_size)
    silence <- matrix(0L, truth$window, truth$n_cells)
    draw_network(drive, coupling, silence, "exp", call = NULL)$counts
  }, inner, states)
  starts <- unname(cumsum(c(0, truth$length_s + truth$gap_s))[seq_along(states)])
  epochs <- new_IntervalSet(starts, starts + unname(truth$length_s), metadata_frame(list(tags = as.list(states)), 2))
  # An animal asleep keeps its head still.
  heading <- replace(inner, "sleep", list(rep(inner$wake[length(inner$wake)], length(inner$sleep))))
  list(units = drawn_units(counts, cells$unit, starts, truth$bin_size, epochs),
       head_direction = drawn_signal(heading, starts, truth$bin_size, "rad"), epochs = epochs,
       truth = list(cells = cells, connections = connections, filters = ring_filters(connections, kernel, truth),
                    inner_direction = drawn_signal(inner, starts, truth$bin_size, "rad"), bin_size = truth$bin_size))
}

#' Cells evenly around the ring, in an order that does not give their places away.
#' @noRd
ring_cells <- function(truth) {
  n <- truth$n_cells
  between <- function(range) round(stats::runif(n, range[1], range[2]), 2)
  data.frame(unit = as.character(seq_len(n) - 1), preferred_direction = sample((seq_len(n) - 1) * 2 * pi / n),
             base_hz = between(truth$base_hz), modulation = between(truth$modulation))
}

#' Which cell reaches which: of the pairs at most 3 places apart, and of those at most 1 from opposite, a share.
#' @noRd
ring_connections <- function(cells, truth) {
  n <- nrow(cells)
  place <- round(cells$preferred_direction / (2 * pi / n))
  pairs <- expand.grid(receiver = seq_len(n), sender = seq_len(n))
  steps <- (place[pairs$receiver] - place[pairs$sender]) %% n
  steps <- pmin(steps, n - steps)
  pairs$kind <- ifelse(steps >= n / 2 - 1, "opposite", "neighbour")
  pairs <- pairs[(steps > 0 & steps <= 3) | steps >= n / 2 - 1, ]
  pairs <- pairs[stats::runif(nrow(pairs)) < truth$share_connected, ]
  data.frame(unit = cells$unit[pairs$receiver], from = cells$unit[pairs$sender], kind = pairs$kind)
}

#' Filters as an array receiver x lag x sender, each cell's own history on the diagonal.
#' @noRd
ring_coupling <- function(connections, kernel, truth) {
  filters <- array(0, c(truth$n_cells, nrow(kernel), truth$n_cells))
  for (i in seq_len(truth$n_cells)) filters[i, , i] <- kernel %*% truth$history
  for (row in seq_len(nrow(connections))) {
    filters[as.integer(connections$unit[row]) + 1, , as.integer(connections$from[row]) + 1] <-
      kernel %*% truth$coupling[[connections$kind[row]]]
  }
  filters
}

#' The log of the mean count per bin, bins x cells, before any spike is felt.
#' @noRd
ring_drive <- function(angle, cells, gain, bin_size) {
  tuning <- outer(angle, cells$preferred_direction, function(a, b) cos(a - b))
  sweep(sweep(gain * tuning, 2, cells$modulation, `*`), 2, log(cells$base_hz * bin_size), `+`)
}

#' An angle whose velocity is an Ornstein-Uhlenbeck process with a time constant of 0.5 s and standard deviation `speed`
#' (rad/s), at the centres of the bins.
#' @noRd
wandering_angle <- function(n_bins, bin_size, speed) {
  keep <- exp(-bin_size / 0.5)
  velocity <- stats::filter(speed * sqrt(1 - keep^2) * stats::rnorm(n_bins), keep, method = "recursive",
                            init = stats::rnorm(1, sd = speed))
  (stats::runif(1, 0, 2 * pi) + cumsum(as.vector(velocity)) * bin_size) %% (2 * pi)
}

ring_filters <- function(connections, kernel, truth) {
  lag_s <- seq_len(nrow(kernel)) * truth$bin_size
  own <- drop(kernel %*% truth$history)
  of_pair <- lapply(truth$coupling, function(weights) drop(kernel %*% weights))
  ids <- as.character(seq_len(truth$n_cells) - 1)
  rbind(data.frame(unit = rep(ids, each = length(lag_s)), from = rep(ids, each = length(lag_s)),
                   lag_s = lag_s, value = own),
        data.frame(unit = rep(connections$unit, each = length(lag_s)),
                   from = rep(connections$from, each = length(lag_s)), lag_s = lag_s,
                   value = unlist(of_pair[connections$kind], use.names = FALSE)))
}
