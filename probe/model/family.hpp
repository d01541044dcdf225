// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace probe {

/// The algorithms by whose names people ask. A suite belongs to several: RC4-MD5 to RC4 and to MD5.
enum class Family : std::uint8_t {
  rc4,
  des,
  triple_des,
  md5,
  sha1,
  aes128,
  aes192,
  aes256,
  sha256,
  sha384,
  chacha20,
  camellia,
  aria,
  seed,
  idea,
  rc2,
  other_cipher,
  null_cipher,
  export_grade,
  anonymous,
};
inline constexpr std::size_t kFamilyCount = 20;
/// In the order of the family view; the first ten stand in every view, the rest when they occur.
[[nodiscard]] std::span<const Family> families();
[[nodiscard]] bool always_shown(Family family);
/// "RC4", "3DES", "SHA-1", "AES-128", "EXPORT", "anonymous", ...
[[nodiscard]] std::string_view to_string(Family family);
/// The same in any case, with or without the dash: "sha1", "3des", "aes128", "anon".
[[nodiscard]] std::optional<Family> family_from(std::string_view text);

/// MD5 and SHA-1 by the record MAC; SHA-256 and SHA-384 by MAC, or by the PRF hash of an AEAD suite.
[[nodiscard]] bool belongs_to(const tls::CipherSuiteInfo& suite, Family family);

/// One cell of the family view: the counts of its suites in one version.
struct FamilyCell {
  std::size_t accepted = 0, refused = 0, inconclusive = 0;
  std::size_t mixed = 0;  ///< of those accepted: by some of the unlike servers behind the address
  /// accepted when any is; inconclusive when none is and any is open; refused; not_applicable when no suite of the
  /// family is defined for the version; not_tested when none was asked.
  Outcome outcome = Outcome::not_tested;
};
[[nodiscard]] FamilyCell family_cell(const VersionResult& version, Family family);

/// How many cells there are in all, and that they add up.
struct Coverage {
  std::size_t asked = 0, accepted = 0, refused = 0, inconclusive = 0;
  std::size_t mixed = 0;  ///< of those accepted
};
[[nodiscard]] Coverage coverage(const VersionResult& version);
[[nodiscard]] Coverage coverage(const TargetRecord& target);

/// One cell of the suite view, looked up in its version's lists.
struct Cell {
  Outcome outcome = Outcome::not_tested;
  Reason reason = Reason::not_requested;
  std::optional<Basis> basis;               ///< of a refusal
  const AcceptedSuite* accepted = nullptr;  ///< borrowed from the VersionResult
  ExchangeId exchange = 0;
  std::optional<tls::AlertDescription> alert = std::nullopt;  ///< that the exchange ended with
};
[[nodiscard]] Cell cell(const VersionResult& version, tls::CipherSuite code);

}  // namespace probe
