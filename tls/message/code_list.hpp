// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tls {

/// The 16-bit codes in the rest of `list`: cipher suites, groups, signature schemes, versions.
template <class Code>
[[nodiscard]] std::vector<Code> read_codes(Reader& list, const char* field) {
  std::vector<Code> codes;
  if (list.remaining() % 2 != 0) list.fail(DecodeFault::not_a_multiple, field);
  codes.reserve(list.remaining() / 2);
  while (!list.empty()) codes.push_back(Code{list.u16(field)});
  return codes;
}

template <class Code>
void write_codes(Writer& out, std::span<const Code> codes) {
  for (const Code code : codes) out.u16(static_cast<std::uint16_t>(code));
}

}  // namespace tls
