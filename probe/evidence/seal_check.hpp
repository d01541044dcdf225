// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"
#include "probe/evidence/report.hpp"
#include "probe/evidence/seal/signature_check.hpp"
#include "tls/client/x509/roots.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe::evidence {

/// What it means when nobody who is known vouches for a bundle.
enum class Unsigned : std::uint8_t { leaves_open, allowed };

/// By whom a bundle's signature and time stamp are to be vouched for.
struct SealCheck {
  tls::x509::Roots roots;
  /// `for_anything`: somebody named the roots. A bundle without a seal fails then, and so does one by a stranger.
  seal::Vouching vouching = seal::Vouching::for_email;
  std::optional<std::string>
      signer;  ///< a subject (RFC 2253), common name or e-mail address: one such must have signed
  UtcTime now{};
  /// `allowed`: a signature that is missing, or is a stranger's, leaves nothing open. Both together, since anybody can
  /// turn the one into the other.
  Unsigned is_unsigned = Unsigned::leaves_open;
};

/// Tells what is sealed and what is not, and of the signature and the time stamp whether they are right, and who made
/// them when. A bundle whose signature was taken away comes to nothing better than one that a stranger signed.
void check_seals(const std::vector<File>& files, const SealCheck& check, Report& report);

}  // namespace probe::evidence
