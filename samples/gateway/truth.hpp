// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/profile.hpp"

#include <ostream>

namespace gateway {

/// What a profile accepts, one JSON object a line: {"version":"TLSv1.2","code":"0xC02F","name":"TLS_..."}.
void write_truth(const Profile& profile, std::ostream& out);

}  // namespace gateway
