// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/seal/trust.hpp"
#include "probe/model/record.hpp"
#include "tls/client/x509/roots.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace probe::seal {

/// What roots are asked to vouch for.
enum class Vouching : std::uint8_t {
  for_email,     ///< certificates for S/MIME, as `openssl cms -verify` has it: the roots are everybody's
  for_anything,  ///< whoever named the roots meant them
};

/// A signature that is right.
struct Signature {
  std::vector<Maker> signers;      ///< at least one
  std::optional<UtcTime> claimed;  ///< when the first of them says to have signed
};

/// Holds a detached CMS signature (DER) against what it is about: every signer's. Whether their certificates are to be
/// trusted, at the time `when`, is told apart from that. MD5 and SHA-1 sign nothing.
[[nodiscard]] boost::system::result<Signature, SealError> check_signature(std::string_view content,
                                                                          std::string_view cms,
                                                                          const tls::x509::Roots& roots,
                                                                          Vouching vouching, UtcTime when);

}  // namespace probe::seal
