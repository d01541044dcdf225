// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/profile/profile.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/x509/path_end.hpp"

#include <functional>
#include <optional>
#include <span>

namespace probe::profile {

/// Where the signatures of a chain (DER, leaf first) lead when those certificates alone are believed:
/// tls::x509::path_end().
using PathFinder = std::function<tls::x509::PathEnd(std::span<const tls::Bytes> chain, std::span<const tls::Bytes>)>;

/// What a profile pins, against the chains that the server showed: whether its clients will believe each of them.
/// Nothing when the profile pins nothing or nobody looked at a certificate. A pinned certificate decides by signatures;
/// where the profile has names alone, a chain that names another root is not believed, and one that names the right one
/// may be. Of several chains the worst is told.
[[nodiscard]] std::optional<Finding> compare_pins(const Gateway& gateway, const TargetRecord& target,
                                                  const PathFinder& path_end);

}  // namespace probe::profile
