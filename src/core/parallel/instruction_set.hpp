#ifndef ANEMONE_PARALLEL_INSTRUCTION_SET_HPP
#define ANEMONE_PARALLEL_INSTRUCTION_SET_HPP

namespace anemone {

// In ascending order. kSse2 stands for the compiler's baseline on processors other than x86-64.
enum class InstructionSet { kSse2, kAvx2, kAvx512 };

// The best that this processor runs, or less where the environment variable ANEMONE_ISA
// (sse2, avx2 or avx512) asks for less. Decided at the first call.
InstructionSet machine_instruction_set();

// The best that this processor runs, whatever the environment says.
InstructionSet supported_instruction_set();

}  // namespace anemone

#endif
