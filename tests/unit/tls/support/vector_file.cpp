// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/support/vector_file.hpp"

#include "tls/registry/code_text.hpp"

#include <fstream>
#include <stdexcept>

namespace tls::test {

Bytes vector_file(const std::string& name) {
  std::ifstream file(TEST_VECTORS "/" + name + ".hex");
  std::string digits;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') digits += line;
  }
  if (digits.empty()) throw std::runtime_error("no such vector: " + name);
  return from_hex(digits);
}

Bytes vector_body(const std::string& name) {
  const Bytes message = vector_file(name);
  return Bytes(message.begin() + 4, message.end());
}

Bytes from_hex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ' && c != '\n') digits += c;
  }
  Bytes bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(hex_value(digits.substr(i, 2)).value()));
  }
  return bytes;
}

}  // namespace tls::test
