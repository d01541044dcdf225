// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/plan/batch.hpp"
#include "probe/plan/version_cells.hpp"

#include "tls/message/alert.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace probe {

/// What the plan keeps for one version.
struct VersionPlan {
  VersionPlan(tls::ProtocolVersion version, const std::vector<tls::CipherSuite>& asked) : cells(version, asked) {}

  VersionCells cells;
  HelloShape shape = HelloShape::full;                 ///< in which its hellos are answered
  std::optional<HelloShape> trial;                     ///< the smaller shape that was tried last
  std::size_t other_versions = 0;                      ///< ServerHellos of another version
  std::optional<tls::AlertDescription> unclear_alert;  ///< what a batch was answered with, each time
  std::size_t unclear_alone = 0;                       ///< suites that drew it alone
  std::size_t unclear_batches = 0;                     ///< parts of the version that drew it since a suite was accepted
  std::size_t lanes = 1;                               ///< batches that its suites have been dealt into
};

/// `suites` without those in `taken`, in the same order.
[[nodiscard]] std::vector<tls::CipherSuite> without(const std::vector<tls::CipherSuite>& suites,
                                                    const std::vector<tls::CipherSuite>& taken);

/// Deals the batch's suites round-robin into two batches that are otherwise like it, without its doubt.
[[nodiscard]] std::pair<Batch, Batch> deal_in_two(const Batch& batch);

/// Cuts the batch into fresh ones of at most `size` suites, in another shape.
[[nodiscard]] std::vector<Batch> cut(const Batch& batch, HelloShape shape, std::size_t size);

}  // namespace probe
