#include <Rcpp.h>

#include "intervals/clock.hpp"

// [[Rcpp::export(rng = false)]]
double cpp_clock_tick(double seconds) {
  return static_cast<double>(anemone::Clock::for_latest(seconds).tick(seconds));
}
