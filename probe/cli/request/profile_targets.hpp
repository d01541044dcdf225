// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/target_file.hpp"
#include "probe/model/record.hpp"
#include "probe/profile/profile.hpp"

#include <string>
#include <vector>

namespace probe::cli {

/// The gateways that VPN profiles name.
struct ProfileTargets {
  std::vector<ListedTarget> targets;
  std::vector<profile::Gateway> gateways;  ///< one a target
};

/// Reads the files; notes and errors go to `environment.err`.
Read read_profiles(const std::vector<std::string>& paths, ProfileTargets& found, Environment& environment);

/// Adds to a target's findings how its certificates compare with what the profile that named it pins.
void add_pin_findings(const ProfileTargets& profiles, TargetRecord& target);

}  // namespace probe::cli
