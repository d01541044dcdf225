// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/outer_records.hpp"

#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace probe::capture;
using probe::Rung;
using tls::ContentType;
using tls::ProtocolVersion;

namespace {

/// h: handshake, c: ChangeCipherSpec, d: application data, a: alert.
tls::Bytes records_of(std::string_view letters) {
  tls::Bytes octets;
  for (const char letter : letters) {
    const auto type = letter == 'h'   ? ContentType::handshake
                      : letter == 'c' ? ContentType::change_cipher_spec
                      : letter == 'd' ? ContentType::application_data
                                      : ContentType::alert;
    const auto record = tls::encode_records(type, ProtocolVersion::TLSv1_2, tls::Bytes{1, 2, 3});
    octets.insert(octets.end(), record.begin(), record.end());
  }
  return octets;
}

}  // namespace

TEST_CASE("how far the records of an exchange may have got") {
  struct Row {
    const char *sent, *received;
    ProtocolVersion version;
    Rung rung;
  };
  constexpr auto kOld = ProtocolVersion::TLSv1_2, kNew = ProtocolVersion::TLSv1_3;
  const Row rows[] = {
      {"", "", kOld, Rung::hello},
      {"h", "hhh", kOld, Rung::hello},
      {"hh", "hhhd", kOld, Rung::hello},
      {"hhch", "hhha", kOld, Rung::hello},
      {"hhch", "hhhch", kOld, Rung::tls},
      {"hhchd", "hhhch", kOld, Rung::tls},
      {"hhchd", "hhhchd", kOld, Rung::http},
      {"hhchddd", "hhhchd", kOld, Rung::http},
      {"hhchdd", "hhhchdda", kOld, Rung::sstp},
      {"hc", "hc", kNew, Rung::hello},
      {"hcd", "hcd", kNew, Rung::tls},
      {"hcdd", "hcdd", kNew, Rung::http},
      {"hcddd", "hcddd", kNew, Rung::sstp},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.sent));
    CAPTURE(std::string(row.received));
    CHECK(highest_rung(row.version, {records_of(row.sent), records_of(row.received), std::nullopt}) == row.rung);
  }
}

TEST_CASE("what is no record ends it") {
  auto received = records_of("hhhch");
  const auto cut = tls::Bytes(received.begin(), received.end() - 1);
  CHECK(highest_rung(ProtocolVersion::TLSv1_2, {records_of("hhch"), cut, std::nullopt}) == Rung::hello);
  received.insert(received.begin(), 'H');
  CHECK(highest_rung(ProtocolVersion::TLSv1_2, {records_of("hhch"), received, std::nullopt}) == Rung::hello);
}
