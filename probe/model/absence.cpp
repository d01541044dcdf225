// SPDX-License-Identifier: Apache-2.0
#include "probe/model/absence.hpp"

#include "probe/model/words.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

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

SstpPresence shown_by_trial(RequestKind request, CallOutcome outcome, std::optional<unsigned> status) {
  if (outcome == CallOutcome::connected) return SstpPresence::present;
  const auto presence = shown_by(outcome);
  const bool is_page = presence == SstpPresence::unknown && status && *status >= 200 && *status < 500;
  return is_short(request) && is_page ? SstpPresence::absent : presence;
}

namespace {

/// What something behind TLS answered to one SSTP request, or to one that is held against it.
struct Answer {
  RequestKind request = RequestKind::sstp;
  ExchangeId exchange = 0;
  CallOutcome outcome{};
  std::optional<unsigned> status;
};

bool alike(const Answer& one, const Answer& other) {
  return one.outcome == other.outcome && one.status == other.status;
}

/// Without what the administrator of a gateway should do: here nobody wants one.
Message what_answered(CallOutcome outcome, std::optional<unsigned> status) {
  if (outcome == CallOutcome::openvpn_web_server) return message("absence.openvpn");
  if (outcome == CallOutcome::not_http) return message("absence.not_http");
  if (status && outcome != CallOutcome::connected) return message("absence.status", *status);
  return message("outcome.call", outcome);
}
Message what_answered(const Answer& answer) { return what_answered(answer.outcome, answer.status); }

struct Answers {
  std::optional<SstpVerdict> present, doubtful;  ///< the first of each
  std::vector<Answer> absent;                    ///< all that no SSTP server gives, each really asked for
  std::vector<Answer> short_ones;                ///< all answers to short requests
  bool asked = false;                            ///< somebody wanted to know
};

void keep(std::optional<SstpVerdict>& first, SstpVerdict verdict) {
  if (!first) first = std::move(verdict);
}

void look_at(const VersionResult& version, const AcceptedSuite& suite, Answers& answers) {
  const auto of_cell = [&](Message what) {
    return message("absence.cell", version.version, suite.code, std::move(what));
  };
  if (suite.rung == Rung::sstp) {
    keep(answers.present, {SstpPresence::present, of_cell(message("absence.acknowledged")), suite.exchange});
    return;
  }
  if (!suite.climb || !suite.climb->halt || suite.is_uncalled()) return;
  // What ended all calls before is believed of the rest, but nobody asked: that adds nothing to the evidence.
  if (suite.rung < Rung::tls || suite.climb->correlation_id.empty()) return;
  const auto outcome = *suite.climb->halt;
  const auto presence = shown_by(outcome);
  if (presence == SstpPresence::absent) {
    answers.absent.push_back({RequestKind::sstp, suite.climb->exchange, outcome, suite.climb->status});
    return;
  }
  const auto& detail = suite.climb->detail;
  keep(
      presence == SstpPresence::present ? answers.present : answers.doubtful,
      {presence, of_cell(detail.empty() ? message("outcome.call", outcome) : verbatim(detail)), suite.climb->exchange});
}

void look_at(const RequestTrial& trial, Answers& answers) {
  // A path or a method that is none of SSTP's, and SSTP behind it: some servers look at neither.
  const auto presence = shown_by_trial(trial.request, trial.outcome, trial.status);
  if (presence == SstpPresence::absent)
    (is_short(trial.request) ? answers.short_ones : answers.absent)
        .push_back({trial.request, trial.exchange, trial.outcome, trial.status});
  else if (presence == SstpPresence::present)
    keep(answers.present, {presence, what_answered(trial.outcome, trial.status), trial.exchange});
  else
    keep(answers.doubtful, {presence, what_answered(trial.outcome, trial.status), trial.exchange});
}

SstpVerdict unknown(Message why, ExchangeId exchange = 0) { return {SstpPresence::unknown, std::move(why), exchange}; }

/// A port where no version of TLS was accepted.
SstpVerdict without_tls(const TargetRecord& target) {
  const auto& exchanges = target.exchanges;
  if (target.status == TargetStatus::not_started) return unknown(message("absence.interrupted"));
  const auto speaks_otherwise = [](const ExchangeSummary& one) { return one.response == Response::not_tls; };
  const auto first = std::find_if(exchanges.begin(), exchanges.end(), speaks_otherwise);
  const bool agree = !exchanges.empty() && std::all_of(exchanges.begin(), exchanges.end(), speaks_otherwise);
  if (agree) return unknown(message("absence.not_tls", first->detail), first->id);
  if (exchanges.empty() || exchanges.back().response == Response::not_connected)
    return unknown(target.problem.empty() ? message("absence.no_connection")
                                          : message("absence.no_connection_why", target.problem));
  return unknown(target.problem.empty() ? message("absence.no_handshake")
                                        : message("absence.no_handshake_why", target.problem));
}

/// A name that the hello and the request both carried. Empty: there was none, or they named two.
std::string name_asked_for(const Target& target) {
  return !is_ip_address(target.host) && target.sni == target.host ? target.host : std::string();
}

/// Whether more than one server, or one that changed, may have answered.
bool may_be_several(const TargetRecord& target) {
  const auto tells = [](const Finding& finding) {
    return finding.kind == FindingKind::servers_differ || finding.kind == FindingKind::answer_changed ||
           finding.kind == FindingKind::policy_changed;
  };
  if (std::any_of(target.findings.begin(), target.findings.end(), tells)) return true;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted)
      if (suite.is_mixed()) return true;
  std::optional<std::string> leaf;  // of the trials, which all made the same offer
  for (const auto& trial : target.sstp.trials) {
    const auto exchange = std::find_if(target.exchanges.begin(), target.exchanges.end(),
                                       [&](const ExchangeSummary& one) { return one.id == trial.exchange; });
    if (exchange == target.exchanges.end()) continue;
    if (leaf && *leaf != exchange->leaf) return true;
    leaf = exchange->leaf;
  }
  return false;
}

/// Whether all that answered the trials showed a certificate for the name. Not, where nobody looked.
bool is_named(const TargetRecord& target) {
  std::set<std::string> leaves;
  for (const auto& trial : target.sstp.trials)
    for (const auto& exchange : target.exchanges)
      if (exchange.id == trial.exchange) leaves.insert(exchange.leaf);
  return std::all_of(leaves.begin(), leaves.end(), [&](const std::string& leaf) {
    return std::any_of(target.certificates.begin(), target.certificates.end(), [&](const CertificateChain& chain) {
      const bool is_it = !chain.facts.empty() && chain.facts.front() && chain.facts.front()->sha256 == leaf;
      return is_it && chain.verdict &&
             (chain.verdict->name_match == NameMatch::alternative_name ||
              chain.verdict->name_match == NameMatch::common_name);
    });
  });
}

bool is_sstp(RequestKind kind) { return kind == RequestKind::sstp || kind == RequestKind::short_sstp; }
bool is_other_path(RequestKind kind) {
  return kind == RequestKind::other_path || kind == RequestKind::short_other_path;
}

Message answered_otherwise(const Answer& other, const Answer& usual) {
  auto answer = what_answered(other), usually = what_answered(usual);
  if (is_short(other.request))
    return is_other_path(other.request) ? message("absence.short_other_path", std::move(answer), std::move(usually))
                                        : message("absence.short_other_method", std::move(answer), std::move(usually));
  return is_other_path(other.request) ? message("absence.other_path", std::move(answer), std::move(usually))
                                      : message("absence.other_method", std::move(answer), std::move(usually));
}

/// Whether all are alike; else what the first that is not tells.
std::optional<SstpVerdict> told_apart(const std::vector<Answer>& answers) {
  for (const auto& each : answers) {
    const auto& first = answers.front();
    if (alike(each, first)) continue;
    if (is_sstp(each.request) && is_sstp(first.request))
      return unknown(message("absence.unlike_answers", what_answered(first), what_answered(each)), each.exchange);
    const auto& other = is_sstp(each.request) ? first : each;
    const auto& usual = is_sstp(each.request) ? each : first;
    return unknown(answered_otherwise(other, usual), other.exchange);
  }
  return std::nullopt;
}

std::size_t count_of(const std::vector<Answer>& answers, bool (*is_one)(RequestKind)) {
  return static_cast<std::size_t>(
      std::count_if(answers.begin(), answers.end(), [&](const Answer& each) { return is_one(each.request); }));
}

/// Of answers that no SSTP server gives, and nothing else: what they prove.
SstpVerdict proof_of(const std::vector<Answer>& answers, const std::vector<Answer>& short_ones,
                     const TargetRecord& target) {
  const auto& first = answers.front();
  const auto name = name_asked_for(target.target);
  if (name.empty()) return unknown(message("absence.nameless", what_answered(first)), first.exchange);
  if (may_be_several(target)) return unknown(message("absence.several", what_answered(first)), first.exchange);
  if (auto apart = told_apart(answers)) return *std::move(apart);
  if (auto apart = told_apart(short_ones)) return *std::move(apart);
  const auto sstp = count_of(answers, is_sstp), path = count_of(answers, is_other_path);
  const auto method = answers.size() - sstp - path;
  const auto short_sstp = count_of(short_ones, is_sstp), short_path = count_of(short_ones, is_other_path);
  const auto short_method = short_ones.size() - short_sstp - short_path;
  const auto trials = std::count_if(target.sstp.trials.begin(), target.sstp.trials.end(),
                                    [](const RequestTrial& one) { return one.request == RequestKind::sstp; });
  if (static_cast<std::size_t>(trials) < kSstpTrials ||
      std::min({path, method, short_sstp, short_path, short_method}) < kOtherTrials)
    return unknown(message("absence.too_few", what_answered(first)), first.exchange);
  if (!is_named(target)) return unknown(message("absence.no_certificate", name, what_answered(first)), first.exchange);
  return {SstpPresence::absent,
          message("absence.proven", sstp, name, path, method, what_answered(first), short_ones.size(),
                  what_answered(short_ones.front())),
          first.exchange};
}

}  // namespace

SstpVerdict sstp_presence(const TargetRecord& target) {
  Answers answers;
  bool accepts_any = false;
  for (const auto& version : target.versions) {
    for (const auto& suite : version.accepted) {
      accepts_any = true;
      if (suite.climb) answers.asked = true;
      look_at(version, suite, answers);
    }
  }
  for (const auto& trial : target.sstp.trials) look_at(trial, answers);
  if (answers.present) return *answers.present;
  if (target.sstp.connected > 0) return {SstpPresence::present, message("absence.acknowledged"), 0};
  if (!accepts_any) return without_tls(target);
  if (answers.doubtful)
    return unknown(message("absence.doubt", answers.doubtful->evidence), answers.doubtful->exchange);
  if (!answers.absent.empty()) return proof_of(answers.absent, answers.short_ones, target);
  if (!answers.asked) return unknown(message("absence.not_asked"));
  return unknown(message("absence.not_so_far"));
}

}  // namespace probe
