// SPDX-License-Identifier: Apache-2.0
#include "probe/model/offer.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<HelloShape> kShapes[] = {
    {HelloShape::full, "full"},
    {HelloShape::small, "small"},
    {HelloShape::bare, "bare"},
    {HelloShape::rich, "rich"},
};

constexpr Word<Purpose> kPurposes[] = {
    {Purpose::sweep, "sweep"}, {Purpose::control, "control"}, {Purpose::repeat, "repeat"}, {Purpose::look, "look"},
    {Purpose::climb, "climb"}, {Purpose::feature, "feature"}, {Purpose::client, "client"},
};

}  // namespace

std::string_view to_string(HelloShape shape) { return word_of(kShapes, shape); }
std::optional<HelloShape> hello_shape_from(std::string_view word) { return value_of(kShapes, word); }

std::string_view to_string(Purpose purpose) { return word_of(kPurposes, purpose); }
std::optional<Purpose> purpose_from(std::string_view word) { return value_of(kPurposes, word); }

}  // namespace probe
