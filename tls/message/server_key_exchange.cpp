// SPDX-License-Identifier: Apache-2.0
#include "tls/message/server_key_exchange.hpp"

#include "tls/message/handshake_type.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <bit>

namespace tls {
namespace {

constexpr std::uint8_t kExplicitPrime = 1;  // RFC 4492 section 5.4: ECCurveType
constexpr std::uint8_t kExplicitChar2 = 2;
constexpr std::uint8_t kNamedCurve = 3;

/// What stands in front of the signature, by the suite's key exchange.
enum class Kind : std::uint8_t { none, opaque, rsa, dh, ecdh, hint, hint_dh, hint_ecdh };

Kind kind_of(KeyExchange key_exchange) {
  switch (key_exchange) {
    case KeyExchange::rsa_export:
      return Kind::rsa;
    case KeyExchange::dhe:
      return Kind::dh;
    case KeyExchange::ecdhe:
      return Kind::ecdh;
    case KeyExchange::psk:
    case KeyExchange::rsa_psk:
      return Kind::hint;
    case KeyExchange::dhe_psk:
      return Kind::hint_dh;
    case KeyExchange::ecdhe_psk:
      return Kind::hint_ecdh;
    // RFC 5246 7.4.3: "It is not legal to send the ServerKeyExchange message" for RSA and for static DH; the TLS 1.3
    // handshake and SSL 2.0 have no such message.
    case KeyExchange::null:
    case KeyExchange::rsa:
    case KeyExchange::dh:
    case KeyExchange::ecdh:
    case KeyExchange::tls13:
    case KeyExchange::ssl2_rsa:
      return Kind::none;
    case KeyExchange::krb5:
    case KeyExchange::srp:
    case KeyExchange::eccpwd:
    case KeyExchange::cecpq1:
    case KeyExchange::gost:
    case KeyExchange::fortezza_kea:
      return Kind::opaque;
  }
  return Kind::opaque;
}

Bytes own_copy(BytesView octets) { return Bytes(octets.begin(), octets.end()); }

ServerDhParams read_dh(Reader& in) {
  ServerDhParams params;
  params.p = own_copy(in.vec16("dh_p", 1));
  params.g = own_copy(in.vec16("dh_g", 1));
  params.public_value = own_copy(in.vec16("dh_Ys", 1));
  return params;
}

ServerRsaParams read_rsa(Reader& in) {
  ServerRsaParams params;
  params.modulus = own_copy(in.vec16("rsa_modulus", 1));
  params.exponent = own_copy(in.vec16("rsa_exponent", 1));
  return params;
}

/// Nothing for an explicit curve: where its parameters end is not looked for, so the signature stays among them.
std::optional<ServerEcdhParams> read_ecdh(Reader& in) {
  const std::uint8_t curve_type = in.u8("curve_type");
  if (curve_type == kExplicitPrime || curve_type == kExplicitChar2) {
    in.rest();
    return std::nullopt;
  }
  if (curve_type != kNamedCurve) in.fail(DecodeFault::illegal_value, "curve_type");
  ServerEcdhParams params;
  params.group = NamedGroup{in.u16("namedcurve")};
  params.point = own_copy(in.vec8("point", 1));
  return params;
}

void read_key(Reader& in, Kind kind, ServerKeyExchange& message) {
  switch (kind) {
    case Kind::none:
      in.fail(DecodeFault::illegal_value, "ServerKeyExchange");
      return;
    case Kind::opaque:
      in.rest();
      return;
    case Kind::rsa:
      message.key = read_rsa(in);
      return;
    case Kind::dh:
      message.key = read_dh(in);
      return;
    case Kind::ecdh:
      if (auto params = read_ecdh(in)) message.key = std::move(*params);
      return;
    case Kind::hint:
    case Kind::hint_dh:
    case Kind::hint_ecdh:
      in.vec16("psk_identity_hint");  // RFC 4279 sections 2 and 3, RFC 5489 section 2
      if (kind == Kind::hint_dh) read_key(in, Kind::dh, message);
      if (kind == Kind::hint_ecdh) read_key(in, Kind::ecdh, message);
      return;
  }
}

bool is_signed(Kind kind, const CipherSuiteInfo& suite) {
  return (kind == Kind::rsa || kind == Kind::dh || kind == Kind::ecdh) &&
         suite.authentication != Authentication::anonymous;
}

struct KeyBits {
  std::optional<std::size_t> operator()(std::monostate) const { return std::nullopt; }
  std::optional<std::size_t> operator()(const ServerDhParams& params) const { return bit_length(params.p); }
  std::optional<std::size_t> operator()(const ServerRsaParams& params) const { return bit_length(params.modulus); }
  std::optional<std::size_t> operator()(const ServerEcdhParams& params) const {
    const NamedGroupInfo* const info = find_named_group(params.group);
    if (info == nullptr || info->bits == 0) return std::nullopt;
    return info->bits;
  }
};

struct EncodeKey {
  Bytes operator()(std::monostate) const { return {}; }
  template <class Params>
  Bytes operator()(const Params& params) const {
    return encode_params(params);
  }
};

}  // namespace

Decoded<ServerKeyExchange> decode_server_key_exchange(BytesView body, const CipherSuiteInfo& suite,
                                                      ProtocolVersion version) {
  const Kind kind = kind_of(suite.key_exchange);
  ServerKeyExchange message;
  Reader in(body);
  read_key(in, kind, message);
  message.params = own_copy(body.first(body.size() - in.remaining()));

  const bool opaque = std::holds_alternative<std::monostate>(message.key);
  if (!opaque && is_signed(kind, suite)) {
    if (version == ProtocolVersion::TLSv1_2) message.scheme = SignatureScheme{in.u16("algorithm")};
    message.signature = own_copy(in.vec16("signature"));
  }
  in.end("ServerKeyExchange");
  return in.outcome(std::move(message));
}

Bytes encode(const ServerKeyExchange& message) {
  Writer out;
  out.raw(message.params.empty() ? std::visit(EncodeKey{}, message.key) : message.params);
  if (message.scheme) out.u16(static_cast<std::uint16_t>(*message.scheme));
  if (message.scheme || !message.signature.empty()) out.vec16(message.signature);
  return handshake_message(HandshakeType::server_key_exchange, out.bytes());
}

Bytes encode_params(const ServerDhParams& params) {
  Writer out;
  out.vec16(params.p);
  out.vec16(params.g);
  out.vec16(params.public_value);
  return out.take();
}

Bytes encode_params(const ServerEcdhParams& params) {
  Writer out;
  out.u8(kNamedCurve);
  out.u16(static_cast<std::uint16_t>(params.group));
  out.vec8(params.point);
  return out.take();
}

Bytes encode_params(const ServerRsaParams& params) {
  Writer out;
  out.vec16(params.modulus);
  out.vec16(params.exponent);
  return out.take();
}

std::size_t bit_length(BytesView integer) {
  while (!integer.empty() && integer.front() == 0) integer = integer.subspan(1);
  if (integer.empty()) return 0;
  return integer.size() * 8 - static_cast<std::size_t>(std::countl_zero(integer.front()));
}

std::optional<std::size_t> key_bits(const ServerKeyExchange& message) { return std::visit(KeyBits{}, message.key); }

}  // namespace tls
