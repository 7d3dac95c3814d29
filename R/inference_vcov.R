#' Covariance of coefficients and confidence intervals
#'
#' `vcov()` is the inverse of the expected information at the estimate. Under a penalty it is the inverse of the
#' penalised information: the posterior covariance if the penalty is read as a prior (Wahba 1983, Wood 2006),
#' which is what covers well; [summary()] says so. `type = "cluster"` is the covariance of [with_cluster_errors()],
#' which holds where bins of a trial are not independent. `confint()` gives Wald intervals.
#'
#' Wide Poisson fits do not add up a Hessian for each unit, which would cost more than all the rest: see [fit.GLM()]
#' for which, and what that means.
#'
#' @param object A fit: of [fit()] or `spike_glm()`.
#' @param parm Names or positions of coefficients; by default all.
#' @param level Coverage.
#' @param unit Which unit, by id or position. By default all.
#' @param type `"model"`: the errors of the fit as it is; `"cluster"`: robust to what bins of a cluster share.
#' @param cluster For `type = "cluster"`: see [with_cluster_errors()].
#' @param ... Not used.
#' @return `vcov()`: a matrix, intercept first; a list of matrices named by unit where there are several.
#'   `confint()`: a matrix of lower and upper limits; rows are named `unit:coefficient` for several units.
#'   Coefficients that are not estimated (`NA`, at their limit, masked out) have `NA`.
#' @section Errors:
#' `anemone_error_no_standard_error` under a penalty that pulls coefficients to exactly 0 (Lasso, ElasticNet,
#' GroupLasso).
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' vcov(model)
#' confint(model)
#' @importFrom stats vcov
#' @export
vcov.anemone_fit <- function(object, unit = NULL, type = c("model", "cluster"), cluster = NULL, ...) {
  type <- check_choice(type, c("model", "cluster"))
  if (type == "model" && !is.null(cluster)) {
    abort(c("{.arg cluster} needs {.code type = \"cluster\"}.", x = "{.arg type} is {.val model}."), "bad_argument",
          argument = "cluster")
  }
  units <- unit_positions(object, unit)
  if (type == "cluster") {
    object <- with_cluster_errors(object[units], cluster)
    units <- seq_along(units)
  }
  check_has_errors(object, units)
  prepare_inference(object, units)
  covariances <- lapply(units, unit_covariance, fit = object)
  if (length(units) == 1) covariances[[1]] else stats::setNames(covariances, object$units[units])
}

#' The covariance of one unit's coefficients as the fit has it, intercept first; what is not estimated is 0.
#' Everything that needs an error asks here.
#' @noRd
raw_covariance <- function(fit, unit) {
  output <- fit$outputs[[unit]]
  n <- length(output$states) + 1
  if (lacks_hessian(fit)) return(structure(list(), class = "no_covariance"))
  if (lacks_errors(output)) return(matrix(NA_real_, n, n))
  if (!is.null(output$covariance)) return(output$covariance)
  if (output$status == "silent") matrix(0, n, n) else late_inference(fit, unit)$covariance
}

#' The same with names, and `NA` for what is not estimated.
#' @noRd
unit_covariance <- function(unit, fit) {
  output <- fit$outputs[[unit]]
  covariance <- raw_covariance(fit, unit)
  covariance[!estimated(output), ] <- NA
  covariance[, !estimated(output)] <- NA
  names <- c("(Intercept)", fit$columns$name)
  dimnames(covariance) <- list(names, names)
  covariance
}

#' Stands for a matrix of `NA` that would be too large: only parts of it are asked for.
#' @noRd
#' @export
`[.no_covariance` <- function(x, i, j, drop = TRUE) matrix(NA_real_, length(i), length(j))

#' Of intercept and coefficients, named; `NA` for what is not estimated.
#' @noRd
standard_errors <- function(unit, fit) {
  if (!lacks_hessian(fit)) return(sqrt(diag(unit_covariance(unit, fit))))
  stats::setNames(rep(NA_real_, nrow(fit$columns) + 1), c("(Intercept)", fit$columns$name))
}

#' Whether a penalty can hold the unit's coefficients at 0, so that they have no standard errors.
#' @noRd
lacks_errors <- function(output) isFALSE(output$has_errors)

#' Whether the fit was too wide for a Hessian.
#' @noRd
lacks_hessian <- function(fit) length(fit$outputs[[1]]$states) > max_gram_columns

check_has_errors <- function(fit, units, call = rlang::caller_env()) {
  if (!any(vapply(fit$outputs[units], lacks_errors, NA))) return(invisible())
  kind <- regularizer_kind(fit$spec$regularizer)
  if (lacks_hessian(fit)) {
    abort(c("Coefficients must have standard errors.",
            x = "The model has {length(fit$outputs[[1]]$states)} columns: their covariance is not computed above 5,000.",
            i = "Reduce the signal first, as {.code conv(movie, basis, window, space = fields)} does."),
          "no_standard_error", regularizer = kind, call = call)
  }
  abort(c("Coefficients must have standard errors.",
          x = "Under {.val {kind}} a coefficient is pulled to exactly 0, and its estimate has no standard error.",
          i = "{.val Ridge}, {.val Smoothness} and unpenalised fits have; or resample trials and fit each sample."),
        "no_standard_error", regularizer = kind, call = call)
}

#' Which of intercept and columns have an estimate with an error.
#' @noRd
estimated <- function(output) {
  if (output$status == "silent") return(rep(FALSE, length(output$states) + 1))
  c(TRUE, output$states %in% c("estimated", "diverging"))
}

#' One row per unit and coefficient, those that are masked out left away.
#' @noRd
coefficient_table <- function(fit, units = seq_along(fit$units)) {
  prepare_inference(fit, units)
  tables <- lapply(units, function(i) {
    output <- fit$outputs[[i]]
    kept <- c(TRUE, output$states != "excluded")
    estimate <- stats::coef(fit, unit = i)
    std_error <- standard_errors(i, fit)
    statistic <- estimate / std_error
    status <- c(if (output$status == "silent") "limit" else "estimated", output$states)
    table <- list(unit = rep(fit$units[i], length(kept)), term = names(estimate), estimate = estimate,
                  std.error = std_error, statistic = statistic,
                  p.value = 2 * stats::pt(-abs(statistic), error_df(fit)[i]),
                  status = if (output$status == "silent") c("limit", rep("silent", length(kept) - 1)) else status)
    as.data.frame(lapply(table, function(column) unname(column)[kept]))
  })
  do.call(rbind, tables)
}

#' @rdname vcov.anemone_fit
#' @importFrom stats confint
#' @export
confint.anemone_fit <- function(object, parm = NULL, level = 0.95, unit = NULL, ...) {
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  units <- unit_positions(object, unit)
  check_has_errors(object, units)
  prepare_inference(object, units)
  limits <- lapply(units, unit_limits, fit = object, level = level)
  if (!is.null(parm)) {
    call <- rlang::current_env()
    limits <- lapply(limits, function(table) table[coefficient_positions(parm, rownames(table), call), , drop = FALSE])
  }
  if (length(units) == 1) return(limits[[1]])
  labels <- Map(function(table, id) paste0(id, ":", rownames(table)), limits, object$units[units])
  structure(do.call(rbind, limits), dimnames = list(unlist(labels), colnames(limits[[1]])))
}

coefficient_positions <- function(parm, names, call) {
  if (!is.character(parm)) return(element_index(parm, length(names), "coefficients", call))
  vapply(parm, match_name, 0L, names, "the name of a coefficient", call, USE.NAMES = FALSE)
}

unit_limits <- function(unit, fit, level) {
  estimate <- stats::coef(fit, unit = unit)
  reach <- error_reach(fit, level)[unit] * standard_errors(unit, fit)
  limits <- cbind(estimate - reach, estimate + reach)
  percent <- 100 * c(1 - level, 1 + level) / 2
  dimnames(limits) <- list(names(estimate), paste(format(percent, trim = TRUE, digits = 3), "%"))
  limits
}
