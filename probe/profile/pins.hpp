// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/profile/profile.hpp"

#include <optional>

namespace probe::profile {

/// What a profile pins, against the certificates that the server showed: whether its clients will believe it. Nothing
/// when the profile pins nothing or nobody looked at a certificate. A root is seldom sent: it is recognised as the
/// issuer of what was.
[[nodiscard]] std::optional<Finding> compare_pins(const Gateway& gateway, const TargetRecord& target);

}  // namespace probe::profile
