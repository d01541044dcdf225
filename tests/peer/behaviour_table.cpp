// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/behaviour_table.hpp"

#include <array>
#include <charconv>
#include <iomanip>

namespace peer {
namespace {

using gateway::Ending;
using tls::AlertDescription;

struct Behaviour {
  std::string_view name;
  std::string_view argument;  ///< what it counts; empty: it takes none
  unsigned otherwise;         ///< the argument when none is given
  unsigned largest;           ///< that it may be
  std::string_view meaning;
  void (*apply)(Misbehaviour&, unsigned argument);
};

constexpr unsigned kAny = 1'000'000;

constexpr std::array kBehaviours = {
    Behaviour{"reset-at-accept", "", 0, 0, "reset every connection before anything is read",
              [](Misbehaviour& m, unsigned) { m.at_accept = Ending::reset; }},
    Behaviour{"close-at-accept", "", 0, 0, "close every connection before anything is read",
              [](Misbehaviour& m, unsigned) { m.at_accept = Ending::close; }},
    Behaviour{"silence", "", 0, 0, "accept connections and never say anything",
              [](Misbehaviour& m, unsigned) { m.at_accept = Ending::hold; }},
    Behaviour{"reset-after-hello", "", 0, 0, "read the hello, then reset",
              [](Misbehaviour& m, unsigned) { m.after_hello = Ending::reset; }},
    Behaviour{"close-after-hello", "", 0, 0, "read the hello, then close",
              [](Misbehaviour& m, unsigned) { m.after_hello = Ending::close; }},
    Behaviour{"drop-long-hello", "OCTETS", 255, kAny,
              "drop hellos longer than OCTETS, record header included (--drop-by)",
              [](Misbehaviour& m, unsigned octets) { m.drop_hello_over = octets; }},
    Behaviour{"drop-many-suites", "COUNT", 128, kAny, "drop hellos with COUNT suites or more (--drop-by)",
              [](Misbehaviour& m, unsigned count) { m.drop_suites_from = count; }},
    Behaviour{"drop-without-scsv", "", 0, 0, "drop hellos without TLS_EMPTY_RENEGOTIATION_INFO_SCSV (--drop-by)",
              [](Misbehaviour& m, unsigned) { m.drop_without_scsv = true; }},
    Behaviour{"alert", "NUMBER", 40, 255, "answer every hello with this fatal alert",
              [](Misbehaviour& m, unsigned alert) { m.alert_always = static_cast<AlertDescription>(alert); }},
    Behaviour{"ssl2-error", "", 0, 0, "answer every hello with an SSL 2.0 ERROR, no cipher",
              [](Misbehaviour& m, unsigned) { m.ssl2_error = true; }},
    Behaviour{"http", "", 0, 0, "answer as a plain HTTP server does: 400 Bad Request",
              [](Misbehaviour& m, unsigned) { m.http = true; }},
    Behaviour{"garbage", "", 0, 0, "answer with octets that are no protocol",
              [](Misbehaviour& m, unsigned) { m.garbage = true; }},
    Behaviour{"garbled-hello", "", 0, 0, "answer with a ServerHello that breaks the grammar",
              [](Misbehaviour& m, unsigned) { m.garbled_hello = true; }},
    Behaviour{"huge-record", "", 0, 0, "answer with a record that claims, and has, 65535 octets",
              [](Misbehaviour& m, unsigned) { m.huge_record = true; }},
    Behaviour{"retry-loop", "", 0, 0, "answer every TLS 1.3 hello with a HelloRetryRequest",
              [](Misbehaviour& m, unsigned) { m.retry_loop = true; }},
    Behaviour{"retry-unoffered-group", "", 0, 0, "the HelloRetryRequest names a group that was not offered",
              [](Misbehaviour& m, unsigned) { m.retry_unoffered_group = true; }},
    Behaviour{"half-answer-close", "OCTETS", 40, kAny, "send OCTETS of the answer (half at most), then close",
              [](Misbehaviour& m, unsigned octets) { m.cut_answer_at = octets, m.cut_ending = Ending::close; }},
    Behaviour{"half-answer-reset", "OCTETS", 40, kAny, "send OCTETS of the answer (half at most), then reset",
              [](Misbehaviour& m, unsigned octets) { m.cut_answer_at = octets, m.cut_ending = Ending::reset; }},
    Behaviour{"half-answer-stall", "OCTETS", 40, kAny, "send OCTETS of the answer (half at most), then nothing",
              [](Misbehaviour& m, unsigned octets) { m.cut_answer_at = octets, m.cut_ending = Ending::hold; }},
    Behaviour{"one-byte-records", "", 0, 0, "cut handshake messages into records of one octet",
              [](Misbehaviour& m, unsigned) { m.one_octet_records = true; }},
    Behaviour{"drip", "MILLISECONDS", 1000, kAny, "send one octet at a time, with a pause",
              [](Misbehaviour& m, unsigned pause) { m.drip = std::chrono::milliseconds(pause); }},
    Behaviour{"warning-first", "", 0, 0, "send a warning alert, unrecognized_name, before the answer",
              [](Misbehaviour& m, unsigned) { m.warning_first = true; }},
    Behaviour{"older-version", "", 0, 0, "the ServerHello names the version before the negotiated one",
              [](Misbehaviour& m, unsigned) { m.older_version = true; }},
    Behaviour{"newer-version", "", 0, 0, "the ServerHello names the version after the negotiated one",
              [](Misbehaviour& m, unsigned) { m.newer_version = true; }},
    Behaviour{"unoffered-suite", "", 0, 0, "the ServerHello names a suite that was not offered",
              [](Misbehaviour& m, unsigned) { m.unoffered_suite = true; }},
    Behaviour{
        "alert-after-server-hello", "NUMBER", 80, 255, "send the ServerHello, then this fatal alert",
        [](Misbehaviour& m, unsigned alert) { m.alert_after_server_hello = static_cast<AlertDescription>(alert); }},
    Behaviour{"endless-certificate", "", 0, 0, "send a Certificate message without end behind the ServerHello",
              [](Misbehaviour& m, unsigned) { m.endless_certificate = true; }},
    Behaviour{"fickle", "", 0, 0, "prefer other suites on every other connection",
              [](Misbehaviour& m, unsigned) { m.fickle = true; }},
};

std::optional<unsigned> read_number(std::string_view text, unsigned largest) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > largest) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::string> apply_behaviour(std::string_view word, Misbehaviour& misbehaviour) {
  const auto equals = word.find('=');
  const auto name = word.substr(0, equals);
  for (const auto& behaviour : kBehaviours) {
    if (behaviour.name != name) continue;
    std::optional<unsigned> argument = behaviour.otherwise;
    if (equals != std::string_view::npos) argument = read_number(word.substr(equals + 1), behaviour.largest);
    const bool is_surplus = behaviour.argument.empty() && equals != std::string_view::npos;
    if (!argument || is_surplus) return "a bad argument: " + std::string(word);
    behaviour.apply(misbehaviour, *argument);
    return std::nullopt;
  }
  if (const auto* call = find_call_behaviour(word)) {
    misbehaviour.call = call;
    return std::nullopt;
  }
  return "no such behaviour (--list shows them): " + std::string(name);
}

void list_behaviours(std::ostream& out) {
  for (const auto& behaviour : kBehaviours) {
    auto usage = std::string(behaviour.name);
    if (!behaviour.argument.empty()) {
      usage += "[=" + std::string(behaviour.argument) + "] (" + std::to_string(behaviour.otherwise) + ")";
    }
    out << std::left << std::setw(38) << usage << behaviour.meaning << '\n';
  }
  list_call_behaviours(out);
}

}  // namespace peer
