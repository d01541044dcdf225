// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/signature_scheme.hpp"

#include <vector>

namespace probe {

/// What the hello lists in supported_groups: the offer's own, or those of its version and shape.
[[nodiscard]] std::vector<tls::NamedGroup> groups_of(const Offer& offer);

/// What it lists in signature_algorithms; empty before TLS 1.2, which has no such extension.
[[nodiscard]] std::vector<tls::SignatureScheme> schemes_of(const Offer& offer);

}  // namespace probe
