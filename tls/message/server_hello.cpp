// SPDX-License-Identifier: Apache-2.0
#include "tls/message/server_hello.hpp"

#include "tls/message/extension_block.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>
#include <stdexcept>

namespace tls {

Bytes encode(const ServerHello& hello) {
  if (is_ssl2_kind(hello.cipher_suite)) {
    throw std::invalid_argument("tls::encode: an SSL 2.0 cipher kind in a ServerHello");
  }
  Writer out;
  out.u16(static_cast<std::uint16_t>(hello.legacy_version));
  out.raw(hello.random);
  out.vec8(hello.session_id);
  out.u16(static_cast<std::uint16_t>(hello.cipher_suite));
  out.u8(hello.compression_method);
  // Clients from before RFC 3546 know no extension block, not even an empty one.
  if (!hello.extensions.empty()) write_extension_block(out, hello.extensions);
  return handshake_message(HandshakeType::server_hello, out.bytes());
}

Decoded<ServerHello> decode_server_hello(BytesView body) {
  Reader in(body);
  ServerHello hello;
  hello.legacy_version = ProtocolVersion{in.u16("server_version")};
  const BytesView random = in.fixed("random", hello.random.size());
  std::copy(random.begin(), random.end(), hello.random.begin());
  const BytesView session_id = in.vec8("session_id", 0, 32);
  hello.session_id.assign(session_id.begin(), session_id.end());
  hello.cipher_suite = CipherSuite{in.u16("cipher_suite")};
  hello.compression_method = in.u8("compression_method");
  if (!in.empty()) hello.extensions = read_extension_block(in);
  in.end("ServerHello");
  return in.outcome(std::move(hello));
}

const Random kHelloRetryRequestRandom = {0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C,
                                         0x02, 0x1E, 0x65, 0xB8, 0x91, 0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB,
                                         0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C};

bool is_hello_retry_request(const ServerHello& hello) { return hello.random == kHelloRetryRequestRandom; }

Decoded<ProtocolVersion> negotiated_version(const ServerHello& hello) {
  const Extension* const selected = tls::find(hello.extensions, ExtensionType::supported_versions);
  if (selected == nullptr) return hello.legacy_version;
  return decode_server_supported_versions(selected->data);
}

}  // namespace tls
