// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "reports/catalogue.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace reports {

// Whole sentences in the words' language, for reports that people read. Plain text, peer's words not yet escaped.

/// One target in one line of several: name, address, what it accepts.
[[nodiscard]] std::string summary(const probe::TargetRecord& target, const Words& words);

/// The closing sentences: what an engineer pastes into a mail.
[[nodiscard]] std::string closing_sentence(const probe::TargetRecord& target, const Words& words);

/// The same, with why cells stayed open and what ended calls: for reports that have no other place for that.
[[nodiscard]] std::string closing_with_remarks(const probe::TargetRecord& target, const Words& words);

/// Of each target that was scanned at several addresses: whether they accept the same suites and show the same
/// certificates.
[[nodiscard]] std::vector<std::string> address_sentences(const probe::ScanRecord& record, const Words& words);

/// What the end of SSTP at Azure means on that day.
[[nodiscard]] std::string retirement(std::chrono::sys_days day, const Words& words);

}  // namespace reports
