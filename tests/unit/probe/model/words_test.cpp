// SPDX-License-Identifier: Apache-2.0
// Every enumerator has a word of its own, and the word leads back to it.
#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"

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
  SUBCASE("hello shape") { check_words(probe::HelloShape::bare, probe::hello_shape_from); }
  SUBCASE("finding") { check_words(probe::FindingKind::slowed_down, probe::finding_kind_from); }
  SUBCASE("status") { check_words(probe::TargetStatus::unreachable, probe::target_status_from); }
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

TEST_CASE("every problem of a chain has half a sentence of its own") {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(probe::ChainProblem::no_roots); ++i) {
    const auto text = probe::explain(static_cast<probe::ChainProblem>(i));
    CHECK(!text.empty());
    CHECK(seen.insert(text).second);
  }
}

TEST_CASE("every reason has half a sentence of its own") {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(probe::Reason::not_requested); ++i) {
    const auto text = explain(static_cast<probe::Reason>(static_cast<std::uint8_t>(i)));
    CAPTURE(i);
    REQUIRE(!text.empty());
    CHECK(text.back() != '.');
    CHECK(seen.insert(text).second);
  }
}
