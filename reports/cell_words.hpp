// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"
#include "reports/catalogue.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reports {

// What cells say besides yes and no, in the words' language.

/// "7 of 12": how often a mixed cell was accepted, of the times that it was asked.
[[nodiscard]] std::string answers_text(const probe::AnswerCount& answers, const Words& words);

/// Of a row of the suite view: what its key exchange rested on, what hellos need for it, how often it was accepted.
/// Where versions differ, with the version in front.
[[nodiscard]] std::vector<std::string> cell_notes(const std::vector<const probe::VersionResult*>& versions,
                                                  tls::CipherSuite code, const Words& words);

/// Cells that were refused, or left open, for one reason, with the alert that says more.
using ReasonCounts = std::map<std::pair<probe::Reason, std::optional<tls::AlertDescription>>, std::size_t>;
template <class Group>
void add_reasons(const std::vector<Group>& groups, ReasonCounts& sums) {
  for (const auto& group : groups) sums[{group.reason, group.alert}] += group.codes.size();
}
/// "answered by internal_error each time, while controls were answered"
[[nodiscard]] std::string reason_text(const ReasonCounts::key_type& reason, const Words& words);

/// How many accepted cells are mixed, and how to look at each server; empty when none is.
[[nodiscard]] std::string mixed_sentence(const probe::TargetRecord& target, const Words& words);
/// One for each thing that accepted cells need of a hello.
[[nodiscard]] std::vector<std::string> needs_sentences(const probe::TargetRecord& target, const Words& words);
/// What to try where nothing was accepted: a name, another port, later. Empty where something was, and where no answer
/// of TLS came.
[[nodiscard]] std::string advice(const probe::TargetRecord& target, const Words& words);

/// Calls that one thing ended at one rung.
struct Halt {
  probe::Rung rung{};
  probe::CallOutcome outcome{};
  std::vector<std::string> cells;    ///< "TLS 1.2 TLS_AES_..."
  std::size_t unasked = 0;           ///< of those cells: nobody called, since all calls before had ended so
  std::vector<std::string> details;  ///< the peers' words, each once, shortened: hostile
  bool is_wanted = false;            ///< absence was looked for, and this speaks for it: there is nothing to mend
};
/// By rung and outcome; those that were never called last.
[[nodiscard]] std::vector<Halt> halts_of(const probe::TargetRecord& target);
/// What the halt means, and the peers' words about it. Hostile.
[[nodiscard]] std::string halt_text(const Halt& halt, const Words& words);

/// "SWEET32 (CVE-2016-2183): 8 cells", one for each attack that is open.
[[nodiscard]] std::vector<std::string> weakness_notes(const probe::TargetRecord& target, const Words& words);

/// "TLSv1.2 TLS_RSA_WITH_RC4_128_SHA", and what is to be said of it: "(mixed: 7 of 12)".
[[nodiscard]] std::string cell_reference(const probe::TargetRecord& target, const probe::CellReference& cell,
                                         const Words& words);

/// What the counts alone do not say: why cells stayed open, by version, and what ended calls.
struct Remark {
  std::string rule;  ///< "inconclusive", or the word of what ended the calls
  std::string text;  ///< hostile
};
[[nodiscard]] std::vector<Remark> remarks_of(const probe::TargetRecord& target, const Words& words);

/// Findings that put a doubt on what the matrix says, or call for somebody to act.
[[nodiscard]] bool is_warning(probe::FindingKind kind);

/// Not cut within a character: "...".
[[nodiscard]] std::string shortened(std::string text, std::size_t most);

}  // namespace reports
