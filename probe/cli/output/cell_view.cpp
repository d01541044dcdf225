// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/cell_view.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/cli/request/suite_list.hpp"
#include "reports/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace probe::cli {
namespace {

using evidence::CellProof;
using evidence::Role;
using evidence::ShownExchange;

std::string_view words_of(Role role) {
  switch (role) {
    case Role::decides:
      return "which the cell rests on";
    case Role::asks:
      return "which offered the suite too";
    case Role::before:
      return "a control that held before that";
    case Role::after:
      return "a control that held after that";
  }
  return {};
}

/// What the judge makes of an answer, of whatever cell it is.
std::string_view words_of(judge::Answer answer) {
  switch (answer) {
    case judge::Answer::accepted:
      return "a ServerHello with what was offered: the suite in it is accepted, the others were passed over";
    case judge::Answer::other_version:
      return "a ServerHello of another version than the only one offered: a refusal, once it is not this hello's doing";
    case judge::Answer::unoffered_suite:
      return "a ServerHello with a suite that was not offered: it tells nothing of those that were";
    case judge::Answer::refusal:
      return "an alert that says no to all that was offered: a refusal";
    case judge::Answer::unclear_alert:
      return "an alert that need not mean the suites: a refusal only when it comes three times between controls that "
             "hold";
    case judge::Answer::closed:
      return "closed before an octet came: a refusal only when it comes three times between controls that hold";
    case judge::Answer::silent:
      return "silent until the time-out: a refusal only when it comes three times between controls that hold";
    case judge::Answer::nothing:
      return "half an answer, or none of TLS: it tells nothing";
    case judge::Answer::no_connection:
      return "no connection: it tells nothing";
  }
  return {};
}

std::string_view words_of(Basis basis) {
  switch (basis) {
    case Basis::single:
      return "it was offered alone";
    case Basis::batch:
      return "it was offered among others, all of them refused, in a hello no larger than some that are answered";
    case Basis::version:
      return "the whole version is refused, in every shape of hello";
  }
  return {};
}

std::string seconds(std::chrono::microseconds time) {
  return fmt::format("{:.3f} s", static_cast<double>(time.count()) / 1e6);
}

std::string exchange_text(const ShownExchange& shown) {
  const auto& said = *shown.said;
  auto text =
      fmt::format("\nExchange {}, {}\n  {}, {} offered, began after {}, lasted {}", said.id, words_of(shown.role),
                  to_string(said.purpose), said.codes.size(), seconds(said.started), seconds(said.lasted));
  text += said.frames ? fmt::format(", frames {} to {}\n", said.frames->first, said.frames->last) : ", no packets\n";
  constexpr std::size_t kLongest = 1000;
  for (const auto& packet : shown.packets) {
    auto lead = fmt::format("  {:>7} {} {:>5}  ", packet.frame, packet.is_ours ? "->" : "<-", packet.size);
    for (const auto& line : packet.lines) {
      text += lead + printable(line, kLongest) + "\n";
      lead.assign(lead.size(), ' ');
    }
    if (packet.lines.empty()) text += lead + "(goes on)\n";
  }
  if (said.frames && shown.packets.empty()) text += "  its packets are not in the capture as the record has them\n";
  return text + "  " + std::string(words_of(shown.answer)) + "\n";
}

}  // namespace

std::string cell_view(const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite code,
                      const CellProof& proof) {
  auto text = printable(to_string(target.target)) + ", " + to_string(version) + ", " + to_string(code) + ": " +
              std::string(to_string(proof.outcome)) + "\n" +
              printable(reports::english(explain(proof.reason, proof.alert)));
  if (proof.basis) text += "; " + std::string(words_of(*proof.basis));
  text += "\n";
  // Where another suite was chosen, nothing was said of this one: those exchanges are named, and no more.
  std::string passed;
  for (const auto& shown : proof.exchanges) {
    const auto& chosen = shown.said->selected;
    const bool is_about = shown.role != Role::asks || shown.answer != judge::Answer::accepted ||
                          std::find(chosen.begin(), chosen.end(), code) != chosen.end();
    if (is_about)
      text += exchange_text(shown);
    else
      passed += (passed.empty() ? "" : ", ") + std::to_string(shown.said->id);
  }
  if (!passed.empty()) text += "\nOffered too, and another suite was chosen, in the exchanges " + passed + "\n";
  return text +
         "\nFrames are numbered as Wireshark numbers those of capture.pcapng. Whether all of it holds, 'evidence "
         "verify' says.\n";
}

Parsed<std::pair<tls::ProtocolVersion, tls::CipherSuite>> parse_cell(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size())
    return UsageError{quote(text) + " is no cell: write its version, a slash and its suite, as 1.2/C02F"};
  const auto versions = parse_versions(text.substr(0, slash));
  if (!versions) return versions.error();
  auto suite = std::string(text.substr(slash + 1));
  const bool is_bare = (suite.size() == 4 || suite.size() == 6) &&
                       suite.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (is_bare) suite.insert(0, "0x");
  const auto suites = parse_suites(suite);
  if (!suites) return suites.error();
  if (versions->size() != 1 || suites->size() != 1) return UsageError{quote(text) + " is more than one cell"};
  return std::pair(versions->front(), suites->front());
}

}  // namespace probe::cli
