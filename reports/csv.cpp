// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/csv_text.hpp"
#include "reports/report.hpp"

#include <array>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

namespace reports {
namespace {

std::set<tls::CipherSuite> asked(const probe::VersionResult& version) {
  std::set<tls::CipherSuite> codes;
  for (const auto& suite : version.accepted) codes.insert(suite.code);
  for (const auto& group : version.refused) codes.insert(group.codes.begin(), group.codes.end());
  for (const auto& group : version.inconclusive) codes.insert(group.codes.begin(), group.codes.end());
  return codes;
}

std::string needs_of(const probe::AcceptedSuite& suite) {
  std::string text;
  for (const auto need : suite.needs) text += (text.empty() ? "" : " ") + std::string(to_string(need));
  return text;
}

/// Not "7/12", which a spreadsheet takes for a day in July or December.
std::string answers_of(const probe::AnswerCount& answers) {
  return std::to_string(answers.accepted) + " of " + std::to_string(answers.accepted + answers.refused);
}

void write_cell(std::ostream& out, const probe::TargetRecord& target, const probe::VersionResult& version,
                tls::CipherSuite code) {
  const auto cell = probe::cell(version, code);
  const auto* info = tls::find_cipher_suite(code);
  const auto* accepted = cell.accepted;
  const bool carried = accepted != nullptr && accepted->climb;
  write_csv_row(
      out,
      std::array{
          to_string(target.target), target.target.label, target.address, to_string(version.version), code_string(code),
          tls::to_string(code), std::string(info != nullptr ? info->openssl_name : std::string_view{}),
          std::string(to_string(cell.outcome)), std::string(to_string(cell.reason)),
          std::string(cell.basis ? to_string(*cell.basis) : std::string_view{}),
          std::string(accepted != nullptr ? to_string(accepted->rung) : std::string_view{}),
          accepted != nullptr && accepted->group ? to_string(*accepted->group) : std::string{},
          accepted != nullptr && accepted->key_bits ? std::to_string(*accepted->key_bits) : std::string{},
          std::to_string(cell.exchange),
          std::string(carried && accepted->climb->halt ? to_string(*accepted->climb->halt) : std::string_view{}),
          accepted != nullptr ? needs_of(*accepted) : std::string{},
          accepted != nullptr && accepted->answers ? answers_of(*accepted->answers) : std::string{},
          cell.alert ? tls::to_string(*cell.alert) : std::string{}, carried ? accepted->climb->detail : std::string{}});
}

}  // namespace

void write_csv(std::ostream& out, const probe::ScanRecord& record) {
  write_csv_row(
      out, std::array<std::string, 19>{"target", "label", "address", "version", "code", "name", "openssl_name",
                                       "outcome", "reason", "basis", "rung", "group", "key_bits", "exchange", "halt",
                                       "needs", "answers", "alert", "detail"});
  for (const auto& target : record.targets)
    for (const auto& version : target.versions)
      for (const auto code : asked(version)) write_cell(out, target, version, code);
}

}  // namespace reports
