// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/server_features.hpp"
#include "reports/json_place.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace reports {

/// A target's `server`: an empty object when its features were not asked for.
[[nodiscard]] nlohmann::ordered_json server_to_json(const probe::ServerFeatures& server);
[[nodiscard]] probe::ServerFeatures read_server(const Place& place);

/// An exchange's `extensions`: the codes of ExtensionType.
[[nodiscard]] nlohmann::ordered_json extensions_to_json(const std::vector<tls::ExtensionType>& extensions);
[[nodiscard]] std::vector<tls::ExtensionType> read_extensions(const Place& place);

/// A group's, or a signature scheme's name; "0x1234" where it has none.
[[nodiscard]] tls::NamedGroup read_group(const Place& place);
[[nodiscard]] tls::SignatureScheme read_scheme(const Place& place);

}  // namespace reports
