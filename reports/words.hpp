// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/family.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {

/// "SSL 2.0", "TLS 1.2": how people write them.
[[nodiscard]] std::string version_name(tls::ProtocolVersion version);
/// "1 suite", "12 suites".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);
/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string joined(const std::vector<std::string>& parts);
/// Families that no gateway should offer any more: what the views stress where one is accepted.
[[nodiscard]] bool is_going_away(probe::Family family);

/// One target in one line of several: name, address, what it accepts. Peer's words not yet escaped.
[[nodiscard]] std::string summary(const probe::TargetRecord& target);

/// The closing sentences: what an engineer pastes into a mail. Plain text, peer's words not yet escaped.
[[nodiscard]] std::string closing_sentence(const probe::TargetRecord& target);

}  // namespace reports::terminal
