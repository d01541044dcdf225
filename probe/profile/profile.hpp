// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace probe::profile {

/// What a file of a VPN client's was recognised as, by its content.
enum class Kind : std::uint8_t {
  vpn_settings,        ///< VpnSettings.xml of Azure's profile package
  package,             ///< the package itself, a zip
  azure_vpn_config,    ///< azurevpnconfig.xml of the Azure VPN Client: OpenVPN
  windows_profile,     ///< <VPNProfile>, the ProfileXML of Windows' VPNv2 CSP
  phone_book,          ///< .pbk, of rasphone or of Connection Manager
  connection_manager,  ///< .cms
  gateway_list,        ///< az network vnet-gateway list or show, -o json
};

/// One gateway that a file names. Texts are the file's: bounded, and hostile.
struct Gateway {
  std::string host;                       ///< a name or an address
  std::string label;                      ///< the network's, the entry's or the gateway's name
  std::vector<std::string> protocols;     ///< "SSTP", "IkeV2", "OpenVPN"; empty: the file does not say
  std::vector<std::string> root_names;    ///< common names that the server's root may have
  std::vector<std::string> issuer_names;  ///< the same of the leaf's issuer
  std::vector<std::string> certificates;  ///< DER of the roots that the client trusts for this server
  std::vector<std::string> hashes;        ///< SHA-1 of trusted roots, upper-case hexadecimal
  [[nodiscard]] bool says_sstp() const;
};

/// What a file holds.
struct Profile {
  Kind kind{};
  std::vector<Gateway> gateways;
  std::vector<std::string> notes;  ///< sentences for the user: what the file cannot tell, what it means; may be hostile
};

struct Error {
  std::string text;  ///< "vpn.zip: Generic/VpnSettings.xml:3: ..."; may be hostile
};
using Read = std::variant<Profile, Error>;

inline constexpr std::size_t kMostFileOctets = 16U << 20U;
inline constexpr std::size_t kMostGateways = 1000;
inline constexpr std::size_t kMostTextOctets = 512;
inline constexpr std::size_t kMostPins = 32;

/// Recognises and reads a file; `name` is what errors call it. Secrets in it are neither kept nor repeated.
[[nodiscard]] Read read_profile(std::string_view octets, const std::string& name);

[[nodiscard]] std::string_view to_string(Kind kind);

}  // namespace probe::profile
