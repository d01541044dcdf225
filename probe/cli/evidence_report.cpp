// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/evidence_report.hpp"

#include "probe/cli/printable.hpp"

#include <ostream>

namespace probe {

void EvidenceReport::tell(const char* mark, const std::string& what) {
  constexpr std::size_t kLongest = 500;
  out_ << mark << printable(what, kLongest) << '\n';
}

void EvidenceReport::holds(const std::string& what) { tell("ok       ", what); }

void EvidenceReport::fails(const std::string& what) {
  tell("NOT OK   ", what);
  is_whole_ = false;
}

void EvidenceReport::leaves_open(const std::string& what) {
  tell("unknown  ", what);
  is_clear_ = false;
}

void EvidenceReport::notes(const std::string& what) { tell("-        ", what); }

ExitCode EvidenceReport::finish() {
  out_ << (!is_whole_   ? "The evidence is not whole."
           : !is_clear_ ? "The evidence is whole; who vouches for it is not known."
                        : "The evidence is whole.")
       << '\n';
  if (!is_whole_) return ExitCode::policy_failed;
  return is_clear_ ? ExitCode::complete : ExitCode::inconclusive;
}

}  // namespace probe
