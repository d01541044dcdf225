// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/server_flight.hpp"

#include "samples/gateway/signer.hpp"
#include "tls/message/certificate.hpp"
#include "tls/message/extension.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/server_key_exchange.hpp"

#include <algorithm>
#include <string_view>

namespace gateway {
namespace {

using tls::append;
using tls::Bytes;
using tls::BytesView;
using tls::ExtensionType;
using tls::ProtocolVersion;

bool client_sent(const tls::ClientHello& hello, ExtensionType type) {
  return hello.extensions && tls::find(*hello.extensions, type) != nullptr;
}

bool signals_secure_renegotiation(const tls::ClientHello& hello) {
  return client_sent(hello, ExtensionType::renegotiation_info) ||
         std::find(hello.cipher_suites.begin(), hello.cipher_suites.end(), tls::kEmptyRenegotiationInfoScsv) !=
             hello.cipher_suites.end();
}

tls::ServerHello server_hello(const Gateway& gateway, const tls::ClientHello& hello, const Selection& selection,
                              const tls::Random& random) {
  tls::ServerHello answer;
  answer.legacy_version = selection.version;
  answer.random = random;
  answer.cipher_suite = selection.suite->code;
  if (gateway.profile.suites.contains(ProtocolVersion::TLSv1_3)) {
    // RFC 8446 section 4.1.3: a TLS 1.3 server that takes less says so in the last eight octets of its random.
    constexpr std::string_view kDowngrade = "DOWNGRD";
    std::copy(kDowngrade.begin(), kDowngrade.end(), answer.random.end() - 8);
    answer.random.back() = selection.version == ProtocolVersion::TLSv1_2 ? 1 : 0;
  }
  if (signals_secure_renegotiation(hello)) answer.extensions.push_back(tls::renegotiation_info_extension());
  if (selection.version == ProtocolVersion::SSLv3) return answer;
  if (selection.curve_share != nullptr && client_sent(hello, ExtensionType::ec_point_formats)) {
    answer.extensions.push_back(tls::ec_point_formats_extension());
  }
  if (gateway.profile.extended_master_secret && client_sent(hello, ExtensionType::extended_master_secret)) {
    answer.extensions.push_back(tls::extended_master_secret_extension());
  }
  return answer;
}

/// The parameters of an ephemeral key exchange; nothing when the suite has no ServerKeyExchange.
std::optional<tls::ServerKeyExchange> key_exchange(const Gateway& gateway, const Selection& selection) {
  tls::ServerKeyExchange message;
  if (selection.curve_share != nullptr) {
    tls::ServerEcdhParams params{selection.curve_share->group, selection.curve_share->point};
    message.params = tls::encode_params(params);
    message.key = std::move(params);
  } else if (selection.suite->key_exchange == tls::KeyExchange::dhe) {
    const auto& share = gateway.keys->dh_share(*selection.suite);
    tls::ServerDhParams params{share.p, share.g, share.public_value};
    message.params = tls::encode_params(params);
    message.key = std::move(params);
  } else if (const auto* rsa = gateway.keys->temporary_rsa(*selection.suite)) {
    tls::ServerRsaParams params{rsa->modulus, rsa->exponent};
    message.params = tls::encode_params(params);
    message.key = std::move(params);
  } else {
    return std::nullopt;
  }
  return message;
}

/// RFC 5246 section 7.4.3: the signature covers both randoms and the parameters.
void sign_key_exchange(tls::ServerKeyExchange& message, const Selection& selection, const tls::Random& client_random,
                       const tls::Random& server_random) {
  Bytes covered(client_random.begin(), client_random.end());
  append(covered, server_random);
  append(covered, message.params);
  message.scheme = selection.scheme;
  message.signature = sign(*selection.credential, selection.scheme, covered);
}

}  // namespace

ServerFlight server_flight(const Gateway& gateway, const tls::ClientHello& hello, const Selection& selection,
                           const tls::Random& random) {
  const auto answer = server_hello(gateway, hello, selection, random);
  ServerFlight result;
  result.random = answer.random;
  result.extended_master_secret = tls::find(answer.extensions, ExtensionType::extended_master_secret) != nullptr;
  Bytes& flight = result.messages;
  flight = tls::encode(answer);
  if (selection.credential != nullptr)
    append(flight, tls::encode(tls::CertificateMessage{{selection.credential->der}}));
  if (auto message = key_exchange(gateway, selection)) {
    if (selection.credential != nullptr) sign_key_exchange(*message, selection, hello.random, answer.random);
    append(flight, tls::encode(*message));
  }
  append(flight, tls::handshake_message(tls::HandshakeType::server_hello_done, {}));
  return result;
}

Bytes ssl2_answer(const Gateway& gateway, const tls::ssl2::ClientHello& hello, BytesView connection_id) {
  tls::ssl2::ServerHello answer;
  for (const auto kind : gateway.profile.suites.at(ProtocolVersion::SSLv2)) {
    if (std::find(hello.cipher_kinds.begin(), hello.cipher_kinds.end(), kind) != hello.cipher_kinds.end()) {
      answer.cipher_kinds.push_back(kind);
    }
  }
  if (answer.cipher_kinds.empty()) return tls::ssl2::encode_record(tls::ssl2::ErrorCode::no_cipher);
  answer.certificate = gateway.keys->credential(KeyKind::rsa)->der;
  answer.connection_id.assign(connection_id.begin(), connection_id.end());
  return tls::ssl2::encode_record(answer);
}

}  // namespace gateway
