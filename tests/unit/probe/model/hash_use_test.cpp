// SPDX-License-Identifier: Apache-2.0
#include "probe/model/hash_use.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include <cstdint>
#include <string>
#include <vector>

using namespace probe;
using tls::ProtocolVersion;
using tls::SignatureScheme;
using S = tls::CipherSuite;
using V = ProtocolVersion;
using A = HashAnswer;
using H = UsedHash;

namespace {

AcceptedSuite accepted(S code, ExchangeId exchange) {
  AcceptedSuite suite;
  suite.code = code;
  suite.exchange = exchange;
  return suite;
}

VersionResult version(V which, std::vector<AcceptedSuite> suites) {
  VersionResult result;
  result.version = which;
  result.outcome = Outcome::accepted;
  result.accepted = std::move(suites);
  return result;
}

/// The rest of the version's suites is refused: nothing of it is open.
VersionResult whole(VersionResult result) {
  RefusedSuites rest{{}, Basis::batch, Reason::alert_handshake_failure, 8};
  for (const auto& suite : tls::cipher_suites()) {
    const auto is_it = [&](const AcceptedSuite& each) { return each.code == suite.code; };
    if (suite.versions.contains(result.version) && std::none_of(result.accepted.begin(), result.accepted.end(), is_it))
      rest.codes.push_back(suite.code);
  }
  result.refused.push_back(std::move(rest));
  return result;
}

ExchangeSummary signed_with(ExchangeId id, SignatureScheme scheme) {
  ExchangeSummary exchange;
  exchange.id = id;
  exchange.signature_scheme = scheme;
  return exchange;
}

CertificateFacts certificate(const char* name, tls::SignatureHash hash) {
  CertificateFacts facts;
  facts.sha256 = name;
  facts.signature_hash = hash;
  return facts;
}

/// "MD5, SHA-1, SHA-256, SHA-384, other" of one column, in letters: y n - ? . / and the count behind a y.
std::string column(const TargetRecord& target, HashPlace place) {
  const auto table = hash_use(target);
  std::string text;
  for (const auto hash : {H::md5, H::sha1, H::sha256, H::sha384, H::other}) {
    const auto& use = table.at(hash, place);
    text += "yn-?./"[static_cast<std::size_t>(use.answer)];
    if (use.answer == A::yes) text += std::to_string(use.count);
  }
  return text;
}

}  // namespace

TEST_CASE("record MACs: of accepted, open and refused suites, and no AEAD's") {
  TargetRecord target;
  CHECK(column(target, HashPlace::record_mac) == ".....");
  target.versions = {
      version(V::TLSv1_2, {accepted(S::TLS_RSA_WITH_RC4_128_SHA, 1), accepted(S::TLS_RSA_WITH_AES_128_CBC_SHA, 2),
                           accepted(S::TLS_RSA_WITH_AES_256_GCM_SHA384, 3)})};
  target.versions[0].refused = {{{S::TLS_RSA_WITH_RC4_128_MD5, S::TLS_RSA_WITH_AES_128_CBC_SHA256},
                                 Basis::batch,
                                 Reason::alert_handshake_failure,
                                 4}};
  target.versions[0].inconclusive = {{{S::TLS_RSA_WITH_AES_256_CBC_SHA256}, Reason::timed_out, 5}};
  CHECK(column(target, HashPlace::record_mac) == "ny2?..");
}

TEST_CASE("handshake signatures") {
  struct Row {
    const char* name;
    V version;
    S suite;
    std::optional<SignatureScheme> scheme;
    const char* column;
  };
  const Row rows[] = {
      {"SSL 2.0 signs nothing", V::SSLv2, S::SSL_CK_RC4_128_WITH_MD5, {}, "/////"},
      {"RSA key transport signs nothing", V::TLSv1_2, S::TLS_RSA_WITH_AES_128_CBC_SHA, {}, "/////"},
      {"anonymous", V::TLSv1_2, S::TLS_DH_anon_WITH_RC4_128_MD5, {}, "/////"},
      {"RSA before TLS 1.2", V::TLSv1_1, S::TLS_DHE_RSA_WITH_AES_128_CBC_SHA, {}, "y1y1nnn"},
      {"the same in SSL 3.0", V::SSLv3, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, {}, "y1y1nnn"},
      {"DSA before TLS 1.2", V::TLSv1_0, S::TLS_DHE_DSS_WITH_AES_128_CBC_SHA, {}, "ny1nnn"},
      {"ECDSA before TLS 1.2", V::TLSv1_0, S::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, {}, "ny1nnn"},
      {"TLS 1.2", V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, SignatureScheme::rsa_pkcs1_sha384, "---y1-"},
      {"TLS 1.2, SHA-512", V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, SignatureScheme::rsa_pkcs1_sha512,
       "----y1"},
      {"TLS 1.2, not seen", V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, {}, "?????"},
      {"TLS 1.3, not seen", V::TLSv1_3, S::TLS_AES_128_GCM_SHA256, {}, "nn???"},
      {"TLS 1.3", V::TLSv1_3, S::TLS_AES_128_GCM_SHA256, SignatureScheme::rsa_pss_rsae_sha256, "nny1--"},
      {"a scheme without a number", V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, SignatureScheme{0x4321},
       "----y1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    TargetRecord target;
    target.versions = {whole(version(row.version, {accepted(row.suite, 7)}))};
    if (row.scheme) target.exchanges = {signed_with(7, *row.scheme)};
    CHECK(column(target, HashPlace::handshake_signature) == row.column);
  }
}

TEST_CASE("nothing is denied, nor without a place, while a signed cell is open or was not asked") {
  const auto answers = [](auto change) {
    TargetRecord target;
    target.versions = {whole(version(V::TLSv1_2, {accepted(S::TLS_RSA_WITH_RC4_128_SHA, 1)})),
                       whole(version(V::TLSv1_3, {}))};
    change(target);
    return column(target, HashPlace::handshake_signature);
  };
  CHECK(answers([](TargetRecord&) {}) == "/////");
  CHECK(answers([](TargetRecord& target) { target.versions[0].refused.clear(); }) == ".....");
  CHECK(answers([](TargetRecord& target) {
          auto& codes = target.versions[0].refused[0].codes;
          codes.erase(std::find(codes.begin(), codes.end(), S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
          target.versions[0].inconclusive = {{{S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, Reason::timed_out, 5}};
        }) == "?????");
  CHECK(answers([](TargetRecord& target) { target.versions[1].refused.clear(); }) == "//...");
}

TEST_CASE("what a call, and other offers, show of signatures") {
  TargetRecord target;
  CHECK(column(target, HashPlace::handshake_signature) == ".....");
  auto suite = accepted(S::TLS_AES_128_GCM_SHA256, 1);
  suite.climb.emplace().exchange = 2;
  target.versions = {version(V::TLSv1_2, {accepted(S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 3)}),
                     version(V::TLSv1_3, {suite})};
  target.exchanges = {signed_with(2, SignatureScheme::rsa_pss_rsae_sha384),
                      signed_with(3, SignatureScheme::rsa_pkcs1_sha256)};
  CHECK(column(target, HashPlace::handshake_signature) == "--y1y1-");
  target.server.features[FeatureKind::signs_with_md5] = {Support::no, 9};
  target.server.features[FeatureKind::signs_with_sha1] = {Support::yes, 10};
  target.server.schemes = {{SignatureScheme::rsa_pkcs1_sha1, 10}};
  CHECK(column(target, HashPlace::handshake_signature) == "ny0y1y1-");
}

TEST_CASE("export RSA is signed when a temporary key came") {
  TargetRecord target;
  target.versions = {whole(version(V::TLSv1_0, {accepted(S::TLS_RSA_EXPORT_WITH_RC4_40_MD5, 1)}))};
  CHECK(column(target, HashPlace::handshake_signature) == "/////");
  target.versions[0].accepted[0].key_bits = 512;
  CHECK(column(target, HashPlace::handshake_signature) == "y1y1nnn");
}

TEST_CASE("certificates: each once, and a root for nothing") {
  TargetRecord target;
  CHECK(column(target, HashPlace::certificate_signature) == ".....");
  auto root = certificate("root", tls::SignatureHash::sha1);
  root.self_signed = true;
  CertificateChain chain;
  chain.facts = {certificate("leaf", tls::SignatureHash::sha256), certificate("issuer", tls::SignatureHash::sha512),
                 root};
  target.certificates = {chain, chain};
  CHECK(column(target, HashPlace::certificate_signature) == "nny1ny1");
  target.certificates[1].facts = {root};  // a leaf that is its own issuer
  CHECK(column(target, HashPlace::certificate_signature) == "ny1y1ny1");
  target.certificates[1].facts = {std::nullopt};
  CHECK(column(target, HashPlace::certificate_signature) == "??y1?y1");
  target.certificates[1].facts = {certificate("default", tls::SignatureHash::md5)};
  target.certificates[1].named = false;  // none that the target's clients see
  CHECK(column(target, HashPlace::certificate_signature) == "nny1ny1");
  target.certificates.erase(target.certificates.begin());
  CHECK(column(target, HashPlace::certificate_signature) == ".....");
}

TEST_CASE("crypto binding") {
  TargetRecord target;
  CHECK(column(target, HashPlace::crypto_binding) == "/..//");
  target.sstp.calls = 1;
  CHECK(column(target, HashPlace::crypto_binding) == "/?\?//");
  target.sstp.hash_bitmask = std::uint8_t{2};
  CHECK(column(target, HashPlace::crypto_binding) == "/ny0//");
  target.sstp.hash_bitmask = std::uint8_t{3};
  CHECK(column(target, HashPlace::crypto_binding) == "/y0y0//");
}

TEST_CASE("without SHA-1") {
  TargetRecord target;
  target.versions = {
      version(V::SSLv2, {accepted(S::SSL_CK_RC4_128_WITH_MD5, 1)}),
      version(V::TLSv1_0, {accepted(S::TLS_RSA_WITH_RC4_128_MD5, 2)}),
      version(V::TLSv1_1, {}),
      version(V::TLSv1_2, {accepted(S::TLS_RSA_WITH_RC4_128_SHA, 3), accepted(S::TLS_RSA_WITH_AES_128_GCM_SHA256, 4),
                           accepted(S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 5),
                           accepted(S::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, 6)}),
      version(V::TLSv1_3, {accepted(S::TLS_AES_128_GCM_SHA256, 7)}),
  };
  target.exchanges = {signed_with(5, SignatureScheme::rsa_pkcs1_sha1)};
  const auto rest = without_sha1(target);
  CHECK(rest.accepted == 7);
  CHECK(rest.left == 4);
  CHECK(rest.unsure == 1);
  CHECK(rest.lost_versions == std::vector{V::TLSv1_0});
}

TEST_CASE("what was signed for hellos without the name is not the target's") {
  TargetRecord target;
  target.versions = {version(V::TLSv1_2, {accepted(S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 1)})};
  target.exchanges = {signed_with(1, SignatureScheme::rsa_pkcs1_sha256),
                      signed_with(2, SignatureScheme::rsa_pkcs1_sha1)};
  target.server.schemes = {{SignatureScheme::rsa_pkcs1_sha1, 2}};
  CHECK(column(target, HashPlace::handshake_signature) == "-y0y1--");
  target.exchanges[1].named = false;
  CHECK(column(target, HashPlace::handshake_signature) == "--y1--");
}
