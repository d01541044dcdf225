// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/record_mac.hpp"

#include "tls/wire/writer.hpp"

namespace tls::crypto {
namespace {

void write_u64(Writer& out, std::uint64_t value) {
  out.u32(static_cast<std::uint32_t>(value >> 32));
  out.u32(static_cast<std::uint32_t>(value));
}

Bytes ssl3_mac(Hash hash, BytesView key, const MacInput& input) {
  // RFC 6101 5.2.3.1: "repeated 48 times for MD5 or 40 times for SHA". The version is not covered.
  const std::size_t pad = hash == Hash::md5 ? 48 : 40;
  Writer header;
  write_u64(header, input.sequence);
  header.u8(static_cast<std::uint8_t>(input.type));
  header.u16(static_cast<std::uint16_t>(input.content.size()));
  const Bytes inner = digest(hash, {key, Bytes(pad, 0x36), header.bytes(), input.content});
  return digest(hash, {key, Bytes(pad, 0x5C), inner});
}

}  // namespace

Bytes record_pseudo_header(ProtocolVersion version, std::uint64_t sequence, ContentType type, std::size_t size) {
  Writer header;
  write_u64(header, sequence);
  header.u8(static_cast<std::uint8_t>(type));
  header.u16(static_cast<std::uint16_t>(version));
  header.u16(static_cast<std::uint16_t>(size));
  return header.take();
}

Bytes record_mac(ProtocolVersion version, Hash hash, BytesView key, const MacInput& input) {
  if (version == ProtocolVersion::SSLv3) return ssl3_mac(hash, key, input);

  // RFC 5246 6.2.3.1: MAC(MAC_write_key, seq_num + type + version + length + fragment)
  const Bytes header = record_pseudo_header(version, input.sequence, input.type, input.content.size());
  return hmac(hash, key, {header, input.content});
}

}  // namespace tls::crypto
