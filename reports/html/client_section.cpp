// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"
#include "reports/html/sections.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace reports::html {
namespace {

using probe::Forecast;
using probe::Verdict;

const char* verdict_tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::connects:
      return tone::kGood;
    case Verdict::cut_off_outside:
    case Verdict::cut_off_inside:
      return tone::kBad;
    case Verdict::sometimes:
    case Verdict::unknown:
      break;
  }
  return tone::kOpen;
}

/// "TLS 1.2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", or "TLS 1.0, one of 6 suites".
std::string way_of(const Forecast& row, const Words& words) {
  if (!row.version) return {};
  if (row.suites.size() == 1) return version_name(*row.version) + " " + to_string(row.suites.front());
  return words.with("clients.one_of", version_name(*row.version), row.suites.size());
}

std::string error_of(const Forecast& row) {
  if (!row.error) return {};
  return *row.error < 0x10000 ? fmt::format("{}", *row.error) : fmt::format("0x{:08X}", *row.error);
}

Data row_of(const Forecast& forecast, const Words& words) {
  const bool connects = forecast.verdict == Verdict::connects;
  auto row = object();
  row["name"] = text(forecast.profile->label);
  row["state"] = text(words.of("client_state", probe::to_string(forecast.state), probe::to_string(forecast.state)));
  row["answer"] = text(words.of("client", probe::to_string(forecast.verdict), probe::to_string(forecast.verdict)));
  row["tone"] = Data(verdict_tone(forecast.verdict));
  std::string with = connects ? way_of(forecast, words) : words.say(forecast.why);
  // What is in the way behind a handshake that stands.
  const bool stands = forecast.verdict == Verdict::sometimes || forecast.verdict == Verdict::unknown;
  if (stands && !forecast.suites.empty()) with = way_of(forecast, words) + "; " + with;
  row["with"] = text(with);
  row["error"] = text(error_of(forecast));
  return row;
}

}  // namespace

Data clients(const probe::ScanRecord& record, const probe::TargetRecord& target, const Words& words) {
  auto rows = list(), fixes = list();
  std::vector<probe::Message> known;  // many rows want the same long remedy: they share a number
  for (const auto& forecast : forecast(record, target)) {
    auto row = row_of(forecast, words);
    row["fix"] = absent();
    if (!forecast.fix.empty()) {
      const auto found = std::find(known.begin(), known.end(), forecast.fix);
      row["fix"] = Data(fmt::format("{}", found - known.begin() + 1));
      if (found == known.end()) {
        fixes << text(words.say(forecast.fix));
        known.push_back(forecast.fix);
      }
    }
    rows << row;
  }
  if (rows.is_empty_list()) return absent();
  auto data = object();
  data["rows"] = std::move(rows);
  data["fixes"] = absent();
  if (!known.empty()) {
    data["fixes"] = object();
    data["fixes"]["rows"] = std::move(fixes);
  }
  return data;
}

}  // namespace reports::html
