// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/misbehaving_session.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "samples/gateway/gateway_session.hpp"
#include "samples/gateway/profile_reader.hpp"
#include "tests/peer/answer_edit.hpp"
#include "tests/peer/behaviour_table.hpp"
#include "tls/record/record.hpp"

namespace {

using gateway::Ending;
using peer::MisbehavingSession;
using peer::Misbehaviour;
using tls::Bytes;
using tls::CipherSuite;
using tls::ProtocolVersion;
using tls::Want;

/// TLS 1.0 to 1.3; nothing in it is signed below TLS 1.3, so that one random makes one answer.
std::shared_ptr<const gateway::Gateway> sample_gateway() {
  static const auto gateway = std::make_shared<const gateway::Gateway>(*gateway::read_profile(R"(
versions = ["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"]
suites = ["0x1301", "0x002F", "0x0005"]
[[certificate]]
bits = 1024
)",
                                                                                              "test"));
  return gateway;
}

void fixed_random(std::span<std::uint8_t> buffer) { std::fill(buffer.begin(), buffer.end(), std::uint8_t{0x5A}); }

MisbehavingSession session_with(const Misbehaviour& misbehaviour, std::optional<ProtocolVersion> only = {}) {
  return MisbehavingSession(misbehaviour, std::make_unique<gateway::GatewaySession>(sample_gateway(), fixed_random),
                            only);
}

Misbehaviour behaving(const char* word) {
  Misbehaviour misbehaviour;
  REQUIRE_FALSE(peer::apply_behaviour(word, misbehaviour));
  return misbehaviour;
}

Bytes as_record(const tls::ClientHello& hello) {
  return tls::encode_records(tls::ContentType::handshake, ProtocolVersion::TLSv1_0, tls::encode(hello));
}

tls::ClientHello plain_hello(ProtocolVersion version = ProtocolVersion::TLSv1_2) {
  tls::ClientHello hello;
  hello.legacy_version = version;
  hello.cipher_suites = {CipherSuite{0x0005}, CipherSuite{0x002F}, tls::kEmptyRenegotiationInfoScsv};
  return hello;
}

tls::ClientHello tls13_hello() {
  auto hello = plain_hello();
  hello.cipher_suites.insert(hello.cipher_suites.begin(), CipherSuite{0x1301});
  const ProtocolVersion versions[] = {ProtocolVersion::TLSv1_3};
  const tls::NamedGroup groups[] = {tls::NamedGroup::secp256r1};
  const tls::SignatureScheme schemes[] = {tls::SignatureScheme::rsa_pss_rsae_sha256};
  hello.extensions = {tls::client_supported_versions_extension(versions), tls::supported_groups_extension(groups),
                      tls::signature_algorithms_extension(schemes), tls::client_key_share_extension({})};
  return hello;
}

Bytes some_output(MisbehavingSession& session, std::size_t enough = 1 << 20) {
  Bytes all;
  for (auto octets = session.output(); !octets.empty() && all.size() < enough; octets = session.output()) {
    all.insert(all.end(), octets.begin(), octets.end());
  }
  return all;
}

Bytes answer_to(const Misbehaviour& misbehaviour, const tls::ClientHello& hello) {
  auto session = session_with(misbehaviour);
  session.feed(as_record(hello));
  return some_output(session);
}

Bytes good_answer() { return answer_to({}, plain_hello()); }

tls::ServerHello server_hello_in(const Bytes& octets) {
  const auto answer = peer::take_apart(octets);
  REQUIRE(answer.has_value());
  return *tls::decode_server_hello(tls::BytesView(answer->server_hello).subspan(4));
}

TEST_CASE("Without a misbehaviour it is the gateway") {
  gateway::GatewaySession good(sample_gateway(), fixed_random);
  good.feed(as_record(plain_hello()));
  CHECK(good_answer() == good.output());
}

TEST_CASE("Nothing is said at accept") {
  struct Row {
    const char* word;
    Ending ending;
  };
  for (const auto& row :
       {Row{"reset-at-accept", Ending::reset}, Row{"close-at-accept", Ending::close}, Row{"silence", Ending::hold}}) {
    CAPTURE(row.word);
    auto session = session_with(behaving(row.word));
    CHECK(session.want() == Want::done);
    CHECK(session.output().empty());
    CHECK(session.ending() == row.ending);
  }
}

TEST_CASE("Nothing is said after the hello, and not before its last octet") {
  struct Row {
    const char* word;
    Ending ending;
  };
  for (const auto& row : {Row{"reset-after-hello", Ending::reset}, Row{"close-after-hello", Ending::close},
                          Row{"drop-long-hello=20", Ending::hold}, Row{"drop-many-suites=3", Ending::hold}}) {
    CAPTURE(row.word);
    auto session = session_with(behaving(row.word));
    const auto hello = as_record(plain_hello());
    session.feed(tls::BytesView(hello).first(hello.size() - 1));
    CHECK(session.want() == Want::read);
    session.feed(tls::BytesView(hello).last(1));
    CHECK(session.want() == Want::done);
    CHECK(session.output().empty());
    CHECK(session.ending() == row.ending);
  }
}

TEST_CASE("Particular peers answer the hellos that they like") {
  auto without_scsv = plain_hello();
  without_scsv.cipher_suites.pop_back();
  const auto size = as_record(plain_hello()).size();
  const auto exactly = "drop-long-hello=" + std::to_string(size);
  const auto one_less = "drop-long-hello=" + std::to_string(size - 1);
  struct Row {
    const char* word;
    tls::ClientHello hello;
    bool is_answered;
  };
  const Row rows[] = {
      {exactly.c_str(), plain_hello(), true},      {one_less.c_str(), plain_hello(), false},
      {"drop-many-suites=4", plain_hello(), true}, {"drop-many-suites=3", plain_hello(), false},
      {"drop-without-scsv", plain_hello(), true},  {"drop-without-scsv", without_scsv, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.word);
    CHECK(answer_to(behaving(row.word), row.hello).empty() != row.is_answered);
  }
}

TEST_CASE("Answers that are not the gateway's") {
  struct Row {
    const char* word;
    Bytes start;
  };
  const Row rows[] = {
      {"alert=80", {21, 3, 3, 0, 2, 2, 80}},
      {"ssl2-error", {0x80, 3, 0, 0, 1}},  // the octets that OpenSSL 1.0 sends for "no cipher"
      {"http", {'H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '4', '0', '0'}},
      {"garbage", {0x9D}},
      {"huge-record", {22, 3, 3, 0xFF, 0xFF}},
      {"garbled-hello", {22, 3, 3, 0, 44, 2, 0, 0, 40}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.word);
    auto session = session_with(behaving(row.word));
    session.feed(as_record(plain_hello()));
    const auto octets = some_output(session);
    REQUIRE(octets.size() >= row.start.size());
    CHECK(Bytes(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(row.start.size())) == row.start);
    CHECK(session.want() == Want::done);
    CHECK(session.ending() == Ending::close);
  }
}

TEST_CASE("The answer is cut") {
  struct Row {
    const char* word;
    std::size_t octets;
    Ending ending;
  };
  const Row rows[] = {
      {"half-answer-close", 40, Ending::close},
      {"half-answer-reset=1", 1, Ending::reset},
      {"half-answer-stall=1000000", good_answer().size() / 2, Ending::hold},
  };
  for (const auto& row : rows) {
    CAPTURE(row.word);
    auto session = session_with(behaving(row.word));
    session.feed(as_record(plain_hello()));
    const auto octets = some_output(session);
    CHECK(octets.size() == row.octets);
    CHECK(std::equal(octets.begin(), octets.end(), good_answer().begin()));
    CHECK(session.want() == Want::done);
    CHECK(session.ending() == row.ending);
  }
}

TEST_CASE("Records of one octet say the same") {
  const auto cut = answer_to(behaving("one-byte-records"), plain_hello());
  tls::RecordReader reader;
  reader.feed(cut);
  Bytes joined;
  for (auto record = reader.next(); record.has_value() && record->has_value(); record = reader.next()) {
    REQUIRE((*record)->fragment.size() == 1);
    joined.push_back((*record)->fragment.front());
  }
  const auto good = good_answer();
  CHECK(joined == Bytes(good.begin() + 5, good.end()));
}

TEST_CASE("Dripping is a matter of pace") {
  auto session = session_with(behaving("drip=7"));
  CHECK(session.pace().octets == 1);
  CHECK(session.pace().interval == std::chrono::milliseconds(7));
  CHECK(session_with({}).pace().octets == 0);
}

TEST_CASE("A warning comes first") {
  auto expected = Bytes{21, 3, 3, 0, 2, 1, 112};  // RFC 6066 section 3: unrecognized_name(112)
  const auto good = good_answer();
  expected.insert(expected.end(), good.begin(), good.end());
  CHECK(answer_to(behaving("warning-first"), plain_hello()) == expected);
}

TEST_CASE("The ServerHello is not what was negotiated") {
  struct Row {
    const char* word;
    tls::ClientHello hello;
    ProtocolVersion version;
  };
  const Row rows[] = {
      {"older-version", plain_hello(), ProtocolVersion::TLSv1_1},
      {"older-version", plain_hello(ProtocolVersion::TLSv1_0), ProtocolVersion::SSLv3},
      {"newer-version", plain_hello(ProtocolVersion::TLSv1_0), ProtocolVersion::TLSv1_1},
      {"newer-version", plain_hello(), ProtocolVersion::TLSv1_3},
      {"older-version", tls13_hello(), ProtocolVersion::TLSv1_2},
      {"newer-version", tls13_hello(), ProtocolVersion{0x0305}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.word);
    CAPTURE(to_string(row.version));
    const auto hello = server_hello_in(answer_to(behaving(row.word), row.hello));
    CHECK(tls::negotiated_version(hello).value() == row.version);
  }
  const auto offered = plain_hello().cipher_suites;
  const auto suite = server_hello_in(answer_to(behaving("unoffered-suite"), plain_hello())).cipher_suite;
  CHECK(std::find(offered.begin(), offered.end(), suite) == offered.end());
}

TEST_CASE("Behind the ServerHello") {
  SUBCASE("an alert") {
    const auto octets = answer_to(behaving("alert-after-server-hello"), plain_hello());
    const Bytes alert{21, 3, 3, 0, 2, 2, 80};
    CHECK(octets.size() == 5 + peer::take_apart(octets)->server_hello.size() + alert.size());
    CHECK(std::equal(alert.begin(), alert.end(), octets.end() - static_cast<std::ptrdiff_t>(alert.size())));
  }
  SUBCASE("no end") {
    auto session = session_with(behaving("endless-certificate"));
    session.feed(as_record(plain_hello()));
    CHECK(some_output(session, 4 << 20).size() >= (4 << 20));
    // Endless is enough at some point: the peer must not write for ever to whoever reads for ever.
    while (!session.output().empty()) {
    }
    CHECK(session.want() == Want::done);
    CHECK(session.ending() == Ending::hold);
  }
}

TEST_CASE("A HelloRetryRequest, again and again") {
  struct Row {
    const char* word;
    bool is_offered;
  };
  for (const auto& row : {Row{"retry-loop", true}, Row{"retry-unoffered-group", false}}) {
    CAPTURE(row.word);
    auto session = session_with(behaving(row.word));
    for (int i = 0; i < 3; ++i) {
      session.feed(as_record(tls13_hello()));
      const auto hello = server_hello_in(some_output(session));
      CHECK(is_hello_retry_request(hello));
      const auto* share = tls::find(hello.extensions, tls::ExtensionType::key_share);
      REQUIRE(share != nullptr);
      const auto group = tls::decode_retry_key_share(share->data).value();
      CHECK((group == tls::NamedGroup::secp256r1) == row.is_offered);
      CHECK(session.want() == Want::read);
    }
    CHECK(answer_to(behaving(row.word), plain_hello()) == good_answer());
  }
}

TEST_CASE("Hellos of other versions are treated well") {
  auto badly = session_with(behaving("alert"), ProtocolVersion::TLSv1_2);
  badly.feed(as_record(plain_hello()));
  CHECK(some_output(badly) == Bytes{21, 3, 3, 0, 2, 2, 40});
  auto well = session_with(behaving("alert"), ProtocolVersion::TLSv1_1);
  well.feed(as_record(plain_hello()));
  CHECK(some_output(well) == good_answer());
}

}  // namespace
