// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/features/ground.hpp"
#include "probe/agenda/hello_questions.hpp"
#include "probe/model/server_features.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace probe::agenda {

/// One connection each, repeats apart. Lanes of groups leave their rest unknown where they would need more.
inline constexpr std::size_t kMostFeatureQuestions = 30;

/// Asks what else a server can do, once its cells have been swept: a bounded number of hellos in cells that it accepts.
/// What the matrix's own answers tell takes none. What was not answered is unknown; what was refused is `no` when the
/// judge says so.
class FeatureSource {
 public:
  FeatureSource(Ground ground, const judge::Judge& judge);
  ~FeatureSource();

  [[nodiscard]] HelloQuestions& questions();
  /// Once there are no more answers to come; `exchanges`: all that there were.
  [[nodiscard]] ServerFeatures result(const std::vector<ExchangeSummary>& exchanges);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace probe::agenda
