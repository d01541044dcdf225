// SPDX-License-Identifier: Apache-2.0
#include "probe/model/absence.hpp"

#include "probe/model/words.hpp"

#include <algorithm>
#include <optional>

namespace probe {
namespace {

constexpr Word<SstpPresence> kPresences[] = {
    {SstpPresence::absent, "absent"},
    {SstpPresence::present, "present"},
    {SstpPresence::unknown, "unknown"},
};

}  // namespace

std::string_view to_string(SstpPresence presence) { return word_of(kPresences, presence); }

SstpPresence shown_by(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::connected:
    case CallOutcome::nak:
    case CallOutcome::abort:
    case CallOutcome::disconnect:
    case CallOutcome::incomplete_ack:
      return SstpPresence::present;
    // Answers of something that does not know SSTP_DUPLEX_POST.
    case CallOutcome::bad_request:
    case CallOutcome::not_found:
    case CallOutcome::not_implemented:
    case CallOutcome::openvpn_web_server:
    case CallOutcome::not_http:
      return SstpPresence::absent;
    // A portal or a proxy on the way answers so in a gateway's place, or in front of one that is down (502, 504).
    case CallOutcome::redirected:
    case CallOutcome::web_page:
    case CallOutcome::other_status:
    // An SSTP server may stand behind these, or answer so today.
    case CallOutcome::unauthorized:
    case CallOutcome::forbidden:
    case CallOutcome::proxy_authentication_required:
    case CallOutcome::service_unavailable:
    case CallOutcome::not_sstp:
    case CallOutcome::unexpected_message:
    case CallOutcome::sstp_timed_out:
    case CallOutcome::sstp_closed:
    case CallOutcome::sstp_reset:
    case CallOutcome::sstp_alert:
    case CallOutcome::sstp_malformed:
    case CallOutcome::sstp_flooded:
    case CallOutcome::http_timed_out:
    case CallOutcome::http_closed:
    case CallOutcome::http_reset:
    case CallOutcome::http_alert:
    case CallOutcome::renegotiation_demanded:
    case CallOutcome::http_cut_short:
    case CallOutcome::http_head_too_long:
    case CallOutcome::http_other_version:
    case CallOutcome::http_bad_status:
    // The talk never came to SSTP.
    case CallOutcome::unfinished:
    case CallOutcome::no_client:
    case CallOutcome::not_called:
    case CallOutcome::local_failure:
    case CallOutcome::own_limit:
    case CallOutcome::connection_failed:
    case CallOutcome::connection_refused:
    case CallOutcome::connection_timed_out:
    case CallOutcome::plain_http:
    case CallOutcome::not_tls:
    case CallOutcome::tls_alert:
    case CallOutcome::tls_closed:
    case CallOutcome::tls_reset:
    case CallOutcome::tls_timed_out:
    case CallOutcome::tls_other_version:
    case CallOutcome::tls_bad_message:
    case CallOutcome::tls_unverified:
    case CallOutcome::tls_unsupported:
    case CallOutcome::client_certificate_demanded:
      break;
  }
  return SstpPresence::unknown;
}

namespace {

struct Calls {
  std::optional<SstpVerdict> present, absent, doubtful;  ///< the first of each
  std::size_t absences = 0;
  bool asked = false;  ///< somebody wanted to know
};

std::string sentence(const AcceptedSuite& suite, const VersionResult& version, const std::string& text) {
  return to_string(version.version) + " with " + tls::to_string(suite.code) + ": " + text;
}

void keep(std::optional<SstpVerdict>& first, SstpVerdict verdict) {
  if (!first) first = std::move(verdict);
}

void look_at(const VersionResult& version, const AcceptedSuite& suite, Calls& calls) {
  if (suite.rung == Rung::sstp) {
    keep(calls.present, {SstpPresence::present, sentence(suite, version, "a call was acknowledged"), suite.exchange});
    return;
  }
  if (!suite.climb || !suite.climb->halt || suite.is_uncalled()) return;
  const auto outcome = *suite.climb->halt;
  // What ended all calls before is believed of the rest, but nobody asked: that adds nothing to the evidence.
  if (suite.climb->exchange == 0) return;
  const auto presence = shown_by(outcome);
  auto text =
      sentence(suite, version, suite.climb->detail.empty() ? std::string(explain(outcome)) : suite.climb->detail);
  SstpVerdict verdict{presence, std::move(text), suite.climb->exchange};
  if (presence == SstpPresence::present) {
    keep(calls.present, std::move(verdict));
  } else if (presence == SstpPresence::absent && suite.rung >= Rung::tls) {
    keep(calls.absent, std::move(verdict));
    ++calls.absences;
  } else if (suite.rung >= Rung::tls) {
    keep(calls.doubtful, std::move(verdict));
  }
}

SstpVerdict unknown(std::string why, ExchangeId exchange = 0) {
  return {SstpPresence::unknown, std::move(why), exchange};
}

/// A port where no version of TLS was accepted.
SstpVerdict without_tls(const TargetRecord& target) {
  const auto& exchanges = target.exchanges;
  if (target.status == TargetStatus::not_started)
    return unknown("the scan was interrupted before it came to this target");
  const auto speaks_otherwise = [](const ExchangeSummary& one) { return one.response == Response::not_tls; };
  const auto first = std::find_if(exchanges.begin(), exchanges.end(), speaks_otherwise);
  const bool agree = !exchanges.empty() && std::all_of(exchanges.begin(), exchanges.end(), speaks_otherwise);
  if (agree)
    return unknown(
        "the port answers in another protocol than TLS each time, as a portal on the way would: " + first->detail,
        first->id);
  if (exchanges.empty() || exchanges.back().response == Response::not_connected)
    return unknown("no connection came up, so nobody knows what stands there" +
                   (target.problem.empty() ? std::string() : ": " + target.problem));
  return unknown("no TLS handshake came about, so no SSTP request could be made" +
                 (target.problem.empty() ? std::string() : ": " + target.problem));
}

}  // namespace

SstpVerdict sstp_presence(const TargetRecord& target) {
  Calls calls;
  bool accepts_any = false;
  for (const auto& version : target.versions) {
    for (const auto& suite : version.accepted) {
      accepts_any = true;
      if (suite.climb) calls.asked = true;
      look_at(version, suite, calls);
    }
  }
  if (calls.present) return *calls.present;
  if (target.sstp.connected > 0) return {SstpPresence::present, "a call was acknowledged", 0};
  if (!accepts_any) return without_tls(target);
  if (calls.doubtful)
    return unknown("one call ended in doubt (" + calls.doubtful->evidence + ")", calls.doubtful->exchange);
  if (calls.absent) {
    auto verdict = *calls.absent;
    verdict.evidence = std::to_string(calls.absences) +
                       (calls.absences == 1 ? " SSTP request was" : " SSTP requests were") +
                       " answered behind TLS, and not by SSTP; " + verdict.evidence;
    return verdict;
  }
  if (!calls.asked) return unknown("TLS answers, but no SSTP call was asked for: use --depth sstp");
  return unknown("TLS answers, but no call came as far as its SSTP request");
}

}  // namespace probe
