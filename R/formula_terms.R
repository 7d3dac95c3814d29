#' Terms of a spike model
#'
#' The right side of the formula of [spike_glm()] and [design_matrix()] adds up terms. These functions exist
#' inside a formula only, so that they mask nothing of yours.
#'
#' | term | columns |
#' |---|---|
#' | `conv(x, basis, window, space = NULL, causality = "causal", shift = NULL, before = NULL, lookback = NULL, align = NULL, penalty = NULL)` | the signal `x` convolved with every function of the basis |
#' | `history(basis, window, before = NULL, lookback = NULL, penalty = NULL)` | each unit's own spikes, convolved |
#' | `coupling(basis, window, from = NULL, mask = NULL, before = NULL, lookback = NULL, penalty = NULL)` | the spikes of the other units, convolved; `from`, a condition on the units' metadata, chooses which, or `mask` does, a matrix of one row per fitted unit and one column per source, named by unit |
#' | `tuned(x, basis, by = NULL, align = NULL, penalty = NULL)` | the basis evaluated at the signal: position, heading, phase; with `by` a curve for each level of a factor, or a curve times a number |
#' | `tuned(x, y, basis = a * b)` | the same of two signals; beside `tuned(x)` and `tuned(y)` what remains is their interaction |
#' | `own(x)` | of a frame with a column for each unit, the unit's own; also inside `conv()`, `tuned()` and `offset()`, and in interactions and functions: `own(x) * choice`, `poly(own(x), 2)` |
#' | `speed`, `choice`, `speed:choice`, `poly(speed, 2)` | numbers, factors, interactions and functions, as in [stats::lm()] |
#' | `offset(log(occupancy))` | a known part of the linear predictor |
#'
#' `window` is in seconds. Kernel row k weights the bin k + 1 bins back, so that a filter's value at lag `l`
#' is what a unit of the signal does `l` seconds later. A basis with a `window_size` of its own, in bins, needs
#' no `window`.
#'
#' `causality` is `"causal"` (the past, without the present bin unless `shift = FALSE`), `"anti-causal"` (the
#' future) or `"acausal"` (both, centred).
#'
#' `x` may have many values at a time: a column for each function of the basis is made of every column of a frame and
#' every position of a tensor. `space` reduces them first: fields as [project()] takes them (`fields x height x width` for
#' a movie), or a basis with an input for each dimension of a sample, such as `BSplineEval(8) * BSplineEval(8)`, whose
#' functions are spread over it. Then there is a column for each function of each field.
#'
#' A lazy frame or tensor that is named as it is stays in its file where what the bins need of it is more than
#' `options(anemone.block_bytes = )` (32 MB): every pass over the rows reads it once, section by section, and columns are
#' made of one section at a time. Anything else, such as `conv(movie - 128, ...)`, is read whole where the bins need it.
#' Above 5,000 columns there is no Gram matrix and no Hessian: fits go by gradients alone, and have no standard errors.
#'
#' `align` says what a bin's value is: `"mean"`, `"last"` (at or before its centre) or `"interpolate"` (at its centre);
#' by default as in [spike_glm()].
#'
#' `before` says what precedes the support of a signal: `NA` (rows that reach there leave the fit), `0` or
#' `"hold"` (the first value); `lookback = FALSE` that each epoch is on its own. By default those of the model.
#'
#' `penalty` is `ridge(strength)`, `lasso(strength)`, `elastic_net(strength, ratio)`, `group(strength)` or
#' `smooth(order, strength)`, for this term alone. Under `group()` a filter enters or stays out as a whole: each of
#' `coupling()`'s senders has its own. `smooth()` penalises the differences, of the given order, of the coefficients
#' of neighbouring basis functions, along each axis of a product. See [regularizers] for the formulas.
#'
#' @section Tuning:
#' The basis of `tuned()` is one that is evaluated, such as [BSplineEval()], [CyclicBSplineEval()] for angles, or
#' [Category()]. Without `bounds` it runs over the range of the signal in the bins of the fit, over the
#' whole period for a signal that is [circular][as_circular()]; prediction keeps that range, and warns of what
#' lies outside. Functions that add up to a constant, as splines do, have one coefficient too many beside the
#' intercept. Without a penalty each unit leaves out the function with most of its spikes, whose coefficient is 0:
#' which one it is changes no rate, and [curves()] does not depend on it.
#'
#' A `by` factor gives each level a curve with a mean of its own; writing the factor as a term too changes nothing.
#' Beside the same `tuned()` without `by` the curves of all levels but the first are differences from the first, and
#' their joint test asks whether tuning depends on the factor at all. To users of \pkg{mgcv}: smooths are centred
#' there, so that `tuned(x, basis, by = f)` is `f + s(x, by = f)`, and `tuned(x, basis) + tuned(x, basis, by = f)` is
#' `f + s(x) + s(x, by = ordered(f))`. A `by` number scales the curve, which keeps its mean, as there.
#' @name spike_terms
#' @aliases conv history coupling tuned own
#' @examples
#' session <- example_session("current_clamp")
#' design_matrix(units ~ conv(stimulus, RaisedCosineLogConv(5), window = 0.1) +
#'                 history(RaisedCosineLogConv(4), window = 0.1),
#'               data = session, epochs = session$epochs[1:3], bin_size = 0.002)
NULL

# A term is a list with class c("<kind>_term", "design_term"): `label`, `kernel` (lags x functions), `advance`
# (see src/core/design/lag_window.hpp), `before`, `penalty` and what its kind needs. bind_term() turns it into a
# block and the description of its columns.

make_term <- function(expr, settings, scope, call) {
  maker <- switch(call_head(expr), conv = make_conv_term, history = make_history_term,
                  coupling = make_coupling_term, tuned = make_tuned_term)
  args <- match_term_arguments(expr, maker, call)
  if (call_head(expr) == "tuned") args <- name_tuned_basis(args)
  needed <- intersect(c("x", "basis"), names(formals(maker)))
  check_term_complete(expr, setdiff(needed, names(args)), call)
  lazy <- intersect(names(args), c("x", "y", "by", "from"))
  eager <- setdiff(names(args), lazy)
  env <- rlang::env(scope$env, !!!formula_penalties)
  for (arg in args[eager]) check_known_makers(arg, env, call)
  args[eager] <- lapply(args[eager], function(arg) scope_eval(arg, within_env(scope, env), call))
  args[lazy] <- lapply(args[lazy], function(arg) call("quote", arg))
  do.call(maker, c(args, list(expr = call("quote", expr), settings = settings, scope = scope, call = call)))
}

#' An error for a basis or penalty that does not exist.
#' @noRd
check_known_makers <- function(expr, env, call) {
  unknown <- Filter(function(name) !exists(name, envir = env, mode = "function"), called_functions(expr))
  if (length(unknown) == 0) return(invisible())
  known <- c(grep("(Eval|Conv|Basis)$", getNamespaceExports("anemone"), value = TRUE), names(formula_penalties))
  abort(c("The arguments of a term must be computable.", x = "There is no {.fn {unknown[1]}}.",
          i = "The nearest: {.fn {nearest_names(unknown[1], known)}}."), "formula", call = call)
}

check_term_complete <- function(expr, absent, call) {
  if (length(absent) == 0) return(invisible())
  abort(c("A term of {.arg formula} lacks its {.arg {absent}}.", x = "{.code {deparse1(expr)}}",
          i = "For example {.code conv(current, RaisedCosineLogConv(8), window = 0.2)}; see {.code ?spike_terms}."),
        "formula", call = call)
}

within_env <- function(scope, env) {
  scope$env <- env
  scope
}

match_term_arguments <- function(expr, maker, call) {
  signature <- maker
  formals(signature) <- formals(maker)[setdiff(names(formals(maker)), c("expr", "settings", "scope", "call"))]
  rlang::try_fetch(
    as.list(match.call(signature, expr))[-1],
    error = function(error) {
      taken <- names(formals(signature))
      unknown <- setdiff(names(expr)[-1], c("", taken))
      abort(c("A term of {.arg formula} has an argument that {.code {call_head(expr)}()} does not take.",
              x = "{.code {deparse1(expr)}}",
              i = if (length(unknown) > 0) {
                "The nearest to {.arg {unknown[1]}}: {.arg {nearest_names(unknown[1], taken)}}."
              },
              i = "See {.code ?spike_terms}."), "formula", call = call)
    }
  )
}

make_conv_term <- function(x, basis, window = NULL, space = NULL, causality = c("causal", "anti-causal", "acausal"),
                           shift = NULL, before = NULL, lookback = NULL, align = NULL, penalty = NULL,
                           expr, settings, scope, call) {
  if (!is.null(align)) check_choice(align, c("mean", "last", "interpolate"), call = call)
  kernel <- term_kernel(expr, basis, window, settings, call)
  new_term("conv", sprintf("conv(%s)", deparse1(x)), expr, basis, kernel,
           kernel_advance(nrow(kernel), causality, shift, call, "causality"), before, penalty, settings,
           lookback = lookback, signal = x, space = space, align = align, call = call)
}

make_history_term <- function(basis, window = NULL, before = NULL, lookback = NULL, penalty = NULL,
                              expr, settings, scope, call) {
  kernel <- term_kernel(expr, basis, window, settings, call)
  new_term("history", "history", expr, basis, kernel, -1L, before, penalty, settings,
           lookback = lookback, call = call)
}

make_coupling_term <- function(basis, window = NULL, from = NULL, mask = NULL, before = NULL, lookback = NULL,
                               penalty = NULL, expr, settings, scope, call) {
  if (!is.null(mask)) check_unit_mask(mask, call)
  kernel <- term_kernel(expr, basis, window, settings, call)
  new_term("coupling", "coupling", expr, basis, kernel, -1L, before, penalty, settings,
           lookback = lookback, from = from, mask = mask, call = call)
}

new_term <- function(kind, label, expr, basis, kernel, advance, before, penalty, settings, lookback = NULL, ...,
                     call) {
  lookback <- lookback %||% settings$lookback
  check_flag(lookback, call = call)
  before <- check_before(if (is.null(before)) settings$before else before, call)
  if (kind != "conv" && identical(before, "hold")) {
    abort(c("Spikes before the support cannot be held.", x = "{.code {deparse1(expr)}}",
            i = "Use {.code before = NA} (rows leave the fit) or {.code before = 0} (no spikes)."),
          "bad_argument", argument = "before", call = call)
  }
  structure(list(label = label, expr = deparse1(expr), basis = basis, kernel = kernel, advance = advance,
                 before = before, lookback = lookback, penalty = check_penalty(penalty, call), ...),
            class = c(paste0(kind, "_term"), "design_term"))
}

check_before <- function(before, call) {
  ok <- length(before) == 1 && (is.na(before) || identical(as.numeric(before == 0), 1) || before == "hold")
  if (isTRUE(ok)) return(before)
  abort(c("{.arg before} must be `NA`, `0` or {.val hold}.", x = "Got {describe(before)}."),
        "bad_argument", argument = "before", call = call)
}

#' The basis as a matrix over the window. The one place where seconds become bins.
#' @noRd
term_kernel <- function(expr, basis, window, settings, call) {
  if (!inherits(basis, "basis")) {
    abort(c("A term needs a basis, such as {.code RaisedCosineLogConv(8)}.",
            x = "{.code {deparse1(expr)}} has {describe(basis)}."), "formula", call = call)
  }
  check_filter_basis(basis, expr, call)
  window_size <- basis$window_size
  if (!is.null(window)) {
    check_number(window, arg = "window", lower = 0, call = call)
    window_size <- seconds_to_bins(window, settings$bin_size, call)
    if (!is.null(basis$window_size) && basis$window_size != window_size) {
      inform(c(paste("The {.arg window} of a term is taken, {window_size} bins, not that of its basis,",
                     "{basis$window_size} bins."),
               i = "{.code {deparse1(expr)}}"), "two_windows")
    }
  }
  if (is.null(window_size)) {
    abort(c("A term needs a {.arg window}, in seconds.", x = "{.code {deparse1(expr)}} has none.",
            i = "Write for example {.code window = 0.1}."), "window_size", argument = "window", call = call)
  }
  kernel <- basis_kernel(basis, window_size)
  warn_alike(kernel, expr)
  kernel
}

check_filter_basis <- function(basis, expr, call) {
  if (inherits(basis, "conv_basis")) return(invisible())
  abort(c("A filter needs one basis that is convolved, whose name ends in {.code Conv}.",
          x = "{.code {deparse1(expr)}} has {format(basis)}.",
          i = if (inherits(basis, "AdditiveBasis")) "Write a term for each basis of a sum."
              else "{.code tuned()} evaluates a basis at a signal."), "formula", call = call)
}

#' A warning for functions that the bins of a window hardly tell apart. The coefficients of such functions have errors
#' that are larger, by the condition number of the kernel, than those of what the window does tell. Kernels that are
#' long enough for their functions have condition numbers up to 60.
#' @noRd
warn_alike <- function(kernel, expr, worst = 100) {
  norms <- sqrt(colSums(kernel^2))
  sizes <- svd(sweep(kernel, 2, replace(norms, norms == 0, 1), `/`), nu = 0, nv = 0)$d
  n_distinct <- sum(sizes > sizes[1] / worst)
  if (n_distinct == ncol(kernel)) return(invisible())
  warn(c("A window of {nrow(kernel)} bins tells only {n_distinct} of {ncol(kernel)} functions apart.",
         x = "{.code {deparse1(expr)}}",
         i = "The coefficients of the others are not determined well, or not at all.",
         i = "Use {n_distinct} function{?s}, a longer {.arg window} or a smaller {.arg bin_size}."),
       "alike_functions", n_distinct = n_distinct)
}

seconds_to_bins <- function(window, bin_size, call) {
  exact <- window / bin_size
  bins <- max(round(exact), 0)
  if (bins < 1) {
    abort(c("{.arg window} must be at least one bin long.",
            x = "It is {window} s, a bin {bin_size} s."), "window_size", argument = "window", call = call)
  }
  if (abs(exact - bins) > 1e-6) {
    inform("A window of {window} s is taken as {bins} bins of {bin_size} s.", "rounded_window")
  }
  bins
}

#' Lags of the kernel's rows, in bins; negative lags are the future.
#' @noRd
kernel_lags <- function(term) seq_len(nrow(term$kernel)) - 1L - term$advance

#' Labels that tell the terms apart: short where that is enough, whole where two would be the same.
#' @noRd
label_terms <- function(terms) {
  labels <- vapply(terms, function(term) term$label, "")
  twice <- labels %in% labels[duplicated(labels)]
  for (i in which(twice)) terms[[i]]$label <- terms[[i]]$expr
  labels <- vapply(terms, function(term) term$label, "")
  stats::setNames(terms, labels)
}
