// SPDX-License-Identifier: Apache-2.0
#include "reports/certificate_words.hpp"
#include "reports/html/sections.hpp"
#include "reports/json_values.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace reports::html {
namespace {

using probe::CertificateChain;
using probe::CertificateFacts;
using tls::SignatureHash;

constexpr std::size_t kMostAlternativeNames = 12;  ///< what more there is stays a number

std::string names_of(const CertificateFacts& facts, const Words& words) {
  auto names = facts.dns_names;
  names.insert(names.end(), facts.addresses.begin(), facts.addresses.end());
  const std::size_t more = names.size() > kMostAlternativeNames ? names.size() - kMostAlternativeNames : 0;
  names.resize(names.size() - more);
  if (more + facts.other_names != 0) names.push_back(words.with("more", more + facts.other_names));
  return names.empty() ? std::string() : words.with("certificates.names", fmt::format("{}", fmt::join(names, ", ")));
}

std::string validity(const CertificateFacts& facts, probe::UtcTime now, const Words& words) {
  using namespace std::chrono;
  if (!facts.not_before || !facts.not_after) return words("certificates.no_dates");
  const auto day = [](tls::x509::Seconds time) { return to_rfc3339(time).substr(0, 10); };
  const auto dates = words.with("certificates.from_to", day(*facts.not_before), day(*facts.not_after));
  if (now < *facts.not_before) return dates + ", " + words("certificates.early");
  const long long left = floor<days>(*facts.not_after - floor<std::chrono::seconds>(now)).count();
  const long long ago = -left - 1;
  return dates + ", " + (left < 0 ? words.with("certificates.expired", ago) : words.with("certificates.left", left));
}

Data row_of(const std::optional<CertificateFacts>& facts, probe::UtcTime now, const Words& words) {
  auto row = object();
  if (!facts) {
    row["subject"] = Data(words("certificates.unreadable"));
    for (const auto* name : {"names", "sha256", "key", "signature", "issuer", "valid"}) row[name] = absent();
    row["tone"] = Data(tone::kPlain);
    return row;
  }
  const bool weak = facts->signature_hash == SignatureHash::md5 || facts->signature_hash == SignatureHash::sha1;
  row["subject"] = text(facts->subject.empty() ? words("certificates.no_subject") : facts->subject);
  row["names"] = text_or_absent(names_of(*facts, words));
  row["sha256"] = text_or_absent(facts->sha256);
  row["key"] = text(key_name(*facts));
  row["signature"] = text(signature_name(*facts));
  // What a root signs itself with proves nothing, so nothing is said against it.
  row["tone"] = Data(weak && !facts->self_signed ? tone::kBad : tone::kPlain);
  row["issuer"] = text(facts->self_signed ? words("certificates.itself") : facts->issuer);
  row["valid"] = text(validity(*facts, now, words));
  return row;
}

std::string version_list(const std::vector<tls::ProtocolVersion>& versions, const Words& words) {
  std::vector<std::string> names;
  for (const auto version : versions) names.push_back(version_name(version));
  return words.joined(names);
}

void add_verdict(Data& data, const probe::ChainVerdict& verdict, const Words& words) {
  const bool open = verdict.problems == std::vector{probe::ChainProblem::no_roots};
  std::vector<std::string> parts;
  if (!verdict.name.empty()) parts.push_back(words.with("certificates.for_name", verdict.name));
  if (verdict.name_match == probe::NameMatch::common_name) parts.push_back(words("certificates.common_name"));
  for (const auto problem : verdict.problems) parts.push_back(words.term("problem", probe::to_string(problem)));
  data["ruling"] = Data(words(verdict.trusted() ? "certificates.trusted"
                              : open            ? "certificates.unknown"
                                                : "certificates.not_trusted"));
  data["tone"] = Data(verdict.trusted() ? tone::kGood : tone::kOpen);
  data["verdict"] = text(fmt::format("{}", fmt::join(parts, "; ")));
}

Data chain_data(const CertificateChain& chain, std::size_t number, probe::UtcTime now, const Words& words) {
  auto data = object();
  data["key"] = Data(fmt::format("{}", number));
  data["caption"] =
      text(chain.versions.empty() ? words.with("certificates.caption_any", number)
                                  : words.with("certificates.caption", number, version_list(chain.versions, words)));
  auto rows = list();
  for (const auto& facts : chain.facts) rows << row_of(facts, now, words);
  data["rows"] = std::move(rows);
  data["unnamed"] = chain.named ? absent() : Data(words("certificates.unnamed"));
  data["verdict"] = absent();
  if (chain.verdict) add_verdict(data, *chain.verdict, words);
  return data;
}

}  // namespace

Data certificates(const probe::TargetRecord& target, probe::UtcTime now, const Words& words) {
  auto chains = list();
  std::size_t number = 0;
  for (const auto& chain : target.certificates)
    if (!chain.facts.empty()) chains << chain_data(chain, ++number, now, words);
  if (number == 0) return absent();
  auto data = object();
  data["chains"] = std::move(chains);
  const auto unseen = versions_without_certificate(target);
  data["unseen"] = unseen.empty() ? absent() : text(words.with("certificates.unseen", version_list(unseen, words)));
  return data;
}

}  // namespace reports::html
