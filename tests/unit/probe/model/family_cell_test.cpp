// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"

#include <doctest/doctest.h>

#include <vector>

using probe::Basis;
using probe::Family;
using probe::Outcome;
using probe::Reason;
using tls::CipherSuite;
using tls::ProtocolVersion;

namespace {

constexpr CipherSuite kRc4Md5{0x0004}, kRc4Sha{0x0005}, k3Des{0x000A}, kAes128{0x002F}, kGcm256{0x009D};

/// RC4-MD5 and AES-128 accepted, 3DES refused, RC4-SHA open; the rest was not asked.
probe::VersionResult mixed() {
  probe::VersionResult version;
  version.version = ProtocolVersion::TLSv1_2;
  version.outcome = Outcome::accepted;
  version.reason = Reason::server_selected_it;
  version.accepted = {{kRc4Md5, {}, {}, {}, 3}, {kAes128, {}, {}, {}, 4}};
  version.refused = {{{k3Des}, Basis::single, Reason::alert_handshake_failure, 5}};
  version.inconclusive = {{{kRc4Sha}, Reason::timed_out, 6}};
  return version;
}

}  // namespace

TEST_CASE("a family's cell in one version") {
  const auto version = mixed();
  const struct {
    std::string name;
    Family family;
    std::size_t accepted, refused, inconclusive;
    Outcome outcome;
  } rows[] = {
      {"one accepted, one open", Family::rc4, 1, 0, 1, Outcome::accepted},
      {"accepted", Family::md5, 1, 0, 0, Outcome::accepted},
      {"accepted, refused and open", Family::sha1, 1, 1, 1, Outcome::accepted},
      {"refused", Family::triple_des, 0, 1, 0, Outcome::refused},
      {"not asked", Family::aes256, 0, 0, 0, Outcome::not_tested},
      {"no such suite", Family::aes192, 0, 0, 0, Outcome::not_applicable},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto cell = family_cell(version, row.family);
    CHECK(cell.accepted == row.accepted);
    CHECK(cell.refused == row.refused);
    CHECK(cell.inconclusive == row.inconclusive);
    CHECK(cell.outcome == row.outcome);
  }
}

TEST_CASE("open beats refused, so that nobody reads a no where one suite was never answered") {
  auto version = mixed();
  version.accepted.clear();
  version.refused.push_back({{kRc4Md5}, Basis::single, Reason::alert_handshake_failure, 3});
  CHECK(family_cell(version, Family::rc4).outcome == Outcome::inconclusive);
}

TEST_CASE("families that a version cannot have") {
  const struct {
    ProtocolVersion version;
    Family family;
    Outcome outcome;
  } rows[] = {
      {ProtocolVersion::TLSv1_3, Family::rc4, Outcome::not_applicable},
      {ProtocolVersion::TLSv1_3, Family::sha1, Outcome::not_applicable},
      {ProtocolVersion::TLSv1_3, Family::aes256, Outcome::not_tested},
      // RFC 5487 section 3 lets its CBC suites be used with TLS 1.0 and later.
      {ProtocolVersion::TLSv1_1, Family::sha256, Outcome::not_tested},
      {ProtocolVersion::SSLv3, Family::sha256, Outcome::not_applicable},
      {ProtocolVersion::TLSv1_1, Family::chacha20, Outcome::not_applicable},
      {ProtocolVersion::TLSv1_1, Family::aes128, Outcome::not_tested},
      {ProtocolVersion::SSLv2, Family::md5, Outcome::not_tested},
      {ProtocolVersion::SSLv2, Family::aes128, Outcome::not_applicable},
  };
  for (const auto& row : rows) {
    probe::VersionResult version;
    version.version = row.version;
    CAPTURE(to_string(row.version));
    CAPTURE(to_string(row.family));
    CHECK(family_cell(version, row.family).outcome == row.outcome);
  }
}

TEST_CASE("a suite's cell in one version") {
  const auto version = mixed();
  const struct {
    std::string name;
    CipherSuite code;
    Outcome outcome;
    Reason reason;
    probe::ExchangeId exchange;
  } rows[] = {
      {"accepted", kAes128, Outcome::accepted, Reason::server_selected_it, 4},
      {"refused", k3Des, Outcome::refused, Reason::alert_handshake_failure, 5},
      {"open", kRc4Sha, Outcome::inconclusive, Reason::timed_out, 6},
      {"not asked", kGcm256, Outcome::not_tested, Reason::not_requested, 0},
      {"TLS 1.3's", CipherSuite{0x1301}, Outcome::not_applicable, Reason::not_defined, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto cell = probe::cell(version, row.code);
    CHECK(cell.outcome == row.outcome);
    CHECK(cell.reason == row.reason);
    CHECK(cell.exchange == row.exchange);
    CHECK((cell.accepted != nullptr) == (row.outcome == Outcome::accepted));
    CHECK(cell.basis.has_value() == (row.outcome == Outcome::refused));
  }
}

TEST_CASE("coverage adds up") {
  probe::TargetRecord target;
  for (int i = 0; i < 3; ++i) target.versions.push_back(mixed());
  const auto sum = coverage(target);
  CHECK(sum.accepted == 6);
  CHECK(sum.refused == 3);
  CHECK(sum.inconclusive == 3);
  CHECK(sum.asked == sum.accepted + sum.refused + sum.inconclusive);
}

TEST_CASE("a mixed cell is accepted, and counted besides") {
  auto version = mixed();
  version.accepted[0].answers = probe::AnswerCount{7, 5};
  CHECK(family_cell(version, Family::rc4).mixed == 1);
  CHECK(family_cell(version, Family::rc4).accepted == 1);
  CHECK(family_cell(version, Family::rc4).outcome == Outcome::accepted);
  CHECK(family_cell(version, Family::aes128).mixed == 0);
  const auto before = coverage(mixed()), sum = coverage(version);
  CHECK(sum.mixed == 1);
  CHECK(before.mixed == 0);
  CHECK(sum.accepted == before.accepted);
  CHECK(sum.inconclusive == before.inconclusive);
  probe::TargetRecord target;
  target.versions = {version, version};
  CHECK(coverage(target).mixed == 2);
}

TEST_CASE("a cell has the alert of its group") {
  auto version = mixed();
  version.refused[0].alert = tls::AlertDescription::internal_error;
  version.inconclusive[0].alert = tls::AlertDescription::unrecognized_name;
  CHECK(probe::cell(version, k3Des).alert == tls::AlertDescription::internal_error);
  CHECK(probe::cell(version, kRc4Sha).alert == tls::AlertDescription::unrecognized_name);
  CHECK(!probe::cell(version, kAes128).alert);
}
