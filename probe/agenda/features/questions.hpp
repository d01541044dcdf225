// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/features/draft.hpp"
#include "probe/agenda/features/ground.hpp"

#include <optional>

namespace probe::agenda {

/// Puts the questions that take a hello or two each, for what is not known yet. `draft` outlives the answers.
void put_questions(const Ground& ground, Asker& asker, Draft& draft);

/// The hello that a control repeats: everything that the server accepts in its best version with certificates in the
/// clear, or in TLS 1.3. Nothing when it accepts nothing.
[[nodiscard]] std::optional<Offer> control_offer(const Ground& ground);

/// The same hello without a server name, for put_questions()'s counterpart; nothing when it has no name.
[[nodiscard]] std::optional<Offer> nameless_offer(const Ground& ground);

/// Judges by the reply to nameless_offer(). What is said of the certificate is complete with the control's selection.
void judge_nameless(const Reply& nameless, Draft& draft);
void compare_certificates(const Reply& nameless, const Reply& control, Draft& draft);

}  // namespace probe::agenda
