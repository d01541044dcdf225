// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peer/misbehaviour.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace peer {

/// Sets what "NAME" or "NAME=ARGUMENT" stands for. Returns a sentence when there is no such thing.
[[nodiscard]] std::optional<std::string> apply_behaviour(std::string_view word, Misbehaviour& misbehaviour);

/// One line a behaviour: name, argument with its default, meaning.
void list_behaviours(std::ostream& out);

}  // namespace peer
