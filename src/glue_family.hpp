#ifndef ANEMONE_GLUE_FAMILY_HPP
#define ANEMONE_GLUE_FAMILY_HPP

#include <Rcpp.h>

#include <memory>

#include "family/family.hpp"

namespace anemone_glue {

// `recipe`: law, inverse_link (a name, or a list of the user's functions mean, derivative, and second_derivative
// and link, which may be NULL), scale (NA where it is searched for). A family of the user's functions may be used on
// the main thread only.
std::unique_ptr<anemone::Family> bind_family(const Rcpp::List& recipe);
std::unique_ptr<anemone::Family> bind_family(const Rcpp::List& recipe, double scale);

bool searches_scale(const Rcpp::List& recipe);

// Whether the family calls R.
bool calls_r(const Rcpp::List& recipe);

}  // namespace anemone_glue

#endif
