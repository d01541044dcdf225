// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"
#include "reports/catalogue.hpp"
#include "reports/html/data.hpp"
#include "reports/report.hpp"

#include <cstddef>
#include <string>

namespace reports::html {

// The parts of the page, as the template names them; absent() where there is nothing to say.

/// Of several targets: what is wrong where, one row a target.
[[nodiscard]] Data overview(const Subject& subject, const Words& words);
/// What comes of it: a badge for each policy, or for what accepts what is going away, and one for what stayed open.
[[nodiscard]] Data headline(const Subject& subject, std::size_t target, const Words& words);
/// The target in short: {{#facts}}.
[[nodiscard]] Data summary_facts(const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data verdicts(const Subject& subject, std::size_t target, const Words& words);
[[nodiscard]] Data families(const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data suites(const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data hashes(const probe::TargetRecord& target, const Words& words);
/// `now`: when the scan was made.
[[nodiscard]] Data certificates(const probe::TargetRecord& target, probe::UtcTime now, const Words& words);
[[nodiscard]] Data features(const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data calls(const probe::TargetRecord& target, probe::Rung depth, const Words& words);
/// Which versions of Windows still connect.
[[nodiscard]] Data clients(const probe::ScanRecord& record, const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data findings(const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data coverage_of(const probe::TargetRecord& target, const Words& words);
[[nodiscard]] Data measured(const probe::ScanRecord& record, const Words& words);

/// The place of a target on the page: "t1".
[[nodiscard]] std::string anchor(std::size_t target);
/// Its label and name. Hostile.
[[nodiscard]] std::string title_of(const probe::TargetRecord& target);

}  // namespace reports::html
