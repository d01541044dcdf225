// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/protocol_version.hpp"

#include "tls/registry/code_text.hpp"

namespace tls {
namespace {

struct Name {
  std::string_view text;    ///< as records spell it
  std::string_view family;  ///< "SSL" or "TLS"
  std::string_view number;
  ProtocolVersion version;
};

constexpr std::array kNames{
    Name{"SSLv2", "SSL", "2.0", ProtocolVersion::SSLv2},     Name{"SSLv3", "SSL", "3.0", ProtocolVersion::SSLv3},
    Name{"TLSv1.0", "TLS", "1.0", ProtocolVersion::TLSv1_0}, Name{"TLSv1.1", "TLS", "1.1", ProtocolVersion::TLSv1_1},
    Name{"TLSv1.2", "TLS", "1.2", ProtocolVersion::TLSv1_2}, Name{"TLSv1.3", "TLS", "1.3", ProtocolVersion::TLSv1_3},
};

/// "1.2", "1_2" and "12" are the number "1.2"; "1" is "1.0", for OpenSSL and JSSE write "TLSv1".
bool is_number(std::string_view text, std::string_view number) {
  if (text.size() == 1) return number.ends_with(".0") && text[0] == number[0];
  const bool has_separator = text.size() == 3 && (text[1] == '.' || text[1] == '_');
  return (has_separator || text.size() == 2) && text.front() == number.front() && text.back() == number.back();
}

}  // namespace

std::string to_string(ProtocolVersion version) {
  for (const auto& name : kNames) {
    if (name.version == version) return std::string(name.text);
  }
  return hex_code(static_cast<std::uint16_t>(version), 4);
}

std::optional<ProtocolVersion> protocol_version_from(std::string_view text) {
  constexpr std::size_t kFamilySize = 3;
  for (const auto& name : kNames) {
    if (name.family == "TLS" && text == name.number) return name.version;
    if (!equal_ignoring_case(text.substr(0, kFamilySize), name.family)) continue;
    auto rest = text.substr(kFamilySize);
    if (!rest.empty() && std::string_view(" _-").find(rest[0]) != std::string_view::npos) rest.remove_prefix(1);
    if (!rest.empty() && (rest[0] == 'v' || rest[0] == 'V')) rest.remove_prefix(1);
    if (is_number(rest, name.number)) return name.version;
  }
  return std::nullopt;
}

}  // namespace tls
