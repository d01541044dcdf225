// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/report.hpp"

#include <algorithm>

namespace probe::evidence {

std::string_view to_string(Mark mark) {
  switch (mark) {
    case Mark::holds:
      return "holds";
    case Mark::fails:
      return "fails";
    case Mark::open:
      return "open";
    case Mark::note:
      break;
  }
  return "note";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::whole:
      return "whole";
    case Verdict::unvouched:
      return "unvouched";
    case Verdict::undecided:
      return "undecided";
    case Verdict::broken:
      break;
  }
  return "broken";
}

Verdict Report::verdict() const {
  const auto has = [this](Mark mark) {
    return std::any_of(statements_.begin(), statements_.end(), [mark](const auto& each) { return each.mark == mark; });
  };
  if (has(Mark::fails)) return Verdict::broken;
  if (is_undecided_) return Verdict::undecided;
  return has(Mark::open) ? Verdict::unvouched : Verdict::whole;
}

}  // namespace probe::evidence
