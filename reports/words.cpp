// SPDX-License-Identifier: Apache-2.0
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace reports {
namespace {

using probe::Family;
using probe::Outcome;

/// "RC4 (2 suites), 3DES (4) and SHA-1 (20)"
std::string weak_list(const probe::TargetRecord& target) {
  std::vector<std::string> parts;
  for (const auto family : probe::families()) {
    const auto count = accepted_suites(target, family);
    if (!is_going_away(family) || count == 0) continue;
    parts.push_back(parts.empty() ? fmt::format("{} ({})", to_string(family), counted(count, "suite", "suites"))
                                  : fmt::format("{} ({})", to_string(family), count));
  }
  return joined(parts);
}

/// What the scan knows of the five algorithms that Windows is about to drop, when none of them was accepted.
std::string none_weak(const probe::TargetRecord& target) {
  std::size_t refused = 0, open = 0;
  for (const auto& version : target.versions)
    for (const auto family : {Family::rc4, Family::des, Family::triple_des, Family::md5, Family::sha1}) {
      const auto cell = family_cell(version, family);
      refused += cell.refused;
      open += cell.inconclusive;
    }
  const std::string what = "RC4, DES, 3DES, MD5 or SHA-1";
  if (open != 0) return "It was not seen to accept a suite with " + what + ", but not all of them could be determined";
  if (refused != 0) return "It refuses every suite with " + what + " that was asked";
  return "No suite with " + what + " was asked";
}

/// Whether the accepted cells carry a call; empty when none was made.
std::string calls_sentence(const probe::TargetRecord& target) {
  if (target.sstp.calls == 0) return {};
  std::size_t cells = 0, through = 0;
  std::map<probe::CallOutcome, std::size_t> halts;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      ++cells;
      through += suite.rung == probe::Rung::sstp ? 1 : 0;
      if (suite.climb && suite.climb->halt) ++halts[*suite.climb->halt];
    }
  if (through == cells) return " An SSTP call went through in each accepted cell.";
  if (through != 0) return fmt::format(" An SSTP call went through in {} of {} accepted cells.", through, cells);
  const auto most =
      std::max_element(halts.begin(), halts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return " No SSTP call went through" + (most == halts.end() ? "." : ": " + std::string(explain(most->first)));
}

}  // namespace

std::string version_name(tls::ProtocolVersion version) {
  auto name = to_string(version);
  if (name.size() == 5 && name.substr(0, 4) == "SSLv") return "SSL " + name.substr(4) + ".0";
  if (name.size() > 4 && name.substr(0, 4) == "TLSv") return "TLS " + name.substr(4);
  return name;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

bool is_going_away(Family family) {
  switch (family) {
    case Family::rc4:
    case Family::des:
    case Family::triple_des:
    case Family::md5:
    case Family::sha1:
    case Family::rc2:
    case Family::null_cipher:
    case Family::export_grade:
    case Family::anonymous:
      return true;
    case Family::aes128:
    case Family::aes192:
    case Family::aes256:
    case Family::sha256:
    case Family::sha384:
    case Family::chacha20:
    case Family::camellia:
    case Family::aria:
    case Family::seed:
    case Family::idea:
    case Family::other_cipher:
      return false;
  }
  return false;
}

bool is_going_away(tls::CipherSuite suite) {
  const auto* info = tls::find_cipher_suite(suite);
  const auto families = probe::families();
  return info != nullptr && std::any_of(families.begin(), families.end(), [info](Family family) {
           return is_going_away(family) && belongs_to(*info, family);
         });
}

std::vector<std::string> versions_with(const probe::TargetRecord& target, Outcome outcome) {
  std::vector<std::string> names;
  for (const auto& version : target.versions)
    if (version.outcome == outcome) names.push_back(version_name(version.version));
  return names;
}

std::size_t accepted_suites(const probe::TargetRecord& target, Family family) {
  std::vector<tls::CipherSuite> codes;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      const auto* info = tls::find_cipher_suite(suite.code);
      if (info != nullptr && belongs_to(*info, family)) codes.push_back(suite.code);
    }
  std::sort(codes.begin(), codes.end());
  return static_cast<std::size_t>(std::unique(codes.begin(), codes.end()) - codes.begin());
}

std::vector<std::string> exchange_keys(const std::vector<const probe::VersionResult*>& versions,
                                       tls::CipherSuite code) {
  const auto* info = tls::find_cipher_suite(code);
  const bool export_rsa = info != nullptr && info->key_exchange == tls::KeyExchange::rsa_export;
  std::vector<std::string> keys;
  for (const auto* version : versions) {
    const auto* accepted = probe::cell(*version, code).accepted;
    if (accepted == nullptr) continue;
    std::string key;
    if (accepted->group)
      key = to_string(*accepted->group);
    else if (accepted->key_bits)
      key = fmt::format("{} {}", export_rsa ? "RSA" : "DH", *accepted->key_bits);
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

std::string summary(const probe::TargetRecord& target) {
  std::string text = to_string(target.target);
  if (!target.target.label.empty()) text = target.target.label + ": " + text;
  if (!target.address.empty() && target.address != to_string(target.target)) text += " at " + target.address;
  if (target.status == probe::TargetStatus::unreachable) return text + ": " + target.problem;
  const auto accepted = versions_with(target, Outcome::accepted);
  if (accepted.empty()) return text + ": no version was seen to be accepted";
  std::vector<std::string> weak;
  for (const auto family : probe::families())
    if (is_going_away(family) && accepted_suites(target, family) != 0) weak.emplace_back(to_string(family));
  return text + ": " + joined(accepted) + (weak.empty() ? "" : ", with " + joined(weak));
}

std::string closing_sentence(const probe::TargetRecord& target) {
  const std::string name = to_string(target.target);
  if (target.status == probe::TargetStatus::unreachable) return name + " could not be scanned: " + target.problem;

  const auto accepted = versions_with(target, Outcome::accepted);
  const auto refused = versions_with(target, Outcome::refused);
  const auto open = versions_with(target, Outcome::inconclusive);
  const auto unasked = versions_with(target, Outcome::not_tested);
  const auto sum = coverage(target);
  std::string text = name;
  if (!accepted.empty())
    text += " accepts " + joined(accepted);
  else
    text += open.empty() ? " refuses all that was asked" : " was not seen to accept anything";
  if (!accepted.empty() && !refused.empty()) text += " and refuses " + joined(refused);
  text += ".";
  if (!accepted.empty()) {
    const auto weak = weak_list(target);
    text += " " + (weak.empty() ? none_weak(target) : "Of what is going away it still accepts " + weak) + ".";
  }
  text += calls_sentence(target);
  if (!unasked.empty()) text += " Not asked: " + joined(unasked) + ".";
  if (sum.inconclusive != 0) {
    text += fmt::format(" {} could not be determined, and {} not to be read as refused",
                        counted(sum.inconclusive, "cell", "cells"), sum.inconclusive == 1 ? "is" : "are");
    if (!open.empty()) text += "; nothing is known of " + joined(open);
    text += ".";
  }
  return text;
}

}  // namespace reports
