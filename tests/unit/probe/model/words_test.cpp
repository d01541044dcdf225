// SPDX-License-Identifier: Apache-2.0
// Every enumerator has a word of its own, and the word leads back to it.
#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"
#include "reports/catalogue.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace {

/// `last`: the enumeration's last enumerator.
template <class Enum>
void check_words(Enum last, std::optional<Enum> (*from)(std::string_view)) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(static_cast<std::uint8_t>(i));
    CAPTURE(i);
    using probe::to_string;
    const std::string_view word = to_string(value);
    CHECK(!word.empty());
    CHECK(seen.insert(word).second);
    CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    CHECK(from(word) == value);
  }
  using probe::to_string;
  CHECK(to_string(static_cast<Enum>(static_cast<std::uint8_t>(static_cast<int>(last) + 1))).empty());
  CHECK(!from(""));
  CHECK(!from("no_such_word"));
}

}  // namespace

TEST_CASE("words lead there and back") {
  SUBCASE("outcome") { check_words(probe::Outcome::not_tested, probe::outcome_from); }
  SUBCASE("reason") { check_words(probe::Reason::not_requested, probe::reason_from); }
  SUBCASE("rung") { check_words(probe::Rung::sstp, probe::rung_from); }
  SUBCASE("basis") { check_words(probe::Basis::version, probe::basis_from); }
  SUBCASE("response") { check_words(probe::Response::local_failure, probe::response_from); }
  SUBCASE("purpose") { check_words(probe::Purpose::client, probe::purpose_from); }
  SUBCASE("hello shape") { check_words(probe::HelloShape::rich, probe::hello_shape_from); }
  SUBCASE("finding") { check_words(probe::FindingKind::slowed_down, probe::finding_kind_from); }
  SUBCASE("status") { check_words(probe::TargetStatus::not_started, probe::target_status_from); }
  SUBCASE("need") { check_words(probe::Need::small_hello, probe::need_from); }
  SUBCASE("feature") { check_words(probe::kLastFeatureKind, probe::feature_kind_from); }
  SUBCASE("key type") { check_words(probe::KeyType::other, probe::key_type_from); }
  SUBCASE("usage") { check_words(probe::ServerUsage::absent, probe::server_usage_from); }
  SUBCASE("problem") { check_words(probe::ChainProblem::no_roots, probe::chain_problem_from); }
  SUBCASE("name match") { check_words(probe::NameMatch::mismatch, probe::name_match_from); }
  SUBCASE("hash") { check_words(tls::SignatureHash::sm3, probe::signature_hash_from); }
  SUBCASE("signature") { check_words(tls::SignatureKey::other, probe::signature_key_from); }
  SUBCASE("support") { check_words(probe::Support::not_applicable, probe::support_from); }
}

TEST_CASE("words are spelled as records spell them") {
  CHECK(to_string(probe::Reason::closed_while_control_succeeds) == "closed_while_control_succeeds");
  CHECK(to_string(probe::Outcome::not_applicable) == "not_applicable");
  CHECK(to_string(probe::Response::server_hello) == "server_hello");
  CHECK(to_string(probe::ConnectFailure::timed_out) == "timed_out");
  CHECK(to_string(probe::CloseStyle::end_of_stream) == "end_of_stream");
}

TEST_CASE("a reason names the alert that it rests on, unless it does so itself") {
  using tls::AlertDescription;
  const struct {
    probe::Reason reason;
    std::optional<AlertDescription> alert;
    std::string text;
  } rows[] = {
      {probe::Reason::alert_while_control_succeeds, AlertDescription::internal_error,
       "answered by internal_error each time, while controls were answered"},
      {probe::Reason::alert_while_control_succeeds, std::nullopt,
       "answered by another alert each time, while controls were answered"},
      {probe::Reason::other_alert, AlertDescription::unrecognized_name,
       "answered by unrecognized_name, which says neither yes nor no"},
      {probe::Reason::never_accepted, AlertDescription::handshake_failure,
       "answered by handshake_failure, but nothing that was asked was ever accepted"},
      {probe::Reason::no_control, AlertDescription::internal_error,
       "not even controls were answered reliably (the last answer: internal_error)"},
      {probe::Reason::alert_handshake_failure, AlertDescription::handshake_failure,
       "refused by the alert handshake_failure"},
      {probe::Reason::timed_out, std::nullopt, "no answer came in time"},
  };
  for (const auto& row : rows) CHECK(reports::english(probe::explain(row.reason, row.alert)) == row.text);
  // No alert is lost: each reason that does not name its own names the one that it is given.
  for (int i = 0; i <= static_cast<int>(probe::Reason::not_requested); ++i) {
    const auto reason = static_cast<probe::Reason>(static_cast<std::uint8_t>(i));
    const auto text = reports::english(probe::explain(reason, AlertDescription::decode_error));
    const bool names = text.find("decode_error") != std::string::npos;
    CAPTURE(text);
    CHECK(names == (text != reports::english(probe::explain(reason, std::nullopt))));
  }
}

TEST_CASE("a target is reached when something of TLS came back, and only calls that were not made are uncalled") {
  using probe::TargetStatus;
  CHECK(probe::was_reached(TargetStatus::complete));
  CHECK(probe::was_reached(TargetStatus::partial));
  CHECK(probe::was_reached(TargetStatus::interrupted));
  CHECK_FALSE(probe::was_reached(TargetStatus::unreachable));
  CHECK_FALSE(probe::was_reached(TargetStatus::not_started));
  probe::TargetRecord target;
  auto& version = target.versions.emplace_back();
  version.accepted.resize(3);
  version.accepted[1].climb = probe::Climb{};
  version.accepted[1].climb->halt = probe::CallOutcome::not_called;
  version.accepted[2].climb = probe::Climb{};
  version.accepted[2].climb->halt = probe::CallOutcome::http_timed_out;
  CHECK(probe::uncalled_cells(target) == 1);
}
