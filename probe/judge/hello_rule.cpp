// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/cell_rule.hpp"
#include "probe/judge/patience.hpp"

#include <algorithm>

namespace probe::judge {

Judge::HelloBelief rule_on_hello(const std::vector<const Entry*>& entries, const Case& common) {
  Judge::HelloBelief belief;
  std::vector<const Entry*> refusals, absences;
  bool waits = false;
  std::size_t nothings = 0;
  for (const auto* entry : entries) {
    ++belief.asked;
    belief.exchange = entry->exchange.id;
    belief.reason = entry->reading.reason;
    const auto answer = entry->reading.answer;
    if (answer == Answer::nothing || answer == Answer::unoffered_suite) ++nothings;
    if (answer == Answer::accepted || !is_negative(answer)) continue;
    const bool supported = common.signs.unlike.seen ? entry->between : entry->supported;
    if (!supported) {
      waits = waits || entry->waits;
      continue;
    }
    (answer == Answer::refusal ? refusals : absences).push_back(entry);
  }
  const auto& unlike = common.signs.unlike;
  if (!refusals.empty() && absences.empty()) {
    // What a client's own hello drew is told as what it drew; a feature is refused only when it always is.
    const bool is_client = !entries.front()->exchange.client.empty();
    const std::size_t usual = is_client ? 1 : kAnswersForRefusal;
    const std::size_t needed = !unlike.seen ? usual : unlike.rounds_wanted == 0 ? kMostRounds : unlike.rounds_wanted;
    std::size_t rounds = 0;
    const Entry* last = nullptr;
    for (const auto* entry : refusals) {
      if (unlike.seen && last != nullptr && !common.support.held_between(*last, *entry)) continue;
      ++rounds;
      last = entry;
    }
    if (rounds >= needed) {
      belief.outcome = Outcome::refused;
      return belief;
    }
  }
  const auto needed = kAnswersForRefusal + std::min(common.support.outages(), kMostMore);
  if (!absences.empty() && refusals.empty()) {
    const Entry& last = *absences.back();
    const bool agree = std::all_of(absences.begin(), absences.end(), [&](const Entry* each) {
      return each->reading.answer == last.reading.answer && each->exchange.alert == last.exchange.alert;
    });
    const bool believed = agree && are_spread(absences, common.support) && absences.size() >= needed;
    if (believed && common.controls_hold && common.retries + 1 >= kAnswersForRefusal) {
      if (!common.strict) belief.outcome = Outcome::refused;
      return belief;
    }
  }
  if (belief.asked >= needed + 4 || unlike.seen) return belief;
  // Some hellos cost the server a tenth of a second: what says nothing three times says nothing.
  if (nothings >= kAnswersForRefusal && nothings == belief.asked) return belief;
  if (waits) {
    belief.want.kind = Want::Kind::control;
    return belief;
  }
  belief.want.kind = Want::Kind::hello;
  if (!absences.empty()) {
    belief.want.twice = absences.size() + 1 >= needed;
    belief.want.not_before = next_repeat(absences);
  }
  return belief;
}

bool rests_on_groups(tls::CipherSuite suite) {
  const auto* const info = tls::find_cipher_suite(suite);
  return info != nullptr &&
         (info->key_exchange == tls::KeyExchange::ecdhe || info->key_exchange == tls::KeyExchange::ecdh ||
          info->key_exchange == tls::KeyExchange::ecdhe_psk);
}

bool stands_apart(tls::CipherSuite suite) {
  const auto* const info = tls::find_cipher_suite(suite);
  if (info == nullptr) return false;
  switch (info->key_exchange) {
    case tls::KeyExchange::krb5:
    case tls::KeyExchange::psk:
    case tls::KeyExchange::rsa_psk:
    case tls::KeyExchange::dhe_psk:
    case tls::KeyExchange::ecdhe_psk:
    case tls::KeyExchange::srp:
    case tls::KeyExchange::eccpwd:
      return true;
    case tls::KeyExchange::null:
    case tls::KeyExchange::rsa:
    case tls::KeyExchange::rsa_export:
    case tls::KeyExchange::dh:
    case tls::KeyExchange::dhe:
    case tls::KeyExchange::ecdh:
    case tls::KeyExchange::ecdhe:
    case tls::KeyExchange::gost:
    case tls::KeyExchange::cecpq1:
    case tls::KeyExchange::tls13:
    case tls::KeyExchange::ssl2_rsa:
    case tls::KeyExchange::fortezza_kea:
      break;
  }
  return false;
}

}  // namespace probe::judge
