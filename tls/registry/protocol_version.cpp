// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/protocol_version.hpp"

#include "tls/registry/code_text.hpp"

namespace tls {
namespace {

/// Spelling of records first, then what people and other tools write.
struct Spelling {
  std::string_view text;
  ProtocolVersion version;
};

constexpr std::array kSpellings{
    Spelling{"SSLv2", ProtocolVersion::SSLv2},     Spelling{"SSLv3", ProtocolVersion::SSLv3},
    Spelling{"TLSv1.0", ProtocolVersion::TLSv1_0}, Spelling{"TLSv1.1", ProtocolVersion::TLSv1_1},
    Spelling{"TLSv1.2", ProtocolVersion::TLSv1_2}, Spelling{"TLSv1.3", ProtocolVersion::TLSv1_3},
    Spelling{"TLSv1", ProtocolVersion::TLSv1_0},  // OpenSSL and JSSE write TLS 1.0 so
    Spelling{"SSLv2.0", ProtocolVersion::SSLv2},   Spelling{"SSLv3.0", ProtocolVersion::SSLv3},
    Spelling{"1.0", ProtocolVersion::TLSv1_0},     Spelling{"1.1", ProtocolVersion::TLSv1_1},
    Spelling{"1.2", ProtocolVersion::TLSv1_2},     Spelling{"1.3", ProtocolVersion::TLSv1_3},
};

/// "tls_1.2" and "TLS 1.2" and "tlsv12" alike become "tls12": lower case does the comparison.
std::string squeeze(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != ' ' && c != '_' && c != '-' && c != '.' && c != 'v' && c != 'V') kept.push_back(c);
  }
  return kept;
}

}  // namespace

std::string to_string(ProtocolVersion version) {
  for (const auto& spelling : kSpellings) {
    if (spelling.version == version) return std::string(spelling.text);
  }
  return hex_code(static_cast<std::uint16_t>(version), 4);
}

std::optional<ProtocolVersion> protocol_version_from(std::string_view text) {
  const std::string wanted = squeeze(text);
  for (const auto& spelling : kSpellings) {
    if (equal_ignoring_case(squeeze(spelling.text), wanted)) return spelling.version;
  }
  return std::nullopt;
}

}  // namespace tls
