# Errors that hold where bins of a trial are not independent given the model.

#' Cluster-robust errors
#'
#' Bins of one trial share what the model leaves out (attention, drift), so that errors which take bins for
#' independent are too small. This gives a fit whose covariance is the sandwich
#' \deqn{\frac{G}{G-1}\, V \Big(\sum_{g=1}^{G} s_g s_g'\Big) V,}
#' with \eqn{V} the model's own covariance and \eqn{s_g} the score of the bins of cluster g (Liang and Zeger 1986; the
#' factor is CR1). Clusters must be independent of each other; within them anything goes. Estimates stay as they are.
#'
#' Everything that is asked of the result uses these errors: [summary()], `tidy()`, `confint()`, `vcov()`,
#' [filters()], `autoplot()`, intervals of `predict()`. Tests and intervals use t and F on G - 1 degrees of freedom.
#' Under a Ridge penalty the sandwich is the covariance of the penalised estimate, which says nothing of its bias.
#'
#' @param fit A fit that refers to its data: of [fit()] or `spike_glm()`.
#' @param cluster What belongs together: a vector with one label per epoch of the fit, or one per row of its design.
#'   `NULL` (default): each epoch is a cluster, so that `spike_glm(epochs = trials)` clusters by trial.
#' @return The fit, with its field `errors`: `n_clusters` and `df`.
#' @section Errors:
#' `anemone_error_few_clusters` for one cluster alone; `anemone_error_length`, `anemone_error_missing_cluster` for
#' labels that do not fit. A warning `anemone_warning_few_clusters` below 30 clusters: with few, such errors are
#' still too small.
#' @references
#' Liang, Zeger (1986) \doi{10.1093/biomet/73.1.13}. Cameron, Miller (2015) \doi{10.3368/jhr.50.2.317}.
#' @seealso [vcov(type = "cluster")][vcov.anemone_fit]
#' @examples
#' session <- example_session("current_clamp")
#' steps <- subset(session$epochs, has_tag(tags, "steps"))
#' fit <- spike_glm(units ~ stimulus, data = session, epochs = steps, bin_size = 0.005)
#' suppressWarnings(summary(with_cluster_errors(fit)))
#' @export
with_cluster_errors <- function(fit, cluster = NULL) {
  call <- rlang::current_env()
  check_class(fit, "anemone_fit")
  check_has_errors(fit, seq_along(fit$units), call)
  design <- kept_design(fit, call)
  labels <- row_clusters(design, cluster %||% .subset2(fit, "cluster"), call)
  labels[!valid_rows(design)] <- NA
  groups <- unique(labels[!is.na(labels)])
  check_cluster_number(length(groups), call)
  codes <- match(labels, groups, nomatch = 0L) - 1L
  eta <- fit_predictor(fit, design)
  prepare_inference(fit)
  parts <- unclass(fit)
  parts$outputs[] <- lapply(seq_along(fit$units), function(unit) {
    output <- fit$outputs[[unit]]
    output$covariance <- cluster_covariance(fit, unit, design, eta[, unit], codes, length(groups))
    output
  })
  parts$errors <- list(n_clusters = length(groups), df = length(groups) - 1)
  structure(parts, class = class(fit))
}

#' The label of each row's cluster.
#' @noRd
row_clusters <- function(design, cluster, call) {
  epoch <- row_epochs(design)
  if (is.null(cluster) && is.null(epoch)) {
    abort(c("{.arg cluster} must be given for a fit without epochs.",
            i = "Give one label, such as the trial's number, for each of its {design$n_rows} rows."),
          "bad_argument", argument = "cluster", call = call)
  }
  labels <- cluster %||% seq_along(design$epochs$start)
  if (length(labels) != design$n_rows) {
    n_epochs <- length(design$epochs$start)
    if (is.null(epoch) || length(labels) != n_epochs) {
      abort(c("{.arg cluster} must have one label per row of the design ({design$n_rows}){if (n_epochs > 0) ' or per epoch'}.",
              x = "Got {length(labels)} label{?s}{if (n_epochs > 0) paste0('; there are ', n_epochs, ' epochs')}."),
            "length", argument = "cluster", call = call)
    }
    labels <- labels[epoch]
  }
  if (anyNA(labels[valid_rows(design)])) {
    abort(c("{.arg cluster} must have a label for every row of the fit.", x = "Some are {.val {NA}}."),
          "missing_cluster", argument = "cluster", call = call)
  }
  labels
}

#' The epoch of each row, or NULL for rows without times.
#' @noRd
row_epochs <- function(design) {
  if (!has_times(design) || is.null(design$epochs)) return(NULL)
  if (!is.null(design$grid)) return(grid_epochs(design$grid))
  cpp_epoch_of_times(time(design), start(design$epochs), end(design$epochs)) + 1
}

check_cluster_number <- function(n, call) {
  if (n < 2) {
    abort(c("{.arg cluster} must tell two clusters or more apart.", x = "There is {n}."),
          "few_clusters", argument = "cluster", call = call)
  }
  if (n < 30) {
    warn(c("Cluster-robust errors need many clusters: below 30 they are too small.", x = "There are {n}."),
         "few_clusters", n_clusters = n)
  }
}

cluster_covariance <- function(fit, unit, design, eta, codes, n_clusters) {
  residual <- cpp_glm_scores(response_of(design, unit), eta, unit_recipe(fit, unit), fit$scale_[[unit]])
  weights <- design$weights
  if (!is.null(weights)) residual <- residual * weights[, min(unit, ncol(weights))]
  scores <- cpp_cluster_scores(design$blocks, design$n_rows, design$runs, residual, codes, n_clusters)
  bread <- raw_covariance(fit, unit)
  n_clusters / (n_clusters - 1) * tcrossprod(bread %*% scores)
}

#' Degrees of freedom behind the errors of each unit: those of its clusters, or of the scale where that is estimated,
#' else infinite.
#' @noRd
error_df <- function(fit) {
  if (inherits(fit, "fitted_ClassifierGLM")) return(rep(Inf, length(fit$units)))
  df <- .subset2(fit, "errors")$df
  if (!is.null(df)) return(rep(df, length(fit$units)))
  if (!estimates_scale(as_observation_model(fit$spec$observation_model))) return(rep(Inf, length(fit$units)))
  df <- unname(fit$dof_resid_)
  df[df < 1] <- NA
  df
}

#' The half width of a two-sided interval, in standard errors.
#' @noRd
error_reach <- function(fit, level) stats::qt((1 + level) / 2, error_df(fit))
