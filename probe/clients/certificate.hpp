// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace probe {

/// The chain that an exchange showed; null when none was read there.
[[nodiscard]] const CertificateChain* chain_shown(const TargetRecord& target, ExchangeId exchange);
/// The chain that belongs to an accepted cell: what was shown with it, or when its call finished the handshake.
[[nodiscard]] const CertificateChain* chain_of(const TargetRecord& target, const AcceptedSuite& suite);

enum class Fit : std::uint8_t { yes, no, unknown };

/// Whether the client's hello lets a server show a leaf with that key in that cell. Up to TLS 1.2 the suite names the
/// type of the key, and an EC key's curve has to be among the client's groups (RFC 8422 section 5.1); in TLS 1.3 it is
/// the signature schemes that say both (RFC 8446 section 4.2.3).
[[nodiscard]] Fit key_fit(const ClientProfile& profile, tls::ProtocolVersion version, tls::CipherSuite suite,
                          const CertificateFacts& leaf);
/// "RSA 2048", "EC secp521r1", "Ed448".
[[nodiscard]] std::string key_words(const CertificateFacts& leaf);

/// What keeps a Windows client from believing a chain.
struct Objection {
  Fit fit = Fit::no;                   ///< `unknown`: nobody can tell from here whether it does
  Message why;                         ///< half a sentence
  std::optional<std::uint32_t> error;  ///< that its user then sees
};

/// The gravest objection, if there is one: dates, name, purpose, signatures, keys and where the chain leads, by the
/// verdict of the scan, which was made at `when`. Revocation is not looked at.
[[nodiscard]] std::optional<Objection> objection_to(const CertificateChain& chain, const ClientProfile& profile,
                                                    tls::ProtocolVersion version, tls::x509::Seconds when);
/// Whether something below the root is signed with SHA-1.
[[nodiscard]] bool rests_on_sha1(const CertificateChain& chain);

}  // namespace probe
