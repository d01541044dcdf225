// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "reports/json_place.hpp"

#include <nlohmann/json.hpp>

namespace reports {

/// One of a target's `certificates`. `facts` and `verdict` are absent where nobody looked.
[[nodiscard]] nlohmann::ordered_json chain_to_json(const probe::CertificateChain& chain);
[[nodiscard]] probe::CertificateChain read_chain(const Place& place);

}  // namespace reports
