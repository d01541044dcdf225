// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>

namespace tls::test {

/// The fault that a decoder finds, or nothing.
using FaultOf = std::function<std::optional<DecodeError>(BytesView)>;

template <class Decoder>
[[nodiscard]] FaultOf fault_of(Decoder decode) {
  return [decode](BytesView input) -> std::optional<DecodeError> {
    const auto decoded = decode(input);
    if (decoded) return std::nullopt;
    return decoded.error();
  };
}

/// Checks that `valid` decodes, and that it does not when it ends at any earlier octet (but for the sizes in `whole`,
/// where an optional last field is left out) or has one octet more. Every fault must name a field.
void check_cuts(const Bytes& valid, const FaultOf& fault, std::initializer_list<std::size_t> whole = {});

/// A length field inside a valid message.
struct LengthField {
  std::string name;  ///< what the decoder calls it
  std::size_t offset;
  std::size_t width;
};

/// Checks that `valid` does not decode when a length says one more, one less, or the most that it can; in the last case
/// the fault must name the field.
void check_lies(const Bytes& valid, const FaultOf& fault, std::span<const LengthField> lengths);

}  // namespace tls::test
