// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/company.hpp"
#include "probe/judge/version_case.hpp"

#include <vector>

namespace probe::judge {

/// A hello of another kind than the one that was refused.
struct Look {
  HelloShape shape;
  bool reversed = false;
  bool part = false;  ///< a part of what is open: one suite may spoil every hello that it is in
  Company company = Company::any;
};

/// The hellos that every refused cell has to have been in before its refusal is final: a refusal may rest on what a
/// hello has, or lacks, or on the order of its suites.
/// `apart`: for suites that stand apart; `spoiled`: some suite spoils every hello that it is in.
[[nodiscard]] std::vector<Look> looks_for(const VersionCase& version, bool apart, bool spoiled);

}  // namespace probe::judge
