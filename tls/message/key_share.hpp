// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/extension.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

namespace tls {

/// struct { NamedGroup group; opaque key_exchange<1..2^16-1>; } KeyShareEntry;
[[nodiscard]] KeyShareEntry read_key_share(Reader& in);
void write_key_share(Writer& out, const KeyShareEntry& share);

}  // namespace tls
