// SPDX-License-Identifier: Apache-2.0
#include "tls/message/extension_block.hpp"

namespace tls {

std::vector<Extension> read_extension_block(Reader& in) {
  std::vector<Extension> extensions;
  Reader block = in.sub16("extensions");
  while (!block.empty()) {
    const ExtensionType type{block.u16("extension_type")};
    if (extensions.size() == kMaxExtensions) block.fail(DecodeFault::own_limit, "extensions");
    const BytesView data = block.vec16("extension_data");
    extensions.push_back({type, Bytes(data.begin(), data.end())});
  }
  in.adopt(block);
  return extensions;
}

void write_extension_block(Writer& out, std::span<const Extension> extensions) {
  out.vec16([&](Writer& block) {
    for (const auto& extension : extensions) {
      block.u16(static_cast<std::uint16_t>(extension.type));
      block.vec16(extension.data);
    }
  });
}

}  // namespace tls
