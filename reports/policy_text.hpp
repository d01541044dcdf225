// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/policy.hpp"

#include <string>

namespace reports {

/// A policy for people, every line within 80 columns as long as its words are: what `policies show` prints.
[[nodiscard]] std::string policy_text(const probe::Policy& policy);

}  // namespace reports
