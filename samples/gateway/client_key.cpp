// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/client_key.hpp"

#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/finite_field.hpp"
#include "tls/client/crypto/public_key.hpp"
#include "tls/wire/reader.hpp"

#include <algorithm>
#include <optional>

namespace gateway {
namespace {

using tls::AlertDescription;
using tls::Bytes;
using tls::BytesView;
using tls::ProtocolVersion;

using Premaster = std::variant<Bytes, AlertDescription>;

constexpr std::size_t kPremasterSize = 48;

/// EM = 0x00 || 0x02 || PS || 0x00 || M (RFC 8017 section 7.2.2), where M must have 48 octets.
std::optional<Bytes> unwrap(BytesView block) {
  constexpr std::size_t kOverhead = 11;
  if (block.size() < kOverhead + kPremasterSize || block[0] != 0 || block[1] != 2) return std::nullopt;
  const BytesView padding = block.subspan(2, block.size() - kPremasterSize - 3);
  if (std::find(padding.begin(), padding.end(), 0) != padding.end()) return std::nullopt;
  if (block[block.size() - kPremasterSize - 1] != 0) return std::nullopt;
  const BytesView message = block.last(kPremasterSize);
  return Bytes(message.begin(), message.end());
}

/// RFC 5246 section 7.4.7.1: the version "offered by the client". Old clients wrote the one that was chosen, and the
/// RFC lets servers take that as well.
bool names_version(BytesView premaster, ProtocolVersion version) {
  const auto code = static_cast<unsigned>(version);
  return premaster[0] == code >> 8 && premaster[1] == (code & 0xFF);
}

Premaster by_rsa(EVP_PKEY& key, const Selection& selection, ProtocolVersion offered, BytesView body,
                 const tls::RandomSource& random) {
  tls::Reader in(body);
  // SSL 3.0 has no length octets here.
  const BytesView encrypted =
      selection.version == ProtocolVersion::SSLv3 ? in.rest() : in.vec16("EncryptedPreMasterSecret");
  in.end("ClientKeyExchange");
  if (!in.ok()) return AlertDescription::decode_error;

  Bytes instead(kPremasterSize);
  random(instead);
  const auto block = tls::crypto::rsa_decrypt_raw(key, encrypted);
  const auto premaster = block ? unwrap(*block) : std::nullopt;
  if (!premaster) return instead;
  const bool fits = names_version(*premaster, offered) || names_version(*premaster, selection.version);
  return fits ? *premaster : instead;
}

Premaster by_finite_field(const DhShare& share, BytesView body) {
  tls::Reader in(body);
  const BytesView value = in.vec16("dh_Yc", 1);
  in.end("ClientKeyExchange");
  if (!in.ok()) return AlertDescription::decode_error;
  auto secret = tls::crypto::finite_field_secret(share.p, share.private_value, value);
  if (!secret) return AlertDescription::illegal_parameter;
  return std::move(*secret);
}

Premaster by_curve(const CurveShare& share, BytesView body) {
  tls::Reader in(body);
  const BytesView point = in.vec8("ecdh_Yc", 1);
  in.end("ClientKeyExchange");
  if (!in.ok()) return AlertDescription::decode_error;
  auto secret = tls::crypto::curve_secret(share.group, share.private_value, point);
  if (!secret) return AlertDescription::illegal_parameter;
  return std::move(*secret);
}

}  // namespace

Premaster premaster_secret(const GatewayKeys& keys, const Selection& selection, ProtocolVersion offered, BytesView body,
                           const tls::RandomSource& random) {
  if (selection.curve_share != nullptr) return by_curve(*selection.curve_share, body);
  if (selection.suite->key_exchange == tls::KeyExchange::dhe) {
    return by_finite_field(keys.dh_share(*selection.suite), body);
  }
  const TemporaryRsa* const temporary = keys.temporary_rsa(*selection.suite);
  EVP_PKEY& key = temporary != nullptr ? *temporary->key : *selection.credential->key;
  return by_rsa(key, selection, offered, body, random);
}

}  // namespace gateway
