// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/key_schedule.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>

#include <algorithm>

namespace {

using tls::Bytes;
using tls::CipherSuite;
using tls::ProtocolVersion;
using tls::legacy::KeySchedule;
using tls::legacy::TrafficKeys;
using tls::test::from_hex;

tls::Random random_of(const char* hex) {
  tls::Random random{};
  std::ranges::copy(from_hex(hex), random.begin());
  return random;
}

Bytes key_block(const TrafficKeys& keys) {
  return tls::crypto::concatenate(
      {keys.client.mac, keys.server.mac, keys.client.key, keys.server.key, keys.client.iv, keys.server.iv});
}

// NIST's CAVS 14.1 vectors "tls.rsp", as OpenSSL's tests (evpkdf_tls11_prf.txt, evpkdf_tls12_prf.txt) quote them. The
// suites are those whose key block has the length of NIST's.
TEST_CASE("master secret and key block are NIST's") {
  struct Row {
    std::string name;
    ProtocolVersion version;
    CipherSuite suite;
    const char *premaster, *hello_client_random, *hello_server_random, *master;
    const char *client_random, *server_random, *key_block;
  };
  const Row rows[] = {
      {"TLS 1.0", ProtocolVersion::TLSv1_0, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA,
       "bded7fa5c1699c010be23dd06ada3a48349f21e5f86263d512c0c5cc379f0e780ec55d9844b2f1db02a96453513568d0",
       "e5acaf549cd25c22d964c0d930fa4b5261d2507fad84c33715b7b9a864020693",
       "135e4d557fdf3aa6406d82975d5c606a9734c9334b42136e96990fbd5358cdb2",
       "2f6962dfbc744c4b2138bb6b3d33054c5ecc14f24851d9896395a44ab3964efc2090c5bf51a0891209f46c1e1e998f62",
       "d58a7b1cd4fedaa232159df652ce188f9d997e061b9bf48e83b62990440931f6",
       "67267e650eb32444119d222a368c191af3082888dc35afe8368e638c828874be",
       "3088825988e77fce68d19f756e18e43eb7fe672433504feaf99b3c503d9091b164f166db301d70c9fc0870b4a94563907bee1a61fb78"
       "6cb717576890bcc51cb9ead97e01d0a2fea99c953377b195205ff07b369589178796edc963fd80fdbe518a2fc1c35c18ae8d"},
      {"TLS 1.2", ProtocolVersion::TLSv1_2, CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA256,
       "f8938ecc9edebc5030c0c6a441e213cd24e6f770a50dda07876f8d55da062bcadb386b411fd4fe4313a604fce6c17fbc",
       "36c129d01a3200894b9179faac589d9835d58775f9b5ea3587cb8fd0364cae8c",
       "f6c9575ed7ddd73e1f7d16eca115415812a43c2b747daaaae043abfb50053fce",
       "202c88c00f84a17a20027079604787461176455539e705be730890602c289a5001e34eeb3a043e5d52a65e66125188bf",
       "62e1fd91f23f558a605f28478c58cf72637b89784d959df7e946d3f07bd1b616",
       "ae6c806f8ad4d80784549dff28a4b58fd837681a51d928c3e30ee5ff14f39868",
       "d06139889fffac1e3a71865f504aa5d0d2a2e89506c6f2279b670c3e1b74f531016a2530c51a3a0f7e1d6590d0f0566b2f387f8d11fd"
       "4f731cdd572d2eae927f6f2f81410b25e6960be68985add6c38445ad9f8c64bf8068bf9a6679485d966f1ad6f68b43495b10a683755e"
       "a2b858d70ccac7ec8b053c6bd41ca299d4e51928"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto& suite = *tls::find_cipher_suite(row.suite);
    const KeySchedule hello(row.version, suite, random_of(row.hello_client_random), random_of(row.hello_server_random));
    CHECK(hello.master_secret(from_hex(row.premaster)) == from_hex(row.master));
    const KeySchedule finished(row.version, suite, random_of(row.client_random), random_of(row.server_random));
    CHECK(key_block(finished.traffic_keys(from_hex(row.master))) == from_hex(row.key_block));
  }
}

// RFC 2246 6.3.1 and RFC 6101 6.2.2.1 fix the sizes; what the octets must be, the recorded handshakes know.
TEST_CASE("every suite's keys have its cipher's sizes") {
  struct Row {
    std::string name;
    CipherSuite suite;
    std::size_t mac, key, iv;
  };
  const Row rows[] = {
      {"NULL", CipherSuite::TLS_RSA_WITH_NULL_MD5, 16, 0, 0},
      {"RC4 40", CipherSuite::TLS_RSA_EXPORT_WITH_RC4_40_MD5, 16, 16, 0},
      {"RC4 56", CipherSuite::TLS_RSA_EXPORT1024_WITH_RC4_56_SHA, 20, 16, 0},
      {"RC4 128", CipherSuite::TLS_RSA_WITH_RC4_128_SHA, 20, 16, 0},
      {"RC2 40", CipherSuite::TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5, 16, 16, 8},
      {"DES 40", CipherSuite::TLS_RSA_EXPORT_WITH_DES40_CBC_SHA, 20, 8, 8},
      {"DES export", CipherSuite::TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA, 20, 8, 8},
      {"3DES", CipherSuite::TLS_RSA_WITH_3DES_EDE_CBC_SHA, 20, 24, 8},
      {"IDEA", CipherSuite::TLS_RSA_WITH_IDEA_CBC_SHA, 20, 16, 8},
      {"SEED", CipherSuite::TLS_RSA_WITH_SEED_CBC_SHA, 20, 16, 16},
      {"AES 256", CipherSuite::TLS_RSA_WITH_AES_256_CBC_SHA, 20, 32, 16},
  };
  for (const auto version : {ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_2}) {
    CAPTURE(to_string(version));
    for (const auto& row : rows) {
      CAPTURE(row.name);
      const KeySchedule schedule(version, *tls::find_cipher_suite(row.suite), {}, {});
      const TrafficKeys keys = schedule.traffic_keys(Bytes(48, 1));
      for (const auto* const side : {&keys.client, &keys.server}) {
        CHECK(side->mac.size() == row.mac);
        CHECK(side->key.size() == row.key);
        CHECK(side->iv.size() == row.iv);
      }
    }
  }
}

}  // namespace
