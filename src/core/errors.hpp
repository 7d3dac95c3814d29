#ifndef ANEMONE_ERRORS_HPP
#define ANEMONE_ERRORS_HPP

#include <stdexcept>

namespace anemone {

// The host asked a running computation to stop.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("the computation was interrupted") {}
};

}  // namespace anemone

#endif
