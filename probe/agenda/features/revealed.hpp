// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/features/draft.hpp"
#include "probe/agenda/features/ground.hpp"

#include <vector>

namespace probe::agenda {

/// What the matrix's own hellos have shown already, without a connection more.
void take_revealed(const Ground& ground, Draft& draft);
/// The part of it that every later exchange adds to, calls too: with what the server signs in TLS 1.2.
void take_schemes(const std::vector<ExchangeSummary>& exchanges, Draft& draft);

}  // namespace probe::agenda
