// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/family.hpp"
#include "probe/policy/judgement.hpp"
#include "reports/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace reports::view {

/// What a reader is to think of what stands there, before he reads it. Colours and signs follow from it alone, in every
/// format; the words beside them say the same.
enum class Standing : std::uint8_t {
  good,
  bad,    ///< it fails, or it is going away and is accepted
  mixed,  ///< accepted by some of the unlike servers behind the address
  open,   ///< nobody could tell
  plain,  ///< refused
  none,   ///< not asked, or there is nothing to ask
};

/// Of an accepted cell the worst that can be said counts: a good suite of an old version is going away too.
[[nodiscard]] Standing standing_of(tls::ProtocolVersion version, probe::Family family, const probe::FamilyCell& cell);
[[nodiscard]] Standing standing_of(tls::ProtocolVersion version, tls::CipherSuite suite, const probe::Cell& cell);

/// What all policies together say of the target with that index; nothing: none was asked.
[[nodiscard]] std::optional<probe::Effect> ruling_on(const Subject& subject, std::size_t target);

/// Policies decide where any was asked; otherwise a target stands well when everything was asked and is known,
/// something is accepted, and nothing of that is going away. Of what was left out nobody can say that it is well:
/// `plain`.
[[nodiscard]] Standing standing_of(const Subject& subject, std::size_t target);

/// What a server can do besides, as far as it weakens or protects what it accepts.
[[nodiscard]] Standing standing_of(probe::FeatureKind feature, probe::Support support);

/// Of a judgement, or of one rule.
[[nodiscard]] Standing standing_of(probe::Effect effect);

}  // namespace reports::view
