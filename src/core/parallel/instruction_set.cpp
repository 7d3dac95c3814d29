#include "parallel/instruction_set.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace anemone {
namespace {

InstructionSet requested_instruction_set() {
  const char* value = std::getenv("ANEMONE_ISA");
  const std::string name = value == nullptr ? "" : value;
  if (name.empty() || name == "avx512") return InstructionSet::kAvx512;
  if (name == "avx2") return InstructionSet::kAvx2;
  if (name == "sse2") return InstructionSet::kSse2;
  throw std::invalid_argument("ANEMONE_ISA must be sse2, avx2 or avx512, not '" + name + "'");
}

}  // namespace

InstructionSet supported_instruction_set() {
// g++ for Windows does not align the stack as spilled AVX vectors need it (GCC bug 54412).
#if defined(__x86_64__) && (!defined(_WIN32) || defined(__clang__))
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (avx2 && avx512) return InstructionSet::kAvx512;
  if (avx2) return InstructionSet::kAvx2;
#endif
  return InstructionSet::kSse2;
}

InstructionSet machine_instruction_set() {
  static const InstructionSet chosen = std::min(supported_instruction_set(), requested_instruction_set());
  return chosen;
}

}  // namespace anemone
