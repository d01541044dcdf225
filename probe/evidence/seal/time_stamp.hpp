// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/seal/trust.hpp"
#include "probe/model/random.hpp"
#include "probe/model/record.hpp"
#include "tls/client/x509/roots.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/system/result.hpp>

#include <optional>
#include <string_view>

namespace probe::seal {

/// A question to a time-stamping authority, RFC 3161 2.4.1: the SHA-256 of `content`, a nonce, and the wish for the
/// authority's certificates.
struct StampRequest {
  tls::Bytes der;    ///< what is sent
  tls::Bytes nonce;  ///< big-endian, positive
};
[[nodiscard]] StampRequest stamp_request(std::string_view content, const RandomSource& random);

/// A time stamp that is right.
struct Stamp {
  UtcTime when{};
  Maker authority;
};

/// Holds a TimeStampResp (RFC 3161 2.4.2, DER) against what it is about: that it was granted, what it stamps, its
/// signature, and that the signer may stamp times. Whether the authority is to be trusted, at the time that it states,
/// is told apart from that. With `nonce`: it has to be that.
[[nodiscard]] boost::system::result<Stamp, SealError> check_stamp(std::string_view content, std::string_view response,
                                                                  const tls::x509::Roots& roots,
                                                                  const tls::Bytes* nonce = nullptr);

}  // namespace probe::seal
