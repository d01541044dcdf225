// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reports::test {

struct NastyText {
  std::string name;
  std::string text;
};

/// What a peer, a name server, a policy's author or a doctored record could say to harm whoever reads a report.
[[nodiscard]] const std::vector<NastyText>& nasty_texts();

/// small_scan() with the text wherever a record can carry text, of a target that was scanned and of one that was not
/// reached.
[[nodiscard]] probe::ScanRecord poisoned(const std::string& text);

/// One rule of each ruling, with the text wherever a user may have put it. Not much is left of it when it is empty.
[[nodiscard]] std::vector<probe::Judgement> judgements(const std::string& text);

/// How often `part` stands in `text`.
[[nodiscard]] std::size_t times(const std::string& text, std::string_view part);

}  // namespace reports::test
