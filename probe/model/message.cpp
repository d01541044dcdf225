// SPDX-License-Identifier: Apache-2.0
#include "probe/model/message.hpp"

namespace probe {

bool operator==(const Message& a, const Message& b) { return a.form_ == b.form_ && a.arguments_ == b.arguments_; }

bool operator<(const Message& a, const Message& b) {
  if (a.form_ == b.form_) return a.arguments_ < b.arguments_;
  if (a.form_ == nullptr || b.form_ == nullptr) return a.form_ == nullptr;
  return a.form_->id < b.form_->id;
}

}  // namespace probe
