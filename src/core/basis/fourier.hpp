#ifndef ANEMONE_BASIS_FOURIER_HPP
#define ANEMONE_BASIS_FOURIER_HPP

#include <cstddef>

namespace anemone {

// Cosines, then sines, of 2 * pi * sum_d frequency[d] * position[d]. `position` is n_positions x
// n_inputs in units of the period, `frequency` n_inputs x n_pairs, both column-major. Where the
// first pair is the constant (all frequencies 0) its sine is left out. `out`: n_positions x
// fourier_columns(...).
void fourier(const double* position, std::size_t n_positions, const double* frequency, std::size_t n_inputs,
             std::size_t n_pairs, double* out);

std::size_t fourier_columns(const double* frequency, std::size_t n_inputs, std::size_t n_pairs);

}  // namespace anemone

#endif
