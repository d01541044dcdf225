// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/features/draft.hpp"
#include "probe/agenda/features/ground.hpp"

namespace probe::agenda {

/// What the matrix's own hellos have shown already, without a connection more.
void take_revealed(const Ground& ground, Draft& draft);

}  // namespace probe::agenda
