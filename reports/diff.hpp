// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/difference.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <span>
#include <string>

namespace reports {

/// What changed between two records, target by target. Names of a long list are cut; the JSON has them all.
void write_diff(std::ostream& out, const probe::Difference& difference, const TerminalStyle& style);
void write_diff_json(std::ostream& out, const probe::Difference& difference);
void write_diff_markdown(std::ostream& out, const probe::Difference& difference);

template <>
[[nodiscard]] std::span<const Format<probe::Difference>> formats<probe::Difference>();

/// What fired of what the user said must not happen: "opened 3, unknown 1". Empty: nothing.
[[nodiscard]] std::string failed_on(const probe::Difference& difference);
/// "3 opened, 1 unknown"; "nothing changed". Our own words alone.
[[nodiscard]] std::string change_counts(const probe::TargetDifference& target);

}  // namespace reports
