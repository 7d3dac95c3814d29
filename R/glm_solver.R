# The solvers, by NeMoS's names: which penalties each can do, and where it stops by default.

solver_table <- local({
  settings <- function(rough, tol, maxiter, ...) list(rough = rough, tol = tol, maxiter = maxiter, more = c(...))
  list(
    auto = settings(TRUE, 1e-8, 100),
    Newton = settings(FALSE, 1e-8, 100),
    ProxNewton = settings(TRUE, 1e-8, 100),
    LBFGS = settings(FALSE, 1e-8, 1000),
    BFGS = settings(FALSE, 1e-8, 1000),
    NonlinearCG = settings(FALSE, 1e-8, 10000),
    GradientDescent = settings(FALSE, 1e-8, 10000, "stepsize"),
    ProximalGradient = settings(TRUE, 1e-8, 10000, "stepsize"),
    SVRG = settings(FALSE, 1e-5, 1000, "stepsize", "batch_size"),
    ProxSVRG = settings(TRUE, 1e-5, 1000, "stepsize", "batch_size")
  )
})

#' Solvers
#'
#' What `solver_name` of [GLM()] and [ClassifierGLM()] can be. All minimise the same function, and on problems that are
#' well conditioned all reach the same optimum; they differ in what a step costs and how many it takes.
#'
#' | name | penalties | steps |
#' |---|---|---|
#' | `"auto"` | all | chosen by rows, columns, law and penalty, never by the number of neurons: Newton; for wide designs quasi-Newton steps of all neurons together that begin from the Gram matrix and from the columns where there are spikes; under a Lasso-type penalty proximal ones of either kind, each solved by coordinate descent over an active set |
#' | `"Newton"`, `"ProxNewton"` | with derivatives; all | one pass with Hessians each (Lee, Sun and Saunders 2014, \doi{10.1137/130921428}) |
#' | `"LBFGS"`, `"BFGS"`, `"NonlinearCG"` | with derivatives | quasi-Newton with 12 pairs or the whole matrix; conjugate gradients |
#' | `"GradientDescent"`, `"ProximalGradient"` | with derivatives; all | accelerated gradient steps (Beck and Teboulle 2009, \doi{10.1137/080716542}), restarted where momentum points uphill |
#' | `"SVRG"`, `"ProxSVRG"` | with derivatives; all | epochs of steps on batches of rows, corrected by a full gradient (Johnson and Zhang 2013; Xiao and Zhang 2014, \doi{10.1137/140961791}) |
#'
#' Above 5,000 columns there is no Gram matrix and no Hessian: `"auto"` is then `"LBFGS"`, or `"ProximalGradient"` under a
#' Lasso-type penalty, with each column in units of its own curvature; solvers with Hessians are refused, and there are no
#' standard errors.
#'
#' Penalties with derivatives are Ridge, Smoothness and none.
#'
#' `solver_kwargs` is a list of
#' * `tol`: how far the gradient has to fall relative to its start, each coordinate in units of its curvature there; of
#'   the gradients that a Lasso-type penalty allows at 0, the shortest counts. By default `1e-8`, for SVRG `1e-5`.
#' * `maxiter`: the largest number of steps, or of epochs. By default 100 for `"auto"` and Newton, 1000 for `"LBFGS"`,
#'   `"BFGS"` and SVRG, else 10000.
#' * `max_seconds`: a search that is still under way after that many seconds stops where it is, and says so.
#' * `stepsize` (gradient and SVRG solvers): a fixed step along the gradient of the mean loss, as in NeMoS. By default
#'   the search finds it, with each coordinate in units of its curvature.
#' * `batch_size` (SVRG): rows in a batch, which follow each other. By default 256, or an eighth of the rows where there
#'   are few.
#'
#' Predictors are centred while a search runs, which changes its path and not its end. A fit's `outputs` say for each
#' neuron `n_iterations`, `gradient_norm` (of the mean loss and penalty, over coefficients and intercept, at the last
#' point looked at), `relative_gradient` and `status`.
#' @name solvers
NULL

check_solver <- function(fields, call) {
  if (!is.null(fields$solver_name)) check_choice(fields$solver_name, names(solver_table), "solver_name", call = call)
  name <- fields$solver_name %||% "auto"
  kind <- regularizer_kind(fields$regularizer)
  if (is_rough(kind) && !solver_table[[name]]$rough) {
    able <- names(solver_table)[vapply(solver_table, `[[`, NA, "rough")]
    abort(c("{.arg solver_name} must be a solver that can do the penalty.",
            x = "{.val {name}} cannot do {.val {kind}}, which has no derivative at 0.",
            i = "Use one of {.or {.val {able}}}."),
          "incompatible_solver", solver = name, regularizer = kind, call = call)
  }
  check_solver_kwargs(fields$solver_kwargs, c("tol", "maxiter", "max_seconds", solver_table[[name]]$more), name, call)
}

#' The columns above which there is neither a Gram matrix nor a Hessian (kMaxGramColumns in src/core/glm/objective.hpp).
#' @noRd
max_gram_columns <- 5000

check_solver_width <- function(spec, n_columns, call) {
  name <- spec$solver_name %||% "auto"
  if (n_columns <= max_gram_columns || !name %in% c("Newton", "ProxNewton", "BFGS")) return(invisible())
  abort(c("{.arg solver_name} must be a solver that needs no Hessian, where there are more than 5,000 columns.",
          x = "{.val {name}} needs one of {n_columns} x {n_columns}.",
          i = "Leave the choice to {.val auto}, or reduce the signal with {.code space =}."),
        "incompatible_solver", solver = name, n_columns = n_columns, call = call)
}

#' The fields without a solver that cannot do their penalty.
#' @noRd
drop_unable_solver <- function(fields) {
  kind <- regularizer_kind(fields$regularizer)
  name <- fields$solver_name %||% "auto"
  if (!is_rough(kind) || isTRUE(solver_table[[name]]$rough)) return(fields)
  warn(c("{.val {name}} cannot do {.val {kind}}.", i = "The solver is {.val auto} again."), "solver_reset")
  fields["solver_name"] <- list(NULL)
  fields["solver_kwargs"] <- list(NULL)
  fields
}

check_solver_kwargs <- function(settings, known, solver, call) {
  if (is.null(settings)) return(invisible())
  check_class(settings, "list", arg = "solver_kwargs", call = call)
  unknown <- setdiff(names(settings), known)
  if (length(unknown) > 0 || length(names(settings)) != length(settings)) {
    abort(c("{.arg solver_kwargs} of {.val {solver}} must be a list of {.or {.field {known}}}.",
            x = "Got {.field {if (length(unknown)) unknown else 'an entry without a name'}}."),
          "bad_argument", argument = "solver_kwargs", value = settings, call = call)
  }
  for (name in intersect(names(settings), c("maxiter", "batch_size"))) {
    check_count(settings[[name]], arg = paste0("solver_kwargs$", name), lower = 1, call = call)
  }
  for (name in intersect(names(settings), c("tol", "max_seconds", "stepsize"))) {
    check_number(settings[[name]], arg = paste0("solver_kwargs$", name), lower = 0, call = call)
  }
}

#' What the core needs to know of a solver.
#' @noRd
solver_recipe <- function(spec) {
  name <- spec$solver_name %||% "auto"
  default <- solver_table[[name]]
  given <- spec$solver_kwargs
  list(name = name, tol = given$tol %||% default$tol, maxiter = as.integer(given$maxiter %||% default$maxiter),
       max_seconds = given$max_seconds %||% 0, stepsize = given$stepsize %||% 0,
       batch_size = as.integer(given$batch_size %||% 0))
}
