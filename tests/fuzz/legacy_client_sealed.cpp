// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/legacy_client.hpp"

#include "tests/fuzz/client_support.hpp"
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/scripted_server.hpp"

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::CipherSuite;
using tls::ClientState;
using tls::ContentType;
using tls::ProtocolVersion;
using tls::fuzz::require;

constexpr ProtocolVersion kVersions[] = {ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_1,
                                         ProtocolVersion::TLSv1_2};
/// A stream, a block and an export cipher, and an AEAD for TLS 1.2.
constexpr CipherSuite kSuites[] = {
    CipherSuite::TLS_DH_anon_WITH_RC4_128_MD5, CipherSuite::TLS_DH_anon_WITH_3DES_EDE_CBC_SHA,
    CipherSuite::TLS_DH_anon_EXPORT_WITH_RC4_40_MD5, CipherSuite::TLS_DH_anon_WITH_AES_128_GCM_SHA256};

struct Cell {
  ProtocolVersion version;
  CipherSuite suite;
};

Cell choose_cell(std::uint8_t choice) {
  Cell cell{kVersions[choice % 4], kSuites[choice / 4 % 4]};
  const auto* const info = tls::find_cipher_suite(cell.suite);
  // Export suites ended with TLS 1.0, and AEADs began with TLS 1.2.
  if (!info->versions.contains(cell.version)) cell.suite = kSuites[0];
  return cell;
}

}  // namespace

// A server that has finished its half of the key exchange and then says, under the keys that both have, whatever the
// input wants: a list of deeds, each an octet, and most with a length octet and content behind it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  BytesView input(data, size);
  const Cell cell = choose_cell(tls::fuzz::take_choice(input));
  tls::legacy::LegacyClient client(tls::test::cell_config(cell.version, cell.suite));
  tls::test::ScriptedServer server(cell.version, cell.suite);
  server.read_hello(client.output());
  client.feed(server.first_flight());
  require(server.read_flight(client.output()));

  bool said_finished = false;
  while (!input.empty() && client.want() == tls::Want::read) {
    const std::uint8_t deed = tls::fuzz::take_choice(input);
    switch (deed % 10U) {
      case 0:
        client.feed(server.change_cipher_spec());
        break;
      case 1:
        client.feed(server.seal(ContentType::handshake, server.finished()));
        said_finished = true;
        break;
      case 2:
      case 3:
      case 4:
      case 5:
        client.feed(server.seal(static_cast<ContentType>(18 + deed % 10U), tls::fuzz::take_part(input)));
        break;
      case 6:  // what no key has touched
        client.feed(tls::encode_records(static_cast<ContentType>(20 + deed / 10U % 5U), cell.version,
                                        tls::fuzz::take_part(input)));
        break;
      case 7: {  // in a whole record, the content repeated
        Bytes much;
        const auto part = tls::fuzz::take_part(input);
        while (!part.empty() && much.size() + part.size() <= tls::kMaxPlaintextFragment)
          much.insert(much.end(), part.begin(), part.end());
        client.feed(server.seal(static_cast<ContentType>(20 + deed / 10U % 5U), much));
        break;
      }
      case 8:
        client.send(tls::fuzz::take_part(input));
        break;
      case 9:
        client.close();
        break;
    }
    tls::fuzz::check(client);
    require(client.state() == ClientState::handshaking || client.state() == ClientState::failed || said_finished);
  }
  static_cast<void>(server.open(client.output()));  // throws when the client seals what does not open
  tls::fuzz::end(client, size % 3U);
  return 0;
}
