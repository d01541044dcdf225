// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/version_plan.hpp"

#include <algorithm>

namespace probe {

std::vector<tls::CipherSuite> without(const std::vector<tls::CipherSuite>& suites,
                                      const std::vector<tls::CipherSuite>& taken) {
  std::vector<tls::CipherSuite> rest;
  std::copy_if(suites.begin(), suites.end(), std::back_inserter(rest),
               [&](tls::CipherSuite suite) { return std::find(taken.begin(), taken.end(), suite) == taken.end(); });
  return rest;
}

std::pair<Batch, Batch> deal_in_two(const Batch& batch) {
  Batch first = batch;
  first.suites.clear();
  first.whole = false;
  first.doubt = {};
  Batch second = first;
  for (std::size_t i = 0; i < batch.suites.size(); ++i) (i % 2 == 0 ? first : second).suites.push_back(batch.suites[i]);
  return {std::move(first), std::move(second)};
}

std::vector<Batch> cut(const Batch& batch, HelloShape shape, std::size_t size) {
  std::vector<Batch> pieces;
  for (std::size_t start = 0; start < batch.suites.size(); start += size) {
    Batch piece;
    piece.version = batch.version;
    piece.shape = shape;
    const auto first = batch.suites.begin() + static_cast<std::ptrdiff_t>(start);
    piece.suites.assign(first, first + static_cast<std::ptrdiff_t>(std::min(size, batch.suites.size() - start)));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace probe
