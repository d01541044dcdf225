// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/family.hpp"
#include "reports/report.hpp"

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

namespace reports {

/// The registry as a table, one suite a line, columns parted by two blanks or more and never empty. Where `columns` are
/// too few for all columns, those go that the suite's name tells as well; 0: no limit.
[[nodiscard]] std::string suites_table(std::optional<probe::Family> family, std::size_t columns);

/// The registry as formats take it; without a family all of it.
struct SuiteList {
  std::optional<probe::Family> family;
};
/// {"suites": [{"code": "0xC02F", "name": ..., "versions": ["TLSv1.2"], ...}]}.
void write_suites_json(std::ostream& out, const SuiteList& list);
template <>
[[nodiscard]] std::span<const Format<SuiteList>> formats<SuiteList>();

}  // namespace reports
