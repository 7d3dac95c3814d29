#include "check.hpp"
#include "parallel/instruction_set.hpp"

using namespace anemone;

TEST_CASE("the chosen instruction set is one that the processor runs") {
  CHECK(machine_instruction_set() <= supported_instruction_set());
  CHECK(machine_instruction_set() == machine_instruction_set());
}
