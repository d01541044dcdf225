// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/support/hostile.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace tls::test {
namespace {

std::uint32_t read_length(const Bytes& bytes, const LengthField& field) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < field.width; ++i) value = value << 8 | bytes.at(field.offset + i);
  return value;
}

Bytes with_length(Bytes bytes, const LengthField& field, std::uint32_t value) {
  for (std::size_t i = field.width; i-- > 0; value >>= 8) bytes.at(field.offset + i) = static_cast<std::uint8_t>(value);
  return bytes;
}

}  // namespace

void check_cuts(const Bytes& valid, const FaultOf& fault, std::initializer_list<std::size_t> whole) {
  CHECK_FALSE(fault(valid).has_value());
  for (std::size_t size = 0; size < valid.size(); ++size) {
    CAPTURE(size);
    // A buffer of its own, so that a sanitizer sees a read beyond the cut.
    const Bytes cut(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(size));
    const auto found = fault(cut);
    const bool is_whole = std::find(whole.begin(), whole.end(), size) != whole.end();
    CHECK(found.has_value() != is_whole);
    if (!found) continue;
    CHECK(std::string(found->field) != "");
    CHECK(found->offset <= size);
  }
  Bytes longer = valid;
  longer.push_back(0);
  CHECK(fault(longer).has_value());
}

void check_lies(const Bytes& valid, const FaultOf& fault, std::span<const LengthField> lengths) {
  REQUIRE_FALSE(fault(valid).has_value());
  for (const auto& field : lengths) {
    CAPTURE(field.name);
    CAPTURE(field.offset);
    const std::uint32_t truth = read_length(valid, field);
    const std::uint32_t most = (1U << (8 * field.width)) - 1;
    CHECK(fault(with_length(valid, field, truth + 1)).has_value());
    if (truth > 0) CHECK(fault(with_length(valid, field, truth - 1)).has_value());
    const auto found = fault(with_length(valid, field, most));
    REQUIRE(found.has_value());
    CHECK(std::string(found->field) == field.name);
  }
}

}  // namespace tls::test
