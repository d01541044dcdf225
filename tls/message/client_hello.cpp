// SPDX-License-Identifier: Apache-2.0
#include "tls/message/client_hello.hpp"

#include "tls/message/code_list.hpp"
#include "tls/message/extension_block.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace tls {

Bytes encode(const ClientHello& hello) {
  if (std::any_of(hello.cipher_suites.begin(), hello.cipher_suites.end(), is_ssl2_kind)) {
    throw std::invalid_argument("tls::encode: an SSL 2.0 cipher kind in a ClientHello");
  }
  Writer out;
  out.u16(static_cast<std::uint16_t>(hello.legacy_version));
  out.raw(hello.random);
  out.vec8(hello.session_id);
  out.vec16([&](Writer& list) { write_codes(list, std::span<const CipherSuite>(hello.cipher_suites)); });
  out.vec8(hello.compression_methods);
  if (hello.extensions) write_extension_block(out, *hello.extensions);
  return handshake_message(HandshakeType::client_hello, out.bytes());
}

Decoded<ClientHello> decode_client_hello(BytesView body) {
  Reader in(body);
  ClientHello hello;
  hello.legacy_version = ProtocolVersion{in.u16("legacy_version")};
  const BytesView random = in.fixed("random", hello.random.size());
  std::copy(random.begin(), random.end(), hello.random.begin());
  const BytesView session_id = in.vec8("session_id", 0, 32);
  hello.session_id.assign(session_id.begin(), session_id.end());

  Reader suites = in.sub16("cipher_suites", 2, 0xFFFE);
  hello.cipher_suites = read_codes<CipherSuite>(suites, "cipher_suites");
  in.adopt(suites);

  const BytesView methods = in.vec8("compression_methods", 1);
  hello.compression_methods.assign(methods.begin(), methods.end());
  // RFC 5246 7.4.1.2: "The presence of extensions can be detected by determining whether there are bytes following
  // the compression_methods at the end of the ClientHello."
  if (!in.empty()) hello.extensions = read_extension_block(in);
  in.end("ClientHello");
  return in.outcome(std::move(hello));
}

}  // namespace tls
