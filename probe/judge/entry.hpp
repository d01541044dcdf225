// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/judge.hpp"
#include "probe/judge/reading.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace probe::judge {

/// One exchange of the history, with what the rules ask of it again and again.
struct Entry {
  ExchangeSummary exchange;
  Reading reading;
  Elapsed began{}, ended{};
  std::size_t kind = 0;  ///< entries of one kind put the same hello
  bool usual = false;    ///< see is_usual()
  bool reversed = false;
  std::vector<tls::CipherSuite> sorted;  ///< its suites, ascending
  std::array<bool, 4> keeps{};           ///< see companies_of()
  bool sets_apart = false;               ///< offers suites that some servers pick without being able to use
  // Worked out over the whole history.
  bool contradicted = false;  ///< refused, though a suite in it is accepted in a hello of that shape
  std::size_t compared = 0;   ///< with so many of the ways in which cells were accepted
  bool supported = false;     ///< Support::stands_behind()
  bool between = false;       ///< the same, and no control met an alert between either
  bool waits = false;         ///< Support::waits()
};

/// For arrays with a place for each shape.
[[nodiscard]] inline std::size_t index(HelloShape shape) { return static_cast<std::size_t>(shape); }

[[nodiscard]] inline bool is_negative(Answer answer) {
  return answer == Answer::refusal || answer == Answer::unclear_alert || is_absence(answer);
}

}  // namespace probe::judge
