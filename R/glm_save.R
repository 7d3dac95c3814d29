#' Save and load models
#'
#' `save_params()` writes a fitted model to a file that any later version of this package reads; `load_model()` reads
#' it, and also what NeMoS's `save_params()` writes.
#'
#' The file is an R data file (RDS) of one plain list: `format`, `version` (of the format), `package` (the version that
#' wrote it), `class` and `fields`, the fit without its data. A loaded model predicts, scores new data, and has its
#' coefficients, errors and likelihood (the errors of a wide fit are found when it is saved, up to 1 GB of them); what
#' needs the data of the fit, such as `residuals()`, has to be given data.
#'
#' From NeMoS's npz come the specification, `classes_` of a classifier, and `coef_`, `intercept_`, `scale_` and
#' `dof_resid_`; blocks of features (dictionaries) become columns named `block[1]`. NeMoS keeps neither errors nor
#' likelihoods: these are `NA`. The file cannot run anything: nothing in it is unpickled.
#'
#' @param fit A fit of [fit()] or [spike_glm()], of numbers or of classes.
#' @param path The file, which ends in `.rds`; `load_model()` takes one that ends in `.npz` for NeMoS's.
#' @param overwrite Replace a file that is there already? `FALSE`, the default, is an error then.
#' @return `save_params()`: `path`, invisibly. `load_model()`: the fit.
#' @section Errors:
#' `anemone_error_file_exists`, `anemone_error_missing_file`, `anemone_error_bad_argument` for a name that cannot be
#' written to; `anemone_error_not_a_model` for a file of another kind or of a later version;
#' `anemone_error_unknown_nemos_model` for what has no counterpart here.
#' @examples
#' model <- fit(GLM(), cbind(x = c(1, 2, 3, 4, 2)), c(0, 1, 1, 4, 2))
#' path <- tempfile(fileext = ".rds")
#' save_params(model, path)
#' load_model(path)
#' @export
save_params <- function(fit, path, overwrite = FALSE) {
  check_class(fit, c("anemone_fit", "fitted_ClassifierGLM"))
  check_new_file(path, "rds", overwrite)
  saved <- list(format = "anemone model", version = 1L, package = as.character(utils::packageVersion("anemone")),
                class = class(fit), fields = fields_without_data(fit))
  write_beside(path, function(at) saveRDS(saved, at))
}

fields_without_data <- function(fit) {
  fields <- drop_data(unclass(fit))
  fields["design"] <- list(NULL)
  fields[setdiff(names(fields), c("data", "labels"))]
}

#' @rdname save_params
#' @export
load_model <- function(path) {
  check_string(path)
  call <- rlang::current_env()
  if (!file.exists(path)) {
    abort(c("{.arg path} must be a file.", x = "There is no {.file {path}}."), "missing_file", path = path)
  }
  if (grepl("[.]npz$", path)) return(nemos_model(npz_arrays(path, call), path, call))
  saved <- tryCatch(readRDS(path), error = function(error) NULL)
  if (!is.list(saved) || !identical(saved$format, "anemone model")) {
    abort(c("{.arg path} must be a model saved by {.fn save_params}.", x = "{.file {path}} holds something else."),
          "not_a_model", path = path)
  }
  if (saved$version > 1L) {
    abort(c("{.arg path} must be of a format that this version knows: 1.",
            x = "{.file {path}} is of format {saved$version}, written by anemone {saved$package}.",
            i = "Update the package."), "not_a_model", path = path)
  }
  structure(saved$fields, class = saved$class)
}
