// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/registry.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probe::registry {

// Where Windows keeps what decides a VPN client's two TLS handshakes.
inline constexpr std::string_view kWinHttpKey =
    R"(HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp)";
inline constexpr std::string_view kWinHttp32Key =
    R"(HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp)";
inline constexpr std::string_view kEapKey = R"(HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\RasMan\PPP\EAP\13)";
inline constexpr std::string_view kProtocolsKey =
    R"(HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols)";
inline constexpr std::string_view kCipherOrderKey =
    R"(HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002)";
inline constexpr std::string_view kLocalOrderKey =
    R"(HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Cryptography\Configuration\Local\SSL\00010002)";
inline constexpr std::string_view kSchannelKey =
    R"(HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL)";
inline constexpr std::string_view kFunctions = "Functions";
inline constexpr std::string_view kEccCurves = "EccCurves";
inline constexpr std::string_view kDefaultSecureProtocols = "DefaultSecureProtocols";
inline constexpr std::string_view kTlsVersion = "TlsVersion";

enum class Presence : std::uint8_t {
  unknown,     ///< the key was not shown: nobody knows
  absent,      ///< the key was shown, and has no such value
  wrong_type,  ///< there is one, of a type that Windows does not read there
  set,
};

/// A REG_DWORD that may be there.
struct Number {
  Presence presence = Presence::unknown;
  std::uint32_t value = 0;
  std::string place;  ///< where it was read
};

/// SCHANNEL\Protocols\<version>\Client.
struct ProtocolSwitches {
  Number enabled;              ///< 0: the version is off, whoever asks for it
  Number disabled_by_default;  ///< 1: off unless the program asks for it, as WinHTTP does
};

/// An order of cipher suites, or of curves.
template <class Code>
struct CodeOrder {
  Presence presence = Presence::unknown;
  std::vector<Code> codes;
  std::vector<std::string> strange;  ///< words that are no suite's name, or no curve's; hostile
  std::string place;
};

/// Something that SCHANNEL switches for all programs at once: a cipher, a hash, a key exchange.
struct Algorithm {
  std::string_view key;  ///< below SCHANNEL: "Ciphers\\AES 128/128"
  bool (*is_of)(const tls::CipherSuiteInfo& suite);
};
[[nodiscard]] std::span<const Algorithm> algorithms();

/// What a registry says of both handshakes, decoded, without any opinion.
struct ClientSettings {
  Number winhttp, winhttp32;  ///< DefaultSecureProtocols in the view of 64-bit and of 32-bit programs
  Number eap;                 ///< TlsVersion
  std::map<tls::ProtocolVersion, ProtocolSwitches> protocols;
  std::vector<Number> algorithms;            ///< Enabled, of each of algorithms()
  CodeOrder<tls::CipherSuite> policy_order;  ///< set by an administrator for many computers
  CodeOrder<tls::CipherSuite> local_order;   ///< this computer's own, which counts where there is no policy
  CodeOrder<tls::NamedGroup> policy_curves;
};
[[nodiscard]] ClientSettings decode(const Registry& registry);

/// SCHANNEL\Protocols' word for a version: "TLS 1.2".
[[nodiscard]] std::string_view schannel_name(tls::ProtocolVersion version);
[[nodiscard]] std::string algorithm_key(const Algorithm& algorithm);
[[nodiscard]] std::string protocol_key(tls::ProtocolVersion version);

/// DefaultSecureProtocols: one bit a version, 0x8 SSL 2.0, 0x20, 0x80, 0x200, 0x800, 0x2000 TLS 1.3 (Microsoft,
/// "Option flags", WINHTTP_OPTION_SECURE_PROTOCOLS).
[[nodiscard]] tls::VersionSet winhttp_versions(std::uint32_t mask);

/// TlsVersion of EAP-TLS: a pair of bits a version, 0xC0 TLS 1.0, 0x300, 0xC00 TLS 1.2; whatever else stands there
/// counts as 0xC0 (KB2977292: "Values other than these are treated as TLS 1.0").
[[nodiscard]] bool is_eap_mask(std::uint32_t mask);
[[nodiscard]] tls::VersionSet eap_versions(std::uint32_t mask);

/// "0xaa0".
[[nodiscard]] std::string hexadecimal(std::uint32_t number);

}  // namespace probe::registry
