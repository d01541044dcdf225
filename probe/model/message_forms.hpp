// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace probe {

/// What stands in one place of a message.
enum class ArgumentKind : std::uint8_t {
  text,     ///< a name or a peer's words: hostile
  aside,    ///< the same, shown in brackets, and not at all when it is empty
  number,   ///< where words have a form for one and one for many, the first number of a message chooses
  term,     ///< a value of an enumeration, by its word in the record
  message,  ///< another message
  list,     ///< any number of messages
};

struct Parameter {
  std::string_view name;  ///< "{name}" in the words of each language; the key below `args` in a record
  ArgumentKind kind = ArgumentKind::text;
  std::string_view group = {};  ///< of a term: where the words for its values stand
};

/// What one kind of message says, but for the words.
struct MessageForm {
  static constexpr std::size_t kMostParameters = 7;
  std::string_view id;  ///< for records; the words of a language stand below "message" by it
  std::array<Parameter, kMostParameters> parameters{};

  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    while (count < parameters.size() && !parameters[count].name.empty()) ++count;
    return count;
  }
};

namespace forms {

constexpr Parameter text(std::string_view name) { return {name, ArgumentKind::text}; }
constexpr Parameter aside(std::string_view name) { return {name, ArgumentKind::aside}; }
constexpr Parameter number(std::string_view name) { return {name, ArgumentKind::number}; }
constexpr Parameter term(std::string_view name, std::string_view group) { return {name, ArgumentKind::term, group}; }
constexpr Parameter message(std::string_view name) { return {name, ArgumentKind::message}; }
constexpr Parameter list(std::string_view name) { return {name, ArgumentKind::list}; }

/// Everything that the rooms below reports/ can say. What is added here wants words in each language.
inline constexpr MessageForm kAll[] = {
    {"verbatim", {text("text")}},
    {"finding.hello_retry_loop", {}},
    {"finding.selected_unoffered_suite", {}},
    {"finding.selected_unoffered_version", {}},
    {"finding.handshake_failed_after_hello", {}},
    {"finding.retry_changed_suite", {}},
    {"finding.answer_changed", {}},
    {"finding.dropped_hello", {}},
    {"finding.suite_spoils_hello", {}},
    {"finding.policy_changed", {text("seconds")}},
    {"finding.servers_differ", {}},
    {"finding.cells_differ", {number("cells")}},
    {"finding.certificates_differ", {number("certificates")}},
    {"finding.cells_and_certificates_differ", {number("cells"), number("certificates")}},
    {"finding.calls_differ", {number("by_sstp"), number("calls")}},
    {"finding.slowed_down", {number("times")}},
    {"finding.blocked", {}},
    {"finding.client_certificate_requested", {}},
    {"finding.unsound_hash_bitmask", {text("hashes")}},
    {"finding.nonce_reused", {}},
    {"pins.kept", {}},
    {"pins.kept_by_name", {text("roots")}},
    {"pins.leads_elsewhere", {text("last")}},
    {"pins.namesake", {text("last")}},
    {"pins.other_root", {text("roots"), text("last")}},
    {"pins.open", {}},
    {"pins.other_issuer", {message("finding"), text("issuer"), text("named")}},
    {"pins.one_of_chains", {message("finding"), number("chains")}},
    {"unreached.nothing_asked", {}},
    {"unreached.no_address", {aside("detail")}},
    {"unreached.refused", {aside("detail")}},
    {"unreached.timed_out", {aside("detail")}},
    {"unreached.no_route", {aside("detail")}},
    {"unreached.no_connection", {aside("detail")}},
    {"unreached.local_failure", {aside("detail")}},
    {"unreached.not_tls", {aside("detail")}},
    {"unreached.closed", {aside("detail")}},
    {"unreached.silent", {aside("detail")}},
    {"unreached.broken", {aside("detail")}},
    {"unreached.nothing_of_tls", {aside("detail")}},
    {"partial.not_started", {}},
    {"partial.interrupted", {number("open"), number("cells")}},
    {"partial.cells", {number("open"), number("cells")}},
    {"partial.blocked", {number("open"), number("cells")}},
    {"partial.failing", {number("open"), number("cells")}},
    {"partial.never_accepted", {number("open"), number("cells")}},
    {"partial.calls", {number("missing"), number("calls")}},
    {"outcome.reason", {term("reason", "reason")}},
    {"outcome.last_answer", {term("reason", "reason"), text("alert")}},
    {"outcome.alert_each_time", {text("alert")}},
    {"outcome.other_alert", {text("alert")}},
    {"outcome.never_accepted", {text("alert")}},
    {"outcome.call", {term("outcome", "call")}},
    {"outcome.problem", {term("problem", "problem")}},
    {"absence.acknowledged", {}},
    {"absence.cell", {text("version"), text("suite"), message("what")}},
    {"absence.openvpn", {}},
    {"absence.not_http", {}},
    {"absence.status", {number("status")}},
    {"absence.interrupted", {}},
    {"absence.not_tls", {text("detail")}},
    {"absence.no_connection", {}},
    {"absence.no_connection_why", {message("problem")}},
    {"absence.no_handshake", {}},
    {"absence.no_handshake_why", {message("problem")}},
    {"absence.nameless", {message("first")}},
    {"absence.several", {message("first")}},
    {"absence.unlike_answers", {message("first"), message("then")}},
    {"absence.other_path", {message("answer"), message("usual")}},
    {"absence.other_method", {message("answer"), message("usual")}},
    {"absence.too_few", {message("first")}},
    {"absence.no_certificate", {text("name"), message("first")}},
    {"absence.proven",
     {number("requests"), text("name"), number("path"), number("method"), message("answer"), number("short_requests"),
      message("short_answer")}},
    {"absence.doubt", {message("call")}},
    {"absence.not_asked", {}},
    {"absence.not_so_far", {}},
    {"absence.unfinished", {}},
    {"absence.short_other_path", {message("answer"), message("usual")}},
    {"absence.short_other_method", {message("answer"), message("usual")}},
    {"client.unscanned", {}},
    {"client.not_asked", {text("version")}},
    {"client.open", {text("version"), message("why")}},
    {"client.none_accepted", {text("version")}},
    {"client.no_curves", {text("version")}},
    {"client.no_suites", {text("version")}},
    {"client.refused", {text("version")}},
    {"client.all_refused", {list("versions")}},
    {"client.unlike_servers", {}},
    {"client.small_hello", {text("version")}},
    {"client.needs", {text("version"), text("need")}},
    {"client.key", {text("version"), text("key")}},
    {"client.inner_refused", {text("version")}},
    {"client.inner_open", {text("version")}},
    {"client.inner_none", {}},
    {"client.bad_signature", {}},
    {"client.other_names", {text("name")}},
    {"client.wrong_purpose", {}},
    {"client.expired", {}},
    {"client.not_yet_valid", {}},
    {"client.short_rsa", {number("bits"), number("least")}},
    {"client.untrusted_root", {}},
    {"client.no_roots", {}},
    {"client.incomplete_chain", {}},
    {"client.chain_in_doubt", {term("problem", "problem")}},
    {"client.signature", {text("algorithm")}},
    {"client.short_public_rsa", {number("bits")}},
    {"client.unjudged", {}},
    {"client.no_certificate", {text("version"), text("suite")}},
    {"client.dh_unseen", {text("suite")}},
    {"client.short_dh", {text("suite"), number("bits"), number("least")}},
    {"client.one_of_unlike", {message("why")}},
    {"client.calls_differ", {number("by_sstp"), number("calls")}},
    {"client.no_sstp", {}},
    {"client.call_not_asked", {}},
    {"client.call_not_made", {}},
    {"client.call_halted", {text("outcome")}},
    {"client.alert", {}},
    {"client.named_alert", {text("alert")}},
    {"client.closes", {}},
    {"client.silent", {}},
    {"fix.at_gateway", {}},
    {"fix.install_and_set", {text("updates"), text("registry")}},
    {"fix.set", {text("registry")}},
    {"fix.perhaps", {message("fix")}},
    {"fix.newer_windows", {}},
    {"fix.newer_windows_or_suite", {text("suite"), text("version")}},
    {"fix.same_settings", {}},
    {"ruling.accepted", {list("what")}},
    {"ruling.accepted_besides", {list("what")}},
    {"ruling.there", {list("what")}},
    {"ruling.not_there", {list("what")}},
    {"ruling.found", {list("what")}},
    {"ruling.found_besides", {list("what")}},
    {"ruling.refused", {list("what")}},
    {"ruling.none_accepted", {list("what")}},
    {"ruling.nothing_else_accepted", {}},
    {"ruling.nothing_else_found", {}},
    {"ruling.nothing_found", {}},
    {"ruling.mixed", {message("ruling"), number("mixed")}},
    {"ruling.open", {list("what"), message("why")}},
    {"ruling.no_place", {}},
    {"ruling.interrupted", {}},
    {"ruling.unreached", {}},
    {"ruling.unreached_why", {message("problem")}},
    {"ruling.unanswerable", {}},
    {"ruling.waiver_expired", {message("ruling"), text("owner"), text("day")}},
    {"item.suites", {number("suites"), text("version")}},
    {"item.cells", {number("cells"), list("versions")}},
    {"item.cells_of", {text("version"), number("cells")}},
    {"item.and_more", {list("named"), number("more")}},
    {"item.other_groups", {}},
    {"item.other_certificates", {}},
    {"item.another_hash", {}},
    {"item.leaf", {}},
    {"item.certificate", {number("position")}},
    {"item.signed", {message("whose"), text("algorithm")}},
    {"item.expired", {message("whose"), number("days")}},
    {"item.days_left", {message("whose"), number("days")}},
    {"item.key", {text("type")}},
    {"item.usage", {text("usage")}},
    {"item.key_bits", {text("type"), number("bits")}},
    {"item.validity", {number("days")}},
    {"item.name_match", {text("match")}},
    {"open.and_others", {message("why")}},
    {"open.not_asked", {}},
    {"open.no_answer", {}},
    {"open.unlike_servers", {}},
    {"open.not_called", {}},
    {"open.not_carried", {}},
    {"open.no_key_size", {}},
    {"open.few_groups", {}},
    {"open.others_seen", {}},
    {"open.no_name", {}},
    {"open.certificate_unjudged", {}},
    {"open.certificate_unreadable", {}},
    {"open.certificate_unnamed", {}},
    {"open.no_certificate", {text("version")}},
    {"open.key_unknown", {}},
    {"open.key_unreadable", {}},
    {"open.dates_unreadable", {}},
    {"open.chain_unjudged", {}},
    {"open.name_unasked", {}},
    {"open.no_roots", {}},
    {"open.chain_cut", {term("problem", "problem")}},
    {"question.calls", {text("rung")}},
    {"question.dhe_keys", {}},
    {"question.groups", {text("version"), text("kind")}},
    {"question.curves", {text("version")}},
    {"question.binding_hashes", {}},
    {"question.signature_hashes", {}},
    {"question.certificates", {}},
    {"question.certificates_of", {text("version")}},
    {"question.crypto_binding", {}},
    {"learnt.both", {message("cells"), message("questions")}},
    {"learnt.cells", {number("known"), number("all"), list("versions")}},
    {"learnt.questions", {number("known"), number("all"), message("answers")}},
    {"learnt.whole", {message("of"), number("known")}},
    {"learnt.part", {message("of"), number("known"), number("all")}},
    {"learnt.answered", {list("answered")}},
    {"learnt.open", {list("open")}},
    {"learnt.answered_and_open", {list("answered"), list("open")}},
    {"waiver.expired", {message("waiver"), text("day")}},
    {"waiver.no_target", {message("waiver")}},
    {"waiver.nothing_left", {message("waiver")}},
    {"waiver.plain", {text("rule"), text("target"), text("owner")}},
    {"waiver.in_file", {text("rule"), text("target"), text("owner"), text("file"), number("line")}},
    {"fact.none", {}},
    {"fact.both_hashes", {}},
    {"fact.no_hash", {}},
    {"fact.calls", {}},
    {"fact.features", {}},
    {"fact.groups", {}},
    {"fact.asked", {}},
    {"fact.not_asked", {}},
    {"registry.user_sees", {message("why"), text("error")}},
    {"registry.one_more_suite", {message("why")}},
    {"registry.at_gateway", {message("why")}},
    {"registry.with_its_versions", {message("why")}},
    {"azure.open", {number("days"), text("day")}},
    {"azure.closed", {number("days"), text("day")}},
    {"azure.last_day", {}},
    {"azure.ended", {}},
};

}  // namespace forms

/// Null when there is no such message.
[[nodiscard]] constexpr const MessageForm* find_message_form(std::string_view id) {
  for (const auto& form : forms::kAll)
    if (form.id == id) return &form;
  return nullptr;
}

}  // namespace probe
