#' @rdname score
#' @param epochs Epochs to score in, held-out ones for example; by default those of the fit.
#' @param newdata Other data: a session or named list that has the same variables.
#' @return For a `spike_glm()`, by default one score per unit, named by unit.
#' @export
score.spike_glm <- function(object, epochs = NULL, newdata = NULL,
                            score_type = c("log-likelihood", "pseudo-r2-McFadden", "pseudo-r2-Cohen",
                                           "bits-per-spike"),
                            aggregate_sample_scores = colMeans, ...) {
  rlang::check_dots_empty()
  score_type <- check_choice(score_type, score_types)
  design <- design_for(object, epochs, newdata, rlang::current_env())
  score_design(object, design, score_type, aggregate_sample_scores)
}
