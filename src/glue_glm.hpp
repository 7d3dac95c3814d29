#ifndef ANEMONE_GLUE_GLM_HPP
#define ANEMONE_GLUE_GLM_HPP

#include <Rcpp.h>

#include <vector>

#include "glm/fit_glm.hpp"

namespace anemone_glue {

// What `solver_recipe()` in R makes. `on_pass`: NULL, or a
// function of the numbers of outputs that have ended and of all.
void bind_solver(const Rcpp::List& solver, SEXP on_pass, anemone::SolverOptions& options);

const char* status_name(anemone::FitStatus status);

Rcpp::CharacterVector wrap_states(const std::vector<anemone::ColumnState>& states);

// How many threads are worth their start for searches of all outputs.
int search_threads(const Rcpp::List& family, const anemone::Design& design, const anemone::Response& response,
                   int n_threads);

}  // namespace anemone_glue

#endif
