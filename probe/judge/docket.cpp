// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/docket.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace probe::judge {
namespace {

bool could_be_of(tls::CipherSuite code, tls::ProtocolVersion version) {
  if (const auto* info = tls::find_cipher_suite(code)) return info->versions.contains(version);
  return tls::is_ssl2_kind(code) == (version == tls::ProtocolVersion::SSLv2);
}

}  // namespace

std::vector<tls::CipherSuite> asked_suites(const ScanOptions& options, tls::ProtocolVersion version) {
  std::vector<tls::CipherSuite> asked;
  if (options.suites.empty()) {
    for (const auto& info : tls::cipher_suites())
      if (info.versions.contains(version)) asked.push_back(info.code);
  } else {
    std::copy_if(options.suites.begin(), options.suites.end(), std::back_inserter(asked),
                 [version](tls::CipherSuite code) { return could_be_of(code, version); });
  }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  return asked;
}

Docket docket_of(const ScanOptions& options) {
  Docket docket;
  docket.strict = options.strict;
  docket.retries = options.retries;
  for (const auto version : options.versions)
    if (auto suites = asked_suites(options, version); !suites.empty()) docket.cells.emplace(version, std::move(suites));
  return docket;
}

Judge judge_again(const TargetRecord& target, const ScanOptions& options) {
  auto history = target.exchanges;
  std::stable_sort(history.begin(), history.end(), [](const ExchangeSummary& a, const ExchangeSummary& b) {
    return a.started + a.lasted < b.started + b.lasted;
  });
  Judge judge(docket_of(options));
  for (const auto& exchange : history) judge.take(exchange);
  return judge;
}

}  // namespace probe::judge
