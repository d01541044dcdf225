// SPDX-License-Identifier: Apache-2.0
// What both sides share, and what a server writes and a client reads.
#include "tls/message/extension.hpp"

#include "tls/message/key_share.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>

namespace tls {
namespace {

template <class Code>
Extension code_extension(ExtensionType type, Code code) {
  Writer out;
  out.u16(static_cast<std::uint16_t>(code));
  return {type, out.take()};
}

template <class Code>
Decoded<Code> decode_code(BytesView data, const char* field, const char* extension) {
  Reader in(data);
  const Code code{in.u16(field)};
  in.end(extension);
  return in.outcome(code);
}

}  // namespace

const Extension* find(std::span<const Extension> extensions, ExtensionType type) {
  const auto found = std::find_if(extensions.begin(), extensions.end(),
                                  [&](const Extension& extension) { return extension.type == type; });
  return found == extensions.end() ? nullptr : &*found;
}

Extension server_supported_versions_extension(ProtocolVersion selected) {
  return code_extension(ExtensionType::supported_versions, selected);
}

Decoded<ProtocolVersion> decode_server_supported_versions(BytesView data) {
  return decode_code<ProtocolVersion>(data, "selected_version", "supported_versions");
}

Extension server_key_share_extension(const KeyShareEntry& share) {
  Writer out;
  write_key_share(out, share);
  return {ExtensionType::key_share, out.take()};
}

Decoded<KeyShareEntry> decode_server_key_share(BytesView data) {
  Reader in(data);
  auto share = read_key_share(in);
  in.end("key_share");
  return in.outcome(std::move(share));
}

Extension retry_key_share_extension(NamedGroup selected) { return code_extension(ExtensionType::key_share, selected); }

Decoded<NamedGroup> decode_retry_key_share(BytesView data) {
  return decode_code<NamedGroup>(data, "selected_group", "key_share");
}

Extension cookie_extension(BytesView cookie) {
  Writer out;
  out.vec16(cookie);
  return {ExtensionType::cookie, out.take()};
}

Decoded<Bytes> decode_cookie(BytesView data) {
  Reader in(data);
  const BytesView cookie = in.vec16("cookie", 1);
  in.end("cookie");
  return in.outcome(Bytes(cookie.begin(), cookie.end()));
}

KeyShareEntry read_key_share(Reader& in) {
  const NamedGroup group{in.u16("group")};
  const BytesView key_exchange = in.vec16("key_exchange", 1);
  return {group, Bytes(key_exchange.begin(), key_exchange.end())};
}

void write_key_share(Writer& out, const KeyShareEntry& share) {
  out.u16(static_cast<std::uint16_t>(share.group));
  out.vec16(share.key_exchange);
}

}  // namespace tls
