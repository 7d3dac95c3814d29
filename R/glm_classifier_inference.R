#' Coefficients and likelihood of a model of classes
#'
#' A coefficient is the class's difference from the mean of all classes, or, with `reference`, from that class: what the
#' data can tell. Errors are those of the information at the estimate, under Ridge with the penalty, as in
#' [vcov()][vcov.anemone_fit]; under penalties that make coefficients 0 there are none: `NA`.
#'
#' @param object,x A fitted [ClassifierGLM()] or [ClassifierPopulationGLM()].
#' @param unit Which response, by name or position. By default all.
#' @param reference A class that the others are compared with, or `NULL`.
#' @param what `"coefficients"`, or `"terms"` for the joint Wald tests of [summary()][summary.fitted_ClassifierGLM].
#' @param conf.int Whether to add Wald limits.
#' @param conf.level Their coverage.
#' @param ... Not used.
#' @return
#' * `coef()`: a matrix of intercept and predictors by classes, for several responses a list of them
#' * `vcov()`: a matrix, for several responses a list of them; names are `class:coefficient`
#' * `confint()`: a matrix of Wald limits with the same names as rows, for several responses a list
#' * `tidy()`: `unit`, `class`, `term`, `estimate`, `std.error`, `statistic` (z), `p.value`, `status`, on request
#'   `conf.low` and `conf.high`; of terms `unit`, `term`, `from`, `df`, `statistic` (chi-squared), `p.value`
#' * `glance()`: `unit`, `status`, `nobs`, `df`, `logLik`, `AIC`, `BIC`, `deviance`, `df.residual`, `null.deviance`,
#'   `pseudo_r2_mcfadden`
#' * `logLik()`: of class `logLik`, so that `AIC()` and `BIC()` work; `deviance()`: one number per response; `nobs()`:
#'   the rows used
#' @section Errors:
#' `anemone_error_bad_argument` for a `unit` or `reference` that is not there.
#' @examples
#' model <- fit(ClassifierGLM(), c(1, 2, 4, 3, 5, 2), c("left", "left", "right", "right", "right", "right"))
#' tidy(model, reference = "left")
#' glance(model)
#' @name tidy.fitted_ClassifierGLM
#' @export
tidy.fitted_ClassifierGLM <- function(x, reference = NULL, conf.int = FALSE, conf.level = 0.95,
                                      what = c("coefficients", "terms"), ...) {
  check_flag(conf.int)
  check_number(conf.level, lower = 0, upper = 1, strict = TRUE)
  what <- check_choice(what, c("coefficients", "terms"))
  check_limits_of(what, conf.int, rlang::current_env())
  if (what == "terms") return(class_tests(x))
  table <- class_tables(x, reference, rlang::current_env())
  if (conf.int) table <- add_limits(table, stats::qnorm((1 + conf.level) / 2))
  table
}

class_tables <- function(fit, reference, call) {
  tables <- lapply(seq_along(fit$units), class_table, fit = fit, reference = reference, call = call)
  do.call(rbind, tables)
}

class_table <- function(unit, fit, reference, call) {
  contrast <- class_contrast(fit, unit, reference, call)
  estimate <- drop(contrast$map %*% contrast$values)
  std_error <- sqrt(pmax(diag(contrast$map %*% contrast$covariance %*% t(contrast$map)), 0))
  std_error[std_error == 0 | !contrast$estimated] <- NA
  estimate[!contrast$estimated] <- NA
  statistic <- estimate / std_error
  table <- data.frame(unit = fit$units[unit], class = contrast$class, term = contrast$term, estimate = estimate,
                      std.error = std_error, statistic = statistic, p.value = 2 * stats::pnorm(-abs(statistic)),
                      status = contrast$status)
  kept <- contrast$status != "excluded" & !contrast$class %in% as.character(reference)
  table <- table[kept, ]
  rownames(table) <- NULL
  table
}

#' From all coefficients of a unit, classes one after the other and each with its intercept first, to what is shown.
#' @noRd
class_contrast <- function(fit, unit, reference, call) {
  output <- fit$outputs[[unit]]
  n_classes <- length(fit$classes_)
  n_columns <- nrow(fit$columns)
  order <- class_order(n_columns, n_classes)
  values <- c(output$coefficients, output$intercepts)[order]
  status <- c(output$states, rep("estimated", n_classes))[order]
  n <- length(values)
  covariance <- if (length(output$covariance) > 0) output$covariance[order, order] else matrix(NA_real_, n, n)
  map <- diag(n)
  if (!is.null(reference)) {
    at <- match(as.character(reference), as.character(fit$classes_))
    if (length(reference) != 1 || is.na(at)) {
      abort(c("{.arg reference} must be a class of the fit.", x = "Got {.val {reference}}.",
              i = "Classes: {.val {fit$classes_}}."), "bad_argument", argument = "reference", value = reference,
            call = call)
    }
    map <- map - diag(n)[(at - 1) * (n_columns + 1) + rep(seq_len(n_columns + 1), n_classes), ]
  }
  estimated <- !is.nan(values)
  values[!estimated] <- 0
  list(map = map, values = values, covariance = covariance, estimated = estimated, status = status,
       class = rep(as.character(fit$classes_), each = n_columns + 1),
       term = rep(c("(Intercept)", fit$columns$name), n_classes))
}

#' Where each class's intercept and coefficients are among what the core gives.
#' @noRd
class_order <- function(n_columns, n_classes) {
  unlist(lapply(seq_len(n_classes), function(class) {
    c(n_columns * n_classes + class, seq_len(n_columns) + (class - 1) * n_columns)
  }))
}

#' @rdname tidy.fitted_ClassifierGLM
#' @export
coef.fitted_ClassifierGLM <- function(object, unit = NULL, ...) {
  units <- unit_positions(object, unit)
  n_classes <- length(object$classes_)
  tables <- lapply(units, function(i) {
    output <- object$outputs[[i]]
    values <- rbind(output$intercepts, matrix(output$coefficients, ncol = n_classes))
    values[is.nan(values)] <- NA
    dimnames(values) <- list(c("(Intercept)", object$columns$name), as.character(object$classes_))
    values
  })
  if (length(units) == 1) tables[[1]] else stats::setNames(tables, object$units[units])
}

#' @rdname tidy.fitted_ClassifierGLM
#' @export
vcov.fitted_ClassifierGLM <- function(object, unit = NULL, reference = NULL, ...) {
  units <- unit_positions(object, unit)
  call <- rlang::current_env()
  matrices <- lapply(units, function(i) {
    contrast <- class_contrast(object, i, reference, call)
    names <- paste0(contrast$class, ":", contrast$term)
    covariance <- contrast$map %*% contrast$covariance %*% t(contrast$map)
    unknown <- !contrast$estimated | contrast$status == "excluded"
    covariance[unknown, ] <- NA
    covariance[, unknown] <- NA
    dimnames(covariance) <- list(names, names)
    kept <- !contrast$class %in% as.character(reference)
    covariance[kept, kept]
  })
  if (length(units) == 1) matrices[[1]] else stats::setNames(matrices, object$units[units])
}

#' @rdname tidy.fitted_ClassifierGLM
#' @param parm Which coefficients, by `class:coefficient` or position. By default all.
#' @param level Coverage of the limits.
#' @export
confint.fitted_ClassifierGLM <- function(object, parm = NULL, level = 0.95, unit = NULL, reference = NULL, ...) {
  check_number(level, lower = 0, upper = 1, strict = TRUE)
  call <- rlang::current_env()
  tables <- lapply(unit_positions(object, unit), function(i) {
    table <- add_limits(class_table(i, object, reference, call), stats::qnorm((1 + level) / 2))
    limits <- cbind(table$conf.low, table$conf.high)
    percent <- paste(format(100 * c(1 - level, 1 + level) / 2, trim = TRUE, digits = 3), "%")
    dimnames(limits) <- list(paste0(table$class, ":", table$term), percent)
    if (is.null(parm)) limits else limits[parm, , drop = FALSE]
  })
  if (length(tables) == 1) tables[[1]] else stats::setNames(tables, object$units[unit_positions(object, unit)])
}

#' @rdname tidy.fitted_ClassifierGLM
#' @export
glance.fitted_ClassifierGLM <- function(x, ...) {
  number <- function(name) unname(collect_outputs(x, name))
  df <- number("effective_df")
  log_likelihood <- number("log_likelihood")
  n <- number("n_entries")
  data.frame(unit = x$units, status = vapply(x$outputs, `[[`, "", "status"), nobs = n, df = df, logLik = log_likelihood,
             AIC = 2 * df - 2 * log_likelihood, BIC = log(n) * df - 2 * log_likelihood, deviance = -2 * log_likelihood,
             df.residual = n - df, null.deviance = -2 * number("null_log_likelihood"),
             pseudo_r2_mcfadden = 1 - log_likelihood / number("null_log_likelihood"), row.names = NULL)
}

#' @rdname tidy.fitted_ClassifierGLM
#' @export
logLik.fitted_ClassifierGLM <- function(object, unit = NULL, ...) {
  units <- unit_positions(object, unit)
  structure(sum(collect_outputs(object, "log_likelihood")[units]),
            df = sum(collect_outputs(object, "effective_df")[units]), nobs = object$n_rows, class = "logLik")
}

#' @rdname tidy.fitted_ClassifierGLM
#' @export
deviance.fitted_ClassifierGLM <- function(object, unit = NULL, ...) {
  -2 * collect_outputs(object, "log_likelihood")[unit_positions(object, unit)]
}

#' @rdname tidy.fitted_ClassifierGLM
#' @export
nobs.fitted_ClassifierGLM <- function(object, ...) object$n_rows

#' @export
model.matrix.fitted_ClassifierGLM <- function(object, ...) stats::model.matrix(kept_design(object))
