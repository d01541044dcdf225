// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/server_features.hpp"

#include <string_view>

namespace reports {

/// "secure renegotiation", "encrypt-then-MAC".
[[nodiscard]] std::string_view phrase(probe::FeatureKind kind);
/// "curves", "finite fields".
[[nodiscard]] std::string_view kind_name(tls::GroupKind kind);

}  // namespace reports
