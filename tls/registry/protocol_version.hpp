// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace tls {

/// ProtocolVersion of RFC 8446 section 4.1.2 and its ancestors; SSL 2.0 counts 0x0002. Open: a peer may send any value.
enum class ProtocolVersion : std::uint16_t {
  SSLv2 = 0x0002,
  SSLv3 = 0x0300,
  TLSv1_0 = 0x0301,
  TLSv1_1 = 0x0302,
  TLSv1_2 = 0x0303,
  TLSv1_3 = 0x0304,
};

/// Every version that the program asks for, oldest first.
inline constexpr std::array kProtocolVersions{ProtocolVersion::SSLv2,   ProtocolVersion::SSLv3,
                                              ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_1,
                                              ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3};

/// "TLSv1.2" as it stands in records and on the command line; "0x0305" for a value without a name.
[[nodiscard]] std::string to_string(ProtocolVersion version);

/// Takes "TLSv1.2", "TLS1.2", "tls12", "1.2", "SSLv3", "ssl3" in any case; nothing for anything else.
[[nodiscard]] std::optional<ProtocolVersion> protocol_version_from(std::string_view text);

/// A set of the versions in kProtocolVersions.
class VersionSet {
 public:
  constexpr VersionSet() = default;
  constexpr VersionSet(std::initializer_list<ProtocolVersion> versions) {
    for (const auto version : versions) bits_ |= bit(version);
  }
  [[nodiscard]] constexpr bool contains(ProtocolVersion version) const { return (bits_ & bit(version)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(VersionSet, VersionSet) = default;

 private:
  static constexpr std::uint8_t bit(ProtocolVersion version) {
    std::uint8_t mask = 1;
    for (const auto known : kProtocolVersions) {
      if (known == version) return mask;
      mask = static_cast<std::uint8_t>(mask << 1);
    }
    return 0;
  }
  std::uint8_t bits_ = 0;
};

}  // namespace tls
