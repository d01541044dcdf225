// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/extension.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tls {

/// No client or server sends a tenth of it; 64 KiB could hold 16384 empty ones.
inline constexpr std::size_t kMaxExtensions = 256;

/// Extension extensions<0..2^16-1> at the end of a hello. RFC 8446 4.2: "There MUST NOT be more than one extension of
/// the same type in a given extension block"; one that repeats itself is kept as sent all the same, since the hello
/// still tells version and suite.
[[nodiscard]] std::vector<Extension> read_extension_block(Reader& in);
void write_extension_block(Writer& out, std::span<const Extension> extensions);

}  // namespace tls
